// @ts-check
// Missing: what phones show in the place of a kind that can't run.
import { h } from "./elements.js";
import { form } from "./shared.js";

const ask = (asked) => [h("p", { class: "tt-note" }, asked.say("missing.words"))];
const show = (asked) => [h("p", { class: "tt-note" }, asked.say("missing.words"))];

export default { render: (host) => form(host, { ask, show, css: "" }) };
