import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, collectsOnly, pick, say, signed } from "../../assets/forms/elements.js";
import { patience } from "../../assets/phone/link.js";

const NBSP = "\u00a0";
const TEXTS = {
  greet: "Hello {name}",
  people: { one: "{n} person", other: "{n} people" },
  deep: { er: "here" },
};

test("placeholders are filled, and stay text", () => {
  assert.equal(say(TEXTS, "en", "greet", { name: "<b>{name}</b>" }), "Hello <b>{name}</b>");
  assert.equal(say(TEXTS, "en", "greet"), "Hello ");
  assert.equal(say(TEXTS, "en", "deep.er"), "here");
  assert.equal(say(TEXTS, "en", "no.such"), "no.such");
});

test("words that run right to left don't turn the sentence around them", () => {
  const [name, isolated] = ["שרה (2)", "\u2068שרה (2)\u2069"];
  assert.equal(say(TEXTS, "en", "greet", { name }), `Hello ${isolated}`);
  assert.equal(say(TEXTS, "en", "greet", { name: `${isolated}, Zoé` }), `Hello ${isolated}, Zoé`);
  assert.equal(say(TEXTS, "en", "greet", { name: "Zoé – 3" }), "Hello Zoé – 3");
});

test("one and many are each language's own", () => {
  assert.equal(say(TEXTS, "en", "people", { n: 1 }), "1 person");
  assert.equal(say(TEXTS, "en", "people", { n: 0 }), "0 people");
  assert.equal(say(TEXTS, "fr", "people", { n: 0 }), "0 person");
  assert.equal(say(TEXTS, "fr", "people", { n: 1.5 }), "1,5 person");
  assert.equal(say(TEXTS, "en", "people", { n: 1234.567 }), "1,234.57 people");
  assert.equal(say(TEXTS, "fr", "people", { n: 2_000_000 }), "2\u202f000\u202f000 people");
  assert.equal(say({ people: { few: "{n} few", other: "{n} other" } }, "pl", "people", { n: 3 }), "3 few");
});

test("no line begins with a sign that stands behind a space, as in French", () => {
  assert.equal(pick({ fr: "« Oui » : pourquoi ?" }, "fr"), `«${NBSP}Oui${NBSP}»${NBSP}: pourquoi${NBSP}?`);
  assert.equal(pick({ en: "Why?", fr: "Pourquoi" }, "en"), "Why?");
  assert.equal(pick({ en: "only" }, "fr"), "only");
  assert.equal(pick(null, "fr"), "");
});

test("a clock shows minutes and seconds, never less than nothing", () => {
  assert.deepEqual([0, 1, 61_000, 3_599_001, -5].map(clock), ["0:00", "0:01", "1:01", "60:00", "0:00"]);
});

test("a scale with two sides writes its signs", () => {
  assert.deepEqual([-2, 0, 3].map(signed), ["\u22122", "0", "+3"]);
});

test("items are all that is asked while there are none, or in a round without phases", () => {
  assert.equal(collectsOnly({ collect: {}, round: null, items: [] }), true);
  assert.equal(collectsOnly({ collect: {}, round: null, items: [1] }), false);
  assert.equal(collectsOnly({ collect: {}, round: { phases: [] }, items: [1] }), true);
  assert.equal(collectsOnly({ collect: null, round: null, items: [] }), false);
});

test("waiting grows with each failure, to a limit, and differs from phone to phone", () => {
  for (let failures = 0; failures < 12; failures++) {
    const base = Math.min(15_000, 500 * 2 ** failures);
    for (let n = 0; n < 20; n++) assert.ok(patience(failures) >= base * 0.5 && patience(failures) < base * 1.5);
  }
  assert.notEqual(patience(3), patience(3));
});
