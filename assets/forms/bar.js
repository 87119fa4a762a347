// @ts-check
// A bar with its name and its number, for the forms that show how many there are of each.
import { h, placed } from "./elements.js";

/** The style of bars, to be worn with the form's own. */
export const barCss = `
.tt-form .tt-bar-option{display:grid;grid-template-columns:1fr max-content;gap:2px 12px;padding:8px 0;align-items:baseline}
.tt-bar-option b{font-variant-numeric:tabular-nums}
.tt-bar-option i{grid-column:1/-1;height:14px;border-radius:3px;background:linear-gradient(90deg,var(--tamtam-rather_disagree) calc(100%*var(--tt-v,0)),var(--tamtam-hair) 0)}
.tt-bar-option[data-first] i{background:linear-gradient(90deg,var(--tamtam-today) calc(100%*var(--tt-v,0)),var(--tamtam-hair) 0)}
`;

/** `count` of `n` under a name; the `first` is the one with most. */
export function bar(name, count, n, first) {
  const line = h("div", { class: "tt-bar-option", "data-first": first }, h("span", {}, name), h("b", {}, `${count}`));
  line.append(placed(h("i", { "aria-hidden": "true" }), { "--tt-v": count / n }));
  return line;
}
