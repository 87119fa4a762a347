// @ts-check
// Estimate: a number for each thing, typed; and the range one would bet on, where that is asked. Drawn after
// the reveal as a line with the truth in its middle, the median of all and one's own.
import { h } from "./elements.js";
import { dumbbell } from "./dumbbell.js";
import { block, form } from "./shared.js";

const REACH = 8; // quarters of a doubling to each end, as in kit/tamtam/kinds/estimate.py
const QUARTERS = 4;
const RESTED = 700; // ms without a key until what stands there is given
const MOST = 9; // digits

const css = `
.tt-form .tt-estimate-field{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 10px;margin:10px 0 4px}
.tt-form .tt-estimate-field input{font:inherit;font-size:1.3em;font-weight:650;font-variant-numeric:tabular-nums;width:6em;min-height:48px;padding:4px 12px;border:2px solid var(--tamtam-line);border-radius:12px;background:var(--tamtam-card);color:inherit}
.tt-form .tt-estimate-bet{margin:14px 0 0}
`;

function ask(asked) {
  const { items, phases, options } = asked.activity;
  return items.map((item) => {
    const unit = asked.text(options.units?.[item.id]);
    const name = asked.text(item.text);
    const slots = [[item.id, phases[0]]];
    const fields = [number(asked, slots[0], name, "", unit)];
    if (options.bets) {
      const ends = ["low", "high"].map((end) => [`${item.id}.${end}`, phases[0]]);
      const [low, high] = ends.map((slot, at) => {
        const word = asked.say(`estimate.${at ? "high" : "low"}`);
        return number(asked, slot, `${name}, ${word}`, word, unit);
      });
      low.element.prepend(h("p", { class: "tt-small tt-estimate-bet" }, asked.say("estimate.bet")));
      slots.push(...ends);
      fields.push(low, high);
    }
    return block(asked, { item, slots, fields });
  });
}

/** A field for a whole number; what stands in it is given once no key was pressed for a moment. */
function number(asked, slot, label, word, unit) {
  let timer = 0;
  const input = h("input", {
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: MOST + 4,
    disabled: asked.locked,
    placeholder: word ? "" : asked.say("estimate.number"),
    "aria-label": [label, unit].filter(Boolean).join(", "),
  });
  const read = () => input.value.replace(/\D/g, "").slice(0, MOST);
  const give = () => {
    clearTimeout(timer);
    const value = read() === "" ? null : Number(read());
    if (value !== asked.get(slot)) asked.give(slot, value);
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(give, RESTED);
  });
  input.addEventListener("change", give);
  const row = h(
    "div",
    { class: "tt-estimate-field" },
    word ? h("span", {}, word) : null,
    input,
    unit ? h("span", {}, unit) : null,
  );
  return {
    element: h("div", {}, row),
    given: () => asked.get(slot) !== null,
    focus: () => input.focus({ preventScroll: true }),
    update() {
      const value = asked.get(slot);
      const mine = document.activeElement === input && read() !== "";
      if (!mine) input.value = value === null ? "" : value.toLocaleString(asked.language);
    },
  };
}

const place = (value, truth) =>
  value > 0 ? Math.max(-REACH, Math.min(REACH, QUARTERS * Math.log2(value / truth))) : -REACH;

function show(asked, standing) {
  const { truths, sources } = standing.details;
  return standing.items.map(({ item: id, distributions: [spread], measures = [] }) => {
    const median = measures.find(({ name }) => name === "median")?.value;
    const own = asked.get([id, spread.phase]);
    const truth = truths?.[id];
    const source = asked.text(sources?.[id]);
    const drawn =
      median === undefined
        ? h("p", { class: "tt-small" }, asked.say("too_few"))
        : [
            dumbbell([place(median, truth)], [own === null ? null : place(own, truth)], REACH, -REACH),
            h("p", {}, asked.say("estimate.room", { median, truth })),
          ];
    return h(
      "section",
      { class: "tt-result" },
      h("h3", { class: "tt-name" }, asked.text(asked.activity.items.find((item) => item.id === id)?.text)),
      drawn,
      h("p", { class: "tt-you" }, own === null ? asked.nothing(id) : asked.say("estimate.you", { value: own })),
      source ? h("p", { class: "tt-small" }, source) : null,
    );
  });
}

export default { render: (host) => form(host, { ask, show, css }) };
