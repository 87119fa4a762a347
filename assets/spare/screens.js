// @ts-check
// What a spare phone shows beside the screens of every phone: whose turn it is, and how it is passed on.
import { h, pick } from "../forms/elements.js";
import { keep, recall } from "../phone/memory.js";
import { lead, screens, title } from "../phone/screens.js";

const push = (words, onclick, look = "tt-phone-main") => h("button", { type: "button", class: look, onclick }, words);
const foot = (...buttons) => h("div", { class: "tt-phone-foot tt-spare-turns" }, buttons);

/** Nobody has the phone: take it. What was revealed meanwhile is everybody's, so it is there too. */
function take(app) {
  const { activity } = app.state.shared;
  const result = app.result();
  const buttons = foot(
    push(app.say("spare.new"), () => app.turnTo("join")),
    push(app.say("spare.back"), () => app.turnTo("back"), "tt-phone-second"),
  );
  if (!result) return [title(app.say("spare.title")), lead(app.say("spare.lead")), buttons];
  const said = result.items ? null : h("p", { class: "tt-spare-said" }, pick(result.sentence, app.state.language));
  return [
    h("p", { class: "tt-phone-kicker" }, pick(activity.title, app.state.language)),
    title(pick(activity.question, app.state.language)),
    said,
    buttons,
  ];
}

/** Somebody is in whom this page hasn't seen come in: they say so, or the next person begins. */
const still = (app) => [
  title(app.say("spare.still", { alias: app.state.personal.alias })),
  lead(app.say("spare.still_lead")),
  foot(
    push(app.say("spare.me"), () => app.stay()),
    push(app.say("spare.not_me"), () => app.passOn(), "tt-phone-second"),
  ),
];

/** The words are all that brings somebody back: this phone keeps none. */
const note = (app) => [
  title(app.say("spare.note")),
  h(
    "p",
    { class: "tt-phone-words", translate: "no" },
    recall(app.drawer).words.map((word) => h("span", {}, word)),
  ),
  lead(app.say("spare.note_lead")),
  foot(
    push(app.say("spare.noted"), () => {
      keep(app.drawer, { noted: true, seen: true });
      app.paint();
      app.focusTitle();
    }),
  ),
];

/** Something was typed that only this phone has. */
const unsent = (app) => [
  title(app.say("spare.unsent")),
  lead(app.say("spare.unsent_lead")),
  foot(
    push(app.say("spare.keep"), () => app.stay()),
    push(app.say("spare.erase"), () => app.passOn(true), "tt-phone-second"),
  ),
];

/** Answers are on their way: nobody else gets the phone before they have arrived. */
function leaving(app) {
  const n = app.queue.waiting().length;
  const late = !n && app.state.late;
  return [
    title(app.say(late ? "spare.late" : "spare.wait", { n: late })),
    lead(n ? app.say("spare.waits", { n }) : app.say(late ? "spare.late_lead" : "spare.soon")),
    foot(
      late ? push(app.say("spare.pass"), () => app.handOver(true)) : null,
      push(app.say("spare.keep"), () => app.stay(), "tt-phone-second"),
    ),
  ];
}

Object.assign(screens, { take, still, note, unsent, leaving });
