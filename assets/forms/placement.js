// @ts-check
// Placement: each relationship on three lines, shared values, economic weight, energy, and what to do with
// it. Drawn after the reveal as a small map with a number for each, and one's own answers under the room's.
import { h, signed } from "./elements.js";
import { collectCss, collecting } from "./collect.js";
import { line, lineCss } from "./line.js";
import { map, mapCss } from "./map.js";
import { block, choice, form } from "./shared.js";

const SCALES = { values: [0, 10], weight: [0, 10], energy: [-2, 2] };
const MOVES = ["grow", "keep", "transform", "let_go"];

const css = `
.tt-form .tt-placement-move{margin:14px 0 0}
.tt-form .tt-placement-states{display:grid;grid-template-columns:1fr 1fr}
`;

/** @returns {import("./line.js").Slot} */
const slotOf = (asked, item, aspect) => [`${item.id}.${aspect}`, asked.activity.phases[0]];

function ask(asked) {
  return asked.activity.items.map((item) => {
    const fields = Object.entries(SCALES).map(([aspect, [low, high]]) => scale(asked, item, aspect, low, high));
    fields.push(moves(asked, item));
    return block(asked, {
      item,
      slots: [...Object.keys(SCALES), "move"].map((aspect) => slotOf(asked, item, aspect)),
      fields,
    });
  });
}

function scale(asked, item, aspect, low, high) {
  const name = asked.say(`placement.${aspect}`);
  const ends = ["low", "high"].map((end) => asked.say(`placement.ends.${aspect}.${end}`));
  const label = `${asked.text(item.text)} – ${name} (${ends.join(", ")})`;
  const field = line(asked, { slot: slotOf(asked, item, aspect), name, label, low, high });
  field.element.append(
    h(
      "div",
      { class: "tt-ends", "aria-hidden": "true" },
      ends.map((end) => h("span", {}, end)),
    ),
  );
  return field;
}

function moves(asked, item) {
  const name = asked.say("placement.move");
  const said = (move) => asked.say(`placement.moves.${move}`);
  const tiles = choice(asked, {
    slot: slotOf(asked, item, "move"),
    label: `${asked.text(item.text)} – ${name}`,
    look: "tt-trend tt-placement-states",
    values: MOVES,
    name: (move) => said(move).slice(2),
    face: said,
  });
  tiles.element = h(
    "div",
    {},
    h("p", { class: "tt-phase tt-placement-move", "aria-hidden": "true" }, name),
    tiles.element,
  );
  return tiles;
}

function show(asked, standing) {
  const { items } = asked.activity;
  const found = standing.items.filter((one) => items.some(({ id }) => id === one.item)); // without those hidden since
  return [onMap(asked, found), ...found.map((one, at) => result(asked, one, at + 1))];
}

const median = (found, at) => found.distributions[at].median;

/** The room's medians: values to the right, weight upwards. */
function onMap(asked, found) {
  const tenths = (one) => [median(one, 0) / 10, median(one, 1) / 10];
  const words = { across: asked.say("placement.values"), up: asked.say("placement.weight") };
  return map(
    found.map((one) => (one.measures?.length ? tenths(one) : null)),
    words,
  );
}

function result(asked, found, number) {
  const item = asked.activity.items.find(({ id }) => id === found.item);
  /** @type {(key: string, values: any[], move?: string) => string} */
  const said = (key, [values, weight, energy], move) =>
    asked.say(`placement.${key}`, {
      values,
      weight,
      energy: typeof energy === "number" ? signed(energy, asked.language) : energy,
      move,
    });
  const room = found.measures?.length
    ? said(
        "room",
        [0, 1, 2].map((at) => median(found, at) ?? 0),
      )
    : asked.say("too_few");
  const own = Object.keys(SCALES).map((aspect) => asked.get(slotOf(asked, item, aspect)) ?? "–");
  const move = asked.get(slotOf(asked, item, "move"));
  const given = move !== null || own.some((value) => value !== "–");
  return h(
    "section",
    { class: "tt-result" },
    h("h3", { class: "tt-name" }, `${number}. ${asked.text(item.text)}`),
    h("p", { class: "tt-small" }, room),
    h(
      "p",
      { class: "tt-you" },
      given ? said("you", own, move ? asked.say(`placement.moves.${move}`) : "") : asked.nothing(found.item),
    ),
  );
}

export default {
  render: (host) => form(host, { ask, show, css: mapCss + lineCss + collectCss + css, collect: collecting }),
};
