// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { letter } from "../../assets/phone/taking.js";

const part = (number, words) => ({
  title: `Étape ${number}`,
  question: "Où en êtes-vous ?",
  sentence: "La salle est d’accord",
  rows: [["Vous", words]],
});

test("a short notebook is in its mail as it is, with what was asked", () => {
  const text = letter("Tamtam", [part(1, "Des doutes d’abord")], "La suite …");
  assert.match(text, /^Tamtam\n\nÉtape 1\nOù en êtes-vous \?\nLa salle est d’accord\n– Vous : Des doutes d’abord$/);
});

test("of a long one the mail holds whole parts, in their order, and says where the rest is", () => {
  const parts = Array.from({ length: 30 }, (_, at) => part(at, "é".repeat(40)));
  const text = letter("Tamtam", parts, "La suite …");
  assert.ok(encodeURIComponent(text).length <= 1900);
  assert.match(text, /Étape 0\n.*Étape 1\n/s);
  assert.match(text, /– Vous : é{40}\n\nLa suite …$/);
});

test("where not even the first part has room, its head and where the rest is remain", () => {
  assert.equal(letter("Tamtam", [part(1, "é".repeat(900))], "La suite …"), "Tamtam\n\nLa suite …");
});
