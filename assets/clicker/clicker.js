// @ts-check
// The clicker: a facilitator's phone as the remote of a session. It shows how many, never what they answered.
import { clock, h, pick } from "../forms/elements.js";
import { KeyedLink } from "./keyed.js";
import { byId, Page } from "./page.js";

class Clicker extends Page {
  constructor(code, secret, words) {
    super(words, (told, language) => new KeyedLink(`/control/${code}/clicker`, secret, language, told));
  }

  take(data) {
    this.language = data.language;
    const told = this.shared && this.shared.status !== data.status;
    this.shared = data;
    this.paint();
    if (told) byId("live").textContent = this.say(`status.${data.status}`);
  }

  close(data) {
    super.close(data);
    clearTimeout(this.ticking);
    byId("here").textContent = "";
  }

  // --- what can be done now: what the server's rule offers, the usual next thing first

  /** The buttons: [what it says, what it does, its name]. What is to be asked first has two answers in their place. */
  acts() {
    const { actions } = this.shared;
    const { question } = this;
    if (!question)
      return actions.map((action) => [pick(action.label, this.language), () => this.press(action), action.name]);
    return [
      [pick(question.yes, this.language), () => this.send(question.action, question.anyway), "yes"],
      [pick(question.no, this.language), () => this.ask(null), "no"],
    ];
  }

  press(action) {
    if (action.confirm) this.ask({ ...action.confirm, action, words: pick(action.confirm.question, this.language) });
    else this.send(action);
  }

  /** Ask something before it is done; null asks nothing any more. */
  ask(question) {
    if (this.busy) return;
    this.question = question;
    this.paint();
    this.problem.textContent = question?.words ?? "";
  }

  /** Ask on, with the numbers of now; no more where it has gone on, or nothing is to be asked any more. */
  askStill() {
    const { question } = this;
    if (!question) return;
    const now = this.shared.actions.find(
      ({ name, step }) => name === question.action.name && step === question.action.step,
    );
    const words = question.anyway ? question.words : pick(now?.confirm?.question, this.language);
    if (now && words) this.question = { ...question, action: now, words };
    else this.question = null;
    const asked = this.question?.words ?? "";
    if (this.problem.textContent !== asked) this.problem.textContent = asked;
  }

  send({ path, body, ...action }, anyway = false) {
    this.question = null;
    return this.act(`../${path}`, "anyway" in body ? { ...body, anyway } : body, { path, body, ...action });
  }

  async act(path, content, action) {
    if (this.busy) return;
    this.busy = true;
    this.mark();
    const { status, data } = await this.link.call(path, content);
    this.busy = false;
    this.mark();
    await this.link.refresh();
    if (!this.shared) return;
    this.paint();
    const problem = status === 0 ? this.say("unreachable") : status >= 400 ? `${data.message} ${data.hint}` : "";
    if (data?.error === "extra_time_runs" && action)
      this.ask({ ...this.shared.answers, action, anyway: true, words: data.message });
    else this.problem.textContent = problem;
  }

  mark() {
    for (const button of document.querySelectorAll("button")) button.setAttribute("aria-disabled", String(this.busy));
  }

  // --- the page

  paint() {
    const { code, people, here, rehearsal, status, activity } = this.shared;
    document.documentElement.lang = this.language;
    document.title = `${code} · Tamtam`;
    byId("code").textContent = code;
    byId("here").textContent = this.say("here", { n: here, of: people });
    byId("rehearsal").hidden = !rehearsal;
    byId("rehearsal").textContent = this.say("rehearsal");
    this.askStill();
    const acts = this.acts();
    const key = JSON.stringify([
      status,
      activity?.id,
      activity?.turn,
      activity?.round,
      activity?.show,
      activity?.sayable,
      acts.map(([words]) => words),
    ]);
    if (key !== this.painted) {
      const focused = document.activeElement?.tagName === "BUTTON";
      this.painted = key;
      this.timer = h("p", { class: "tt-clicker-timer", role: "timer" });
      this.count = h("p", { class: "tt-clicker-count" });
      this.voices = h("div", { class: "tt-clicker-voices" });
      this.problem = h("p", { class: "tt-clicker-problem", role: "alert" });
      this.unread = h("section", { class: "tt-clicker-unread" });
      this.unreadShows = "";
      this.buttons = acts.map((_, number) => h("button", { type: "button", class: number ? "" : "tt-clicker-main" }));
      this.facet = this.chooser();
      const acting = h("div", { class: "tt-clicker-acts" }, this.buttons);
      byId("main").replaceChildren(
        ...this.head(),
        this.timer,
        this.count,
        this.voices,
        this.problem,
        this.facet ?? "",
        this.unread,
        acting,
        this.sayFirst() ?? "",
      );
      if (focused) this.buttons[0]?.focus();
    }
    acts.forEach(([words, act], number) => {
      this.buttons[number].textContent = words;
      this.buttons[number].onclick = act;
    });
    this.paintUnread();
    if (this.facet) this.facet.lastElementChild.value = activity.facet;
    const answered = activity && status !== "over" && this.say("answered", { n: activity.answered, of: people });
    const waits = answered && activity.waiting > 0 && this.say("waiting", { n: activity.waiting });
    const onPaper = answered && activity.by_hand > 0 && this.say("by_hand", { n: activity.by_hand });
    this.count.textContent = [answered, onPaper, waits].filter(Boolean).join(" · ");
    const caution = status !== "over" && activity?.caution ? [pick(activity.caution, this.language)] : [];
    this.voices.replaceChildren(...[...caution, ...this.said()].map((words) => h("p", {}, words)));
    this.tick();
  }

  /** What waits to be read, one saying at a time; on the bar how many. */
  paintUnread() {
    const { unread, here, people } = this.shared;
    const inside = this.say("here", { n: here, of: people });
    byId("here").textContent = unread ? `${this.say("to_read", { n: unread.n })} · ${inside}` : inside;
    const shows = JSON.stringify([unread?.accept, unread?.text, unread?.flags, this.language]);
    if (shows === this.unreadShows) return;
    this.unreadShows = shows;
    if (!unread) return this.unread.replaceChildren();
    const { text, times, title, flags } = unread;
    const button = (key, body) =>
      h("button", { type: "button", onclick: () => this.act("../run", body) }, this.say(key));
    this.unread.replaceChildren(
      h("p", { class: "tt-clicker-kicker" }, h("span", {}, pick(title, this.language))),
      h("p", {}, text, times > 1 && h("b", {}, ` ${this.say("times", { n: times })}`)),
      ...flags.map(({ sort, words }) => h("p", { class: "tt-clicker-flag" }, this.say(`flag.${sort}`, { words }))),
      h("div", { class: "tt-clicker-reading" }, button("accept", unread.accept), button("hide", unread.hide)),
    );
  }

  /** What the room says beside what is asked: how many, never who. */
  said() {
    const { voices, status } = this.shared;
    if (!voices || status === "over") return [];
    const { fast, fine, lost, open, waiting } = voices;
    return [fast + fine + lost && this.say("pace", voices), open + waiting && this.say("questions", voices)].filter(
      Boolean,
    );
  }

  /** What is said first, before the reveal: only once it is asked for, as it tells what was not shown yet. */
  sayFirst() {
    const { id, turn, sayable } = this.shared.activity ?? {};
    if (!sayable || this.shared.status === "over") return null;
    const known = this.claims?.activity === id && this.claims.turn === turn ? this.claims : null;
    const ask = async () => {
      const { status, data } = await this.link.call("claims");
      if (status !== 200) return (this.problem.textContent = `${data.message ?? ""} ${data.hint ?? ""}`);
      this.claims = { ...data, turn };
      this.painted = "";
      this.paint();
    };
    if (!known) return h("button", { type: "button", class: "tt-clicker-say", onclick: ask }, this.say("say.ask"));
    const options = [
      ["", this.say("say.stands_out")],
      ...known.claims.map((one) => [one.claim, pick(one.sentence, this.language)]),
    ];
    const onchange = ({ target }) => {
      known.highlight = target.value;
      this.act("../run", { do: "highlight", activity: id, claim: target.value });
    };
    const choice = h(
      "select",
      { onchange },
      options.map(([value, name]) => h("option", { value }, name)),
    );
    /** @type {any} */ (choice).value = known.highlight;
    return h("label", { class: "tt-clicker-facet" }, this.say("say.first"), choice);
  }

  /** What of the chart is on the wall; null where it has no facets, or isn't there. */
  chooser() {
    const { facets, id, show } = this.shared.activity ?? {};
    const names = Object.entries(facets ?? {});
    if (this.shared.status !== "revealed" || show !== "chart" || !names.length) return null;
    const options = [["", this.say("whole")], ...names.map(([facet, name]) => [facet, pick(name, this.language)])];
    const onchange = ({ target }) => this.act("../run", { do: "focus", activity: id, facet: target.value });
    const choice = h(
      "select",
      { onchange },
      options.map(([value, name]) => h("option", { value }, name)),
    );
    return h("label", { class: "tt-clicker-facet" }, this.say("facet"), choice);
  }

  head() {
    const { status, activity, title, pause } = this.shared;
    const kicker = (words) =>
      h("p", { class: "tt-clicker-kicker" }, h("span", {}, words), h("span", {}, this.say(`status.${status}`)));
    if (pause) return [kicker(pick(title, this.language)), h("h1", {}, this.pausing())];
    if (!activity || status === "over") return [kicker(""), h("h1", {}, pick(title, this.language))];
    const round = activity.round ? ` · ${pick(activity.round, this.language)}` : "";
    return [kicker(pick(activity.title, this.language) + round), h("h1", {}, pick(activity.question, this.language))];
  }

  /** The pause under way, and until when: "Break until 14:42". */
  pausing() {
    const { title, until } = this.shared.pause;
    return until ? this.say("until", { title: pick(title, this.language), until }) : pick(title, this.language);
  }

  tick() {
    clearTimeout(this.ticking);
    const { status, ends_at: endsAt, left: paused } = this.shared?.activity ?? {};
    if (status !== "open" || (endsAt == null && paused == null)) return this.timer.replaceChildren();
    const left = Math.max(0, paused ?? endsAt - this.link.now());
    const up = left === 0 && paused == null;
    const note = up ? this.say("time_up") : paused == null ? "" : ` ${this.say("paused")}`;
    this.timer.replaceChildren(up ? "" : clock(left), h("small", {}, note));
    this.timer.toggleAttribute("data-soon", paused == null && left <= 30_000);
    if (paused == null && !up) this.ticking = setTimeout(() => this.tick(), left % 1000 || 1000);
  }

  async start() {
    addEventListener("hashchange", () => location.reload());
    await this.link.start();
    if (this.shared) this.link.listen();
  }
}

const [, code] = location.pathname.match(/^\/clicker\/([A-Za-z0-9]{6,8})/) ?? [];
new Clicker(code.toUpperCase(), location.hash.slice(1), JSON.parse(byId("words").textContent)).start();
