// @ts-check
// The screens, one function each: from what the page knows to elements. What they may do stands in
// `app`: say, join, rename, forget, enter a code.
import { h, pick } from "../forms/elements.js";

export const title = (words) => h("h1", { tabindex: -1 }, words);
export const lead = (words) => h("p", { class: "tamtam-lead" }, words);
export const quiet = (words, onclick) => h("button", { type: "button", class: "tt-phone-quiet", onclick }, words);

/** What is under way, and at which table one sits for it. */
export const under = (app, words, timer) =>
  h("div", { class: "tt-phone-kicker" }, h("span", {}, pick(words, app.state.language), seat(app)), timer);

/** Where one sits; in front where that has just changed. */
const seat = (app) => (app.state.moved ? h("b", {}, app.seat()) : app.seat());

/** The question's frame: what the activity is called, its time, the question; the form comes below. */
function question(app, timer) {
  const { activity } = app.state.shared;
  return [under(app, activity.title, timer), title(pick(activity.question, app.state.language))];
}

const loading = (app) => [lead(app.say("link.loading"))];

export const bar = (app, words, close) =>
  h("div", { class: "tt-phone-bar" }, h("h2", { id: "sheet-title" }, words), quiet(app.say("me.close"), close));

/**
 * Each screen by its name. Those that come later stand in later.js.
 * @type {Record<string, (app: any, ...rest: any[]) => any[]>}
 */
export const screens = { question, loading };
