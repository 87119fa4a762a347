// @ts-check
// Matrix: each thing placed on a plane, by a tap or by the numbers of both axes. Drawn after the reveal as a small map with a
// number for each, and under it how many see it in each corner, and where one placed it oneself.
import { collectCss, collecting } from "./collect.js";
import { h, placed } from "./elements.js";
import { CORNERS, cornerNames, map, mapCss } from "./map.js";
import { block, choice, form } from "./shared.js";

const AXES = ["across", "up"];
const STEPS = 6; // as in kit/tamtam/kinds/matrix.py

const css = `
.tt-matrix-plane{position:relative;aspect-ratio:1;max-width:330px;margin:2px auto;border:2px solid var(--tamtam-line);cursor:pointer;touch-action:manipulation;user-select:none;-webkit-user-select:none;background:linear-gradient(var(--tamtam-line),var(--tamtam-line)) 50%/2px 100% no-repeat,linear-gradient(var(--tamtam-line),var(--tamtam-line)) 50%/100% 2px no-repeat,repeating-linear-gradient(90deg,var(--tamtam-hair) 0 1px,transparent 1px calc(100%/6)),repeating-linear-gradient(var(--tamtam-hair) 0 1px,transparent 1px calc(100%/6))}
.tt-form[data-locked] .tt-matrix-plane{cursor:default}
.tt-matrix-plane i{position:absolute;width:20px;height:20px;margin:-10px;border-radius:50%;border:2px solid var(--tamtam-line);background:var(--tamtam-card);font:600 12px/16px var(--tamtam-font);text-align:center;color:var(--tamtam-muted)}
.tt-matrix-plane i[data-own]{width:34px;height:34px;margin:-17px;border:3px solid var(--tamtam-card);background:var(--tamtam-today);color:var(--tamtam-card);font-size:15px;line-height:28px;box-shadow:0 0 0 2px var(--tamtam-today)}
@media (forced-colors:active){.tt-matrix-plane,.tt-matrix-plane i{forced-color-adjust:none}}
`;

/** @returns {[item: string, phase: string]} */
const slotOf = (asked, item, axis) => [`${item.id}.${axis}`, asked.activity.phases[0]];
const share = (value) => (value - 0.5) / STEPS;
const cornerAt = (across, up) => CORNERS[(2 * up > STEPS + 1 ? 0 : 2) + (2 * across > STEPS + 1 ? 1 : 0)];
const nameOf = (asked, axis, part = "name") => asked.text(asked.activity.options[axis][part]);
const cornerName = (asked, corner) => asked.text(asked.activity.options.corners[corner]);

const corners = (asked) => cornerNames(CORNERS.map((corner) => cornerName(asked, corner)));

/** Where one placed an item, across and up; null while one of both is open. */
function own(asked, item) {
  const [across, up] = AXES.map((axis) => asked.get(slotOf(asked, item, axis)));
  return across === null || up === null ? null : [across, up];
}

function ask(asked) {
  const { items } = asked.activity;
  return items.map((item, at) => {
    const rows = AXES.map((axis) => axisRow(asked, item, axis));
    const numbered = { ...item, text: { [asked.language]: `${at + 1}. ${asked.text(item.text)}` } };
    return block(asked, {
      item: numbered,
      slots: AXES.map((axis) => slotOf(asked, item, axis)),
      fields: [plane(asked, items, at, rows[0].focus), ...rows],
      chosen: () => {
        const place = own(asked, item);
        return place ? cornerName(asked, cornerAt(place[0], place[1])) : "";
      },
    });
  });
}

/** The plane that one taps; the numbers under it say the same to keys and screen readers. */
function plane(asked, items, at, focus) {
  const marks = items.map((_, number) => h("i", { "data-own": number === at, hidden: true }, `${number + 1}`));
  marks.push(...marks.splice(at, 1)); // one's own above the others
  const drawn = h("div", { class: "tt-matrix-plane" }, corners(asked), marks);
  drawn.addEventListener("click", (event) => {
    if (asked.locked) return;
    const box = drawn.getBoundingClientRect();
    const step = (way) => Math.min(STEPS, Math.max(1, Math.ceil(way * STEPS)));
    const place = { across: (event.clientX - box.left) / box.width, up: (box.bottom - event.clientY) / box.height };
    for (const axis of AXES) {
      const value = step(place[axis]);
      const slot = slotOf(asked, items[at], axis);
      if (asked.get(slot) !== value) asked.give(slot, value);
    }
  });
  return {
    element: h(
      "div",
      { "aria-hidden": "true" },
      asked.locked ? null : h("p", { class: "tt-small" }, asked.say("matrix.tap")),
      h("p", { class: "tt-small" }, `↑ ${nameOf(asked, "up")}`),
      drawn,
      h("p", { class: "tt-small tt-ends" }, h("span", {}), h("span", {}, `${nameOf(asked, "across")} →`)),
    ),
    given: () => own(asked, items[at]) !== null,
    focus,
    update() {
      for (const mark of marks) {
        const place = own(asked, items[Number(mark.textContent) - 1]);
        mark.hidden = !place;
        if (place) placed(mark, { left: `${100 * share(place[0])}%`, bottom: `${100 * share(place[1])}%` });
        if (place) placed(mark, { "margin-bottom": mark.dataset.own === undefined ? "-10px" : "-17px" });
      }
    },
  };
}

/** The steps of one axis as a row of numbers: what keys and screen readers have in place of the plane. */
function axisRow(asked, item, axis) {
  const [low, high] = ["low", "high"].map((end) => nameOf(asked, axis, end));
  const name = nameOf(asked, axis);
  const row = choice(asked, {
    slot: slotOf(asked, item, axis),
    label: asked.say("matrix.line", { item: asked.text(item.text), axis: name, low, high, steps: STEPS }),
    look: "tt-trend",
    values: Array.from({ length: STEPS }, (_, at) => at + 1),
    name: String,
    face: String,
  });
  const ends = h("div", { class: "tt-ends", "aria-hidden": "true" }, h("span", {}, low), h("span", {}, high));
  row.element = h("div", {}, h("p", { class: "tt-phase", "aria-hidden": "true" }, name), row.element, ends);
  return row;
}

function show(asked, standing) {
  const { items } = asked.activity;
  const found = standing.items.filter((one) => items.some(({ id }) => id === one.item)); // without those hidden since
  const places = found.map(({ measures, distributions: [across, up] }) =>
    measures?.length ? [share(across.median), share(up.median)] : null,
  );
  const words = { across: nameOf(asked, "across"), up: nameOf(asked, "up"), behind: corners(asked) };
  return [map(places, words), ...found.map((one, at) => result(asked, one, at + 1))];
}

function result(asked, found, number) {
  const item = asked.activity.items.find(({ id }) => id === found.item);
  const counts = found.distributions.find(({ phase }) => phase === "corner")?.counts;
  const told = CORNERS.filter((corner) => counts?.[corner]).map((corner) =>
    asked.say("matrix.counted", { corner: cornerName(asked, corner), n: counts[corner] }),
  );
  const place = own(asked, item);
  const mine = place ? asked.say("matrix.you", { corner: cornerName(asked, cornerAt(place[0], place[1])) }) : "";
  return h(
    "section",
    { class: "tt-result" },
    h("h3", { class: "tt-name" }, `${number}. ${asked.text(item.text)}`),
    h(
      "p",
      { class: "tt-small" },
      counts ? asked.say("matrix.room", { corners: told.join(", ") }) : asked.say("too_few"),
    ),
    h("p", { class: "tt-you" }, mine || asked.nothing(found.item)),
  );
}

export default {
  render: (host) => form(host, { ask, show, css: mapCss + collectCss + css, collect: collecting }),
};
