// A bar with its name and its number, for the forms that show how many there are of each.
import { h, placed } from "./elements.js";

/** The style of bars, to be worn with the form's own. */
export const barCss = `
.tt-form .tt-option{display:grid;grid-template-columns:1fr max-content;gap:2px 12px;padding:8px 0;align-items:baseline}
.tt-option b{font-variant-numeric:tabular-nums}
.tt-option i{grid-column:1/-1;height:14px;border-radius:3px;background:linear-gradient(90deg,var(--t-2) calc(100%*var(--v,0)),var(--t-hair) 0)}
.tt-option[data-first] i{background:linear-gradient(90deg,var(--t-today) calc(100%*var(--v,0)),var(--t-hair) 0)}
`;

/** `count` of `n` under a name; the `first` is the one with most. */
export function bar(name, count, n, first) {
  const line = h("div", { class: "tt-option", "data-first": first }, h("span", {}, name), h("b", {}, `${count}`));
  line.append(placed(h("i", { "aria-hidden": "true" }), { "--v": count / n }));
  return line;
}
