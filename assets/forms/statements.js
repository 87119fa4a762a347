// @ts-check
// Statements: one sentence at a time to agree with, disagree with or pass; drawn after the reveal as bars,
// most shared first, and by camp where the room falls into camps.
import { h, placed } from "./elements.js";
import { collectCss, collecting } from "./collect.js";
import { form } from "./shared.js";

const VOTES = [
  [1, "agree", "a"],
  [0, "pass", "p"],
  [-1, "disagree", "d"],
];
const NAMES = { 1: "agree", 0: "pass", "-1": "disagree" };
/** The letter of a camp, or the end of a line; older standings don't say the letter: there they are in order. */
export const mark = (map, at) => (map.shape === "line" ? "◀▶"[at] : "ABCDE"[map.letters?.[at] ?? at]);

const css = `
.tt-form .tt-statements-said{font-size:1.35em;line-height:1.28;font-weight:650;min-height:3.9em;margin:8px 0 14px}
.tt-statements-votes{display:grid;gap:10px}
@media (hover:none){.tt-form .tt-statements-keys{display:none}}
.tt-form .tt-statements-vote{font:inherit;font-weight:650;display:flex;align-items:center;gap:12px;min-height:58px;padding:8px 18px;border:2px solid var(--tamtam-line);border-radius:14px;background:none;color:inherit;cursor:pointer;text-align:left;overflow-wrap:anywhere}
.tt-statements-vote b{font-size:1.2em;width:1.2em;text-align:center}
@media (max-width:16.25em){.tt-form .tt-statements-vote{padding:8px 4px;gap:4px}}
.tt-statements-vote[data-is=agree]{border-color:var(--tamtam-agree)}
.tt-statements-vote[data-is=disagree]{border-color:var(--tamtam-disagree)}
.tt-form .tt-statements-given{list-style:none;margin:0;padding:0}
.tt-statements-given li{display:grid;grid-template-columns:1fr auto;gap:0 10px;align-items:center;padding:8px 0;border-top:1px solid var(--tamtam-hair);overflow-wrap:anywhere}
.tt-statements-given li>:first-child{grid-column:1/-1}
.tt-statements-sides{position:relative;height:34px;margin:10px 0 4px}
.tt-statements-sides i{position:absolute;top:2px;height:30px}
.tt-statements-sides b{position:absolute;left:50%;top:0;height:34px;border-left:2px solid var(--tamtam-ink)}
`;

const UNREAD = 350; // ms; nobody reads a sentence sooner, whereas the second of two taps at once comes sooner

/** What stands for a vote beside its word: a tick, a ring, a cross. */
const SIGNS = { agree: "✓", pass: "○", disagree: "✕" };

function ask(asked) {
  return [voting(asked)];
}

/** The items in the order in which they are to be voted on now; those that came since come first. */
function inOrder(asked, items) {
  const order = asked.model.get("order") ?? [];
  return [...items].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

function voting(asked) {
  const [phase] = asked.activity.phases;
  const { resting = [] } = asked.activity;
  const items = asked.activity.items.filter(({ id }) => !resting.includes(id));
  const slots = items.map(({ id }) => [id, phase]);
  const vote = ({ id }) => asked.get([id, phase]);
  const past = asked.draft("voted") ?? []; // the latest vote last
  let asking = asked.draft("asking"); // stays in front, also when sentences come or the order changes
  const open = (item) => vote(item) === null;
  const current = () => items.find((item) => item.id === asking && open(item)) ?? inOrder(asked, items).find(open);
  const front = (id) => {
    if (id === asking) return;
    asking = id;
    asked.keepDraft("asking", id);
  };
  let since = -UNREAD; // when the sentence in front got there: what is tapped before one can have read it isn't meant for it
  const give = (value, /** @type {any} */ { timeStamp, detail } = {}) => {
    const item = current();
    if (!item || asked.locked || (detail && timeStamp - since < UNREAD)) return;
    since = detail ? timeStamp : -UNREAD; // a key is pressed by who reads
    past.splice(0, past.length, ...past.filter((id) => id !== item.id), item.id);
    asked.keepDraft("voted", [...past]);
    asked.give([item.id, phase], value);
    update();
    if (current()) said.focus({ preventScroll: true });
    else list.querySelector("button")?.focus({ preventScroll: true });
  };
  const reopen = (id) => {
    since = -UNREAD;
    front(id);
    asked.give([id, phase], null);
    update();
    said.focus({ preventScroll: true });
  };
  const undo = () => {
    while (past.length) {
      const id = past.pop();
      asked.keepDraft("voted", [...past]);
      if (items.some((item) => item.id === id && vote(item) !== null)) return reopen(id);
    }
  };
  const place = h("p", { class: "tt-small" });
  const said = h("h2", { class: "tt-statements-said", tabindex: "-1" });
  const buttons = VOTES.map(([value, name, key]) =>
    h(
      "button",
      {
        type: "button",
        class: "tt-statements-vote",
        "data-is": name,
        "aria-keyshortcuts": key,
        onclick: (event) => give(value, event),
      },
      h("b", { "aria-hidden": "true" }, SIGNS[name]),
      asked.say(`statements.${name}`),
    ),
  );
  const back = h("button", { type: "button", class: "tt-back", onclick: undo }, asked.say("statements.undo"));
  const keys = h("p", { class: "tt-small tt-statements-keys" }, asked.say("statements.keys"));
  const votes = h("div", { class: "tt-statements-votes", role: "group" }, buttons);
  const title = h("h3", { class: "tt-sub" }, asked.say("statements.own"));
  const list = h("ul", { class: "tt-statements-given" });
  const row = (item) =>
    h(
      "li",
      {},
      h("span", {}, asked.text(item.text)),
      h(
        "span",
        { class: "tt-small" },
        asked.say("statements.you", { vote: asked.say(`statements.${NAMES[vote(item)]}`) }),
      ),
      asked.locked
        ? null
        : h(
            "button",
            {
              type: "button",
              class: "tt-back",
              "aria-label": `${asked.say("statements.change")} – ${asked.text(item.text)}`,
              onclick: () => reopen(item.id),
            },
            asked.say("statements.change"),
          ),
    );
  const element = h(
    "section",
    { class: "tt-card" },
    place,
    said,
    votes,
    h("div", { class: "tt-row" }, back),
    keys,
    title,
    list,
  );
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("textarea,input")) return;
    const key = event.key.toLowerCase();
    const [value] = VOTES.find(([, , letter]) => letter === key) ?? [];
    if (value !== undefined && current()) give(value);
    else if (key === "u") undo();
    else return;
    event.preventDefault();
  });
  const given = () => items.filter((item) => vote(item) !== null);
  let drawn = null;
  const update = () => {
    const item = asked.locked ? null : current();
    const now = given();
    if (item) front(item.id);
    place.hidden = !item;
    place.textContent = asked.say("statements.place", { at: Math.min(now.length + 1, items.length), of: items.length });
    const words = item ? asked.text(item.text) : asked.say(items.length ? "statements.done" : "statements.none");
    if (said.textContent !== words) said.textContent = words;
    said.dataset.front = item?.id ?? "";
    said.hidden = asked.locked;
    votes.hidden = keys.hidden = !item;
    back.hidden = asked.locked || !past.some((id) => items.some((one) => one.id === id && vote(one) !== null));
    const whole = item ? [] : now; // while one votes, what one voted before stays out of the way
    title.hidden = !whole.length;
    const told = JSON.stringify(whole.map((one) => [one.id, vote(one)]));
    if (told !== drawn) list.replaceChildren(...whole.map(row));
    drawn = told;
  };
  return {
    element,
    slots,
    of: items.length || 1,
    share: () => (items.length ? given().length / items.length : 1),
    focus: () => said.focus({ preventScroll: true }),
    update,
  };
}

// --- after the reveal

function show(asked, standing) {
  const order = standing.details?.order ?? [];
  const place = ({ item }) => (order.includes(item) ? order.indexOf(item) : order.length);
  const map = standing.details?.map;
  const ranked = [...standing.items].sort((a, b) => place(a) - place(b));
  const resting = standing.details?.resting ?? [];
  const drawn = (isResting) =>
    ranked.filter(({ item }) => resting.includes(item) === isResting).map((item) => result(asked, item, map));
  const last = resting.length ? [h("h3", { class: "tt-sub" }, asked.say("statements.resting")), ...drawn(true)] : [];
  return [sides(asked, map), ends(asked), ...drawn(false), ...last];
}

/** That the room falls into camps, or stretches along a line, before what each side agrees with. */
function sides(asked, map) {
  if (map?.shape === "line") return h("p", { class: "tt-small" }, asked.say("statements.line"));
  return map?.separated ? camps(asked, map) : null;
}

function camps(asked, map) {
  const told = map.sizes.map((n, at) => asked.say("statements.size", { camp: mark(map, at), n }));
  return h("p", { class: "tt-small" }, asked.say("statements.camps", { sizes: told.join(", ") }));
}

const ends = (asked) =>
  h(
    "div",
    { class: "tt-ends", "aria-hidden": "true" },
    h("span", {}, `← ${asked.say("statements.disagree")}`),
    h("span", {}, `${asked.say("statements.agree")} →`),
  );

function result(asked, { item, distributions: [spread] }, map) {
  const sentence = asked.activity.items.find(({ id }) => id === item);
  const own = asked.get([item, spread.phase]);
  const you =
    own === null ? asked.nothing(item) : asked.say("statements.you", { vote: asked.say(`statements.${NAMES[own]}`) });
  const section = h("section", { class: "tt-result" }, h("h3", { class: "tt-name" }, asked.text(sentence?.text)));
  if (spread.counts) {
    const counts = Object.fromEntries(VOTES.map(([value, name]) => [name, spread.counts[value] ?? 0]));
    const passes = asked.say("statements.passes", { n: counts.pass });
    section.append(
      bar(counts, spread.n),
      h("p", { class: "tt-small" }, asked.say("statements.counts", { ...counts, passes })),
    );
    if (map?.votes?.[item]) section.append(h("p", { class: "tt-small" }, shares(asked, map, map.votes[item])));
  } else section.append(h("p", { class: "tt-small" }, asked.say("too_few")));
  section.append(h("p", { class: "tt-you" }, you));
  return section;
}

const shares = (asked, map, camps) =>
  camps
    .map(
      (camp, at) =>
        camp && asked.say("statements.camp", { camp: mark(map, at), n: Math.round((100 * camp[0]) / camp[1]) }),
    )
    .filter(Boolean)
    .join(" · ");

/** Disagreement to the left of the middle, agreement to the right, passes half on either side. */
function bar(counts, n) {
  const drawing = h("div", { class: "tt-statements-sides", "aria-hidden": "true" });
  const unit = 50 / n;
  let left = 50 - (counts.disagree + counts.pass / 2) * unit;
  for (const [name, tone] of [
    ["disagree", "disagree"],
    ["pass", "between"],
    ["agree", "agree"],
  ]) {
    const width = counts[name] * unit;
    if (width)
      drawing.append(
        placed(h("i"), { left: `${left}%`, width: `calc(${width}% - 1px)`, background: `var(--tamtam-${tone})` }),
      );
    left += width;
  }
  drawing.append(h("b"));
  return drawing;
}

export default {
  render: (host) => form(host, { ask, show, css: css + collectCss, collect: collecting, writing: "last" }),
};
