// @ts-check
// A spare phone that is handed round: a phone page that is one person's at a time, and keeps nothing of
// them. Whoever passes it on is known again by three words; the next one finds a page as if new.
import { h } from "../forms/elements.js";
import { patience } from "../phone/link.js";
import { recall } from "../phone/memory.js";
import { byId, Phone } from "../phone/phone.js";
import "./screens.js";

const IDLE = 3 * 60_000; // ms without a touch before it asks whether the same person has it

/** Whether anything is in what a form keeps half typed. */
const holds = (draft) =>
  typeof draft === "object" && draft
    ? Object.entries(draft).some(([name, value]) => name !== "passed" && holds(value))
    : Boolean(draft);

class Spare extends Phone {
  constructor(code, words) {
    super(code, words);
    Object.assign(this.state, {
      wish: "take",
      met: false, // whether who is in came in, or said so, since the page was loaded
      leaving: false, // it is on its way to the next one
      unsent: false, // something is half typed
      late: 0, // how many answers came too late meanwhile
      giving: false,
      shown: "", // the result that was drawn
      idle: 0, // the timer until it asks whether the same person has it
    });
    this.pass = h("button", { type: "button", id: "pass", onclick: () => this.passOn() });
  }

  // --- who has it

  takePersonal(data, position) {
    super.takePersonal(data, position);
    if (data) return;
    if (this.state.leaving)
      this.afresh(); // erased meanwhile: nothing of them can arrive any more
    else if (!this.link.source) this.link.listen(); // what is revealed reaches the phone in nobody's hands too
  }

  async join(who) {
    this.state.met = true;
    const problem = await super.join(who);
    if (problem) this.state.met = false;
    this.touched();
    this.paint();
    return problem;
  }

  /** Somebody still has it. */
  stay() {
    this.state.met = true;
    this.state.leaving = this.state.unsent = false;
    this.state.late = 0;
    this.touched();
    this.paint();
    this.focusTitle();
  }

  touched() {
    clearTimeout(this.state.idle);
    this.state.idle = setTimeout(() => this.doubt(), IDLE);
  }

  /** Show nothing of anybody until somebody says who they are. */
  doubt() {
    if (!this.state.personal || this.state.leaving) return;
    this.state.met = false;
    byId("sheet").close();
    this.paint();
  }

  // --- passing it on

  /** Let the next person have it, once all that was answered has arrived. */
  async passOn(sure = false) {
    this.state.unsent = !sure && this.state.met && holds(recall(this.drawer).formDrafts);
    if (!this.state.unsent) {
      this.state.leaving = true;
      this.state.late = 0;
    }
    byId("sheet").close();
    this.paint();
    this.focusTitle();
    if (this.state.leaving) this.queue.flush();
    await this.handOver();
  }

  settled(entry, answer) {
    if (this.state.leaving && answer.fate === "refused") this.state.late += 1;
    super.settled(entry, answer);
    this.handOver();
  }

  /** Give the phone up, if nothing waits to arrive any more; what came too late is told first. */
  async handOver(told = false) {
    if (told) this.state.late = 0;
    if (!this.state.leaving || this.state.late || this.state.giving || this.queue.waiting().length) return;
    this.state.giving = true;
    const { status } = await this.link.call("me", { leave: true });
    this.state.giving = false;
    if (!this.state.leaving) return;
    if (status === 200 || status === 401) return this.afresh();
    setTimeout(() => this.handOver(), patience(1));
  }

  /** Keep nothing, and be a page just loaded: neither memory nor history has the one before. */
  afresh() {
    try {
      for (const name of ["tamtam", this.drawer]) localStorage.removeItem(name);
    } catch {} // barred: nothing was kept in it
    byId("main").replaceChildren();
    location.replace(location.pathname);
  }

  // --- the page

  screen() {
    const usual = super.screen();
    if (!this.state.personal || ["code", "loading"].includes(usual)) return usual === "gone" ? "take" : usual;
    if (this.state.leaving) return "leaving";
    if (this.state.unsent) return "unsent";
    if (!this.state.met) return "still";
    const { words, noted } = recall(this.drawer);
    return words && !noted ? "note" : usual;
  }

  turnTo(wish) {
    if (wish === "gone") return this.afresh(); // after forgetting: the next person begins
    super.turnTo(wish);
  }

  /** What was revealed, for a phone in nobody's hands. */
  result() {
    return this.state.shared.activity?.standing;
  }

  asks(screen) {
    return super.asks(screen) || (screen === "take" && Boolean(this.result()?.items));
  }

  paint() {
    if (this.state.shared && this.screen() === "take") this.renewed();
    if (this.state.leaving) this.state.painted = null; // it counts what waits
    super.paint();
  }

  /** A result comes or goes: the start screen is another one. */
  renewed() {
    const shown = JSON.stringify([
      this.state.shared.activity?.id,
      this.state.shared.activity?.turn,
      Boolean(this.result()),
    ]);
    if (shown !== this.state.shown) this.state.painted = null;
    this.state.shown = shown;
  }

  paintFrame() {
    super.paintFrame();
    const has = this.state.personal && this.state.met && !this.state.leaving && !this.state.unsent;
    for (const id of ["me", "aside"]) byId(id).hidden ||= !has;
    this.pass.hidden = !has || this.screen() === "note";
    this.pass.textContent = this.say("spare.done");
  }

  /** Nobody left anything out. */
  formTexts(form) {
    const texts = super.formTexts(form);
    return this.state.personal ? texts : { ...texts, you_nothing: "" };
  }

  start() {
    byId("head").after(this.pass);
    for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, () => this.touched());
    addEventListener("pageshow", (event) => event.persisted && this.doubt());
    super.start();
  }
}

const [, code] = location.pathname.match(/^\/spare\/([A-Za-z0-9]{6,8})$/) ?? [];
new Spare(code?.toUpperCase() ?? "", JSON.parse(byId("words").textContent)).start();
