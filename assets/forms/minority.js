// @ts-check
// Minority: for each idea that few hold, whether it could serve us; and one of one's own, which stays on
// the phone until it is sent. Drawn after the reveal as bars, the most useful first. What one answered
// oneself isn't repeated beside it: phones lie on tables.
import { h, placed } from "./elements.js";
import { collectCss, collecting } from "./collect.js";
import { block, choice, form } from "./shared.js";

const NAMES = { 1: "could", 0: "pass", "-1": "could_not" };
const VALUES = [1, 0, -1];

const css = `
.tt-minority-useful{height:14px;border-radius:3px;margin:6px 0 2px;background:linear-gradient(90deg,var(--tamtam-wanted) calc(100%*var(--tt-v,0)),var(--tamtam-hair) 0)}
.tt-minority-useful[data-is=held]{height:8px;background:linear-gradient(90deg,var(--tamtam-today) calc(100%*var(--tt-v,0)),var(--tamtam-hair) 0)}
`;

function ask(asked) {
  const { items, phases } = asked.activity;
  const face = (value) => asked.say(`minority.${NAMES[value]}`);
  return items.map((item) => {
    const slot = [item.id, phases[0]];
    const label = asked.text(item.text);
    const tiles = choice(asked, { slot, label, look: "tt-trend", values: VALUES, name: face, face });
    return block(asked, { item, slots: [slot], fields: [tiles], may: false }); // to pass is a tile
  });
}

function show(asked, standing) {
  const could = ({ distributions: [{ counts, n }] }) => (counts ? counts["1"] / n : -1);
  const found = [...standing.items].sort((one, other) => could(other) - could(one));
  return found.map((item) => result(asked, item, standing.details?.held?.[item.item])).filter(Boolean);
}

function result(asked, { item, distributions: [found] }, held) {
  const idea = asked.activity.items.find(({ id }) => id === item);
  if (!idea) return null; // hidden since
  const section = h("section", { class: "tt-result" }, h("h3", { class: "tt-name" }, asked.text(idea.text)));
  const say = (key, n, total) => h("p", { class: "tt-small" }, asked.say(`minority.${key}`, { n, total }));
  const bar = (is, share) =>
    placed(h("div", { class: "tt-minority-useful", "data-is": is, "aria-hidden": "true" }), { "--tt-v": share });
  if (!found.counts) section.append(h("p", { class: "tt-small" }, asked.say("too_few")));
  else {
    const useful = found.counts["1"];
    section.append(bar("could", useful / found.n), say("useful", useful, found.n));
    if (held?.[0] === null) section.append(say("agreed_few"));
    else if (held) section.append(bar("held", held[0] / held[1]), say("agreed", ...held));
  }
  return section;
}

/** One's own idea: kept on the phone until it is sent. */
const writing = (asked) => collecting(asked, { add: asked.say("minority.add"), rule: asked.say("minority.private") });

export default {
  render: (host) => form(host, { ask, show, css: css + collectCss, collect: writing, writing: "last" }),
};
