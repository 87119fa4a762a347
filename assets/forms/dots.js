// @ts-check
// Dots: a budget spent with + and −; all of it is one answer. Drawn after the reveal as a bar for each item.
import { bar, barCss } from "./bar.js";
import { h } from "./elements.js";
import { block, form } from "./shared.js";

const SPENT = "spent"; // what the answer of a phase is called, as in kit/tamtam/kinds/dots.py

const css = `
.tt-form .tt-dots-item{display:grid;grid-template-columns:1fr auto auto auto;align-items:center;gap:0 10px;padding:8px 0;border-top:1px solid var(--tamtam-hair)}
.tt-form .tt-dots-step{font:inherit;font-size:1.3em;font-weight:650;line-height:1;width:46px;height:46px;padding:0;border:2px solid var(--tamtam-line);border-radius:50%;background:none;color:inherit;cursor:pointer}
.tt-form .tt-dots-step:disabled{opacity:.35;cursor:default}
.tt-dots-item output{min-width:1.6em;text-align:center;font-size:1.3em;font-weight:700;font-variant-numeric:tabular-nums}
.tt-form .tt-dots-left{margin:8px 0;font-weight:650}
`;

function ask(asked) {
  const slot = [SPENT, asked.activity.phases[0]];
  const heading = { text: { [asked.language]: asked.say("dots.heading") } };
  return [block(asked, { item: heading, slots: [slot], fields: [spending(asked, slot)] })];
}

function spending(asked, slot) {
  const { items, options } = asked.activity;
  const { dots: budget = 10, quadratic = false } = options;
  const none = Object.fromEntries(items.map(({ id }) => [id, 0]));
  const read = () => ({ ...none, ...asked.get(slot) });
  const cost = (spent) => Object.values(spent).reduce((sum, dots) => sum + (quadratic ? dots * dots : dots), 0);
  const put = (id, step) => {
    const spent = { ...read(), [id]: read()[id] + step };
    asked.give(slot, cost(spent) ? spent : null);
  };
  const left = h("p", { class: "tt-dots-left", role: "status" });
  const rows = items.map((item) => {
    const name = asked.text(item.text);
    const button = (sign, step, key) =>
      h(
        "button",
        {
          type: "button",
          class: "tt-dots-step",
          "aria-label": asked.say(key, { name }),
          onclick: () => put(item.id, step),
        },
        sign,
      );
    const [less, more] = [button("−", -1, "dots.less"), button("+", 1, "dots.more")];
    const count = h("output", {});
    return {
      id: item.id,
      less,
      more,
      count,
      element: h("div", { class: "tt-dots-item", "data-item": item.id }, h("span", {}, name), less, count, more),
    };
  });
  const price = quadratic ? h("p", { class: "tt-small" }, asked.say("dots.price")) : null;
  return {
    element: h(
      "div",
      {},
      price,
      left,
      rows.map(({ element }) => element),
    ),
    given: () => asked.get(slot) !== null,
    focus: () => rows[0].more.focus({ preventScroll: true }),
    update() {
      const spent = read();
      left.textContent = asked.say(quadratic ? "dots.left_points" : "dots.left", { n: budget - cost(spent) });
      for (const { id, less, more, count } of rows) {
        count.textContent = `${spent[id]}`;
        less.disabled = asked.locked || !spent[id];
        more.disabled = asked.locked || cost({ ...spent, [id]: spent[id] + 1 }) > budget;
      }
    },
  };
}

function show(asked, standing) {
  const dots = ({ measures }) => measures.find(({ name }) => name === "dots")?.value ?? 0;
  const found = [...standing.items].sort((one, other) => dots(other) - dots(one));
  const whole = found.reduce((sum, item) => sum + dots(item), 0);
  const own = asked.get([SPENT, asked.activity.phases[0]]);
  const bars = found.map((item) => {
    const name = asked.text(asked.activity.items.find(({ id }) => id === item.item)?.text);
    const drawn = bar(name, dots(item), whole, dots(item) === dots(found[0]));
    if (own) drawn.append(h("p", { class: "tt-you" }, asked.say("dots.you", { n: own[item.item] ?? 0 })));
    return drawn;
  });
  return [...bars, own ? null : h("p", { class: "tt-you" }, asked.nothing())].filter(Boolean);
}

export default { render: (host) => form(host, { ask, show, css: css + barCss }) };
