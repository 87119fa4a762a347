// @ts-check
// Pictures beside items, in any form: each with what stands for its item, wherever that is told by `data-item`,
// by its value or by its name; else in a row of their own. A phone loads them with what comes later, and each as
// it comes in sight.
import { h } from "./elements.js";
import { late, wear } from "./shared.js";

export const picturesCss = `
.tt-pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(132px,1fr));gap:10px;margin:0 0 14px}
.tt-pictures figure{margin:0;font-size:.9em;line-height:1.3}
.tt-form img.tt-pictures-one{display:block;max-width:100%;width:auto;height:auto;max-height:min(46vh,300px);margin:8px auto;border-radius:10px;object-fit:contain}
.tt-form :is(label,.tt-bar-option,.tt-dots-item,.tt-result) img.tt-pictures-one{max-height:132px;margin:4px auto;flex-basis:100%}
.tt-form :is(.tt-bar-option,.tt-dots-item,.tt-result) img.tt-pictures-one{margin-left:0}
:is(.tt-dots-item,.tt-bar-option) img.tt-pictures-one{grid-column:1/-1;order:-1}
.tt-form .tt-ranking-order img.tt-pictures-one{flex:none;max-width:92px;max-height:69px;margin:6px 0 6px 6px;align-self:center}
.tt-form img.tt-pictures-front{margin:0 auto 14px}
`;

const imageOf = ({ src, alt, width, height }, said) =>
  h("img", {
    class: "tt-pictures-one",
    src,
    alt: said(alt),
    width,
    height,
    loading: "lazy",
    decoding: "async",
    draggable: "false",
  });

late.hang = (root, asked) => {
  const pictured = (asked.activity.items ?? []).filter((item) => item.picture);
  if (!pictured.length) return;
  wear(root, picturesCss);
  const said = (words) => asked.text(words);
  inFront(root, pictured, said);
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

/** Of a form that asks one item at a time the picture of the one that is in front, as it changes. */
function inFront(root, pictured, said) {
  const place = root.querySelector("[data-front]");
  if (!place) return;
  const show = () => {
    root.querySelector(".tt-pictures-front")?.remove();
    const item = pictured.find(({ id }) => id === place.dataset.front);
    if (!item || place.hidden) return;
    const image = imageOf(item.picture, said);
    image.classList.add("tt-pictures-front");
    place.after(image);
  };
  show();
  new MutationObserver(show).observe(place, { attributeFilter: ["data-front", "hidden"] });
}

/**
 * Whether a picture found its place: on its item's card under the name, in its row, inside its tile, under its
 * name among the results; or whether it comes in front with its item.
 */
function hung(root, item, said) {
  const card = root.querySelector(`[data-item="${item.id}"]`);
  const name = card?.querySelector(".tt-name") ?? resultNamed(root, said(item.text));
  const input = root.querySelector(`label input[value="${item.id}"]`);
  if (card && !card.querySelector(".tt-name")) card.prepend(imageOf(item.picture, said));
  else if (name) name.after(imageOf(item.picture, said));
  else if (input) {
    input.nextElementSibling.prepend(imageOf(item.picture, said));
    input.setAttribute("aria-label", `${input.getAttribute("aria-label")} – ${said(item.picture.alt)}`); // tiles are drawn only
  }
  return Boolean(card ?? name ?? input ?? root.querySelector("[data-front]:not([hidden])"));
}

/** What an item is called among the results. */
const resultNamed = (root, words) =>
  [...root.querySelectorAll(".tt-result .tt-name,.tt-bar-option>span")].find((name) => name.textContent === words);
