// @ts-check
// What one sees before the first question and in a break: where one is, the three words, what becomes of answers.
import { h, pick } from "../forms/elements.js";
import { keep, recall } from "./memory.js";
import { lead, title, under } from "./screens.js";

const SAID = ["responsible", "purpose", "kept", "sponsor"]; // of a deck's `privacy`

/** One is in: the first question comes by itself. */
export function lobby(app) {
  return [
    under(app, app.state.shared.title),
    title(app.say("lobby.title", { alias: app.state.personal.alias })),
    lead(app.say("lobby.lead")),
    h("p", { class: "tt-phone-small", id: "here" }),
    wordsCard(app),
    privacy(app),
  ];
}

/** A break, and until when, or that it is over: the next question comes by itself. */
export function pause(app) {
  const { title: name, until, ends_at: endsAt } = app.state.shared.pause;
  const left = endsAt === null ? 0 : endsAt - app.link.now();
  if (left > 0) setTimeout(() => app.state.shared.pause?.ends_at === endsAt && app.repaint(), left);
  const words = pick(name, app.state.language);
  const said = left > 0 ? app.say("pause.until", { title: words, until }) : words;
  return [
    under(app, app.state.shared.title),
    title(endsAt !== null && left <= 0 ? app.say("pause.over") : said),
    lead(app.say("lobby.lead")),
  ];
}

/** The three words, until their owner says they are noted. */
export function wordsCard(app) {
  const { words, noted } = recall(app.drawer);
  if (!words || noted) return null;
  const card = h(
    "section",
    { class: "tt-phone-card" },
    ...threeWords(app, words),
    h(
      "button",
      {
        type: "button",
        class: "tt-phone-second",
        onclick: () => {
          keep(app.drawer, { noted: true });
          card.remove();
        },
      },
      app.say("words.noted"),
    ),
  );
  return card;
}

export function threeWords(app, words) {
  return [
    h("h2", {}, app.say("words.title")),
    h(
      "p",
      { class: "tt-phone-words", translate: "no" },
      words.map((word) => h("span", {}, word)),
    ),
    h("p", { class: "tt-phone-small" }, app.say("words.lead")),
  ];
}

/** What becomes of one's answers: in short, and whole once it is opened. */
export function privacy(app) {
  const { min_answers } = app.state.shared;
  const whole = h("div", { class: "tt-phone-notice" });
  const open = () => whole.isConnected && whole.replaceChildren(...notice(app));
  return h(
    "details",
    { ontoggle: open },
    h(
      "summary",
      {},
      h("b", {}, app.say("privacy.title")),
      h("span", { class: "tt-phone-small" }, app.say("privacy.short", { min_answers })),
    ),
    whole,
  );
}

/** What becomes of one's answers, whole: what the organiser says, then what always holds. */
function notice(app) {
  const { min_answers } = app.state.shared;
  const lines = ["pseudonym", "few", "pass", "forget", location.protocol === "http:" ? "plain" : null];
  const organiser = h("div");
  const always = h(
    "ul",
    {},
    lines.filter(Boolean).map((line) => h("li", {}, app.say(`notice.${line}`, { min_answers }))),
  );
  app.link.call("about").then(({ status, data }) => {
    if (status !== 200) return;
    const kept = data.database ? "_database" : "";
    always.prepend(h("li", {}, app.say(`notice.${data.server ? "server" : "laptop"}${kept}`, data)));
    always.append(h("li", {}, app.say(`notice.erased${kept}`)));
    const said = SAID.filter((name) => data[name]).map((name) => [
      h("dt", {}, app.say(`notice.${name}`)),
      h("dd", { dir: "auto" }, pick(data[name], app.state.language)),
    ]);
    organiser.replaceChildren(
      said.length ? h("dl", {}, said.flat()) : "",
      data.responsible ? "" : h("p", { class: "tt-phone-small" }, app.say("notice.missing")),
    );
  });
  return [organiser, always];
}

/** Whether this browser lets a page keep something on the phone. */
function keeps() {
  try {
    localStorage.setItem("tamtam.tried", "1");
    localStorage.removeItem("tamtam.tried");
    return true;
  } catch {
    return false;
  }
}

/** What keeps this browser from keeping one's place, said before anything is typed. */
export function amiss(app) {
  const wrong = [navigator.cookieEnabled === false && "cookies", !keeps() && "storage"].filter(Boolean);
  return wrong.map((name) => h("p", { class: "tt-phone-problem", role: "alert" }, app.say(name)));
}
