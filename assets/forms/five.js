// @ts-check
// Statements on a scale of five, from disagreement to agreement, for the forms that ask them.
import { h } from "./elements.js";
import { block, choice } from "./shared.js";

/** From full disagreement to full agreement. */
export const VALUES = [1, 2, 3, 4, 5];

/** A block for each statement, with the five values for each phase. */
export function statements(asked) {
  const { items, phases } = asked.activity;
  const many = phases.length > 1;
  return items.map((item) => {
    const slots = phases.map((phase) => [item.id, phase]);
    const fields = slots.map((slot) => scale(asked, item, slot, many));
    const chosen = () => {
      const value = many ? null : asked.get(slots[0]);
      return value === null ? "" : asked.say(`five.${value}`);
    };
    return block(asked, { item, slots, fields, chosen });
  });
}

function scale(asked, item, slot, many) {
  const phase = asked.say(`phases.${slot[1]}`);
  const dots = choice(asked, {
    slot,
    label: asked.text(item.text) + (many ? ` – ${phase}` : ""),
    look: "tt-scale",
    values: VALUES,
    name: (value) => `${value}, ${asked.say(`five.${value}`)}`,
    face: (value) => `${value}`,
  });
  const title = many ? h("span", { class: "tt-phase", "data-phase": slot[1] }, phase) : null;
  return { ...dots, element: h("div", {}, title, dots.element, ends(asked)) };
}

/** What the two ends are called. */
export const ends = (asked) =>
  h(
    "div",
    { class: "tt-ends", "aria-hidden": "true" },
    h("span", {}, asked.say("five.1")),
    h("span", {}, asked.say("five.5")),
  );
