// @ts-check
// What lies behind one's name: the notebook, another name, extra time, the words to come back with, who sees
// what, and to be forgotten.
import { h, placed } from "../forms/elements.js";
import { keep, recall } from "./memory.js";
import { asking, field } from "./fields.js";
import { bar, lead, quiet, title } from "./screens.js";
import { since } from "./since.js";
import { privacy, threeWords } from "./waiting.js";

/** The sheet behind one's name. */
export function you(app, close) {
  const told = h("p", { class: "tt-phone-small", role: "status" });
  const input = field(app, "rename", { label: app.say("you.alias"), maxlength: 30, value: app.state.personal.alias });
  const rename = async (alias) => {
    const problem = await app.rename(alias);
    told.textContent = problem ? "" : app.say("you.renamed", { alias: app.state.personal.alias });
    return problem;
  };
  const carnet = h(
    "button",
    { type: "button", class: "tt-phone-second", onclick: () => app.turnSheet("notebook") },
    app.say("notebook.open"),
  );
  const { formDrafts = {} } = recall(app.drawer);
  const kept = Object.values(formDrafts).flatMap(({ kept }) => kept ?? []);
  return [
    bar(app, app.say("me.title"), close),
    carnet,
    asking(input, app.say("you.rename"), rename, told),
    // What forms keep on this phone for their owner, whatever is asked now.
    ...kept.map((text) => h("section", {}, h("h3", {}, app.say("you.kept")), h("p", { dir: "auto" }, text))),
    moreTime(app),
    h("section", {}, table(app)),
    comeBack(app),
    since(app),
    privacy(app),
    forget(app),
  ];
}

/** The three words to come back with, if this phone was told them. */
export function comeBack(app) {
  const { words } = recall(app.drawer);
  return h(
    "section",
    {},
    words ? threeWords(app, words) : h("p", { class: "tt-phone-small" }, app.say("you.elsewhere")),
  );
}

/** Extra time, asked for without a reason: had at once, and known to whoever leads alone. */
function moreTime(app) {
  const problem = h("p", { class: "tt-phone-problem", role: "alert" });
  const box = h("input", { type: "checkbox", id: "more-time", "aria-describedby": "more-time-told" });
  placed(box, { width: "24px", height: "24px", margin: 0, "accent-color": "var(--tamtam-ink)" });
  const label = h("label", { for: box.id }, box, app.say("you.more_time"));
  placed(label, { display: "flex", gap: "12px", "align-items": "center", "min-height": "44px", "font-weight": 600 });
  box.checked = app.state.personal.extra_time;
  box.onchange = async () => {
    problem.textContent = (await app.change({ extra_time: box.checked })) ?? "";
    box.checked = app.state.personal.extra_time;
  };
  return h(
    "section",
    {},
    label,
    h("p", { class: "tt-phone-small", id: "more-time-told" }, app.say("you.more_time_told")),
    problem,
  );
}

/** Where one sits: drawn, given to who came late, or one's own choice. */
function table(app) {
  const { table } = app.state.personal;
  const number = field(app, "table", {
    label: app.say("you.table"),
    hint: app.say("you.table_hint"),
    maxlength: 2,
    inputmode: "numeric",
    value: table ?? "",
  });
  const told = h("p", { class: "tt-phone-small", role: "status" });
  const sit = async (typed) => {
    told.textContent = "";
    if (!(+typed >= 1)) return app.say("you.no_table");
    const answer = await app.link.call("me", { table: +typed });
    const problem = app.problemOf(answer);
    if (problem) return problem;
    const { personal, shared, tablemates: n } = answer.data;
    app.takePersonal(personal, shared.position);
    told.textContent = app.say(n ? "you.sat" : "you.sat_alone", { n, table: personal.table });
    return null;
  };
  return asking(number, app.say("you.sit"), sit, told);
}

/** What is left to see once one is forgotten. */
export function gone(app) {
  const again = h(
    "button",
    { type: "button", class: "tt-phone-main", onclick: () => app.turnTo("join") },
    app.say("you.again"),
  );
  return [
    title(app.say("you.gone")),
    lead(app.say("you.gone_lead")),
    app.state.shared.status === "over" ? null : h("div", { class: "tt-phone-foot" }, again),
  ];
}

/** Be forgotten, here and on the laptop; what went wrong, in words, or nothing. */
async function forgetting(app) {
  const answer = await app.link.call("me", { forget: true });
  if (answer.status !== 200) return app.problemOf(answer);
  document.querySelector("dialog")?.close();
  app.queue.clear();
  keep(app.drawer, { words: null, participant: null, drafts: {}, formDrafts: {}, met: {}, notebook: [] });
  keep("tamtam", { last: null });
  Object.assign(app.state, { acknowledged: [], personal: null, typed: {} });
  app.link.quiet();
  app.turnTo("gone");
}

/** To be forgotten, once one has said twice that it is meant. */
export function forget(app) {
  const section = h("section", { class: "tt-phone-forget" });
  const ask = () => section.replaceChildren(quiet(app.say("you.forget"), sure));
  const sure = () => {
    const problem = h("p", { class: "tt-phone-problem", role: "alert" });
    const no = h("button", { type: "button", class: "tt-phone-second", onclick: ask }, app.say("you.forget_no"));
    const yes = h(
      "button",
      {
        type: "button",
        class: "tt-phone-main",
        onclick: async () => (problem.textContent = (await forgetting(app)) ?? ""),
      },
      app.say("you.forget_yes"),
    );
    section.replaceChildren(
      h("h3", {}, app.say("you.forget_title")),
      h("p", {}, app.say("you.forget_lead")),
      problem,
      h("div", { class: "tt-phone-pair" }, no, yes),
    );
    no.focus();
  };
  ask();
  return section;
}
