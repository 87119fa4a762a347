// @ts-check
// Answers and proposed items on their way. Each stays on the phone until the server has said that it is on
// disk: one entry per activity, turn, item and phase, where a newer one replaces an unsent one; one in
// flight at a time. What is proposed has no phase; it is told apart by a name of its own, `own`.
import { patience } from "./link.js";
import { keep, recall } from "./memory.js";

let latest = 0;

/** A key that sorts by time, as UUIDv7 does, also within a millisecond; made without what plain http forbids. */
export function timeKey() {
  latest = Math.max(Date.now(), latest + 1);
  const random = crypto.getRandomValues(new Uint8Array(10));
  const hex = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return latest.toString(16).padStart(12, "0") + hex;
}

const slotOf = ({ activity, turn, item, phase, own }) => JSON.stringify([activity, turn, item ?? own, phase ?? null]);

export class Queue {
  /**
   * `send(entry)` resolves to {fate}: "saved", "refused", "again" (with `after` ms where the server
   * said so) or "stranger"; `settled(entry, answer)` is told each end.
   */
  constructor(name, send, settled) {
    this.name = name;
    this.send = send;
    this.settled = settled;
    this.busy = false;
    /** @type {(value?: any) => void} */
    this.wake = () => {};
  }

  put(answer) {
    const { queue = {}, refused = {} } = recall(this.name);
    const slot = slotOf(answer);
    delete refused[slot];
    queue[slot] = { ...answer, key: timeKey() };
    keep(this.name, { queue, refused });
    this.flush();
  }

  /** Send something no more, if it hasn't left yet. */
  drop(answer) {
    const { queue = {} } = recall(this.name);
    delete queue[slotOf(answer)];
    keep(this.name, { queue });
  }

  waiting() {
    return Object.values(recall(this.name).queue ?? {}).sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** Slots of one asking that were refused, as [item, phase]. */
  refused(activity, turn) {
    const slots = Object.keys(recall(this.name).refused ?? {}).map((slot) => JSON.parse(slot));
    const here = slots.filter(([of, at, , phase]) => of === activity && at === turn && phase !== null);
    return here.map(([, , item, phase]) => [item, phase]);
  }

  clear() {
    keep(this.name, { queue: {}, refused: {} });
  }

  async flush() {
    this.wake();
    if (this.busy) return;
    this.busy = true;
    let failures = 0;
    for (let entry; (entry = this.waiting()[0]); ) {
      const answer = await this.send(entry);
      if (answer.fate === "stranger") break;
      if (answer.fate === "again") {
        await this.pause(answer.after || patience(failures++));
        continue;
      }
      failures = 0;
      this.settle(entry, answer);
    }
    this.busy = false;
  }

  settle(entry, answer) {
    const { queue = {}, refused = {} } = recall(this.name);
    const slot = slotOf(entry);
    if (queue[slot]?.key === entry.key) {
      delete queue[slot];
      if (answer.fate === "refused") refused[slot] = 1;
    }
    keep(this.name, { queue, refused });
    this.settled(entry, answer);
  }

  /** Wait, but not longer than until someone has reason to think that it works again. */
  pause(time) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, time);
    });
  }
}
