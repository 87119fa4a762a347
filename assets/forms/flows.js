// @ts-check
// Flows: how much room each has, 0 to 10, today ● and wanted ○, and where today is heading. Each is
// rated on its own. Drawn after the reveal as one line a flow, from today to wanted.
import { h, placed } from "./elements.js";
import { dumbbell, marks } from "./dumbbell.js";
import { line, lineCss } from "./line.js";
import { block, choice, form } from "./shared.js";

const HIGH = 10;
const ARROWS = { "-1": "↘", 0: "→", 1: "↗" };

/** The items in order, with what `divider` makes wherever a new group begins. */
function grouped(asked, items, each) {
  let group = "";
  return items.flatMap((item) => {
    const begins = item.group && item.group !== group;
    group = item.group;
    const divider = begins ? [h("p", { class: "tt-group" }, asked.say(`flows.group.${item.group}`))] : [];
    return [...divider, each(item)];
  });
}

function ask(asked) {
  const { items, phases } = asked.activity;
  return grouped(asked, items, (item) => {
    const slots = phases.map((phase) => [item.id, phase]);
    const trend = [`${item.id}.trend`, phases[0]];
    const lines = slots.map((slot) => rating(asked, item, slot));
    lines.at(-1).element.append(ends(asked));
    return block(asked, { item, slots: [...slots, trend], fields: [...lines, heading(asked, item, trend)] });
  });
}

function rating(asked, item, slot) {
  const name = asked.say(`phases.${slot[1]}`);
  const scale = `0 ${asked.say("flows.low")}, ${HIGH} ${asked.say("flows.high")}`;
  return line(asked, {
    slot,
    name,
    label: `${asked.text(item.text)}, ${name} (${scale})`,
    high: HIGH,
    mark: slot[1] === "wanted" ? "tt-line-dot tt-line-open" : "tt-line-dot",
  });
}

const ends = (asked) =>
  h(
    "div",
    { class: "tt-ends", "aria-hidden": "true" },
    h("span", {}, `0 ${asked.say("flows.low")}`),
    h("span", {}, `${HIGH} ${asked.say("flows.high")}`),
  );

function heading(asked, item, slot) {
  const tiles = choice(asked, {
    slot,
    label: `${asked.text(item.text)} – ${asked.say("flows.trend")}`,
    look: "tt-trend",
    values: [-1, 0, 1],
    name: (value) => asked.say(`flows.trends.${value}`),
    face: (value) => `${ARROWS[value]}\u00a0${asked.say(`flows.trends.${value}`)}`,
  });
  const title = placed(h("p", { class: "tt-small" }, asked.say("flows.trend")), { "margin-top": "14px" });
  return { ...tiles, element: h("div", {}, title, tiles.element) };
}

function show(asked, standing) {
  const known = asked.activity.items.filter(({ id }) => standing.items.some(({ item }) => item === id));
  const rows = grouped(asked, known, (item) => {
    const found = standing.items.find((other) => other.item === item.id);
    return result(asked, item, found);
  });
  return [marks(asked), ends(asked), ...rows];
}

function result(asked, item, found) {
  const [today, wanted] = asked.activity.phases.map((phase) =>
    found.distributions.find((spread) => spread.phase === phase),
  );
  const own = asked.activity.phases.map((phase) => asked.get([item.id, phase]));
  const title = h("div", { class: "tt-title" }, h("h3", { class: "tt-name" }, asked.text(item.text)));
  const section = h("section", { class: "tt-result" }, title);
  if (!today?.counts || !wanted?.counts) {
    section.append(h("p", { class: "tt-small" }, asked.say("too_few")));
  } else {
    const trend = direction(found);
    if (trend !== null)
      title.append(h("span", { class: "tt-chip" }, `${ARROWS[trend]} ${asked.say(`flows.trends.${trend}`)}`));
    section.append(
      dumbbell([today.median, wanted.median], own, HIGH),
      h("p", { class: "tt-small" }, asked.say("flows.room", { today: today.median, wanted: wanted.median })),
    );
  }
  section.append(h("p", { class: "tt-you" }, ownWords(asked, item.id, own)));
  return section;
}

function ownWords(asked, item, [today, wanted]) {
  if (today === null && wanted === null) return asked.nothing(item);
  return asked.say("flows.you", { today: today ?? "–", wanted: wanted ?? "–" });
}

/** Where more than half see it heading, null where they don't: as `trend_of` in flows.py. */
function direction(found) {
  const spread = found.distributions.find(({ phase }) => phase === "trend");
  if (!spread?.counts) return null;
  return [-1, 0, 1].find((value) => 2 * (spread.counts[value] ?? 0) > spread.n) ?? null;
}

export default { render: (host) => form(host, { ask, show, css: lineCss }) };
