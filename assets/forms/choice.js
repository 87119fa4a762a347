// @ts-check
// Choice: one of several options, tiles to tap; short steps stand on one line. Drawn after the reveal as
// a bar for each, those that most chose first unless they are steps.
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
  const heading = { text: { [asked.language]: asked.say("choice.heading") } };
  const tiles = choice(asked, { slot, label, look, values, name, face: name });
  return [block(asked, { item: heading, slots: [slot], fields: [tiles] })];
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
      if (item.item === own) line.append(h("p", { class: "tt-you" }, asked.say("choice.you")));
      return line;
    }),
    own === null ? h("p", { class: "tt-you" }, asked.nothing()) : null,
  );
}

export default { render: (host) => form(host, { ask, show, css: css + barCss }) };
