// @ts-check
// Rating: each item on a line, once, or today ● and wanted ○. Drawn after the reveal as one line an item.
import { h, signed } from "./elements.js";
import { collectCss, collecting } from "./collect.js";
import { dumbbell, marks } from "./dumbbell.js";
import { line, lineCss } from "./line.js";
import { block, form } from "./shared.js";

function ask(asked) {
  const { items, phases } = asked.activity;
  return items.map((item) => {
    const slots = phases.map((phase) => [item.id, phase]);
    const fields = slots.map((slot) => rated(asked, item, slot, phases.length > 1));
    fields.at(-1).element.append(ends(asked));
    return block(asked, { item, slots, fields });
  });
}

function scaleOf({ activity, language }) {
  const { low = 0, high = 4 } = activity.options;
  return { low, high, shown: low < 0 ? (n) => signed(n, language) : (n) => n.toLocaleString(language) };
}

function rated(asked, item, slot, many) {
  const { low, high, shown } = scaleOf(asked);
  const name = many ? asked.say(`phases.${slot[1]}`) : "";
  const [least, most] = names(asked);
  const scale = `${shown(low)} ${least}, ${shown(high)} ${most}`;
  return line(asked, {
    slot,
    name,
    label: `${asked.text(item.text)}${name && `, ${name}`} (${scale})`,
    low,
    high,
    mark: many ? (slot[1] === "wanted" ? "tt-line-dot tt-line-open" : "tt-line-dot") : null,
  });
}

const names = (asked) => ["low", "high"].map((end) => asked.text(asked.activity.options.ends[end]));

function ends(asked) {
  const { low, high, shown } = scaleOf(asked);
  const [least, most] = names(asked);
  return h(
    "div",
    { class: "tt-ends", "aria-hidden": "true" },
    h("span", {}, `${shown(low)} ${least}`),
    h("span", {}, `${shown(high)} ${most}`),
  );
}

function show(asked, standing) {
  const rows = standing.items.map((found) => result(asked, found)).filter(Boolean);
  return [asked.activity.phases.length > 1 ? marks(asked) : null, ends(asked), ...rows];
}

function result(asked, found) {
  const { items, phases } = asked.activity;
  const item = items.find(({ id }) => id === found.item);
  if (!item) return null; // hidden since
  const { low, high, shown } = scaleOf(asked);
  const own = phases.map((phase) => asked.get([item.id, phase]));
  const section = h("section", { class: "tt-result" }, h("h3", { class: "tt-name" }, asked.text(item.text)));
  const spreads = phases.map((phase) => found.distributions.find((one) => one.phase === phase));
  if (spreads.some((one) => !one?.counts)) {
    section.append(h("p", { class: "tt-small" }, asked.say("too_few")));
  } else {
    const medians = spreads.map(({ median }) => median);
    const said = phases.length > 1 ? "room_twice" : "room";
    const [first, last] = [medians[0], medians.at(-1)].map(shown);
    section.append(
      dumbbell(medians, own, high, low),
      h("p", { class: "tt-small" }, asked.say(`rating.${said}`, { today: first, wanted: last })),
    );
  }
  const given = own.filter((value) => value !== null).map(shown);
  const scale = { n: given.join(" → "), low: shown(low), high: shown(high) };
  const value = asked.say(low ? "line.between" : "line.of", scale); // a number alone says nothing in a notebook
  const you = given.length ? asked.say("you_said", { value }) : asked.nothing(found.item);
  section.append(h("p", { class: "tt-you" }, you));
  return section;
}

export default { render: (host) => form(host, { ask, show, css: lineCss + collectCss, collect: collecting }) };
