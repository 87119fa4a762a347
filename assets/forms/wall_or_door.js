// @ts-check
// Wall or door: how far work and private life are apart, lived and wanted, from a wall to no partition;
// and what digital tools show of one, from not enough to too much.
import { h, placed, signed } from "./elements.js";
import { dumbbell, marks } from "./dumbbell.js";
import { line, lineCss } from "./line.js";
import { block, form } from "./shared.js";

const [LOW, HIGH] = [1, 5]; // a wall, no partition
const MOST = 2; // too much is shown; −2 is not enough

const css = `
.tt-form .tt-wall-or-door-shares{display:flex;height:30px;margin:10px 0 4px;gap:1px}
.tt-wall-or-door-shares i:nth-child(1){background:var(--tamtam-disagree)}
.tt-wall-or-door-shares i:nth-child(2){background:var(--tamtam-between)}
.tt-wall-or-door-shares i:nth-child(3){background:var(--tamtam-agree)}
`;

function ask(asked) {
  const [wall, screen] = asked.activity.items;
  const [lived, wanted] = asked.activity.phases;
  const walls = [lived, wanted].map((phase) => side(asked, wall, [wall.id, phase], asked.say(`phases.${phase}`)));
  walls.at(-1).element.append(ends(asked, ["wall", "door", "open"]));
  const shown = side(asked, screen, [screen.id, lived], asked.say(`phases.${lived}`));
  shown.element.append(ends(asked, ["not_enough", "enough", "too_much"]));
  return [
    block(asked, { item: wall, slots: [lived, wanted].map((phase) => [wall.id, phase]), fields: walls }),
    block(asked, { item: screen, slots: [[screen.id, lived]], fields: [shown] }),
  ];
}

/** A line of the wall, from 1 to 5, or of what is shown, from −2 to +2, by the item it is about. */
function side(asked, item, slot, name) {
  const isWall = item.id === asked.activity.items[0].id;
  const words = (isWall ? ["wall", "door", "open"] : ["not_enough", "enough", "too_much"]).map((word) =>
    tick(asked, word),
  );
  return line(asked, {
    slot,
    name,
    label: `${asked.text(item.text)}, ${name} (${words.join(", ")})`,
    low: isWall ? LOW : -MOST,
    high: isWall ? HIGH : MOST,
    mark: slot[1] === "wanted" ? "tt-line-dot tt-line-open" : "tt-line-dot",
  });
}

const tick = (asked, word) => asked.say(`wall_or_door.ticks.${word}`);

const ends = (asked, words) =>
  h(
    "div",
    { class: "tt-ends", "data-three": true, "aria-hidden": "true" },
    words.map((word) => h("span", {}, tick(asked, word))),
  );

function show(asked, standing) {
  const [wall, screen] = standing.items;
  return [marks(asked), walls(asked, wall), screens(asked, screen)];
}

function result(asked, found, ...parts) {
  const item = asked.activity.items.find(({ id }) => id === found.item);
  const few = h("p", { class: "tt-small" }, asked.say("too_few"));
  const shown = found.distributions.every(({ counts }) => counts);
  return h(
    "section",
    { class: "tt-result" },
    h("h3", { class: "tt-name" }, asked.text(item?.text)),
    shown ? parts.map((part) => part()) : few,
  );
}

function walls(asked, found) {
  const own = asked.activity.phases.map((phase) => asked.get([found.item, phase]));
  const [lived, wanted] = found.distributions.map(({ median }) => median);
  const given = { lived: own[0] ?? "–", wanted: own[1] ?? "–" };
  const section = result(
    asked,
    found,
    () => dumbbell([lived, wanted], own, HIGH, LOW),
    () => ends(asked, ["wall", "door", "open"]),
    () => h("p", { class: "tt-small" }, asked.say("wall_or_door.room", { lived, wanted })),
  );
  const said = own.every((value) => value === null) ? asked.nothing(found.item) : asked.say("wall_or_door.you", given);
  section.append(h("p", { class: "tt-you" }, said));
  return section;
}

function screens(asked, found) {
  const [spread] = found.distributions;
  const own = asked.get([found.item, spread.phase]);
  const sum = (wanted) =>
    Object.entries(spread.counts).reduce((all, [value, count]) => all + (wanted(Number(value)) ? count : 0), 0);
  const sides = () => ({
    not_enough: sum((value) => value < 0),
    enough: sum((value) => value === 0),
    too_much: sum((value) => value > 0),
  });
  const section = result(
    asked,
    found,
    () =>
      h(
        "div",
        { class: "tt-wall-or-door-shares", "aria-hidden": "true" },
        Object.values(sides()).map((count) => placed(h("i"), { flex: `${count} 0 0` })),
      ),
    () => ends(asked, ["not_enough", "enough", "too_much"]),
    () => h("p", { class: "tt-small" }, asked.say("wall_or_door.sides", sides())),
  );
  const said = own === null ? asked.nothing(found.item) : asked.say("wall_or_door.you_shown", { value: signed(own) });
  section.append(h("p", { class: "tt-you" }, said));
  return section;
}

export default { render: (host) => form(host, { ask, show, css: lineCss + css }) };
