// The smallest host a form needs: what anywidget's model is to it, without a kernel behind.

export class Model {
  /** `saved(answers)` is called when the form has changed one's answers. */
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
    this.saved(this.values.answers);
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
