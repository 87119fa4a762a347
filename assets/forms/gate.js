// @ts-check
// The gate: what of oneself is inside or outside, and whether that is well. Drawn after the reveal as a
// bar on either side of a gate; at its outer ends those who wish it crossed.
import { h, placed } from "./elements.js";
import { block, choice, form } from "./shared.js";

const STATES = ["in_good", "in_too_much", "out_missed", "out_good"];

const css = `
.tt-form .tt-gate-states{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.5em,1fr))}
.tt-gate{position:relative;height:44px;margin:10px 0 4px}
.tt-gate i{position:absolute;top:6px;height:32px}
.tt-gate i[data-is=in_good],.tt-gate i[data-is=out_good]{background:var(--tamtam-between)}
.tt-gate i[data-is=out_missed]{background:var(--tamtam-wanted)}
.tt-gate i[data-is=in_too_much],.tt-gate-key i[data-is=in_too_much]{border:2px solid var(--tamtam-wanted);background:repeating-linear-gradient(135deg,var(--tamtam-wanted) 0 2px,transparent 2px 8px)}
.tt-gate b{position:absolute;top:0;bottom:0;left:calc(50% - 8px);width:16px;border:solid var(--tamtam-ink);border-width:3px 3px 0;border-radius:8px 8px 0 0}
@media (forced-colors:active){.tt-gate-key i{forced-color-adjust:none}}
.tt-gate-key i{display:inline-block;width:16px;height:16px;margin-right:6px;vertical-align:-2px}
.tt-gate-key i[data-is=out_missed]{background:var(--tamtam-wanted)}
.tt-gate-key i[data-is=in_good]{background:var(--tamtam-between)}
`;

function ask(asked) {
  const [phase] = asked.activity.phases;
  return asked.activity.items.map((item) => {
    const slot = [item.id, phase];
    const tiles = choice(asked, {
      slot,
      label: asked.text(item.text),
      look: "tt-trend tt-gate-states",
      values: STATES,
      name: (state) => asked.say(`gate.${state}`),
      face: (state) => asked.say(`gate.${state}`),
    });
    return block(asked, { item, slots: [slot], fields: [tiles] });
  });
}

function show(asked, standing) {
  const found = standing.items.map((item) => ({ id: item.item, spread: item.distributions[0] }));
  return [key(asked), ends(asked), ...found.map((one) => result(asked, one))];
}

/** What the segments mean; each has its own place and pattern beside its colour. */
function key(asked) {
  const sign = (state, words) => h("span", {}, h("i", { "data-is": state }), asked.say(`gate.key.${words}`));
  const signs = [sign("out_missed", "missed"), sign("in_good", "good"), sign("in_too_much", "too_much")];
  return h("p", { class: "tt-small tt-key tt-gate-key" }, signs);
}

const ends = (asked) =>
  h(
    "div",
    { class: "tt-ends", "aria-hidden": "true" },
    h("span", {}, `← ${asked.say("gate.outside")}`),
    h("span", {}, `${asked.say("gate.inside")} →`),
  );

function result(asked, { id, spread }) {
  const item = asked.activity.items.find((other) => other.id === id);
  const own = asked.get([id, spread.phase]);
  const you = own === null ? asked.nothing(id) : asked.say("gate.you", { state: asked.say(`gate.${own}`) });
  const section = h("section", { class: "tt-result" }, h("h3", { class: "tt-name" }, asked.text(item?.text)));
  if (spread.counts)
    section.append(bars(spread), h("p", { class: "tt-small" }, asked.say("gate.counts", spread.counts)));
  else section.append(h("p", { class: "tt-small" }, asked.say("too_few")));
  section.append(h("p", { class: "tt-you" }, you));
  return section;
}

function bars(spread) {
  const drawing = h("div", { class: "tt-gate", "aria-hidden": "true" }, h("b"));
  const half = (side, states) => {
    let reach = 0; // percent of everybody, from the gate outwards
    for (const state of states) {
      const share = (100 * (spread.counts[state] ?? 0)) / spread.n;
      const length = (percent) => `calc((50% - 8px)*${percent / 100})`;
      const style = { [side]: `calc(50% + 8px + (50% - 8px)*${reach / 100})`, width: length(share) };
      if (share) drawing.append(placed(h("i", { "data-is": state }), style));
      reach += share;
    }
  };
  half("right", ["out_good", "out_missed"]);
  half("left", ["in_good", "in_too_much"]);
  return drawing;
}

export default { render: (host) => form(host, { ask, show, css }) };
