// @ts-check
// Decisions: one list of ways a decision, with a column to tap for today ● and one for wanted ○. Drawn
// after the reveal as the same list, with how many gave each way.
import { h, placed } from "./elements.js";
import { block, choice, form } from "./shared.js";
import { table, tableCss } from "./table.js";

const STYLE = `
.tt-decisions-ways{display:grid;grid-template-columns:1fr repeat(2,minmax(56px,auto));align-items:center;margin:8px -8px 0 0}
.tt-decisions-ways [role=radiogroup]{display:contents}
.tt-decisions-ways .tt-decisions-over{font-size:.78em;line-height:1.15;font-weight:650;padding:0 3px 4px;text-align:center;overflow-wrap:anywhere;hyphens:auto;color:var(--tt-mark);align-self:end}
.tt-decisions-ways .tt-decisions-way{grid-column:1;font-size:.95em;line-height:1.2;padding:4px 8px 4px 0}
.tt-decisions-ways i{grid-column:1/-1;align-self:start;border-top:1px solid var(--tamtam-hair)}
.tt-decisions-ways i.tt-decisions-aside{border-top:2px dotted var(--tamtam-line)}
.tt-decisions-ways label{position:relative;display:grid;place-items:center;min-height:50px;align-self:stretch;cursor:pointer}
.tt-decisions-ways input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:inherit}
.tt-decisions-ways label span{width:28px;height:28px;border-radius:50%;border:2px solid var(--tamtam-line);transition:transform .15s}
.tt-decisions-ways input:focus-visible+span{outline:3px solid var(--tamtam-today);outline-offset:3px}
.tt-decisions-ways input:checked+span{border:7px solid var(--tt-mark);transform:scale(1.1)}
.tt-decisions-ways [data-phase=today] input:checked+span{background:var(--tamtam-today)}
.tt-form[data-locked] .tt-decisions-ways input:not(:checked)+span{border-color:var(--tamtam-hair)}
@media (max-width:22.4em){.tt-decisions-ways .tt-decisions-over{font-size:.64em;padding-inline:1px}}
@media (max-width:16.25em){.tt-decisions-ways{grid-template-columns:minmax(0,1fr) repeat(2,max(38px,2rem))}.tt-decisions-ways .tt-decisions-over{font-size:.52em;padding:0}.tt-decisions-ways .tt-decisions-way{padding-right:2px;font-size:.82em;overflow-wrap:anywhere;hyphens:auto}}
@media (forced-colors:active){.tt-decisions-ways label span,.tt-decisions-split i{forced-color-adjust:none}}
.tt-decisions-split{display:grid;grid-template-columns:1fr repeat(2,minmax(76px,auto));gap:3px 8px;align-items:center;margin:8px 0 4px;font-size:.9em;line-height:1.2}
.tt-decisions-split b{font-weight:650}
.tt-decisions-split .tt-decisions-over{font-size:.9em;font-weight:600;color:var(--tt-mark)}
.tt-decisions-split .tt-decisions-count{display:flex;gap:6px;align-items:center;min-height:26px;font-variant-numeric:tabular-nums}
.tt-decisions-split .tt-decisions-count i{height:14px;border:2px solid var(--tt-mark);width:calc(44px*var(--tt-v))}
.tt-decisions-split [data-phase=today] i{background:var(--tamtam-today)}
`;

const WAYS = ["manager", "manager_advice", "together", "person_advice", "person", "unknown"];
const MARKS = ["●", "○"];

const named = (asked, way) => asked.say(`decisions.ways.${way}`);

function ask(asked) {
  const { items, phases } = asked.activity;
  return items.map((item) => {
    const slots = phases.map((phase) => [item.id, phase]);
    const columns = slots.map((slot, at) => column(asked, item, slot, at));
    return block(asked, { item, slots, fields: [grid(asked, columns), columns[1]] });
  });
}

/** One phase: its radio buttons, each in the row of its way. */
function column(asked, item, slot, at) {
  const radios = choice(asked, {
    slot,
    label: `${asked.text(item.text)} – ${asked.say(`phases.${slot[1]}`)}`,
    look: null,
    values: WAYS,
    name: (way) => named(asked, way),
    face: () => "",
  });
  for (const [row, label] of [...radios.element.children].entries()) {
    placed(label, { "grid-area": `${row + 2} / ${at + 2}` });
  }
  return { ...radios, drawn: radios.element, element: null };
}

/** Both columns in one list; it answers for the first of them. */
function grid(asked, columns) {
  const heads = asked.activity.phases.map((phase, at) =>
    placed(
      h(
        "span",
        { class: "tt-decisions-over", "data-phase": phase, "aria-hidden": "true" },
        `${MARKS[at]} ${asked.say(`phases.${phase}`)}`,
      ),
      {
        "grid-area": `1 / ${at + 2}`,
      },
    ),
  );
  const rows = WAYS.flatMap((way, at) => [
    placed(h("i", { class: way === "unknown" ? "tt-decisions-aside" : "" }), { "grid-row": at + 2 }),
    placed(h("span", { class: "tt-decisions-way", "aria-hidden": "true" }, named(asked, way)), { "grid-row": at + 2 }),
  ]);
  const element = h(
    "div",
    { class: "tt-decisions-ways" },
    heads,
    rows,
    columns.map(({ drawn }) => drawn),
  );
  return { ...columns[0], element };
}

function show(asked, standing) {
  return standing.items.map((item) => result(asked, item));
}

function result(asked, item) {
  const decision = asked.activity.items.find(({ id }) => id === item.item);
  const name = h("h3", { class: "tt-name" }, asked.text(decision?.text));
  const own = item.distributions.map(({ phase }) => asked.get([item.item, phase]));
  const [today, wanted] = own.map((way) => (way === null ? asked.say("decisions.nothing") : named(asked, way)));
  const you = own.every((way) => way === null)
    ? asked.nothing(item.item)
    : asked.say("decisions.yours", { today, wanted });
  return h(
    "section",
    { class: "tt-result" },
    name,
    item.tag
      ? [
          h("div", { class: "tt-chip" }, asked.text(item.tag)),
          split(asked, asked.text(decision?.text), item.distributions),
        ]
      : h("p", { class: "tt-small" }, asked.say("too_few")),
    h("p", { class: "tt-you" }, you),
  );
}

/** How many gave each way, today and wanted, as numbers with a bar. */
function split(asked, label, found) {
  const heads = found.map(({ phase }, at) =>
    h("span", { class: "tt-decisions-over", "data-phase": phase }, `${MARKS[at]} ${asked.say(`phases.${phase}`)}`),
  );
  const rows = Object.keys(found[0].counts).map((way) => [
    h("span", {}, named(asked, way)),
    ...found.map((spread) => counted(spread, way)),
  ]);
  return table(label, [h("span"), ...heads], rows, { class: "tt-decisions-split" });
}

function counted({ phase, counts, n }, way) {
  const count = counts[way] ?? 0;
  const bar = count ? placed(h("i", { "aria-hidden": "true" }), { "--tt-v": count / n }) : null;
  return h("span", { class: "tt-decisions-count", "data-phase": phase }, bar, h("b", {}, `${count}`));
}

export default { render: (host) => form(host, { ask, show, css: STYLE + tableCss }) };
