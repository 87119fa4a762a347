// @ts-check
// What is said beside whatever is asked: how the pace is, a question of one's own, and which of the others'
// one would like to know too. The facilitator sees how many, others see the questions, nobody sees whose.
import { h } from "./elements.js";
import { collectCss, collecting } from "./collect.js";
import { block, choice, form } from "./shared.js";

const PACE = ["pace", "now"];
const PACES = ["fast", "fine", "lost"];
const OPEN = ["", "now", "later"]; // what may still be seconded, by what became of it

const css = `
.tt-form .tt-aside-second{font:inherit;min-height:48px;padding:6px 14px;margin:10px 0 2px;border:2px solid var(--tamtam-line);border-radius:14px;background:none;color:inherit;cursor:pointer}
.tt-aside-second[aria-pressed=true]{background:var(--tamtam-ink);border-color:var(--tamtam-ink);color:var(--tamtam-card);font-weight:600}
.tt-aside-second[aria-pressed=true]::before{content:"✓ "}
.tt-aside-card[data-mark=now]{border:2px solid var(--tamtam-ink)}
`;

/** How the pace is, and a place to write a question. */
function speaking(asked) {
  const { minutes } = asked.activity.options;
  const said = (key, values) => ({ [asked.language]: asked.say(`aside.pace.${key}`, values) });
  const name = (value) => asked.say(`aside.pace.${value}`);
  const title = said("title");
  const pace = choice(asked, {
    slot: PACE,
    label: asked.text(title),
    look: "tt-trend",
    values: PACES,
    name,
    face: name,
  });
  asked.texts = { ...asked.texts, collect: { ...asked.texts.collect, ...asked.texts.aside.collect } };
  const item = { text: title, hint: said("lead", { n: minutes }) };
  return [block(asked, { item, slots: [PACE], fields: [pace] }), ...collecting(asked)];
}

/** The questions that were approved; those of others to be seconded. */
function questions(asked) {
  const { items } = asked.activity;
  const title = h("h2", { class: "tt-sub" }, asked.say("aside.shown"));
  return [
    title,
    ...(items.length
      ? items.map((item) => question(asked, item))
      : [h("p", { class: "tt-small" }, asked.say("aside.nothing"))]),
  ];
}

function question(asked, { id, text, group }) {
  const slot = [id, "second"];
  const own = (asked.model.get("proposals") ?? []).some(({ item }) => item === id);
  const mark = group && h("div", { class: "tt-chip" }, asked.say(`aside.marks.${group}`));
  const state = h("span", { class: "tt-small" });
  const words = asked.say("aside.second");
  const toggle = h(
    "button",
    {
      type: "button",
      class: "tt-aside-second",
      "aria-label": `${words} – ${asked.text(text)}`,
      onclick: () => asked.give(slot, asked.get(slot) === null ? true : null),
    },
    words,
  );
  const open = OPEN.includes(group) && !own;
  const element = h(
    "section",
    { class: "tt-card tt-aside-card", "data-mark": group },
    h("p", { class: "tt-name" }, asked.text(text)),
    mark,
    open && h("div", { class: "tt-row" }, toggle, state),
    h("p"),
  );
  return {
    element,
    slots: [slot],
    share: () => Number(asked.get(slot) !== null),
    focus: () => toggle.focus(),
    update() {
      toggle.setAttribute("aria-pressed", asked.get(slot) !== null);
      const counts = asked.states([slot]);
      const is = ["refused", "waiting", "saved"].find((name) => counts[name]);
      state.textContent = is ? asked.say(`slot.${is}`) : "";
    },
  };
}

export default {
  render: (host) => form(host, { ask: questions, show: () => [], css: css + collectCss, collect: speaking }),
};
