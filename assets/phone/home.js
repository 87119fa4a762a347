// @ts-check
// The way home, where the laptop answers no more at this page's address: to its other addresses, under one's
// own name, with a ticket that is good for once.
import { h } from "../forms/elements.js";
import { recall } from "./memory.js";

const LOST = 6_000; // ms without an answer before other addresses are worth a try

const watching = new WeakSet();

/** Where else the laptop may be found, as links; nothing where no other address is known. */
function links(app) {
  const { home } = recall(app.drawer);
  const others = (home?.addresses ?? []).filter((address) => address !== location.origin);
  return others.map((address) => h("a", { href: `${address}/${app.code}#${home.ticket}` }, address));
}

/** Offer the way home whenever the laptop has not answered for a while, until it does. */
export function watchHome(app) {
  if (watching.has(app)) return;
  watching.add(app);
  const { health } = app.link.told;
  const offered = h("p", { id: "home", role: "status", hidden: true });
  document.getElementById("trouble").after(offered);
  let timer = 0;
  app.link.told.health = (name) => {
    health(name);
    if (name !== "unreachable") {
      clearTimeout(timer);
      timer = 0;
      offered.hidden = true;
    } else
      timer ||= setTimeout(() => {
        const found = app.state.personal ? links(app) : [];
        offered.replaceChildren(app.say("home.elsewhere"), ...found.flatMap((link) => [" ", link]));
        offered.hidden = !found.length;
      }, LOST);
  };
}

/** Whoever comes with a ticket is in at once, as who they were; else what went wrong, in words. */
export function comeHome(app) {
  const ticket = location.hash.slice(1);
  if (!ticket) return [];
  history.replaceState(history.state, "", location.pathname);
  const told = h("p", { class: "tt-phone-problem", role: "alert" });
  app.join({ ticket }).then((problem) => (told.textContent = problem ?? ""));
  return [told];
}
