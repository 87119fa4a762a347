// @ts-check
// The screens, one function each: from what the page knows to elements. What they may do stands in
// `app`: say, join, rename, forget, enter a code.
import { collectsOnly, h, pick } from "../forms/elements.js";
import { keep, recall } from "./memory.js";

export const title = (words) => h("h1", { tabindex: -1 }, words);
export const lead = (words) => h("p", { class: "tamtam-lead" }, words);
export const quiet = (words, onclick) => h("button", { type: "button", class: "tt-phone-quiet", onclick }, words);

let fields = 0;

/**
 * A field that keeps what is half typed over a reload, until it was sent.
 * @param {any} app
 * @param {string} name
 * @param {{ label: string, hint?: string, [attribute: string]: any }} said
 */
export function field(app, name, { label, hint, ...attributes }) {
  const id = `field${++fields}`;
  const drafts = () => recall(app.drawer).drafts ?? {};
  const input = h("input", {
    id,
    name,
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": hint ? `${id}hint` : null,
    ...attributes,
    oninput: () => keep(app.drawer, { drafts: { ...drafts(), [name]: input.value } }),
  });
  input.value = drafts()[name] ?? attributes.value ?? "";
  const element = h(
    "div",
    { class: "tt-phone-field" },
    h("label", { for: id }, label),
    input,
    hint ? h("p", { class: "tt-phone-small", id: `${id}hint` }, hint) : null,
  );
  const sent = () => keep(app.drawer, { drafts: { ...drafts(), [name]: undefined } });
  return { element, input, sent };
}

/** A field with its one button. `send(value)` resolves to what went wrong, in words, or to nothing. */
export function asking(field, button, send, ...rest) {
  const problem = h("p", { class: "tt-phone-problem", role: "alert" });
  let busy = false;
  const submit = async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    problem.textContent = (await send(field.input.value.trim())) ?? "";
    busy = false;
    if (!problem.textContent) return field.sent();
    field.input.focus();
  };
  const go = h("button", { class: "tt-phone-main" }, button);
  return h(
    "form",
    { onsubmit: submit, novalidate: true },
    field.element,
    problem,
    rest,
    h("div", { class: "tt-phone-foot" }, go),
  );
}

/** What is under way, and at which table one sits for it. */
export const under = (app, words, timer) =>
  h("div", { class: "tt-phone-kicker" }, h("span", {}, pick(words, app.state.language), seat(app)), timer);

/** Where one sits; in front where that has just changed. */
const seat = (app) => (app.state.moved ? h("b", {}, app.seat()) : app.seat());

/** The question's frame: what the activity is called, its time, the question; the form comes below. */
function question(app, timer) {
  const { activity } = app.state.shared;
  return [
    under(app, activity.title, timer),
    title(pick(collectsOnly(activity) ? activity.collect.prompt : activity.question, app.state.language)),
  ];
}

const loading = (app) => [lead(app.say("link.loading"))];

export const bar = (app, words, close) =>
  h("div", { class: "tt-phone-bar" }, h("h2", { id: "sheet-title" }, words), quiet(app.say("me.close"), close));

/**
 * Each screen by its name. Those that come later stand in later.js.
 * @type {Record<string, (app: any, ...rest: any[]) => any[]>}
 */
export const screens = { question, loading };
