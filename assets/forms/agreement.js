// @ts-check
// Agreement: statements on a scale of five, drawn after the reveal as bars to both sides of a middle.
import { h, placed } from "./elements.js";
import { VALUES, ends, statements } from "./five.js";
import { form } from "./shared.js";

const TONES = ["disagree", "rather_disagree", "between", "rather_agree", "agree"]; // as look.css calls them

const STYLE = `
.tt-form .tt-agreement-corners{display:grid;grid-template-columns:1fr 1fr;gap:0;list-style:none;margin:12px 0 4px;padding:0}
.tt-agreement-corners li{display:flex;flex-direction:column;gap:2px;padding:10px;border:1px solid var(--tamtam-line);margin:0 -1px -1px 0}
.tt-agreement-corners b{font-weight:650}
.tt-agreement-corners .tt-agreement-count{font-size:1.3em;line-height:1.2;font-variant-numeric:tabular-nums}
.tt-agreement-bar{position:relative;margin:10px 0 4px}
`;

function show(asked, standing) {
  const found = standing.items.map((item) => ({ item, spread: latest(item.distributions) }));
  const halves = found.flatMap(({ spread }) => (spread.counts ? sides(shares(spread)) : []));
  const widest = Math.max(0.5, ...halves);
  const results = found.map(({ item, spread }) => result(asked, item, spread, widest));
  return [ends(asked), ...results, corners(asked, standing)];
}

/** One statement against another activity's: how many in each of four named corners, in steps. */
function corners(asked, standing) {
  const drawn = asked.activity.options?.quadrants;
  const told = standing.details?.quadrants;
  if (!drawn || !told) return null;
  const { across, up, names } = drawn;
  const corner = (name, right, above, at) =>
    h(
      "li",
      {},
      h("b", {}, asked.text(names[name])),
      told.bands.length ? h("span", { class: "tt-agreement-count" }, people(asked, told.bands[at])) : null,
      h("span", { class: "tt-small" }, `${asked.text(across[right])}, ${asked.text(up[above])}`),
    );
  const why = told.bands.length ? "" : ` ${asked.say("agreement.corner.hidden")}`;
  return h(
    "section",
    { class: "tt-result" },
    h("p", { class: "tt-small" }, `${asked.say("agreement.corner.people", { n: told.n })}.${why}`),
    h(
      "ul",
      { class: "tt-agreement-corners" },
      corner("up", "low", "high", 2),
      corner("both", "high", "high", 0),
      corner("neither", "low", "low", 3),
      corner("across", "high", "low", 1),
    ),
  );
}

/** How many there may be: "5 to 9", "fewer than 5"; one number where it is one. */
function people(asked, [low, high]) {
  if (low === high) return `${low}`;
  return low
    ? asked.say("agreement.corner.between", { low, high })
    : asked.say("agreement.corner.fewer", { n: high + 1 });
}

/** The last phase that enough people answered for, as in kit/kinds/agreement.py; else the last. */
const latest = (found) => found.filter((one) => one.counts).at(-1) ?? found.at(-1);

/** @type {(spread: any) => any} */
const shares = (spread) => VALUES.map((value) => (spread.counts[value] ?? 0) / spread.n);

/** How far a bar reaches to the left and to the right: those in between stand half on each side. */
const sides = ([a, b, c, d, e]) => [a + b + c / 2, c / 2 + d + e];

function result(asked, item, spread, widest) {
  const statement = asked.activity.items.find(({ id }) => id === item.item);
  const own = asked.get([item.item, spread.phase]);
  const you = own === null ? asked.nothing(item.item) : asked.say("you_said", { value: asked.say(`five.${own}`) });
  const name = h("h3", { class: "tt-name" }, asked.text(statement?.text));
  if (!spread.counts) {
    return h(
      "section",
      { class: "tt-result" },
      name,
      h("p", { class: "tt-small" }, asked.say("too_few")),
      h("p", { class: "tt-you" }, you),
    );
  }
  const given = VALUES.map((value) => spread.counts[value] ?? 0);
  const counts = { with_it: given[3] + given[4], between: given[2], against: given[0] + given[1] };
  return h(
    "section",
    { class: "tt-result" },
    name,
    h("div", { class: "tt-chip" }, asked.text(item.tag)),
    bar(asked, spread, widest, own),
    h("p", { class: "tt-small" }, asked.say("agreement.counts", counts)),
    h("p", { class: "tt-you" }, you),
  );
}

function bar(asked, spread, widest, own) {
  const parts = shares(spread);
  const unit = 50 / widest; // percent of the width for everybody
  let left = 50 - sides(parts)[0] * unit;
  const drawing = h("div", { class: "tt-agreement-bar", "aria-hidden": "true" });
  placed(drawing, { height: own === null ? "38px" : "62px" });
  VALUES.forEach((value, at) => {
    const width = parts[at] * unit;
    if (width) {
      drawing.append(
        placed(h("i"), {
          position: "absolute",
          top: "4px",
          height: "30px",
          left: `${left}%`,
          width: `calc(${width}% - 1px)`,
          background: `var(--tamtam-${TONES[at]})`,
        }),
      );
    }
    if (value === own) drawing.append(marker(asked, left + width / 2));
    left += width;
  });
  drawing.append(
    placed(h("i"), {
      position: "absolute",
      left: "50%",
      top: "0",
      height: "38px",
      "border-left": "2px solid var(--tamtam-ink)",
    }),
  );
  return drawing;
}

function marker(asked, centre) {
  const style = {
    position: "absolute",
    top: "35px",
    left: `${Math.min(95, Math.max(5, centre))}%`,
    transform: "translateX(-50%)",
    "font-size": ".82em",
    "line-height": "1.1",
    "text-align": "center",
    "font-weight": "650",
    "white-space": "pre",
  };
  return placed(h("span", {}, `▲\n${asked.say("you")}`), style);
}

export default { render: (host) => form(host, { ask: statements, show, css: STYLE }) };
