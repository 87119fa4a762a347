// @ts-check
// A field of the page's own with its one button: a name, a code, three words. No question needs it.
import { h } from "../forms/elements.js";
import { keep, recall } from "./memory.js";

let fields = 0;

/**
 * A field that keeps what is half typed over a reload, until it was sent.
 * @param {any} app
 * @param {string} name
 * @param {{ label: string, hint?: string, [attribute: string]: any }} said
 */
export function field(app, name, { label, hint, ...attributes }) {
  const id = `field${++fields}`;
  const drafts = () => recall(app.drawer).drafts ?? {};
  const input = h("input", {
    id,
    name,
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": hint ? `${id}hint` : null,
    ...attributes,
    oninput: () => keep(app.drawer, { drafts: { ...drafts(), [name]: input.value } }),
  });
  input.value = drafts()[name] ?? attributes.value ?? "";
  const element = h(
    "div",
    { class: "tt-phone-field" },
    h("label", { for: id }, label),
    input,
    hint ? h("p", { class: "tt-phone-small", id: `${id}hint` }, hint) : null,
  );
  const sent = () => keep(app.drawer, { drafts: { ...drafts(), [name]: undefined } });
  return { element, input, sent };
}

/** A field with its one button. `send(value)` resolves to what went wrong, in words, or to nothing. */
export function asking(field, button, send, ...rest) {
  const problem = h("p", { class: "tt-phone-problem", role: "alert" });
  let busy = false;
  const submit = async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    problem.textContent = (await send(field.input.value.trim())) ?? "";
    busy = false;
    if (!problem.textContent) return field.sent();
    field.input.focus();
  };
  const go = h("button", { class: "tt-phone-main" }, button);
  return h(
    "form",
    { onsubmit: submit, novalidate: true },
    field.element,
    problem,
    rest,
    h("div", { class: "tt-phone-foot" }, go),
  );
}
