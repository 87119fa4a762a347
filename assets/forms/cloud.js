// @ts-check
// Word cloud: written in the part that all forms share; drawn here, the larger, the more people wrote it.
import { h, placed } from "./elements.js";
import { collectCss, collecting } from "./collect.js";
import { form } from "./shared.js";

const SMALL = 1; // em, a word that one person wrote
const LARGE = 2.4; // em, the most frequent one

const css = `
.tt-form .tt-cloud-words{display:flex;flex-wrap:wrap;justify-content:center;align-items:baseline;gap:4px 16px;padding:0;margin:12px 0;list-style:none}
.tt-cloud-words li{line-height:1.2;overflow-wrap:anywhere;font-size:calc(1em*var(--tt-size,1))}
.tt-cloud-words li[data-first]{font-weight:700;color:var(--tamtam-today)}
`;

const ask = () => [];

function show(asked, standing) {
  const people = standing.details.people ?? {};
  const most = Math.max(1, ...Object.values(people));
  const size = (count) => (most > 1 ? SMALL + (LARGE - SMALL) * Math.sqrt((count - 1) / (most - 1)) : SMALL);
  const words = asked.activity.items.filter(({ id }) => people[id]);
  words.sort((one, other) => people[other.id] - people[one.id]);
  const list = words.map(({ id, text }) => {
    const count = asked.say("cloud.count", { n: people[id] });
    const first = people[id] === most && most > 1;
    const word = h("li", { title: count, "data-first": first }, asked.text(text));
    return placed(word, { "--tt-size": size(people[id]) });
  });
  return h("ul", { class: "tt-cloud-words" }, list);
}

export default { render: (host) => form(host, { ask, show, css: css + collectCss, collect: collecting }) };
