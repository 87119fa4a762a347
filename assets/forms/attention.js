// @ts-check
// Attention: 100 points over several things, as it was and as it is wanted. Moving one line takes from
// the others or gives to them, so that it always makes 100; the whole split is one answer.
import { h, placed } from "./elements.js";
import { dumbbell, marks } from "./dumbbell.js";
import { line, lineCss } from "./line.js";
import { block, form } from "./shared.js";

const POINTS = 100;
const STEP = 5;
const SPLIT = "split"; // what the answer of a phase is called, as in kit/kinds/attention.py
const REST = 600; // ms until a split that has come to rest is read out

const css = `
.tt-form .tt-attention-whole{display:flex;height:14px;margin:14px 0 2px;border-radius:7px;overflow:hidden;background:var(--tamtam-hair)}
.tt-attention-whole i{background:var(--tt-mark);border-right:2px solid var(--tamtam-card)}
.tt-attention-whole i:nth-child(even){opacity:.55}
.tt-form .tt-attention-heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
`;

/** Weights as points that sum to `points`, in steps; as in kit/kinds/attention.py. */
function inPoints(weights, points) {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => ((points / STEP) * (whole ? weight : 1)) / (whole || weights.length));
  const units = shares.map(Math.floor);
  const left = points / STEP - units.reduce((sum, unit) => sum + unit, 0);
  const byRemainder = shares.map((_, at) => at).sort((a, b) => units[a] - shares[a] - (units[b] - shares[b]) || a - b);
  for (const at of byRemainder.slice(0, left)) units[at] += 1;
  return units.map((unit) => unit * STEP);
}

/** The split in which the one at `at` has `value`, and the others share the rest as they did before. */
function moved(parts, at, value) {
  const rest = inPoints(
    parts.filter((_, other) => other !== at),
    POINTS - value,
  );
  return parts.map((_, other) => (other === at ? value : rest.shift()));
}

function ask(asked) {
  return asked.activity.phases.map((phase) => {
    const slot = [SPLIT, phase];
    const heading = { text: { [asked.language]: asked.say(`attention.heading.${phase}`) } };
    return block(asked, { item: heading, slots: [slot], fields: [sharing(asked, slot)] });
  });
}

/** Lines that always make 100: none is given until one of them is touched. */
function sharing(asked, slot) {
  const { items } = asked.activity;
  const even = inPoints(
    items.map(() => 1),
    POINTS,
  );
  const read = () => {
    const own = asked.get(slot);
    return own && items.map(({ id }) => own[id] ?? 0);
  };
  let timer = 0;
  const give = (parts) => {
    asked.give(slot, parts && Object.fromEntries(items.map(({ id }, at) => [id, parts[at]])));
    clearTimeout(timer);
    timer = setTimeout(tell, REST);
  };
  let from = null; // where the others stood when one of them began to move: a way there and back changes nothing
  let shown = null; // what is under a finger, not given yet
  const start = (at) => {
    if (from?.at !== at) from = { at, parts: read() ?? even };
    return from.parts;
  };
  const lines = items.map((item, at) =>
    line(asked, {
      slot,
      name: asked.text(item.text),
      label: `${asked.text(item.text)}, ${asked.say("attention.point")}`,
      high: POINTS,
      step: STEP,
      mark: slot[1] === "wanted" ? "tt-line-dot tt-line-open" : "tt-line-dot",
      get: () => (shown ?? read())?.[at] ?? null,
      give: (value) => give(value === null ? null : moved(start(at), at, value)),
      moved: (value) => {
        shown = value === null ? null : moved(start(at), at, value);
        update();
      },
    }),
  );
  const whole = h(
    "div",
    { class: "tt-attention-whole", "aria-hidden": "true" },
    items.map(() => h("i")),
  );
  const heard = h("p", { class: "tt-attention-heard", role: "status" });
  const beginEven = () => {
    give(even);
    lines[0].focus();
  };
  const begin = h("button", { type: "button", class: "tt-back", onclick: beginEven }, asked.say("attention.even"));
  const tell = () => {
    const parts = read();
    if (!parts) return heard.replaceChildren();
    const said = items.map((item, at) =>
      asked.say("attention.part", { name: asked.text(item.text), points: parts[at] }),
    );
    heard.textContent = asked.say("attention.sum", { parts: said.join(", ") });
  };
  const update = () => {
    const parts = shown ?? read();
    for (const one of lines) one.update();
    for (const [at, bar] of [...whole.children].entries()) placed(bar, { flex: `${parts?.[at] ?? 0} 0 0` });
    begin.hidden = asked.locked || parts !== null;
  };
  const element = h(
    "div",
    { "data-phase": slot[1], onfocusout: () => (from = null) },
    h("p", { class: "tt-small" }, asked.say("attention.hint")),
    lines.map((one) => one.element),
    whole,
    h("div", { class: "tt-row" }, h("span", { class: "tt-small" }, asked.say("attention.share")), begin),
    heard,
  );
  return { element, given: () => read() !== null, focus: () => lines[0].focus(), update };
}

function show(asked, standing) {
  const ends = h(
    "div",
    { class: "tt-ends", "aria-hidden": "true" },
    h("span", {}, asked.say("attention.low")),
    h("span", {}, asked.say("attention.high")),
  );
  return [marks(asked), ends, ...standing.items.map((found) => result(asked, found))];
}

function result(asked, found) {
  const item = asked.activity.items.find(({ id }) => id === found.item);
  const [was, wanted] = found.distributions;
  const own = asked.activity.phases.map((phase) => asked.get([SPLIT, phase])?.[found.item] ?? null);
  const section = h("section", { class: "tt-result" }, h("h3", { class: "tt-name" }, asked.text(item?.text)));
  if (!was?.counts || !wanted?.counts) section.append(h("p", { class: "tt-small" }, asked.say("too_few")));
  else {
    const room = asked.say("attention.room", { was: was.median, wanted: wanted.median });
    section.append(dumbbell([was.median, wanted.median], own, POINTS), h("p", { class: "tt-small" }, room));
  }
  const mine = own.every((value) => value === null)
    ? asked.nothing(found.item)
    : asked.say("attention.you", { was: own[0] ?? "–", wanted: own[1] ?? "–" });
  section.append(h("p", { class: "tt-you" }, mine));
  return section;
}

export default { render: (host) => form(host, { ask, show, css: lineCss + css }) };
