// @ts-check
// Quiz: one of several answers, tiles to tap. After the reveal a bar for each, the right one marked, and why.
import { bar, barCss } from "./bar.js";
import { h } from "./elements.js";
import { block, choice, form } from "./shared.js";

const CHOSEN = "chosen"; // what the answer of a phase is called, as in kit/tamtam/kinds/quiz.py

const css = `
.tt-form .tt-quiz-answers{display:grid;grid-template-columns:1fr}
.tt-quiz-answers span{padding:8px 12px;font-size:1em}
.tt-form .tt-quiz-why{margin:12px 0 0;padding:2px 0 2px 14px;border-left:4px solid var(--tamtam-line)}
`;

const named = (asked, id) => asked.text(asked.activity.items.find((item) => item.id === id)?.text);

function ask(asked) {
  const { items, phases, question } = asked.activity;
  const slot = [CHOSEN, phases[0]];
  const tiles = choice(asked, {
    slot,
    label: asked.text(question),
    look: "tt-trend tt-quiz-answers",
    values: items.map((item) => item.id),
    name: (id) => named(asked, id),
    face: (id) => named(asked, id),
  });
  const heading = { text: { [asked.language]: asked.say("quiz.heading") } };
  return [block(asked, { item: heading, slots: [slot], fields: [tiles] })];
}

function show(asked, standing) {
  const { right, why } = standing.details;
  const own = asked.get([CHOSEN, asked.activity.phases[0]]);
  const bars = standing.items.map(({ item, distributions: [spread] }) => {
    const name = named(asked, item);
    const drawn = bar(item === right ? `✓ ${name}` : name, spread.counts?.["1"] ?? 0, standing.n, item === right);
    if (item === own) drawn.append(h("p", { class: "tt-you" }, asked.say("quiz.you")));
    return drawn;
  });
  const said = own === right ? asked.say("quiz.right") : asked.say("quiz.wrong", { answer: named(asked, right) });
  return [
    h("p", { class: "tt-you" }, own === null ? asked.nothing() : said),
    ...bars,
    Object.keys(why ?? {}).length ? h("p", { class: "tt-quiz-why" }, asked.text(why)) : null,
  ].filter(Boolean);
}

export default { render: (host) => form(host, { ask, show, css: css + barCss }) };
