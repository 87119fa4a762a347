// @ts-check
// What one is asked alone before and after a step, whatever page or widget shows it: a bet, and whom to play with.
import { h } from "../forms/elements.js";

/**
 * The field for a bet's number, with its button; `made` is told the number. `look` names the classes of each.
 * @param {any} one
 * @param {{ range: string, make: string }} words
 * @param {(number: number) => unknown} made
 * @param {{ form?: string, range?: string, make?: string }} look
 */
export function betForm(one, words, made, look = {}) {
  const number = h("input", {
    type: "number",
    name: one.id,
    inputmode: "numeric",
    min: one.low,
    max: one.high,
    step: 1,
    required: true,
    value: one.value ?? "",
    "aria-label": one.question,
  });
  const submit = (event) => {
    event.preventDefault();
    made(Number(number.value));
  };
  return h(
    "form",
    { class: look.form, onsubmit: submit },
    number,
    h("span", { class: look.range }, words.range),
    h("button", { class: look.make }, words.make),
  );
}

/**
 * A list for each simulated player, of sorts with their names; `choose` names the list of a player, from 1.
 * @param {[string, string][]} sorts
 * @param {(n: number) => string} choose
 */
export const playerLists = (sorts, choose) =>
  [0, 1, 2].map((at) =>
    h(
      "select",
      { "aria-label": choose(at + 1) },
      sorts.map(([sort, name], nth) => h("option", { value: sort, selected: nth === at }, name)),
    ),
  );
