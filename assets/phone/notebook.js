// @ts-check
// One's notebook: each step that is over with what the room saw of it beside one's own answers, the words one
// wrote and what became of them, and one's step for Monday. It stays on the phone once the server is gone.
import { h, pick } from "../forms/elements.js";
import { keep, recall } from "./memory.js";
import { lead } from "./screens.js";
import { dayOf, drawn, taking } from "./taking.js";

const PARTS = ".tt-result,.tt-card,.tt-bar-option,.tt-common-pot-pot"; // what a form draws one by one
const OWN = ".tt-you,.tt-state b,output:not([data-unset]),input:checked,.tt-common-pot-own-pot";
const NAME = ".tt-name,:scope>span,:scope>h2";
const text = (element) => element?.textContent.trim() ?? "";

/** What an answer is about beside its item, where a form draws phases or lines one below the other. */
const phaseOf = (own, name) => {
  const line = own.matches("output") ? text(own.previousElementSibling) : "";
  return text(own.parentElement.querySelector(":scope>.tt-phase")) || (line === name ? "" : line);
};

/** What one answered, as a form says it: [what about, the answer]. */
function rowsOf(element, nothing) {
  const parts = [...element.querySelectorAll(PARTS)];
  const rows = parts.map((part) => {
    const name = text(part.querySelector(NAME));
    const own = [...part.querySelectorAll(OWN)].filter((one) => text(one) !== nothing);
    const said = own.map(
      (one) => one.getAttribute("aria-label") || [phaseOf(one, name), text(one)].filter(Boolean).join(" – "),
    );
    const once = [...new Set(said)].filter((one) => one && !said.some((more) => more.endsWith(`, ${one}`)));
    return [name, once.join(" · ")];
  });
  const told = rows.filter(([, said]) => said);
  const alone = [...element.querySelectorAll(".tt-you")].filter((one) => !one.closest(PARTS));
  return [...told, ...alone.map((one) => ["", text(one)]).filter(([, said]) => said && said !== nothing)];
}

/** Whether one was there and gave nothing at all: some answers aren't repeated, words stand below. */
const gaveNothing = (app, activity) =>
  app.wasAsked(activity) && !app.proposed(activity).length && !Object.keys(app.own(activity).answers).length;

/** A step as it is kept: its form is drawn where nobody sees it, as it alone knows how to say an answer. */
async function stepOf(app, activity) {
  const { language } = app.state;
  const form = app.host(activity.form, { activity });
  const unseen = h("div", { hidden: true }, form.element);
  document.body.append(unseen);
  await form.ready;
  const rows = rowsOf(form.element, app.words().form.you_nothing);
  unseen.remove();
  const { id, turn, standing } = activity;
  const late = app.queue.refused(id, turn).length;
  if (late) rows.push(["", app.say("form.late", { n: late })]);
  const people = standing ? ` (${app.say("notebook.people", { n: standing.n })})` : "";
  return {
    id,
    turn,
    title: pick(activity.title, language),
    question: pick(activity.question, language),
    sentence: standing && pick(standing.sentence, language) + people,
    rows: !rows.length && gaveNothing(app, activity) ? [["", app.say("notebook.nothing")]] : rows,
  };
}

let gathering = null;

/** Read from the server what there is by now, and keep it; whether that went well. */
export function gather(app) {
  gathering ??= app.link
    .call("notebook")
    .then(async ({ status, data }) => {
      if (status !== 200) return false;
      const notebook = [];
      for (const activity of data.steps) notebook.push(await stepOf(app, activity));
      keep(app.drawer, { notebook, home: data.home, agreed: data.agreed, day: Date.now() });
      return true;
    })
    .finally(() => (gathering = null));
  return gathering;
}

/** The step one set oneself, from the phone's own memory: {text, date}; nothing without one. */
function stepForMonday(app) {
  const drafts = Object.values(recall(app.drawer).formDrafts ?? {}).filter(({ kept }) => kept);
  return drafts.map(({ kept, gesture }) => ({ text: kept, date: gesture?.date }))[0];
}

/** What the room agreed aloud to try, as a part like any other. */
function agreedPart(app, { what, who, until }) {
  const day = /^\d{4}-\d\d-\d\d$/.test(until) ? dayOf(`${until}T12:00`, app.state.language) : until;
  const rows = [
    [app.say("notebook.who"), who],
    [app.say("notebook.until"), day],
  ];
  return { title: app.say("notebook.agreed"), sentence: what, rows: rows.filter(([, said]) => said) };
}

/** What one wrote in a step, and what became of it. */
function written(app, { id, turn }) {
  const sent = app.proposed({ id, turn }).map(({ text, status }) => [text, app.say(`notebook.status.${status}`)]);
  const half = app.draftsOf(id, turn).proposal?.trim();
  return half ? [...sent, [half, app.say("notebook.unsent")]] : sent;
}

function partsOf(app) {
  const { notebook: steps = [], agreed } = recall(app.drawer);
  const step = stepForMonday(app);
  const parts = steps.map((one) => ({ ...one, rows: [...one.rows, ...written(app, one)] }));
  if (agreed) parts.push(agreedPart(app, agreed));
  if (step) parts.push({ title: app.say("notebook.step"), sentence: step.text, rows: [] });
  return [parts.filter(({ sentence, rows }) => sentence || rows.length), step];
}

/**
 * One's notebook as elements: what is kept at once, what there is since as soon as it is here. How to take it
 * along stands before its many steps, and before what is put `between`: nobody scrolls to the end of a day.
 */
export function notebook(app, ...between) {
  const told = h("p", { class: "tt-phone-small", role: "status" }, app.say("notebook.waking"));
  const along = h("div", { class: "tt-phone-along" });
  const body = h("div", { class: "tt-phone-notebook" });
  const draw = () => {
    const [parts, step] = partsOf(app);
    along.replaceChildren(...(parts.length ? [taking(app, parts, step)] : []));
    body.replaceChildren(...(parts.length ? drawn(parts) : [lead(app.say("notebook.empty"))]));
  };
  draw();
  gather(app).then((isRead) => {
    told.textContent = isRead ? "" : app.say("notebook.offline");
    draw();
  });
  return [told, along, ...between, body];
}
