// @ts-check
// The phone page: what it knows, which screen that makes, and what a person may do.
import { autonym, clock, collectsOnly, following, h, pick, placed, say, signed } from "../forms/elements.js";
import { block, choice, copying, form, fresh, late, wear } from "../forms/shared.js";
import { keep, recall } from "./memory.js";
import { Queue, timeKey } from "./queue.js";
import { Link, patience } from "./link.js";
import { changes, exchanged, Model, mergedAnswers, mergedProposals, thrown } from "./model.js";
import { bar, lead, quiet, screens, title, under } from "./screens.js";

// What forms share comes with this page, so that each form, and what comes later, brings only its own part.
globalThis.tamtam = {
  ...{ autonym, collectsOnly, h, pick, placed, say, signed, block, choice, copying, form, fresh, keep, late, recall },
  ...{ bar, lead, quiet, title, under, wear },
};

let languages = [document.documentElement.lang]; // what a phone may speak: those of the deck, once it is known
const STALE = 300_000; // ms after which a word on the pace that waited says nothing of now
const PATIENT = 1200; // ms before a broken link is worth a word
const TOLD = 10_000; // ms after which what was said aloud is no longer found where it stood
const CALM = 8_000; // ms within which phones fetch, each in its own time, what they will need later
/** @type {(id: string) => any} */
export const byId = (id) => document.getElementById(id);
/** Where an entry of the queue goes, and what is said there. */
const posted = ({ activity, turn, item, phase, value, text, key }) =>
  phase
    ? ["answers", { activity, turn, item, phase, value, key }]
    : ["items", text ? { activity, text, key } : { activity, item }];

/** @import { PersonalView, SharedView } from "../wire" */

export class Phone {
  constructor(code, words, lost = false) {
    this.code = code;
    this.lost = lost; // the address leads nowhere
    this.texts = words;
    /** What comes later, once it is here: its words by language, and what gathers the notebook. */
    this.loading = /** @type {Promise<void> | null} */ (null); // while it is asked for
    this.more =
      /** @type {{ words: any, gather: (app: any) => Promise<boolean>, openAside: (app: any) => void } | null} */ (
        null
      );
    this.drawer = `tamtam.${code}`; // the name under which this session's things are kept
    /** All that changes while the page lives. */
    this.state = {
      shared: /** @type {SharedView | null} */ (null), // what everyone is told
      personal: /** @type {PersonalView | null} */ (null), // what is one's own; null for who isn't in
      known: -1, // log positions that shared and personal part are known at
      knownOwn: -1,
      typed: /** @type {Record<string, any>} */ ({}), // what of the drafts was typed in this page
      erased: false, // whether one was in, and is no more
      acknowledged: /** @type {any[]} */ ([]), // answers saved since the personal part was read
      language: languages[0],
      learning: /** @type {string | null} */ (null), // the language whose words are under way
      wish: "join", // what someone who isn't in wants to see: join, back, gone
      problem: /** @type {string | null} */ (null), // why the code opens nothing
      health: "ok", // of the link
      worry: 0, // timers: until a broken link is worth a word, and of the time that is left
      ticking: 0,
      telling: 0,
      moved: /** @type {number | null} */ (null), // the table one was sent to while this is asked
      counting: 0,
      painted: /** @type {string | null} */ (null), // what was drawn, so that only what changed is drawn anew
      place: "",
      timer: /** @type {HTMLElement | null} */ (null),
      minuteTold: /** @type {number | null} */ (null), // the end of the time whose last minute was told
      form: /** @type {any} */ (null), // the form of what is asked, and that of what can be said at any time
      aside: /** @type {any} */ (null),
    };
    this.link = new Link(`/api/${code}`, () => this.state.language, {
      shared: (data) => this.takeShared(data),
      personal: (data, position) => this.takePersonal(data, position),
      health: (name) => this.takeHealth(name),
      unknown: (data) => ((this.state.problem = data.message), this.paint()),
    });
    this.queue = new Queue(
      this.drawer,
      (entry) => this.send(entry),
      (entry, answer) => this.settled(entry, answer),
    );
  }

  /** The words of this phone's language; those the page came with until they are here. */
  words() {
    return this.texts[this.state.language] ?? Object.values(this.texts)[0];
  }

  say(key, values) {
    const { language } = this.state;
    return say({ ...this.more?.words, ...this.words() }, language, key, values);
  }

  /** The part of this page that comes once it is needed; asked for until it is here. */
  later() {
    const load = async (attempt = 0) => {
      try {
        const part = await import(byId("main").dataset.later + (attempt ? `&again=${attempt}` : ""));
        Object.assign(screens, part.default.screens);
        this.more = { words: part.words, ...part.default };
      } catch {
        await new Promise((resolve) => setTimeout(resolve, patience(attempt)));
        await load(attempt + 1);
      }
    };
    this.loading ??= load();
    return this.loading;
  }

  /** Keep on the phone what is over, so that it is there when the server isn't. */
  async remember() {
    await this.later();
    if (this.state.personal) this.more.gather(this);
  }

  /** Fetch the words of a language that the page didn't bring. */
  async learn() {
    const { language } = this.state;
    if (this.texts[language] || this.state.learning === language) return;
    this.state.learning = language;
    try {
      this.texts[language] = await (await fetch(`/words/${language}.json`)).json();
      this.repaint();
    } catch {} // tried again whenever there is news
    this.state.learning = null;
  }

  /** What is spoken: what was chosen here, else on a former phone, else the browser's language, else `usual`. */
  tongue(usual) {
    const wishes = [recall("tamtam").language, this.state?.personal?.language, ...(navigator.languages ?? [])];
    return wishes.map((one) => one?.split("-")[0]).find((one) => languages.includes(one)) ?? usual;
  }

  // --- news

  takeShared(data) {
    if (data.position < this.state.known) return;
    const before = this.state.shared;
    if (before?.activity?.id !== data.activity?.id) this.state.moved = null;
    this.state.known = data.position;
    this.state.shared = data;
    if (this.state.aside?.activity && this.state.aside.news !== data.aside?.news)
      this.state.aside.read().then(
        () => this.paint(),
        () => {},
      );
    languages = data.languages;
    this.state.language = this.tongue(data.language);
    this.paint();
    this.announce(before, data);
  }

  takePersonal(data, position) {
    if (position < this.state.knownOwn) return;
    this.state.knownOwn = position;
    this.state.acknowledged = this.state.acknowledged.filter((answer) => answer.position > position);
    if (data) this.become(data.participant);
    const arrives = data && !this.state.personal;
    this.state.erased = !data && (this.state.erased || !!this.state.personal);
    const sat = this.state.personal?.table;
    this.state.personal = data;
    if (arrives) {
      this.state.language = this.tongue(data.language);
      keep("tamtam", { last: { code: this.code, alias: data.alias } });
      setTimeout(() => this.remember(), CALM * Math.random());
      this.link.listen();
      this.queue.flush();
    }
    if (!data) this.link.quiet();
    const moves = sat && data?.table && data.table !== sat;
    if (moves) this.state.moved = data.table;
    if (this.state.shared) this.paint();
    if (moves) this.tell(this.say("ask.moved", { n: data.table }));
  }

  takeHealth(name) {
    if (name === this.state.health) return;
    const broken = this.state.health !== "ok";
    this.state.health = name;
    clearTimeout(this.state.worry);
    this.state.worry = setTimeout(() => this.paintTrouble(), name === "ok" || broken ? 0 : PATIENT);
    if (name === "ok") this.queue.flush();
  }

  /** Be this participant: what another one left on this phone is neither sent nor shown. */
  become(participant) {
    if (recall(this.drawer).participant === participant) return;
    this.queue.clear();
    this.state.typed = {};
    keep(this.drawer, { participant, words: null, noted: false, seen: false, formDrafts: {}, met: {}, notebook: [] });
  }

  // --- what a person does; each resolves to what went wrong, in words, or to nothing

  problemOf({ status, data }) {
    if (status === 0) return this.say(`link.${this.state.health === "ok" ? "unreachable" : this.state.health}`);
    return status >= 400 ? `${data.message} ${data.hint ?? ""}` : null;
  }

  async join(who) {
    const answer = await this.link.call("join", { ...who, language: this.state.language });
    const problem = this.problemOf(answer);
    if (problem) return problem;
    const { data } = answer;
    this.become(data.participant);
    const words = data.words?.length ? data.words : who.words?.split(/[\s,;·-]+/).filter(Boolean);
    if (words) keep(this.drawer, { words, noted: !!who.words });
    this.takePersonal(data.personal, data.shared.position);
    this.takeShared(data.shared);
    const kept = await this.link.call("state");
    if (kept.status !== 200 || kept.data.personal) return null;
    await this.later();
    return this.say("cookies");
  }

  rename(alias) {
    return this.change({ alias });
  }

  /** Change what is one's own: a name, extra time. */
  async change(wish) {
    const answer = await this.link.call("me", wish);
    if (answer.status === 200) this.takePersonal(answer.data.personal, answer.data.shared.position);
    return this.problemOf(answer);
  }

  turnTo(wish) {
    this.state.wish = wish;
    this.paint();
    this.focusTitle();
  }

  /** The language this phone could speak next; none where the deck has but one. */
  other() {
    return following(languages, this.state.language);
  }

  speak(language) {
    this.state.language = language;
    keep("tamtam", { language });
    if (this.state.personal) this.link.call("me", { language });
    this.paint();
  }

  // --- answers

  async send(entry) {
    if (entry.item === "pace" && Date.now() - parseInt(entry.key.slice(0, 12), 16) > STALE) return { fate: "refused" };
    const { status, data, after } = await this.link.call(...posted(entry));
    if (status === 200 || status === 201) return { fate: "saved", position: data.position, order: data.order };
    if (status === 401) {
      this.link.refresh();
      return { fate: "stranger" };
    }
    if (status === 0 || status === 429 || status >= 500) {
      this.paint();
      return { fate: "again", after };
    }
    if (status !== 409) this.tell(data.message);
    return { fate: "refused" };
  }

  settled(entry, answer) {
    const saved = answer.fate === "saved";
    if (answer.fate === "refused" && entry.text) this.returned(entry);
    if (!saved) this.link.refresh();
    else if (answer.position > this.state.knownOwn)
      this.state.acknowledged.push({ ...entry, position: answer.position });
    const mine = this.state.personal?.mine?.[entry.activity];
    if (mine && answer.order) mine.order = answer.order;
    if (this.screen() === "over")
      this.repaint(); // one's notebook says what became of it
    else this.paint();
  }

  /** Words that came too late are one's own again: with those that are half typed. */
  returned({ activity, turn, text }) {
    const drafts = this.draftsOf(activity, turn);
    this.keepDrafts(activity, turn, { ...drafts, proposal: [text, drafts.proposal].filter(Boolean).join("\n") });
  }

  /** One's answers to the present activity, as they will count, and what became of each. */
  own({ id, turn }) {
    const { acknowledged, waiting } = this.onTheWay(id, turn);
    const known = this.state.personal?.answers?.[id]?.[turn] ?? {};
    return mergedAnswers(known, { acknowledged, waiting, refused: this.queue.refused(id, turn) });
  }

  /** One's proposed items for the present activity: those the server knows, and those on their way. */
  proposed({ id, turn }) {
    return mergedProposals(this.state.personal?.mine?.[id]?.proposals ?? [], this.onTheWay(id, turn));
  }

  /** What of one asking the personal part doesn't know yet. */
  onTheWay(id, turn) {
    const here = (one) => one.activity === id && one.turn === turn;
    return { acknowledged: this.state.acknowledged.filter(here), waiting: this.queue.waiting().filter(here) };
  }

  changed(form, { answers, proposals, drafts }) {
    const { id, turn } = form.activity;
    for (const [item, phase, value] of changes(form.answers, answers)) {
      this.queue.put({ activity: id, turn, item, phase, value });
    }
    const [added, gone] = exchanged(form.proposals, proposals);
    for (const { item, own } of gone) {
      // first, as there may be room for no more
      if (item) this.queue.put({ activity: id, turn, item });
      else this.queue.drop({ activity: id, turn, own });
    }
    for (const { text } of added) this.queue.put({ activity: id, turn, text, own: timeKey() });
    if (JSON.stringify(drafts) !== JSON.stringify(this.draftsOf(id, turn))) this.keepDrafts(id, turn, drafts);
    this.paint();
  }

  /**
   * What is half typed or for this phone only, activity by activity: it is never sent. What was typed in this
   * page stands before what another tab of this phone keeps.
   */
  draftsOf(id, turn) {
    const name = `${id}/${turn}`;
    return { ...recall(this.drawer).formDrafts?.[name], ...this.state.typed[name] };
  }

  keepDrafts(id, turn, drafts) {
    const name = `${id}/${turn}`;
    const before = this.draftsOf(id, turn);
    const typed = Object.entries(drafts).filter(([key, is]) => JSON.stringify(is) !== JSON.stringify(before[key]));
    const { formDrafts } = recall(this.drawer);
    Object.assign((this.state.typed[name] ??= {}), Object.fromEntries(typed));
    keep(this.drawer, { formDrafts: { ...formDrafts, [name]: this.draftsOf(id, turn) } });
  }

  // --- the page

  screen() {
    if (!this.code || this.state.problem) return "code";
    if (!this.state.shared) return "loading";
    if (this.state.shared.status === "over") return "over";
    if (!this.state.personal) return this.state.wish;
    if (this.state.shared.status === "break") return "pause";
    return this.state.shared.activity ? "question" : "lobby";
  }

  /**
   * Whether a screen holds the form of the present activity.
   * @returns {any}
   */
  asks(screen) {
    return screen === "question";
  }

  /** Draw what is there anew, whether or not anything changed. */
  repaint() {
    this.state.painted = null;
    this.paint();
  }

  paint() {
    this.learn();
    this.paintFrame();
    const wanted = this.screen();
    const screen = screens[wanted] ? wanted : "loading";
    if (screen !== wanted) this.later().then(() => this.paint());
    const asks = this.asks(screen);
    const { id, turn, form: drawnBy } = (asks && this.state.shared.activity) || {};
    const of = this.state.personal && [this.state.shared?.activity?.round?.number, this.seat()];
    const key = [
      screen,
      this.state.language,
      id,
      turn,
      drawnBy,
      screen === "lobby" && this.state.personal.alias,
      screen === "pause" && this.state.shared.pause.until,
      screen === "over" && !this.state.personal,
      screen === "join" && !this.state.shared.door,
      of,
    ].join();
    if (key !== this.state.painted) {
      const moved = this.state.painted && key.split(",")[0] + id + turn !== this.state.place;
      this.state.painted = key;
      this.state.place = screen + id + turn;
      this.state.timer = h("span", { class: "tt-phone-timer" });
      const parts = screens[screen](this, screen === "question" ? this.state.timer : this.state.problem);
      const form = asks ? this.mount() : null;
      const mid = screen === "question" && !recall(this.drawer).seen; // came in while a question was open
      if (screen === "lobby") keep(this.drawer, { seen: true });
      byId("main").replaceChildren(...[...parts, form, mid ? screens.words?.(this) : null].flat().filter(Boolean));
      if (moved) this.focusTitle();
    }
    if (asks) this.tellForm(Object.assign(this.state.form, { activity: this.activity() }));
    else this.state.form = null;
    if (this.state.aside?.activity) this.tellForm(this.state.aside);
    byId("main").dataset.screen = asks && this.state.shared.activity.standing ? "result" : screen;
    this.paintTimer();
    const here = byId("here");
    if (!here) return;
    here.textContent = this.say("lobby.here", { n: this.state.shared.people });
    clearTimeout(this.state.counting);
    this.state.counting = setTimeout(() => here.isConnected && this.link.refresh(), CALM * (1 + Math.random()));
  }

  /** The table one sits at, empty where everybody is on their own for what is asked now. */
  seat() {
    const { round, formation = "tables" } = this.state.shared?.activity ?? {};
    const together = round?.formation || formation;
    const { table } = this.state.personal;
    if (!table || together === "alone") return "";
    return ` · ${this.say(this.state.moved ? "ask.moved" : "ask.seat", { n: table })}${this.words().ask.seats[together] ?? ""}`;
  }

  focusTitle() {
    scrollTo(0, 0);
    if (!byId("sheet").open) byId("main").querySelector("h1")?.focus({ preventScroll: true });
  }

  paintFrame() {
    const other = languages[2] ? this.state.language : this.other();
    document.documentElement.lang = this.state.language;
    document.title = this.state.shared ? `${pick(this.state.shared.title, this.state.language)} · Tamtam` : "Tamtam";
    const speak = byId("speak");
    speak.hidden = !other;
    speak.lang = other;
    speak.textContent = other?.toUpperCase();
    speak.setAttribute("aria-label", `${speak.textContent} – ${autonym(other)}`);
    byId("me").hidden = !this.state.personal;
    const alias = this.state.personal?.alias ?? "";
    byId("me").textContent = alias;
    byId("me").setAttribute("aria-label", this.say("me.open", { alias }));
    byId("aside").hidden = !this.state.personal || !this.state.shared.aside;
    byId("aside").setAttribute("aria-label", this.say("aside"));
    byId("rehearsal").hidden = !this.state.shared?.rehearsal;
    byId("rehearsal").textContent = this.say("rehearsal");
    this.paintTrouble(!this.state.shared?.notice);
  }

  /** Whose connection fails, once it has for a while; `only` brings what is already shown up to date. */
  paintTrouble(only = false) {
    const bar = byId("trouble");
    if (only && bar.hidden) return;
    const n = this.queue.waiting().length;
    const { health, shared, language } = this.state;
    const said = health === "ok" ? pick(shared?.notice, language) : (this.words().link[health] ?? health);
    const words = said && said + (n ? ` ${this.say("link.kept", { n })}` : "");
    if (bar.textContent && !words) this.tell(this.say("link.back"));
    bar.hidden = !words;
    if (bar.textContent !== words) bar.textContent = words;
  }

  /** What is asked now, as it is for oneself: closed to others it may stay open a while in extra time. */
  activity() {
    const activity = this.state.shared?.activity;
    const until = this.state.personal?.mine?.[activity?.id]?.late_until;
    const late = activity?.status === "closed" && until > this.link.now();
    return late ? { ...activity, status: "open", ends_at: until, left: null, late } : activity;
  }

  /** The form of the present activity: its element at once, its content as soon as its module is here. */
  mount() {
    const { activity } = this.state.shared;
    const key = [activity.id, activity.turn, activity.form].join();
    if (this.state.form?.key !== key) this.state.form = this.host(activity.form, { key, activity });
    return this.state.form.element;
  }

  /** A form at an address, which may have to `read` first what it asks. */
  host(address, form) {
    const element = h("div", { class: "tt-phone-form" });
    Object.assign(form, { element, answers: {}, proposals: [] });
    form.model = new Model({}, (values) => this.changed(form, values));
    const load = async (attempt = 0) => {
      try {
        const { default: module, words } = await import(address + (attempt ? `&again=${attempt}` : ""));
        await form.read?.();
        if (form.activity?.items?.some((item) => item.picture)) await this.later();
        if (!element.isConnected) return;
        form.words = words;
        this.tellForm(form);
        element.replaceChildren();
        module.render({ model: form.model, el: element });
      } catch (error) {
        thrown(error);
        if (!element.isConnected) return;
        element.replaceChildren(h("p", { class: "tamtam-lead", role: "status" }, this.say("ask.no_form")));
        setTimeout(load, 2000 + 2000 * Math.random(), attempt + 1);
      }
    };
    form.ready = load();
    return form;
  }

  /** What all forms say, and what this one does, in the phone's language. */
  formTexts({ activity: { kind, standing }, words: brought = {} }) {
    const words = this.words();
    const own = brought[this.state.language] ?? words.forms?.[standing?.kind ?? kind] ?? Object.values(brought)[0];
    return { ...words.form, ...own };
  }

  /** Whether this phone was asked it while it could still be answered. */
  wasAsked({ id, turn, status }) {
    const { met = {} } = recall(this.drawer);
    const name = `${id}/${turn}`;
    if (status === "open" && !met[name]) keep(this.drawer, { met: Object.assign(met, { [name]: 1 }) });
    return name in met;
  }

  tellForm(form) {
    const { activity } = form;
    const { answers, saved } = this.own(activity);
    const proposals = this.proposed(activity);
    Object.assign(form, { answers, proposals });
    const { now, ...asked } = activity;
    const { missing = null, order = null, ...own } = this.state.personal?.mine?.[activity.id] ?? {};
    const mine = { ...own, asked: this.wasAsked(activity) };
    form.model.tell({
      activity: { ...asked, status: null, ends_at: null, left: null, standing: null },
      language: this.state.language,
      texts: this.formTexts(form),
      answers,
      saved,
      proposals,
      drafts: this.draftsOf(activity.id, activity.turn),
      earlier: this.state.personal?.answers?.[activity.id]?.[activity.turn - 1],
      mine,
      missing,
      order,
      status: activity.status,
      standing: activity.standing,
      own: false,
      lot: this.state.personal?.participant,
    });
  }

  paintTimer() {
    clearTimeout(this.state.ticking);
    const { status, ends_at: endsAt, left: paused, late } = /** @type {any} */ (this.activity()) ?? {};
    if (!this.state.timer || status !== "open" || (endsAt == null && paused == null))
      return this.state.timer?.replaceChildren();
    const left = Math.max(0, paused ?? endsAt - this.link.now());
    const seconds = Math.ceil(left / 1000);
    const shown = clock(left);
    const why = late ? "ask.extra" : paused != null && "ask.paused";
    const words = seconds === 0 ? this.say("ask.time_up") : why ? `${shown} ${this.say(why)}` : shown;
    if (this.state.timer.dataset.shown !== words) {
      this.state.timer.dataset.shown = words;
      this.state.timer.replaceChildren(h("span", { class: "tamtam-sr" }, `${this.say("ask.left")} `), words);
    }
    this.state.timer.toggleAttribute("data-soon", paused == null && seconds <= 30);
    if (late && !seconds) return this.paint();
    if (paused != null || !seconds) return;
    if (seconds === 60 && this.state.minuteTold !== endsAt) {
      this.state.minuteTold = endsAt;
      this.tell(this.say("ask.minute"));
    }
    this.state.ticking = setTimeout(() => this.paintTimer(), left % 1000 || 1000);
  }

  // --- words for those who don't look

  /** Say it to those who listen; it stays long enough to be read, and no longer than it is true. */
  tell(words) {
    byId("live").textContent = words;
    clearTimeout(this.state.telling);
    this.state.telling = setTimeout(() => byId("live").replaceChildren(), TOLD);
  }

  announce(before, now) {
    const [was, is] = [before?.activity, now.activity];
    if (!before || !is) return;
    const same = was?.id === is.id && was?.turn === is.turn;
    if (same && was.status !== is.status) {
      const told = {
        open: "ask.opened",
        closed: "ask.closed",
        revealed: is.standing ? "ask.revealed" : "form.nothing",
      };
      this.tell(this.say(told[is.status]));
      if (is.status === "revealed") scrollTo({ top: 0 });
    } else if (!same && byId("sheet").open) {
      const close = () => byId("sheet").close();
      byId("sheet").prepend(
        h("button", { type: "button", class: "tt-phone-new", onclick: close }, this.say("ask.opened")),
      );
      this.tell(this.say("ask.opened"));
    }
    if (was?.status !== is.status && is.status === "revealed") setTimeout(() => this.remember(), CALM * Math.random());
  }

  /** Show a sheet over what is asked; going back closes it. */
  openSheet(screen, part) {
    const sheet = byId("sheet");
    sheet.setAttribute("aria-labelledby", "sheet-title");
    this.turnSheet(screen, part);
    sheet.showModal();
    history.pushState({ sheet: 1 }, "");
  }

  /** What a sheet shows now; what comes later is waited for. */
  turnSheet(screen, part) {
    const sheet = byId("sheet");
    const close = () => sheet.close();
    if (!screens[screen]) {
      const waiting = h("p", { class: "tamtam-lead", role: "status" }, this.say("link.loading"));
      sheet.replaceChildren(bar(this, this.say("me.title"), close), waiting);
      return this.later().then(() => waiting.isConnected && this.turnSheet(screen, part));
    }
    sheet.replaceChildren(...screens[screen](this, close, part));
    sheet.scrollTo(0, 0);
  }

  openMe() {
    this.openSheet("me");
  }

  start() {
    byId("speak").onclick = () => (languages[2] ? this.openSheet("speak") : this.speak(this.other()));
    byId("me").onclick = () => this.openMe();
    byId("aside").onclick = () => this.later().then(() => this.more.openAside(this));
    byId("sheet").onclose = ({ target }) => {
      target.replaceChildren();
      this.state.aside = null;
      if (history.state?.sheet) history.back();
    };
    // A field stays in sight when a keyboard opens and the foot gives it room.
    const inSight = () =>
      document.querySelector("main :is(textarea,input):focus")?.scrollIntoView({ block: "nearest" });
    (window.visualViewport || window).addEventListener("resize", inSight);
    addEventListener("popstate", () => byId("sheet").close());
    byId("sheet").onclick = ({ target }) => {
      if (target === byId("sheet")) target.close(); // a tap beside it
    };
    this.paint();
    if (this.code) this.link.start();
  }
}
