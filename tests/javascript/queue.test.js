import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { keep, recall } from "../../assets/phone/memory.js";
import { Queue, timeKey } from "../../assets/phone/queue.js";

const NAME = "tamtam.K7P2QX";
const answer = (item, value, more = {}) => ({ activity: "flows", turn: 1, item, phase: "today", value, ...more });

/** A queue whose server says `fates` one after the other, then "saved"; and what it was sent and told. */
function queueWith(...fates) {
  const sent = [];
  const ended = [];
  const send = async (entry) => {
    sent.push(entry);
    const said = fates.shift() ?? "saved";
    return typeof said === "string" ? { fate: said, after: 1 } : await said(entry);
  };
  const queue = new Queue(NAME, send, (entry, { fate }) => ended.push([entry.item, entry.value, fate]));
  return { queue, sent, ended };
}

/** Until something holds, however busy the machine is. */
async function until(holds) {
  for (const begun = Date.now(); !holds(); await wait(1)) {
    if (Date.now() - begun > 10_000) throw new Error(`not in time: ${holds}`);
  }
}

beforeEach(() => keep(NAME, { queue: {}, refused: {} }));

test("keys sort by time, also within a millisecond, and are never the same", () => {
  const keys = Array.from({ length: 500 }, timeKey);
  assert.deepEqual(keys.toSorted(), keys);
  assert.equal(new Set(keys).size, keys.length);
  assert.match(keys[0], /^[0-9a-f]{32}$/);
  assert.ok(Math.abs(parseInt(keys[0].slice(0, 12), 16) - Date.now()) < 60_000);
});

test("what was saved waits no more, and its end is told", async () => {
  const { queue, sent, ended } = queueWith();
  queue.put(answer("money", 7));
  await until(() => ended.length);
  assert.deepEqual(ended, [["money", 7, "saved"]]);
  assert.equal(sent.length, 1);
  assert.deepEqual(queue.waiting(), []);
});

test("one is in flight at a time, in the order in which they were given", async () => {
  let flying = 0;
  const watched = async () => {
    assert.equal(++flying, 1);
    await wait(2);
    flying -= 1;
    return { fate: "saved" };
  };
  const { queue, ended } = queueWith(watched, watched, watched);
  for (const item of ["money", "trust", "time"]) queue.put(answer(item, 1));
  await until(() => ended.length === 3);
  assert.deepEqual(
    ended.map(([item]) => item),
    ["money", "trust", "time"],
  );
});

test("a newer answer takes the place of one that waits", async () => {
  const { queue } = queueWith("stranger");
  queue.put(answer("money", 1));
  queue.put(answer("money", 2));
  queue.put(answer("money", 3, { phase: "wanted" }));
  assert.deepEqual(
    queue.waiting().map(({ phase, value }) => [phase, value]),
    [
      ["today", 2],
      ["wanted", 3],
    ],
  );
});

test("an answer changed while it is under way is sent once more", async () => {
  const change = async (entry) => {
    if (entry.value === 1) queue.put(answer("money", 2));
    return { fate: "saved" };
  };
  const { queue, sent, ended } = queueWith(change);
  queue.put(answer("money", 1));
  await until(() => ended.length === 2);
  assert.deepEqual(
    ended.map(([, value]) => value),
    [1, 2],
  );
  assert.notEqual(sent[0].key, sent[1].key);
  assert.deepEqual(queue.waiting(), []);
});

test("what fails is tried again with the same key, so that it counts once", async () => {
  const { queue, sent, ended } = queueWith("again", "again");
  queue.put(answer("money", 7));
  await until(() => ended.length);
  assert.deepEqual(ended, [["money", 7, "saved"]]);
  assert.equal(new Set(sent.map(({ key }) => key)).size, 1);
  assert.equal(sent.length, 3);
});

test("who has reason to think that it works again needn't wait", async (t) => {
  const { setTimeout } = globalThis;
  let waits = false;
  t.mock.method(globalThis, "setTimeout", (run, time) => {
    waits ||= time === 3_600_000;
    return setTimeout(run, time).unref();
  });
  const { queue, ended } = queueWith(async () => ({ fate: "again", after: 3_600_000 }));
  queue.put(answer("money", 7));
  await until(() => waits);
  assert.deepEqual(ended, []);
  queue.flush();
  await until(() => ended.length);
  assert.deepEqual(ended, [["money", 7, "saved"]]);
});

test("a refused answer is known as refused until another is given in its place", async () => {
  const { queue, ended } = queueWith("refused");
  queue.put(answer("money", 99));
  await until(() => ended.length);
  assert.deepEqual(queue.refused("flows", 1), [["money", "today"]]);
  assert.deepEqual(queue.refused("flows", 2), []);
  queue.put(answer("money", 9));
  assert.deepEqual(queue.refused("flows", 1), []);
});

test("a stranger's answers wait until they are known again", async () => {
  const { queue, ended } = queueWith("stranger");
  queue.put(answer("money", 7));
  await until(() => !queue.busy);
  assert.equal(queue.waiting().length, 1);
  queue.flush();
  await until(() => ended.length);
  assert.deepEqual(ended, [["money", 7, "saved"]]);
});

test("what waits outlives the page, and another page sends it", async () => {
  const before = queueWith("stranger").queue;
  before.put(answer("money", 7));
  await until(() => !before.busy);
  const { queue, ended } = queueWith();
  queue.flush();
  await until(() => ended.length);
  assert.deepEqual(ended, [["money", 7, "saved"]]);
});

test("a proposed item waits under a name of its own and can be dropped", () => {
  const { queue } = queueWith("stranger");
  queue.put({ activity: "polis", turn: 1, text: "one", own: "a" });
  queue.put({ activity: "polis", turn: 1, text: "two", own: "b" });
  queue.drop({ activity: "polis", turn: 1, own: "a" });
  assert.deepEqual(
    queue.waiting().map(({ text }) => text),
    ["two"],
  );
  queue.clear();
  assert.deepEqual(recall(NAME).queue, {});
});
