// @ts-check
// Sentences: written in the part that all forms share; read here once they are shown.
import { h } from "./elements.js";
import { collectCss, collecting } from "./collect.js";
import { form } from "./shared.js";

const ask = () => [];

function show(asked, standing) {
  const texts = standing.items.map(({ item }) => asked.activity.items.find(({ id }) => id === item)).filter(Boolean);
  return texts.map(({ text }) => h("blockquote", { class: "tt-sentences-quote" }, asked.text(text)));
}

const css = `
.tt-form .tt-sentences-quote{margin:0 0 14px;padding:2px 0 2px 14px;border-left:4px solid var(--tamtam-line);font-size:1.06em;overflow-wrap:anywhere}
`;

export default { render: (host) => form(host, { ask, show, css: css + collectCss, collect: collecting }) };
