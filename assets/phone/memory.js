// @ts-check
// What this phone keeps: a small object per name in localStorage, or in the page where that is barred.

const inPage = {};
let barred = false;

export function recall(name) {
  if (!barred) {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? {};
    } catch {
      barred = true;
    }
  }
  return inPage[name] ?? {};
}

/** Change some of what is kept under a name: read, change and write at once, as a second tab may too. */
export function keep(name, changes) {
  const now = { ...recall(name), ...changes };
  inPage[name] = now;
  try {
    localStorage.setItem(name, JSON.stringify(now));
  } catch {
    barred = true;
  }
}
