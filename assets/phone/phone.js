// The phone page: what it knows, which screen that makes, and what a person may do.
import { clock, collectsOnly, h, pick, placed, say } from "../forms/elements.js";
import { block, choice, form, fresh } from "../forms/shared.js";
import { keep, recall } from "./memory.js";
import { Queue, timeKey } from "./queue.js";
import { Link } from "./link.js";
import { Model, changes, exchanged } from "./model.js";
import { pieces, screens } from "./screens.js";

// What forms share comes with this page, so that each form brings only its own part.
globalThis.tamtam = { collectsOnly, h, pick, placed, say, block, choice, form, fresh };

const LANGUAGES = ["fr", "en"];
const STALE = 300_000; // ms after which a word on the pace that waited says nothing of now
const PATIENT = 1200; // ms before a broken link is worth a word
const byId = (id) => document.getElementById(id);
/** Where an entry of the queue goes, and what is said there. */
const posted = ({ activity, turn, item, phase, value, text, key }) =>
  phase
    ? ["answers", { activity, turn, item, phase, value, key }]
    : ["items", text ? { activity, text, key } : { activity, item }];
const clone = (value) => JSON.parse(JSON.stringify(value));

export class Phone {
  constructor(code, words) {
    this.code = code;
    this.texts = words;
    this.drawer = `tamtam.${code}`; // the name under which this session's things are kept
    this.wish = "join"; // what someone who isn't in wants to see: join, back, gone
    this.health = "ok";
    this.ahead = 0; // by how much the server's clock is ahead (ms)
    this.known = -1; // log positions that shared and personal part are known at
    this.knownOwn = -1;
    this.acknowledged = []; // answers saved since the personal part was read
    this.language = this.chosen() ?? LANGUAGES.find((one) => navigator.language?.startsWith(one)) ?? "en";
    this.link = new Link(`/api/${code}`, () => this.language, {
      shared: (data) => this.takeShared(data),
      personal: (data, position) => this.takePersonal(data, position),
      health: (name) => this.takeHealth(name),
      unknown: (data) => ((this.problem = data.message), this.paint()),
    });
    this.queue = new Queue(
      this.drawer,
      (entry) => this.send(entry),
      (entry, answer) => this.settled(entry, answer),
    );
  }

  /** The words of this phone's language; those the page came with until they are here. */
  words() {
    return this.texts[this.language] ?? Object.values(this.texts)[0];
  }

  say(key, values) {
    return say(this.words(), this.language, key, values);
  }

  /** Fetch the words of a language that the page didn't bring. */
  async learn() {
    const { language } = this;
    if (this.texts[language] || this.learning === language) return;
    this.learning = language;
    try {
      this.texts[language] = await (await fetch(`/words/${language}.json`)).json();
      this.painted = null;
      this.paint();
    } catch {} // tried again whenever there is news
    this.learning = null;
  }

  chosen() {
    return recall("tamtam").language;
  }

  // --- news

  takeShared(data) {
    this.ahead = Math.max(this.shared ? this.ahead : -Infinity, data.now - Date.now());
    if (data.position < this.known) return;
    const before = this.shared;
    this.known = data.position;
    this.shared = data;
    if (this.aside?.activity && this.aside.news !== data.aside?.news)
      this.aside.read().then(
        () => this.paint(),
        () => {},
      );
    if (!this.chosen() && !LANGUAGES.some((one) => navigator.language?.startsWith(one))) this.language = data.language;
    this.paint();
    this.announce(before, data);
  }

  takePersonal(data, position) {
    if (position < this.knownOwn) return;
    this.knownOwn = position;
    this.acknowledged = this.acknowledged.filter((answer) => answer.position > position);
    if (data) this.become(data.participant);
    const arrives = data && !this.personal;
    this.personal = data;
    if (arrives) {
      if (!this.chosen()) this.language = data.language;
      this.link.listen();
      this.queue.flush();
    }
    if (!data) this.link.quiet();
    if (this.shared) this.paint();
  }

  takeHealth(name) {
    if (name === this.health) return;
    const broken = this.health !== "ok";
    this.health = name;
    clearTimeout(this.worry);
    this.worry = setTimeout(() => this.paintTrouble(), name === "ok" || broken ? 0 : PATIENT);
    if (name === "ok") this.queue.flush();
  }

  /** Be this participant: what another one left on this phone is neither sent nor shown. */
  become(participant) {
    if (recall(this.drawer).participant === participant) return;
    this.queue.clear();
    keep(this.drawer, { participant, words: null, noted: false, seen: false, formDrafts: {} });
  }

  // --- what a person does; each resolves to what went wrong, in words, or to nothing

  problemOf({ status, data }) {
    if (status === 0) return this.say(`link.${this.health === "ok" ? "unreachable" : this.health}`);
    return status >= 400 ? `${data.message} ${data.hint ?? ""}` : null;
  }

  async join(who) {
    const answer = await this.link.call("join", { ...who, language: this.language });
    const problem = this.problemOf(answer);
    if (problem) return problem;
    const { data } = answer;
    this.become(data.participant);
    const words = data.words?.length ? data.words : who.words?.split(/[\s,;·-]+/).filter(Boolean);
    if (words) keep(this.drawer, { words, noted: !!who.words });
    this.takePersonal(data.personal, data.shared.position);
    this.takeShared(data.shared);
    const kept = await this.link.call("state");
    return kept.status === 200 && !kept.data.personal ? this.say("join.cookies") : null;
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

  async forget() {
    const answer = await this.link.call("me", { forget: true });
    if (answer.status !== 200) return this.problemOf(answer);
    byId("sheet").close();
    this.queue.clear();
    keep(this.drawer, { words: null, participant: null, drafts: {}, formDrafts: {} });
    this.acknowledged = [];
    this.personal = null;
    this.link.quiet();
    this.turnTo("gone");
  }

  turnTo(wish) {
    this.wish = wish;
    this.paint();
    this.focusTitle();
  }

  speak(language) {
    this.language = language;
    keep("tamtam", { language });
    if (this.personal) this.link.call("me", { language });
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
    if (status !== 409) this.tell(data.message ?? this.say("refused"));
    return { fate: "refused" };
  }

  settled(entry, answer) {
    const saved = answer.fate === "saved";
    if (!saved) this.link.refresh();
    else if (answer.position > this.knownOwn) this.acknowledged.push({ ...entry, position: answer.position });
    const mine = this.personal?.mine?.[entry.activity];
    if (mine && answer.order) mine.order = answer.order;
    this.paint();
  }

  /** One's answers to the present activity, as they will count, and what became of each. */
  own({ id, turn }) {
    const answers = clone(this.personal?.answers?.[id]?.[turn] ?? {});
    const saved = {};
    const here = (answer) => answer.activity === id && answer.turn === turn;
    const put = ({ item, phase, value }) => {
      answers[item] = { ...answers[item], [phase]: value };
      if (value === null) delete answers[item][phase];
      if (!Object.keys(answers[item]).length) delete answers[item];
    };
    const mark = (item, phase, fate) => (saved[item] = { ...saved[item], [phase]: fate });
    const isAnswer = (one) => here(one) && one.phase;
    this.acknowledged.filter(isAnswer).forEach(put);
    for (const item in answers) for (const phase in answers[item]) mark(item, phase, "saved");
    for (const [item, phase] of this.queue.refused(id, turn)) mark(item, phase, "refused");
    for (const answer of this.queue.waiting().filter(isAnswer)) {
      put(answer);
      mark(answer.item, answer.phase, "waiting");
    }
    return { answers, saved };
  }

  /** One's proposed items for the present activity: those the server knows, and those on their way. */
  proposed({ id, turn }) {
    let items = this.personal?.mine?.[id]?.proposals ?? [];
    const onTheWay = (list, status) => {
      for (const { activity, turn: of, phase, text, item, own } of list) {
        if (activity !== id || of !== turn || phase) continue;
        // The stream may tell of it before its sending is acknowledged.
        const known = items.some((one) => one.item && one.text === text?.split(/\s+/).join(" "));
        if (text) items = known ? items : [...items, { text, own, status }];
        else items = items.filter((one) => one.item !== item);
      }
    };
    onTheWay(this.acknowledged, "saved");
    onTheWay(this.queue.waiting(), "waiting");
    return items;
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

  /** What is half typed or for this phone only, activity by activity: it is never sent. */
  draftsOf(id, turn) {
    return recall(this.drawer).formDrafts?.[`${id}/${turn}`] ?? {};
  }

  keepDrafts(id, turn, drafts) {
    keep(this.drawer, { formDrafts: { ...recall(this.drawer).formDrafts, [`${id}/${turn}`]: drafts } });
  }

  // --- the page

  screen() {
    if (!this.code || this.problem) return "code";
    if (!this.shared) return "loading";
    if (this.shared.status === "over") return "over";
    if (!this.personal) return this.wish;
    return this.shared.activity ? "question" : "lobby";
  }

  /** Whether a screen holds the form of the present activity. */
  asks(screen) {
    return screen === "question" || (screen === "over" && this.personal && this.shared.activity?.standing);
  }

  paint() {
    this.learn();
    this.paintFrame();
    const screen = this.screen();
    const asks = this.asks(screen);
    const { id, turn, form: drawnBy } = (asks && this.shared.activity) || {};
    const of = screen === "question" && [this.shared.activity.round?.number, this.seat()];
    const key = [screen, this.language, id, turn, drawnBy, screen === "lobby" && this.personal.alias, of].join();
    if (key !== this.painted) {
      const moved = this.painted && key.split(",")[0] + id + turn !== this.place;
      this.painted = key;
      this.place = screen + id + turn;
      this.timer = h("span", { class: "tt-phone-timer" });
      const parts = screens[screen](this, screen === "question" ? this.timer : this.problem);
      const form = asks ? this.mount() : null;
      const mid = screen === "question" && !recall(this.drawer).seen; // came in while a question was open
      if (screen === "lobby") keep(this.drawer, { seen: true });
      byId("main").replaceChildren(...[...parts, form, mid ? screens.words(this) : null].flat().filter(Boolean));
      if (moved) this.focusTitle();
    }
    if (asks) this.tellForm(Object.assign(this.form, { activity: this.activity() }));
    else this.form = null;
    if (this.aside?.activity) this.tellForm(this.aside);
    byId("main").dataset.screen = asks && this.shared.activity.standing ? "result" : screen;
    this.paintTimer();
  }

  /** The group one sits in for what is asked now, empty where everybody is on their own. */
  seat() {
    const { round, formation } = this.shared.activity;
    const together = round?.formation || formation;
    const { table } = this.personal;
    return table && together !== "alone" ? this.say(`ask.seats.${together}`, { n: table }) : "";
  }

  focusTitle() {
    scrollTo(0, 0);
    if (!byId("sheet").open) byId("main").querySelector("h1")?.focus({ preventScroll: true });
  }

  paintFrame() {
    const other = LANGUAGES.find((one) => one !== this.language);
    document.documentElement.lang = this.language;
    document.title = this.shared ? `${pick(this.shared.title, this.language)} · Tamtam` : "Tamtam";
    const speak = byId("speak");
    speak.textContent = other.toUpperCase();
    speak.lang = other;
    speak.setAttribute("aria-label", `${other.toUpperCase()} – ${this.say("other_language")}`);
    byId("me").hidden = !this.personal;
    const alias = this.personal?.alias ?? "";
    byId("me").textContent = alias;
    byId("me").setAttribute("aria-label", this.say("me.open", { alias }));
    byId("aside").hidden = !this.personal || !this.shared.aside;
    byId("aside").setAttribute("aria-label", this.say("aside"));
    byId("rehearsal").hidden = !this.shared?.rehearsal;
    byId("rehearsal").textContent = this.say("rehearsal");
    this.paintTrouble(true);
  }

  /** Whose connection fails, once it has for a while; `only` brings what is already shown up to date. */
  paintTrouble(only = false) {
    const bar = byId("trouble");
    if (only && bar.hidden) return;
    const n = this.queue.waiting().length;
    const words =
      this.health === "ok" ? "" : this.say(`link.${this.health}`) + (n ? ` ${this.say("link.kept", { n })}` : "");
    if (bar.textContent && !words) this.tell(this.say("link.back"));
    bar.hidden = !words;
    if (bar.textContent !== words) bar.textContent = words;
  }

  /** What is asked now, as it is for oneself: closed to others it may stay open a while in extra time. */
  activity() {
    const activity = this.shared?.activity;
    const until = this.personal?.mine?.[activity?.id]?.late_until;
    const late = activity?.status === "closed" && until > Date.now() + this.ahead;
    return late ? { ...activity, status: "open", ends_at: until, left: null, late } : activity;
  }

  /** The form of the present activity: its element at once, its content as soon as its module is here. */
  mount() {
    const { activity } = this.shared;
    const key = [activity.id, activity.turn, activity.form].join();
    if (this.form?.key !== key) this.form = this.host(activity.form, { key, activity });
    return this.form.element;
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
        if (!element.isConnected) return;
        form.words = words;
        this.tellForm(form);
        element.replaceChildren();
        module.render({ model: form.model, el: element });
      } catch {
        if (!element.isConnected) return;
        element.replaceChildren(h("p", { class: "tamtam-lead", role: "status" }, this.say("ask.no_form")));
        setTimeout(load, 2000 + 2000 * Math.random(), attempt + 1);
      }
    };
    load();
    return form;
  }

  /** What all forms say, and what this one does, in the phone's language. */
  formTexts({ activity: { kind, standing }, words: brought = {} }) {
    const words = this.words();
    const own = brought[this.language] ?? words.forms?.[standing?.kind ?? kind] ?? Object.values(brought)[0];
    return { ...words.form, ...own };
  }

  tellForm(form) {
    const { activity } = form;
    const { answers, saved } = this.own(activity);
    const proposals = this.proposed(activity);
    Object.assign(form, { answers, proposals });
    const { now, ...asked } = activity;
    const { missing = null, order = null, ...mine } = this.personal?.mine?.[activity.id] ?? {};
    form.model.tell({
      activity: { ...asked, status: null, ends_at: null, left: null, standing: null },
      language: this.language,
      texts: this.formTexts(form),
      answers,
      saved,
      proposals,
      drafts: this.draftsOf(activity.id, activity.turn),
      earlier: this.personal?.answers?.[activity.id]?.[activity.turn - 1],
      mine,
      missing,
      order,
      status: activity.status,
      standing: activity.standing,
      own: false,
      lot: this.personal?.participant,
    });
  }

  paintTimer() {
    clearTimeout(this.ticking);
    const { status, ends_at: endsAt, left: paused, late } = this.activity() ?? {};
    if (!this.timer || status !== "open" || (endsAt == null && paused == null)) return this.timer?.replaceChildren();
    const left = Math.max(0, paused ?? endsAt - (Date.now() + this.ahead));
    const seconds = Math.ceil(left / 1000);
    const shown = clock(left);
    const why = late ? "ask.extra" : paused != null && "ask.paused";
    const words = seconds === 0 ? this.say("ask.time_up") : why ? `${shown} ${this.say(why)}` : shown;
    if (this.timer.dataset.shown !== words) {
      this.timer.dataset.shown = words;
      this.timer.replaceChildren(h("span", { class: "tamtam-sr" }, `${this.say("ask.left")} `), words);
    }
    this.timer.toggleAttribute("data-soon", paused == null && seconds <= 30);
    if (late && !seconds) return this.paint();
    if (paused != null || !seconds) return;
    if (seconds === 60 && this.minuteTold !== endsAt) {
      this.minuteTold = endsAt;
      this.tell(this.say("ask.minute"));
    }
    this.ticking = setTimeout(() => this.paintTimer(), left % 1000 || 1000);
  }

  // --- words for those who don't look

  tell(words) {
    byId("live").textContent = words;
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
    } else if (!same && byId("sheet").open) this.tell(this.say("ask.opened"));
  }

  openSheet(screen, part) {
    const sheet = byId("sheet");
    sheet.setAttribute("aria-labelledby", "sheet-title");
    sheet.replaceChildren(...screens[screen](this, () => sheet.close(), part));
    sheet.showModal();
  }

  /** What lies behind one's name: its part is loaded when somebody first looks. */
  async openMe() {
    const part = h("div", { class: "parts" });
    this.openSheet("me", part);
    try {
      const { default: you, words } = await import(byId("main").dataset.you);
      const speak = (key, values) => say(words[this.language], this.language, key, values);
      part.replaceChildren(...you(this, speak, pieces));
    } catch {
      part.replaceChildren(h("p", { class: "tamtam-lead", role: "status" }, this.say("link.unreachable")));
    }
  }

  /** What can be said at any time, on a sheet over what is asked, which it leaves as it is. */
  openAside() {
    const read = async () => {
      const { news } = this.shared.aside ?? {};
      const { status, data } = await this.link.call("aside");
      if (status !== 200) throw status;
      Object.assign(aside, { news, activity: data });
    };
    const aside = (this.aside = { read });
    this.host(this.shared.aside.form, aside);
    this.openSheet("aside", aside.element);
    this.link.refresh();
  }

  start() {
    byId("speak").onclick = () => this.speak(LANGUAGES.find((one) => one !== this.language));
    byId("me").onclick = () => this.openMe();
    byId("aside").onclick = () => this.openAside();
    byId("sheet").onclose = ({ target }) => (target.replaceChildren(), (this.aside = null));
    byId("sheet").onclick = ({ target }) => {
      if (target === byId("sheet")) target.close(); // a tap beside it
    };
    this.paint();
    if (this.code) this.link.start();
  }
}
