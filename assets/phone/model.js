// The smallest host a form needs: what anywidget's model is to it, without a kernel behind.

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
    for (const listener of this.listeners[`change:${name}`] ?? []) listener();
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
