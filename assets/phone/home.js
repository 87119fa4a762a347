// @ts-check
// The way home, where the laptop answers no more at this page's address: to its other addresses, under one's
// own name, with a ticket that is good for once. A browser keeps what is on this phone by the page's address,
// so the link takes it along behind its #, which no server is told: answers on their way, words half written,
// what stays on this phone alone.
import { h } from "../forms/elements.js";
import { keep, recall } from "./memory.js";

const LOST = 6_000; // ms without an answer before other addresses are worth a try

const watching = new WeakSet();
/** What of this session's things goes along: not what any address tells anew. */
const TAKEN = ["participant", "queue", "formDrafts", "drafts", "words", "noted", "seen", "met"];

/** What of this phone's things goes along, as it stands behind the ticket. */
function luggage(drawer) {
  const kept = recall(drawer);
  return encodeURIComponent(JSON.stringify(Object.fromEntries(TAKEN.map((name) => [name, kept[name]]))));
}

/** Where else the laptop may be found, as links; nothing where no other address is known. */
function links(app) {
  const { home } = recall(app.drawer);
  const others = (home?.addresses ?? []).filter((address) => address !== location.origin);
  return others.map((address) => {
    const href = () => `${address}/${app.code}#${home.ticket}~${luggage(app.drawer)}`;
    return h("a", { href: href(), onclick: (event) => (event.currentTarget.href = href()) }, address);
  });
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

/** Whoever comes with a ticket is in at once, as who they were, with what they brought; else what went wrong. */
export function comeHome(app) {
  const [ticket, brought] = location.hash.slice(1).split("~");
  if (!ticket) return [];
  history.replaceState(history.state, "", location.pathname);
  const told = h("p", { class: "tt-phone-problem", role: "alert" });
  unpack(app.drawer, brought); // somebody else's is put away once it is known who came in
  app.join({ ticket }).then((problem) => {
    told.textContent = problem ?? "";
    if (problem) keep(app.drawer, { participant: null, queue: {}, drafts: {}, formDrafts: {}, words: null });
    else app.queue.flush();
  });
  return [told];
}

function unpack(drawer, brought) {
  try {
    const things = JSON.parse(decodeURIComponent(brought));
    keep(drawer, Object.fromEntries(TAKEN.map((name) => [name, things[name]])));
  } catch {
    // a link that was cut somewhere: its ticket is good all the same
  }
}
