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

function join(app) {
  const input = field(app, "alias", {
    label: app.say("join.alias"),
    hint: app.say("join.alias_hint"),
    maxlength: 30,
    enterkeyhint: "go",
  });
  return [
    title(pick(app.state.shared.title, app.state.language)),
    lead(app.say("join.lead")),
    asking(
      input,
      app.say("join.go"),
      (alias) => app.join({ alias }),
      quiet(app.say("join.back"), () => app.turnTo("back")),
      privacy(app),
    ),
  ];
}

/** What is under way, and at which table one sits for it. */
const under = (app, words, timer) =>
  h("div", { class: "tt-phone-kicker" }, h("span", {}, pick(words, app.state.language), app.seat()), timer);

function lobby(app) {
  return [
    under(app, app.state.shared.title),
    title(app.say("lobby.title", { alias: app.state.personal.alias })),
    lead(app.say("lobby.lead")),
    h("p", { class: "tt-phone-small", id: "here" }),
    words(app),
    privacy(app),
  ];
}

/** A break, and until when: the next question comes by itself. */
function pause(app) {
  const { title: name, until } = app.state.shared.pause;
  const words = pick(name, app.state.language);
  return [
    under(app, app.state.shared.title),
    title(until ? app.say("pause.until", { title: words, until }) : words),
    lead(app.say("lobby.lead")),
  ];
}

/** The question's frame: what the activity is called, its time, the question; the form comes below. */
function question(app, timer) {
  const { activity } = app.state.shared;
  return [
    under(app, activity.title, timer),
    title(pick(collectsOnly(activity) ? activity.collect.prompt : activity.question, app.state.language)),
  ];
}

const loading = (app) => [lead(app.say("link.loading"))];

/** The three words, until their owner says they are noted. */
function words(app) {
  const { words, noted } = recall(app.drawer);
  if (!words || noted) return null;
  const card = h(
    "section",
    { class: "tt-phone-card" },
    ...threeWords(app, words),
    h(
      "button",
      {
        type: "button",
        class: "tt-phone-second",
        onclick: () => {
          keep(app.drawer, { noted: true });
          card.remove();
        },
      },
      app.say("words.noted"),
    ),
  );
  return card;
}

export function threeWords(app, words) {
  return [
    h("h2", {}, app.say("words.title")),
    h(
      "p",
      { class: "tt-phone-words", translate: "no" },
      words.map((word) => h("span", {}, word)),
    ),
    h("p", { class: "tt-phone-small" }, app.say("words.lead")),
  ];
}

/** What becomes of one's answers: in short, and whole once it is opened. */
export function privacy(app) {
  const { min_answers } = app.state.shared;
  const whole = h("div", { class: "tt-phone-notice" });
  const open = () => whole.isConnected && app.later().then(() => whole.replaceChildren(...screens.notice(app)));
  return h(
    "details",
    { ontoggle: open },
    h(
      "summary",
      {},
      h("b", {}, app.say("privacy.title")),
      h("span", { class: "tt-phone-small" }, app.say("privacy.short", { min_answers })),
    ),
    whole,
  );
}

export const bar = (app, words, close) =>
  h("div", { class: "tt-phone-bar" }, h("h2", { id: "sheet-title" }, words), quiet(app.say("me.close"), close));

const aside = (app, close, form) => [bar(app, app.say("aside"), close), form];

/**
 * Each screen by its name. Those that come later, with a part of their own: code, back, gone, over, me, notice.
 * @type {Record<string, (app: any, ...rest: any[]) => any[]>}
 */
export const screens = { join, lobby, pause, question, loading, words, aside };
