// @ts-check
// Pictures beside items, in any form: in the card of its item, in the tile that stands for it, else in a row of
// their own. A phone loads them with what comes later, and each as it comes in sight.
import { h } from "./elements.js";
import { late, wear } from "./shared.js";

export const picturesCss = `
.tt-pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(132px,1fr));gap:10px;margin:0 0 14px}
.tt-pictures figure{margin:0;font-size:.9em;line-height:1.3}
.tt-form img.tt-pictures-one{display:block;max-width:100%;width:auto;height:auto;max-height:min(46vh,300px);margin:8px auto;border-radius:10px;object-fit:contain}
.tt-form label img.tt-pictures-one{max-height:132px;margin:4px auto;flex-basis:100%}
`;

const imageOf = ({ src, alt, width, height }, said) =>
  h("img", { class: "tt-pictures-one", src, alt: said(alt), width, height, loading: "lazy", decoding: "async" });

late.hang = (root, asked) => {
  const pictured = (asked.activity.items ?? []).filter((item) => item.picture);
  if (!pictured.length) return;
  wear(root, picturesCss);
  const said = (words) => asked.text(words);
  const rest = pictured.filter((item) => !hung(root, item, said));
  if (!rest.length) return;
  const row = h(
    "div",
    { class: "tt-pictures" },
    rest.map((item) => h("figure", {}, imageOf(item.picture, said), h("figcaption", {}, said(item.text)))),
  );
  if (asked.locked) root.append(row);
  else root.prepend(row);
};

/** Whether a picture found its place: under the name on its item's card, or inside its tile. */
function hung(root, { id, picture }, said) {
  const name = root.querySelector(`[data-item="${id}"] .tt-name`);
  const input = root.querySelector(`label input[value="${id}"]`);
  if (name) name.after(imageOf(picture, said));
  else if (input) {
    input.nextElementSibling.prepend(imageOf(picture, said));
    input.setAttribute("aria-label", `${input.getAttribute("aria-label")} – ${said(picture.alt)}`); // tiles are drawn only
  }
  return Boolean(name ?? input);
}
