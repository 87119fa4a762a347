// @ts-check
// A map on a phone: two axes, four corners, and on it the numbers of what is listed under it.
import { h, placed } from "./elements.js";

/** The style of a map, to be worn with the form's own. */
export const mapCss = `
.tt-map{position:relative;height:250px;margin:4px 12px 12px;border:1px solid var(--tamtam-line);background:linear-gradient(var(--tamtam-hair),var(--tamtam-hair)) 50%/2px 100% no-repeat,linear-gradient(var(--tamtam-hair),var(--tamtam-hair)) 50%/100% 2px no-repeat}
.tt-map b{position:absolute;min-width:26px;height:26px;padding:0 5px;transform:translate(-50%,50%);border-radius:13px;border:2px solid var(--tamtam-ink);background:var(--tamtam-card);font-size:.82em;line-height:22px;text-align:center}
.tt-map-corner{position:absolute;width:50%;padding:4px 6px;color:var(--tamtam-muted);font-size:.8em;font-weight:600;line-height:1.2;overflow-wrap:anywhere}
.tt-map-corner[data-at$=right]{right:0;text-align:right}
.tt-map-corner[data-at^=below]{bottom:0}
`;

/** The corners of a plane, row by row. */
export const CORNERS = ["above_left", "above_right", "below_left", "below_right"];

/** What the corners are called, in their places. */
export const cornerNames = (names) =>
  CORNERS.map((corner, at) => h("span", { class: "tt-map-corner", "data-at": corner }, names[at]));

/**
 * What lies where: of each thing its place from 0 to 1 to the right and upwards, null for what isn't drawn.
 * Things in one place stand in one mark; numbers are as in the list under it.
 * @param {(number[] | null)[]} places
 * @param {{ across: string, up: string, behind?: Node[] }} words
 */
export function map(places, { across, up, behind = [] }) {
  /** @type {Record<string, number[]>} */
  const marks = {};
  for (const [at, place] of places.entries()) if (place) (marks[place.join(" ")] ??= []).push(at + 1);
  const dots = Object.entries(marks).map(([place, numbers]) => {
    const [left, bottom] = place.split(" ").map((value) => `${100 * Number(value)}%`);
    return placed(h("b", {}, numbers.join("·")), { left, bottom });
  });
  return h(
    "div",
    { "aria-hidden": "true" },
    h("p", { class: "tt-small" }, `↑ ${up}`),
    h("div", { class: "tt-map" }, behind, dots),
    h("p", { class: "tt-small tt-ends" }, h("span", {}), h("span", {}, `${across} →`)),
  );
}
