import assert from "node:assert/strict";
import { test } from "node:test";
import { mark } from "../../assets/forms/statements.js";

test("camps have letters, which stay theirs; the ends of a line have arrows", () => {
  const marks = (map) => [mark(map, 0), mark(map, 1)].join("");
  assert.equal(marks({ shape: "camps", letters: [2, 0] }), "CA");
  assert.equal(marks({ separated: true }), "AB");
  assert.equal(marks({ shape: "line", sizes: [8, 8] }), "◀▶");
});
