import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { say } from "../../assets/forms/elements.js";
import { planned } from "../../assets/forms/plan.js";

const read = (language, name) =>
  JSON.parse(readFileSync(new URL(`../../assets/locale/${language}/${name}.json`, import.meta.url), "utf8"));
const words = (language) => (key, values) => say(read(language, "kinds/commitments").form, language, key, values);
const plan = (language, when, then, who = "", on = "") =>
  planned({ if: when, then, who, on }, read(language, "forms/plan"), words(language)).replaceAll("\u00a0", " ");

test("French has its apostrophes", () => {
  assert.equal(plan("fr", "il pleut", "appelle Awa"), "S’il pleut, alors j’appelle Awa.");
  assert.equal(plan("fr", "ils râlent", "hésite moins"), "S’ils râlent, alors j’hésite moins.");
  assert.equal(plan("fr", "elle dit que on se tait", "y vais"), "Si elle dit qu’on se tait, alors j’y vais.");
  assert.equal(plan("fr", "je hais ça", "hurle"), "Si je hais ça, alors je hurle.");
});

test("what the sentence says already is not said twice", () => {
  assert.equal(plan("fr", "Si si je doute, alors", "Alors, je le dis."), "Si je doute, alors je le dis.");
  assert.equal(plan("fr", "s'il crie", "j'écoute"), "S’il crie, alors j’écoute.");
  assert.equal(plan("en", "if I doubt,", "then I say so!"), "If I doubt, then I say so.");
  assert.equal(plan("en", "i doubt", "I'll call Awa"), "If I doubt, then I will call Awa.");
});

test("a keyboard's capital goes, a name's stays", () => {
  assert.equal(plan("fr", "Un client crie", "Le dis"), "Si un client crie, alors je le dis.");
  assert.equal(plan("fr", "Marie doute", "l’écoute"), "Si Marie doute, alors je l’écoute.");
  assert.equal(plan("en", "The client shouts", "Tell Lin"), "If the client shouts, then I tell Lin.");
  assert.equal(plan("en", "HR asks", "say no"), "If HR asks, then I say no.");
});

test("who asks, and when, come after", () => {
  assert.equal(
    plan("fr", "je doute", "le dis", "Awa.", "le lundi 7 mai"),
    "Si je doute, alors je le dis ; Awa m’en reparle le lundi 7 mai.",
  );
  assert.equal(plan("fr", "je doute", "le dis", "Awa"), "Si je doute, alors je le dis ; Awa m’en reparle.");
  assert.equal(
    plan("en", "I doubt", "say so", "", "on Monday"),
    "If I doubt, then I say so; I will come back to it on Monday.",
  );
});

test("German puts the verb before the ich, and keeps the capitals of its nouns", () => {
  assert.equal(
    plan("de", "Wenn die Sitzung stockt,", "Ich frage nach"),
    "Wenn die Sitzung stockt, dann frage ich nach.",
  );
  assert.equal(plan("de", "Ein Termin platzt", "Dann sage ich es"), "Wenn ein Termin platzt, dann sage ich es.");
  assert.equal(plan("de", "Anna zweifelt", "Hilfe anbieten"), "Wenn Anna zweifelt, dann Hilfe anbieten.");
  assert.equal(
    plan("de", "ich zweifle", "sage ich es", "Awa", "am Montag, 7. Mai"),
    "Wenn ich zweifle, dann sage ich es; danach fragt mich Awa am Montag, 7. Mai.",
  );
});

test("a language without rules says the words as they were typed", () => {
  const said = planned({ if: "Es regnet.", then: "Rufe Awa" }, undefined, words("en"));
  assert.equal(said, "If Es regnet, then I Rufe Awa.");
});

test("typed text stays text", () => {
  assert.equal(
    plan("en", "{who} asks", "say {then}", "Awa"),
    "If {who} asks, then I say {then}; Awa will ask me about it.",
  );
});
