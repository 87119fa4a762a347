// @ts-check
// The sieve: a decision of one's own, and what it gives to or takes from each flow, for oneself and for
// others. It stays in the host; its bars become answers only while their author shares them.
import { h, placed, signed } from "./elements.js";
import { line, lineCss } from "./line.js";
import { block, form } from "./shared.js";

const MOST = 3;
const DECISION = "decision"; // a draft that is never an answer

const css = `
.tt-form .tt-sieve-words{font:inherit;display:block;width:100%;min-height:84px;margin:10px 0;padding:10px 12px;color:var(--tamtam-ink);background:var(--tamtam-paper);border:2px solid var(--tamtam-line);border-radius:12px;resize:vertical}
.tt-form .tt-sieve-effect{--tt-mark:var(--tamtam-ink)}
.tt-sieve-effect[data-phase=others] .tt-line-track::after{background:repeating-linear-gradient(135deg,var(--tamtam-ink) 0 2px,transparent 2px 5px)}
.tt-form .tt-sieve-sharing{padding-bottom:16px}
.tt-sieve-mirror{position:relative;height:52px;margin:6px 0 4px;border:solid var(--tamtam-hair);border-width:0 2px}
.tt-sieve-mirror::before{content:"";position:absolute;left:calc(50% - 1px);top:0;bottom:0;border-left:2px solid var(--tamtam-line)}
.tt-sieve-mirror i{position:absolute;top:4px;height:20px;border:2px solid var(--tamtam-ink);background:var(--tamtam-ink)}
.tt-sieve-mirror i[data-others]{top:28px;background:repeating-linear-gradient(135deg,var(--tamtam-ink) 0 2px,transparent 2px 7px)}
.tt-sieve-mirror b{position:absolute;top:0;height:24px;width:4px;margin-left:-2px;background:var(--tamtam-today);box-shadow:0 0 0 2px var(--tamtam-card)}
.tt-sieve-mirror b[data-others]{top:28px}
.tt-sieve-key i{display:inline-block;width:16px;height:14px;margin-right:6px;vertical-align:-1px;border:2px solid var(--tamtam-ink);background:var(--tamtam-ink)}
.tt-sieve-key i[data-others]{background:repeating-linear-gradient(135deg,var(--tamtam-ink) 0 2px,transparent 2px 7px)}
.tt-sieve-key u{display:inline-block;width:4px;height:16px;margin-right:6px;vertical-align:-3px;background:var(--tamtam-today)}
@media (forced-colors:active){.tt-sieve-key :is(i,u),.tt-sieve-mirror b{forced-color-adjust:none}}
.tt-sieve-switch{display:flex;gap:12px;align-items:center;min-height:54px;margin-top:10px;font-weight:650;cursor:pointer}
.tt-form .tt-sieve-switch input{appearance:none;-webkit-appearance:none;flex:none;width:54px;height:44px;margin:0;background:none;cursor:inherit;position:relative;border-radius:12px}
.tt-sieve-switch input::before{content:"";position:absolute;left:1px;top:8px;width:52px;height:28px;box-sizing:border-box;border:2px solid var(--tamtam-line);border-radius:14px;background:var(--tamtam-card)}
.tt-sieve-switch input::after{content:"";position:absolute;left:6px;top:13px;width:18px;height:18px;border-radius:50%;background:var(--tamtam-line);transition:transform .15s}
.tt-sieve-switch input:checked::before{background:var(--tamtam-ink);border-color:var(--tamtam-ink)}
.tt-sieve-switch input:checked::after{background:var(--tamtam-card);transform:translateX(24px)}
.tt-sieve-switch:has(input:disabled){color:var(--tamtam-muted);cursor:default}
`;

function ask(asked) {
  const note = asked.isPrivate ? h("p", { class: "tt-note" }, asked.say("sieve.private")) : null;
  const blocks = asked.activity.items.map((item) => effects(asked, item));
  const closing = asked.isPrivate
    ? sharing(
        asked,
        blocks.flatMap(({ slots }) => slots),
      )
    : null;
  return [note, decision(asked), ...blocks, closing].filter(Boolean);
}

/** The decision in words, for oneself: a draft in every host. */
function decision(asked) {
  const words = h("textarea", {
    class: "tt-sieve-words",
    rows: 3,
    maxlength: 500,
    "aria-label": `${asked.say("sieve.decision")}. ${asked.say("sieve.decision_hint")}`,
    readonly: asked.locked,
    oninput: () => asked.keepDraft(DECISION, words.value),
  });
  words.value = asked.draft(DECISION) ?? "";
  const title = h("h2", { class: "tt-name" }, asked.say("sieve.decision"));
  return h(
    "section",
    { class: "tt-card" },
    title,
    h("p", { class: "tt-small" }, asked.say("sieve.decision_hint")),
    words,
  );
}

function effects(asked, item) {
  const slots = asked.activity.phases.map((phase) => [item.id, phase]);
  const lines = slots.map((slot) => {
    const name = asked.say(`phases.${slot[1]}`);
    const ticks = TICKS.map((tick) => asked.say(`sieve.ticks.${tick}`)).join(", ");
    const slider = line(asked, {
      slot,
      name,
      label: `${asked.text(item.text)}, ${name} (${ticks})`,
      low: -MOST,
      high: MOST,
    });
    slider.element.classList.add("tt-sieve-effect");
    return slider;
  });
  lines.at(-1).element.append(ends(asked));
  return block(asked, { item, slots, fields: lines });
}

const TICKS = ["takes", "nothing", "gives"];

const ends = (asked) =>
  h(
    "div",
    { class: "tt-ends", "data-three": true, "aria-hidden": "true" },
    TICKS.map((tick) => h("span", {}, asked.say(`sieve.ticks.${tick}`))),
  );

/** One's bars at a glance, and the one way by which they leave: a switch that can be turned back. */
function sharing(asked, slots) {
  const bars = h("div");
  const hint = h("p", { class: "tt-small" });
  const input = h("input", {
    type: "checkbox",
    role: "switch",
    onchange: () => asked.share(slots, input.checked),
  });
  const element = h(
    "section",
    { class: "tt-card tt-sieve-sharing" },
    h("h2", { class: "tt-name" }, asked.say("sieve.yours")),
    key(asked, false),
    bars,
    h("label", { class: "tt-sieve-switch" }, input, h("span", {}, asked.say("sieve.share"))),
    hint,
  );
  const update = () => {
    const own = asked.activity.items.map((item) => [
      item,
      asked.activity.phases.map((phase) => asked.get([item.id, phase])),
    ]);
    const known = own.filter(([, values]) => values.some((value) => value !== null));
    bars.replaceChildren(
      ...known.flatMap(([item, values]) => [h("p", { class: "tt-small" }, asked.text(item.text)), mirror(values)]),
    );
    input.checked = asked.isShared;
    input.disabled = asked.locked || !known.length;
    const words = asked.say(asked.isShared ? "sieve.share_on" : "sieve.share_off");
    if (hint.textContent !== words) hint.textContent = words;
  };
  return { element, update };
}

/** What the bars mean; with one's own marks where they lie over the room's. */
function key(asked, withOwn) {
  const [self, others] = asked.activity.phases.map((phase) => asked.say(`phases.${phase}`));
  const first = withOwn ? asked.say("sieve.oneself") : self;
  return h(
    "p",
    { class: "tt-small tt-key tt-sieve-key" },
    h("span", {}, h("i"), first),
    h("span", {}, h("i", { "data-others": true }), others),
    withOwn ? h("span", {}, asked.say("medians")) : null,
    withOwn ? h("span", {}, h("u"), asked.say("you")) : null,
  );
}

/** Bars from the middle, above for oneself and below for others; `own` as marks over them. */
function mirror(values, own = []) {
  const at = (value) => 50 + (50 * value) / MOST; // percent from the left
  const drawing = h("div", { class: "tt-sieve-mirror", "aria-hidden": "true" });
  values.forEach((value, side) => {
    if (value === null) return;
    const bar = h("i", { "data-others": side === 1 });
    drawing.append(placed(bar, { left: `${Math.min(50, at(value))}%`, width: `${Math.abs(at(value) - 50)}%` }));
  });
  own.forEach((value, side) => {
    if (value !== null) drawing.append(placed(h("b", { "data-others": side === 1 }), { left: `${at(value)}%` }));
  });
  return drawing;
}

function show(asked, standing) {
  return [key(asked, true), ends(asked), ...standing.items.map((found) => result(asked, found))];
}

function result(asked, found) {
  const item = asked.activity.items.find(({ id }) => id === found.item);
  const [self, others] = found.distributions;
  const own = asked.activity.phases.map((phase) => asked.get([found.item, phase]));
  const section = h("section", { class: "tt-result" }, h("h3", { class: "tt-name" }, asked.text(item?.text)));
  if (!self?.counts || !others?.counts) section.append(h("p", { class: "tt-small" }, asked.say("too_few")));
  else {
    const words = { oneself: signed(self.median, asked.language), others: signed(others.median, asked.language) };
    section.append(
      mirror([self.median, others.median], own),
      h("p", { class: "tt-small" }, asked.say("sieve.room", words)),
    );
  }
  const none = own.every((value) => value === null);
  const given = { oneself: own[0] === null ? "–" : signed(own[0]), others: own[1] === null ? "–" : signed(own[1]) };
  section.append(h("p", { class: "tt-you" }, none ? asked.nothing(found.item) : asked.say("sieve.you", given)));
  return section;
}

export default { render: (host) => form(host, { ask, show, css: lineCss + css, isPrivate: true }) };
