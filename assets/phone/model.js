// @ts-check
// The smallest host a form needs: what anywidget's model is to it, without a kernel behind.

/** Let the page hear of an error that stops nothing. @param {unknown} error */
export const thrown = (error) =>
  setTimeout(() => {
    throw error;
  });

export class Model {
  /** `saved(values)` is called when the form has changed what is one's own. */
  constructor(values, saved) {
    this.values = values;
    this.listeners = {};
    this.saved = saved;
  }

  get(name) {
    return this.values[name];
  }

  set(name, value) {
    if (this.values[name] === value) return;
    this.values[name] = value;
    for (const listener of this.listeners[`change:${name}`] ?? []) {
      try {
        listener();
      } catch (error) {
        thrown(error); // a form that fails takes nothing else along
      }
    }
  }

  save_changes() {
    this.saved(this.values);
  }

  on(name, listener) {
    (this.listeners[name] ??= new Set()).add(listener);
  }

  off(name, listener) {
    this.listeners[name]?.delete(listener);
  }

  /** Take news in; what says the same as before isn't news. */
  tell(values) {
    for (const [name, value] of Object.entries(values)) {
      if (!same(value, this.values[name])) this.set(name, value);
    }
  }
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * One's answers as they will count, by item and phase, and what became of each: "saved", "waiting", "refused".
 * Over what is `known` to the server counts what it has `acknowledged` since, and over both what is `waiting`;
 * `refused` are slots, as [item, phase].
 */
export function mergedAnswers(known, { acknowledged, waiting, refused }) {
  const answers = JSON.parse(JSON.stringify(known));
  const saved = {};
  const put = ({ item, phase, value }) => {
    answers[item] = { ...answers[item], [phase]: value };
    if (value === null) delete answers[item][phase];
    if (!Object.keys(answers[item]).length) delete answers[item];
  };
  const mark = (item, phase, fate) => {
    saved[item] = { ...saved[item], [phase]: fate };
  };
  const isAnswer = ({ phase }) => phase;
  acknowledged.filter(isAnswer).forEach(put);
  for (const item in answers) for (const phase in answers[item]) mark(item, phase, "saved");
  for (const [item, phase] of refused) mark(item, phase, "refused");
  for (const answer of waiting.filter(isAnswer)) {
    put(answer);
    mark(answer.item, answer.phase, "waiting");
  }
  return { answers, saved };
}

/** One's proposed items: those the server knows, without those taken back, and those on their way. */
export function mergedProposals(known, { acknowledged, waiting }) {
  let items = known;
  const onTheWay = (list, status) => {
    for (const { phase, text, item, own } of list) {
      if (phase) continue;
      // The stream may tell of it before its sending is acknowledged.
      const isThere = items.some((one) => one.item && one.text === text?.split(/\s+/).join(" "));
      if (text) items = isThere ? items : [...items, { text, own, status }];
      else items = items.filter((one) => one.item !== item);
    }
  };
  onTheWay(acknowledged, "saved");
  onTheWay(waiting, "waiting");
  return items;
}

/** What was added to a list of proposed items, and what was taken out of it. */
export function exchanged(before, after) {
  const alike = (one) => (other) => one.item === other.item && one.own === other.own;
  return [after.filter((one) => !one.item && !one.own), before.filter((one) => !after.some(alike(one)))];
}

/** What differs between two sets of answers, as [item, phase, value]; value null where one was taken back. */
export function changes(before, after) {
  const found = [];
  for (const item of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[item] ?? {}, after[item] ?? {}];
    for (const phase of new Set([...Object.keys(was), ...Object.keys(is)])) {
      if (!same(was[phase], is[phase])) found.push([item, phase, is[phase] ?? null]);
    }
  }
  return found;
}
