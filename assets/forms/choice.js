// @ts-check
// Choice: one of several options, or several of them, tiles to tap; short steps stand on one line. Drawn
// after the reveal as a bar for each, those that most chose first unless they are steps.
import { bar, barCss } from "./bar.js";
import { h } from "./elements.js";
import { block, choice, form } from "./shared.js";

const CHOSEN = "chosen"; // what the answer of a phase is called, as in kit/kinds/choice.py
const SHORT = 2; // characters that fit into a dot of a scale

const css = `
.tt-form .tt-choice-options{display:grid;grid-template-columns:1fr}
.tt-choice-options span{padding:8px 12px;font-size:1em}
`;

function ask(asked) {
  const { items, options, phases } = asked.activity;
  const slot = [CHOSEN, phases[0]];
  const name = (id) => asked.text(items.find((item) => item.id === id)?.text);
  const values = items.map((item) => item.id);
  const short = options?.ordered && values.every((id) => name(id).length <= SHORT);
  const look = short ? "tt-scale" : "tt-trend tt-choice-options";
  const label = asked.text(asked.activity.question);
  const most = options?.most ?? 1;
  const said = most > 1 ? asked.say("choice.several", { n: most }) : asked.say("choice.heading");
  const heading = { text: { [asked.language]: said } };
  const tiles =
    most > 1
      ? several(asked, { slot, label, look, values, name, most })
      : choice(asked, { slot, label, look, values, name, face: name });
  return [block(asked, { item: heading, slots: [slot], fields: [tiles] })];
}

/** Several values, as tick boxes; once there are as many as may be, the others rest. */
function several(asked, { slot, label, look, values, name, most }) {
  const chosen = () => asked.get(slot) ?? [];
  const give = (value, ticked) => {
    const now = values.filter((one) => (one === value ? ticked : chosen().includes(one)));
    asked.give(slot, now.length ? now : null);
  };
  const inputs = values.map((value) =>
    h("input", {
      type: "checkbox",
      "aria-label": name(value),
      onchange: (event) => give(value, event.target.checked),
    }),
  );
  const labels = inputs.map((input, at) =>
    h("label", {}, input, h("span", { "aria-hidden": "true" }, name(values[at]))),
  );
  return {
    element: h("div", { class: look, role: "group", "aria-label": label, "data-phase": slot[1] }, labels),
    given: () => asked.get(slot) !== null,
    focus: () => inputs[0].focus({ preventScroll: true }),
    update() {
      const full = chosen().length >= most;
      for (const [at, input] of inputs.entries()) {
        input.checked = chosen().includes(values[at]);
        input.disabled = asked.locked || (full && !input.checked);
      }
    },
  };
}

function show(asked, standing) {
  const count = (item) => item.distributions[0].counts?.["1"] ?? 0;
  const found = [...standing.items];
  if (!asked.activity.options?.ordered) found.sort((one, other) => count(other) - count(one));
  const most = Math.max(...found.map(count));
  const own = asked.get([CHOSEN, asked.activity.phases[0]]);
  return h(
    "div",
    {},
    found.map((item) => {
      const words = asked.text(asked.activity.items.find((other) => other.id === item.item)?.text);
      const line = bar(words, count(item), standing.n, count(item) === most);
      if (item.item === own || (Array.isArray(own) && own.includes(item.item)))
        line.append(h("p", { class: "tt-you" }, asked.say("choice.you")));
      return line;
    }),
    own === null ? h("p", { class: "tt-you" }, asked.nothing()) : null,
  );
}

export default { render: (host) => form(host, { ask, show, css: css + barCss }) };
