// @ts-check
// What tells the server that a form throws on this phone: who leads sees no phone.

/** How many characters of what was thrown are told. */
const TOLD_AT_MOST = 200;
const listeningFor = new WeakSet();

/** Tell of each form once what it throws; whatever else is thrown is none of it. @param {any} app */
export function watchForms(app) {
  if (listeningFor.has(app)) return;
  listeningFor.add(app);
  const told = new Set();
  window.addEventListener("error", ({ error, filename, message }) => {
    const activity = app.state.form?.activity?.id;
    const ofForm = error instanceof SyntaxError || /\/forms\/(?!later)/.test(`${filename} ${error?.stack}`);
    const onTheWay = error instanceof TypeError && /\bmodule\b/.test(message); // it didn't arrive, and may yet
    if (!activity || !ofForm || onTheWay || told.has(activity)) return;
    told.add(activity);
    app.link.call("failed", { activity, what: String(error?.message ?? message).slice(0, TOLD_AT_MOST) });
  });
}
