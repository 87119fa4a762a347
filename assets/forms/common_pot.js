// @ts-check
// The common pot: what the table will see is said first, then one gives and says what one expects; each
// round's result stands above the next. Drawn after the reveal as the room's means beside one's own rounds.
import { h } from "./elements.js";
import { line, lineCss } from "./line.js";
import { block, form } from "./shared.js";

const STYLE = `
.tt-form .tt-common-pot-before{border-left-color:var(--tamtam-accent);font-weight:600}
.tt-common-pot-pot{background:var(--tamtam-card);border:1px solid var(--tamtam-hair);border-radius:18px;padding:14px 16px;margin:0 0 12px}
.tt-form .tt-common-pot-own-pot{font-size:1.2em;font-weight:700;line-height:1.25}
.tt-form .tt-common-pot-at{list-style:none;margin:10px 0 0;padding:0;display:grid;gap:8px}
.tt-common-pot-at li{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:center;justify-content:space-between;border-top:1px solid var(--tamtam-hair);padding-top:8px}
.tt-common-pot-at b{font-weight:650}
.tt-common-pot-thumbs{display:flex;gap:8px}
.tt-form .tt-common-pot-thumbs button{font:inherit;font-size:.9em;min-height:44px;min-width:44px;padding:4px 12px;border:2px solid var(--tamtam-line);border-radius:22px;background:none;color:inherit;cursor:pointer}
.tt-form .tt-common-pot-thumbs [aria-pressed=true]{background:var(--tamtam-ink);border-color:var(--tamtam-ink);color:var(--tamtam-card)}
`;

const TALK = "talk";
const word = (asked, key, values) => asked.say(`common_pot.${key}`, values);
const nameOf = (asked, id) => word(asked, `names.${id}`);
const half = (seen) => (seen ? "seen" : "unseen");
/** Tenths of a token as they are written: 24, 24.4. */
const tokens = (tenths) => tenths / 10;

function parts(asked, news) {
  const { told, watches } = asked.model.get("mine") ?? {};
  const { round } = asked.activity;
  if (!told) return watches ? [h("p", { class: "tt-note", role: "status" }, word(asked, "watching"))] : [];
  const last = told.rounds.at(-1);
  if (asked.locked) {
    return [h("p", { class: "tt-note" }, word(asked, "ended")), ...told.rounds.map((one) => result(asked, told, one))];
  }
  const before = last ? [result(asked, told, last, true), received(asked, told)] : [];
  if (round?.name === TALK) {
    const talk = ["who", "about"].map((key) => h("p", { class: "tt-note" }, word(asked, `talk.${key}`)));
    return [...talk, note(asked, told, "next"), ...before];
  }
  if (!last) before.push(rules(asked));
  const number = word(asked, "round", { n: told.rounds.length + 1, of: asked.activity.phases.length });
  return [...before, h("h2", { class: "tt-sub" }, number), note(asked, told, "before"), ...giving(asked, told, news)];
}

/** What each token in the pot pays, and to whom. */
function rule(asked) {
  const { tokens: high = 20, back = 4 } = asked.activity.options;
  return word(asked, "rule", { tokens: high, back: tokens(back) });
}

/** All of the rules, before the first move. */
function rules(asked) {
  return h(
    "section",
    { class: "tt-common-pot-pot" },
    h("p", {}, rule(asked)),
    h("p", {}, word(asked, "rules", { n: asked.activity.phases.length })),
  );
}

/** What the table will see of the next gift: said before one gives. */
function note(asked, told, when) {
  const seen = told.sees[told.rounds.length];
  const words = word(asked, `${when}.${half(seen)}`, { name: nameOf(asked, told.me) });
  return h("p", { class: "tt-note tt-common-pot-before" }, words);
}

function giving(asked, told, news) {
  const { items, phases, options } = asked.activity;
  const { tokens: high = 20 } = options;
  const phase = phases[told.rounds.length];
  const hint = told.rounds.length ? { [asked.language]: rule(asked) } : null;
  /** @type {import("./line.js").Slot[]} */
  const slots = items.map((item) => [item.id, phase]);
  // What is set counts once it is given, so that a slip ends nobody's round.
  const chosen = () => asked.draft("chosen")?.[phase] ?? {};
  const value = (slot) => chosen()[slot[0]] ?? asked.get(slot);
  const fields = items.map((item, at) =>
    line(asked, {
      slot: slots[at],
      name: at ? asked.text(item.text) : "",
      label: asked.text(item.text),
      high,
      mark: at ? "tt-line-dot tt-line-open" : "tt-line-dot",
      get: () => value(slots[at]),
      give: (number) => asked.keepDraft("chosen", { [phase]: { ...chosen(), [item.id]: number } }),
    }),
  );
  // A gift counts without a guess: pressed again, the button leads to what is left.
  const give = () => {
    if (value(slots[0]) === null) return;
    for (const slot of slots) if (value(slot) !== null) asked.give(slot, value(slot));
    asked.keepDraft("chosen", null);
  };
  const asking = block(asked, { item: { ...items[0], hint }, slots, fields, may: false });
  const share = () =>
    slots.filter((slot) => asked.get(slot) !== null && asked.get(slot) === value(slot)).length / slots.length;
  const blocks = [{ ...asking, share, act: { words: word(asked, "give"), run: give } }];
  const update = () => {
    const done = share() === 1;
    const missing = asked.model.get("missing");
    const words =
      done && missing !== null ? (missing ? word(asked, "waiting", { n: missing }) : word(asked, "ready")) : "";
    if (news.textContent !== words) news.textContent = words;
    news.hidden = !words;
  };
  return [...blocks, { element: news, update }];
}

/** One round at one's table: what one ended with, the pot, and each gift where it was seen. */
function result(asked, told, one, asks = false) {
  const number = asked.activity.phases.indexOf(one.phase) + 1;
  const people = word(asked, "people", { n: one.n });
  const own = one.payoff === null ? "nothing" : "payoff";
  const set = asked.draft("chosen")?.[one.phase]?.[asked.activity.items[0].id]; // and the button was not pressed
  return h(
    "section",
    { class: "tt-common-pot-pot", role: asks ? "status" : null },
    h("h2", { class: "tt-small" }, word(asked, "result", { n: number })),
    h(
      "p",
      { class: own === "payoff" ? "tt-common-pot-own-pot" : "" },
      word(asked, own, { n: tokens(one.payoff ?? 0) }),
      set != null && own === "nothing" ? ` ${word(asked, "unsent", { n: set })}` : "",
    ),
    h("p", { class: "tt-small" }, [
      word(asked, "pot", { n: one.pot, people }),
      one.gave === null ? "" : ` ${word(asked, "gave", { n: one.gave })}`,
    ]),
    one.given ? gifts(asked, told, one, asks) : null,
  );
}

function gifts(asked, told, one, asks) {
  const rows = [told.me, ...told.others].map((name) => {
    const mine = name === told.me;
    const gift = one.given[name] ?? word(asked, "missing");
    const who = mine ? `${nameOf(asked, name)} (${word(asked, "you")})` : nameOf(asked, name);
    const thumbs = asks && !mine && name in one.given ? thumbsFor(asked, one, name) : null;
    return h("li", {}, h("span", {}, `${who} `, h("b", {}, gift)), thumbs);
  });
  return [
    h("ul", { class: "tt-common-pot-at" }, rows),
    asks ? h("p", { class: "tt-small" }, word(asked, "thumbs")) : null,
  ];
}

/** A thumb up or down, or none: pressed again it is taken back. */
function thumbsFor(asked, one, name) {
  const slot = [`thumbs.${name}`, one.phase.replace("round", "after")];
  const buttons = ["up", "down"].map((way) => {
    const press = () => {
      asked.give(slot, asked.get(slot) === way ? null : way);
      paint();
    };
    const label = `${word(asked, way)} – ${nameOf(asked, name)}`;
    return h("button", { type: "button", "aria-label": label, onclick: press, "data-way": way }, word(asked, way));
  });
  const paint = () => {
    for (const button of buttons) button.setAttribute("aria-pressed", asked.get(slot) === button.dataset.way);
  };
  paint();
  return h("div", { class: "tt-common-pot-thumbs" }, buttons);
}

/** Thumbs one got for the round before the last: those for the last are being given now. */
function received(asked, told) {
  const one = told.rounds.at(-2);
  if (!one?.thumbs || one.thumbs.up + one.thumbs.down === 0) return "";
  const number = asked.activity.phases.indexOf(one.phase) + 1;
  return h("p", { class: "tt-note" }, word(asked, "got", { n: number, ...one.thumbs }));
}

function show(asked, standing) {
  const { told } = asked.model.get("mine") ?? {};
  const measure = (item, name) =>
    standing.items.find((one) => one.item === item)?.measures?.find((one) => one.name === name)?.value;
  const rounded = (value) => Math.round(10 * value) / 10;
  const halves = [false, true].map((seen) => {
    const [given, expected] = ["give", "expect"].map((item) => measure(item, `${item}_${half(seen)}`));
    const words =
      given === undefined
        ? word(asked, "few")
        : word(asked, expected === undefined ? "given" : "mean", {
            n: rounded(given),
            expected: rounded(expected ?? 0),
          });
    return h(
      "section",
      { class: "tt-result" },
      h("h3", { class: "tt-name" }, word(asked, `room.${half(seen)}`)),
      h("p", {}, words),
    );
  });
  const own = told?.rounds.map((one) => result(asked, told, one)) ?? [];
  return [...halves, ...(own.length ? [h("h2", { class: "tt-sub" }, asked.say("your_answers")), ...own] : [])];
}

export default {
  render: (host) => {
    const news = h("p", { class: "tt-note", role: "status" });
    return form(host, { ask: (asked) => parts(asked, news), show, css: lineCss + STYLE });
  },
};
