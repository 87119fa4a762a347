import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, exchanged, Model, mergedAnswers, mergedProposals } from "../../assets/phone/model.js";

const HERE = { activity: "flows", turn: 1 };
const answer = (item, phase, value) => ({ ...HERE, item, phase, value });
const nothing = { acknowledged: [], waiting: [], refused: [] };

test("what the server knows is saved", () => {
  const known = { money: { today: 7 } };
  const { answers, saved } = mergedAnswers(known, nothing);
  assert.deepEqual(answers, known);
  assert.deepEqual(saved, { money: { today: "saved" } });
});

test("what was acknowledged since counts over what is known, what waits over both", () => {
  const { answers, saved } = mergedAnswers(
    { money: { today: 1, wanted: 1 } },
    { ...nothing, acknowledged: [answer("money", "today", 2)], waiting: [answer("money", "today", 3)] },
  );
  assert.deepEqual(answers, { money: { today: 3, wanted: 1 } });
  assert.deepEqual(saved, { money: { today: "waiting", wanted: "saved" } });
});

test("an answer taken back is gone before the server says so", () => {
  const known = { money: { today: 1 }, trust: { today: 4, wanted: 5 } };
  const waiting = [answer("money", "today", null), answer("trust", "today", null)];
  const { answers, saved } = mergedAnswers(known, { ...nothing, waiting });
  assert.deepEqual(answers, { trust: { wanted: 5 } });
  assert.equal(saved.money.today, "waiting");
  assert.deepEqual(known, { money: { today: 1 }, trust: { today: 4, wanted: 5 } }, "what came in stays as it is");
});

test("a refused answer shows as refused, until another waits in its place", () => {
  const refused = [["money", "today"]];
  assert.equal(mergedAnswers({}, { ...nothing, refused }).saved.money.today, "refused");
  const anew = mergedAnswers({}, { ...nothing, refused, waiting: [answer("money", "today", 2)] });
  assert.equal(anew.saved.money.today, "waiting");
});

test("an item on its way stands among those the server knows, and only once", () => {
  const known = [{ item: "p1", text: "Meet less", status: "held" }];
  const own = { ...HERE, text: "Meet  less", own: "a" };
  const other = { ...HERE, text: "Ask more", own: "b" };
  const onTheWay = { acknowledged: [own], waiting: [other] };
  assert.deepEqual(mergedProposals(known, onTheWay), [...known, { text: "Ask more", own: "b", status: "waiting" }]);
});

test("an item taken back is gone at once", () => {
  const known = [
    { item: "p1", text: "Meet less" },
    { item: "p2", text: "Ask more" },
  ];
  assert.deepEqual(mergedProposals(known, { acknowledged: [], waiting: [{ ...HERE, item: "p1" }] }), [known[1]]);
});

test("changes name each slot that differs, null where one was taken back", () => {
  assert.deepEqual(changes({ a: { x: 1, y: 2 }, b: { x: [1, 2] } }, { a: { x: 1 }, b: { x: [2, 1] }, c: { z: 0 } }), [
    ["a", "y", null],
    ["b", "x", [2, 1]],
    ["c", "z", 0],
  ]);
  assert.deepEqual(changes({ a: { x: { one: 1 } } }, { a: { x: { one: 1 } } }), []);
});

test("of a list of items it is told what came and what went", () => {
  const kept = { item: "p1", text: "kept" };
  const gone = { item: "p2", text: "gone" };
  const unsent = { own: "a", text: "unsent" };
  assert.deepEqual(exchanged([kept, gone, unsent], [kept, { text: "new" }]), [[{ text: "new" }], [gone, unsent]]);
});

test("a form hears what is news, and nothing else", () => {
  const heard = [];
  const model = new Model({ answers: { a: 1 }, status: "open" }, (values) => heard.push({ ...values }));
  const listener = () => heard.push("change");
  model.on("change:answers", listener);
  model.tell({ answers: { a: 1 }, status: "closed" });
  assert.deepEqual(heard, []);
  model.tell({ answers: { a: 2 } });
  assert.deepEqual(heard, ["change"]);
  model.off("change:answers", listener);
  model.set("answers", {});
  model.save_changes();
  assert.deepEqual(heard, ["change", { answers: {}, status: "closed" }]);
});
