// @ts-check
// Numbers in rows and columns, laid out by the form that shows them: a table for who listens to it.
import { h } from "./elements.js";

/** Rows of a table are there to be heard alone: their cells stand in the grid of the whole. */
export const tableCss = `
.tt-table-row{display:contents}
`;

/**
 * A table called `label`: its heads above the columns, the first over the rows' names, then rows.
 * @param {string} label
 * @param {HTMLElement[]} heads
 * @param {HTMLElement[][]} rows
 */
export function table(label, heads, rows, attributes = {}) {
  const row = (cells, roles) => {
    for (const [at, cell] of cells.entries()) cell.setAttribute("role", roles[Math.min(at, 1)]);
    return h("div", { role: "row", class: "tt-table-row" }, cells);
  };
  return h(
    "div",
    { role: "table", "aria-label": label, ...attributes },
    heads.length ? row(heads, ["cell", "columnheader"]) : null,
    rows.map((cells) => row(cells, ["rowheader", "cell"])),
  );
}
