// @ts-check
// The projector page: what the room sees. It shows what it is told and asks nothing of anybody.
import { byId, Page } from "../clicker/page.js";
import { autonym, clock, following, h, pick } from "../forms/elements.js";
import { Link } from "../phone/link.js";
import { draw, isSmallAndSquarer, plotly } from "./chart.js";

const LONG = 60; // characters of a question that take smaller type
const LONGER = 130;
/** Letters for what is asked, in rem, and in how many columns: the first that fit. */
const SIZES = [
  [1.9, 1],
  [1.7, 1],
  [1.5, 1],
  [1.5, 2],
  [1.3, 1],
  [1.3, 2],
  [1.15, 2],
  [1, 2],
];
const MOVED = 180_000; // ms for which a new address is told

/**
 * Two columns as even as they can be: one that stands alone beside many would seem to matter most.
 * @param {HTMLElement} list @param {() => boolean} fits
 */
function levelled(list, fits) {
  let [low, high] = [0, list.clientHeight];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    list.style.maxHeight = `${middle}px`;
    if (fits()) high = middle;
    else low = middle;
  }
  list.style.maxHeight = `${high}px`;
}

const dark = matchMedia("(prefers-color-scheme: dark)");

class Screen extends Page {
  constructor(key, words) {
    super(words, (told, language) => new Link(`/screen/${key}`, language, told));
    this.address = byId("main").dataset.plotly;
  }

  take(data) {
    if (!this.shared) this.language = data.language;
    else if (this.shared.url !== data.url) this.move();
    this.shared = data;
    this.paint();
  }

  /** Phones find the session elsewhere from now on. */
  move() {
    this.moved = true;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.moved = false;
      if (this.shared) this.paint();
    }, MOVED);
  }

  close(data) {
    super.close(data);
    byId("main").dataset.screen = "gone";
    byId("door").textContent = "";
  }

  // --- the page

  screen() {
    const { status, activity } = this.shared;
    if (status === "break") return "pause";
    if (status === "over" || !activity) return status === "over" ? "over" : "lobby";
    if (!activity.shown) return "question";
    return activity.shown[this.language].light ? "chart" : "sentence";
  }

  paint() {
    this.frame();
    const screen = this.screen();
    const { id, turn, status, show, round, prompt, asks, shown } = this.shared.activity ?? {};
    const { debrief } = shown?.[this.language] ?? {};
    const key = JSON.stringify([
      screen,
      this.language,
      id,
      turn,
      status,
      show,
      round,
      prompt,
      asks,
      this.shared.activity?.talk,
      this.shared.pause?.until,
      this.goesOn(),
      this.shared.follows,
      !this.shared.tables,
      debrief,
      this.shared.url,
      this.shared.name_url,
    ]);
    if (key !== this.painted) {
      this.painted = key;
      this.timer = h("p", { class: "tt-screen-timer", role: "timer" });
      this.count = h("p", { class: "tt-screen-count" });
      this.sheet = null;
      byId("main").dataset.screen = screen;
      byId("main").replaceChildren(...this[screen]().filter(Boolean));
    }
    this.counts();
    this.tick();
    if (screen === "chart") this.chartAgain();
    else this.fill();
  }

  frame() {
    const { title, rehearsal, url, code, status, activity } = this.shared;
    const words = this.texts[this.language];
    const other = this.other();
    document.documentElement.lang = this.language;
    document.title = `${pick(title, this.language)} · Tamtam`;
    byId("rehearsal").hidden = !rehearsal;
    byId("rehearsal").textContent = words.rehearsal;
    const inside = status === "break" || (activity && status !== "over"); // no QR code fills the page
    byId("door").replaceChildren(...(inside ? [bare(url).replace(`/${code}`, ""), h("b", {}, code)] : []));
    byId("moved").hidden = !this.moved || !inside;
    byId("moved").replaceChildren(
      h("img", { src: this.shared.qr, alt: this.say("qr", { url }) }),
      h("span", {}, words.moved, h("b", {}, bare(url))),
    );
    const taken = pick(this.shared.taken_up, this.language);
    byId("taken_up").hidden = !taken;
    byId("taken_up").replaceChildren(h("span", {}, words.taken_up), taken);
    const blank = document.body.hasAttribute("data-blank");
    byId("blank").lastElementChild.textContent = blank ? words.keys.show : words.keys.blank;
    byId("blank").setAttribute("aria-pressed", String(Boolean(blank)));
    byId("full").lastElementChild.textContent = words.keys.full;
    byId("speak").hidden = !other;
    byId("speak").lastElementChild.textContent = autonym(other);
    byId("speak").lastElementChild.lang = other;
  }

  // --- screens, one function each

  lobby() {
    const { title, url, name_url: named, qr, code } = this.shared;
    this.people = h("p", { class: "tt-screen-people" });
    return [
      h(
        "div",
        { class: "tt-screen-lobby" },
        h("img", { src: qr, alt: this.say("qr", { url }) }),
        h(
          "div",
          {},
          heading(pick(title, this.language)),
          h("p", { class: "tamtam-lead" }, this.say("lobby.scan")),
          h("p", { class: "tt-screen-url" }, bare(url).replace(`/${code}`, "")),
          named && h("p", { class: "tt-screen-named" }, this.say("lobby.named", { url: bare(named) })),
          h("p", { class: "tamtam-lead" }, this.say("lobby.code")),
          h("p", { class: "tt-screen-code" }, code),
          this.people,
          this.tables(),
        ),
      ),
    ];
  }

  /** A break, until when and how long still; once that is over, that it goes on, and with what. */
  pause() {
    const { pause, follows } = this.shared;
    const { title, until } = pause;
    const [words, next] = [title, follows].map((text) => pick(text, this.language));
    const over = this.goesOn();
    const planned = until ? this.say("pause.until", { title: words, until }) : words;
    return [
      heading(over ? this.say("pause.over") : planned),
      next && h("p", { class: "tamtam-lead" }, this.say("pause.next", { title: next })),
      this.tables(),
      !over && h("div", { class: "tt-screen-foot" }, this.timer),
    ];
  }

  /** Whether the break has come to its planned end: the room goes on without anybody's click. */
  goesOn() {
    const { status, pause } = this.shared;
    return status === "break" && pause?.ends_at != null && pause.ends_at <= this.link.now();
  }

  question() {
    const { title, question, status, show } = this.shared.activity;
    const { formation, round, prompt, talk } = this.shared.activity;
    const asks = prompt && status === "open"; // in a round of its own it is the question
    const how =
      status !== "open"
        ? []
        : [formation !== "alone" && this.say(`formation.${formation}`), round && pick(round, this.language)].filter(
            Boolean,
          );
    const lead = status === "revealed" && show === "nothing" ? "ask.talk" : status === "closed" ? "ask.closed" : null;
    return [
      h("p", { class: "tt-screen-kicker" }, [pick(title, this.language), ...how].join(" · ")),
      heading(pick(asks && round ? prompt : question, this.language)),
      asks && !round && h("p", { class: "tamtam-lead" }, pick(prompt, this.language)),
      talk
        ? !talk.turned && h("p", { class: "tamtam-lead" }, this.say("ask.cards"))
        : lead && h("p", { class: "tamtam-lead" }, this.say(lead)),
      talk?.turned &&
        pick(talk.debrief, this.language) &&
        h("p", { class: "tt-screen-debrief" }, h("span", {}, this.say("debrief")), pick(talk.debrief, this.language)),
      status === "open" && formation !== "alone" && this.tables(),
      status === "open" && !talk ? this.asked() : null,
      h("div", { class: "tt-screen-foot" }, status === "open" && this.way(), this.timer, talk ? null : this.count),
    ];
  }

  /** Where one reads at which table one sits, once people do. */
  tables() {
    return this.shared.tables > 0 && h("p", { class: "tamtam-lead" }, this.say("tables"));
  }

  /** What is answered, read from the wall: as large as all of it allows. */
  asked() {
    const { asks, pictures } = this.shared.activity;
    if (!asks.length) return null;
    const picture = (at) => {
      const { src, alt, width, height } = pictures?.[at] ?? {};
      return src && h("img", { src, alt: pick(alt, this.language), width, height });
    };
    return h(
      "ul",
      { class: "tt-screen-asks" },
      asks.map((text, at) => h("li", {}, picture(at), pick(text, this.language))),
    );
  }

  /** How to join, small. */
  way() {
    const { url, qr, code } = this.shared;
    const words = h("span", {}, this.say("ask.join"), h("b", {}, code));
    return h("div", { class: "tt-screen-way" }, h("img", { src: qr, alt: this.say("qr", { url }) }), words);
  }

  /** Give the sentences the largest letters in which all of them fit; what fits in none is on the phones. */
  fill() {
    const list = /** @type {HTMLElement | null} */ (document.querySelector(".tt-screen-asks"));
    if (!list) return;
    for (const rest of list.querySelectorAll(".tt-screen-rest")) rest.remove();
    const items = /** @type {HTMLElement[]} */ ([...list.children]);
    for (const item of items) item.hidden = false;
    list.style.maxHeight = "";
    const fits = () => list.scrollHeight <= list.clientHeight + 1 && list.scrollWidth <= list.clientWidth + 1;
    for (const [size, columns] of SIZES) {
      list.style.setProperty("--tt-screen-size", `${size}rem`);
      list.dataset.columns = String(columns);
      // What goes on in a second column makes two of one width.
      const two = items[items.length - 1].offsetLeft > items[0].offsetLeft;
      if (two) list.dataset.columns = "2";
      if (!fits()) continue;
      if (two) levelled(list, fits);
      return;
    }
    const rest = h("li", { class: "tt-screen-rest" });
    list.append(rest);
    for (let kept = items.length - 1; kept > 0 && !fits(); kept -= 1) {
      items[kept].hidden = true;
      rest.textContent = this.say("ask.more", { n: items.length - kept });
    }
  }

  sentence() {
    const { title, shown } = this.shared.activity;
    const { sentence } = shown[this.language];
    return [
      h("p", { class: "tt-screen-kicker" }, pick(title, this.language)),
      heading(sentence),
      h("div", { class: "tt-screen-foot" }, this.count),
      this.debrief(),
    ];
  }

  chart() {
    const { caption } = this.shared.activity.shown[this.language];
    const drawing = h("div", { class: "tt-screen-drawing", role: "img", "aria-label": caption });
    this.sheet = h("div", { class: "tt-screen-wall", role: "group", "aria-label": this.say("chart.label") }, drawing);
    this.drawn = null;
    this.said = h("h1", {});
    this.under = h("p", { class: "tt-screen-under" });
    const foot = this.debrief() ?? h("div", { class: "tt-screen-foot" }, this.timer, this.count);
    return [this.said, this.under, this.sheet, foot];
  }

  debrief() {
    const words = this.shared.activity.shown[this.language].debrief;
    return (
      words &&
      h(
        "p",
        { class: "tt-screen-debrief" },
        h("span", {}, this.say("debrief")),
        pick({ [this.language]: words }, this.language),
      )
    );
  }

  over() {
    return [heading(this.say("over.title")), h("p", { class: "tamtam-lead" }, this.say("over.lead"))];
  }

  // --- what moves on a screen

  counts() {
    const { people, activity } = this.shared;
    if (this.people)
      this.people.textContent = people ? this.say("lobby.people", { n: people }) : this.say("lobby.nobody");
    if (!activity) return;
    const { answered, by_hand: n } = activity;
    this.count.hidden = answered == null;
    const bar = h("progress", { max: Math.max(people, 1), value: answered, "aria-hidden": true });
    this.count.replaceChildren(
      this.say("ask.answered", { n: answered, of: people }),
      n ? ` · ${this.say("ask.by_hand", { n })}` : "",
      bar,
    );
  }

  tick() {
    clearTimeout(this.ticking);
    if (this.shared?.status === "break") return this.tickPause();
    const { status, ends_at: endsAt, left: paused } = this.shared?.activity ?? {};
    if (status !== "open" || (endsAt == null && paused == null)) return this.timer.replaceChildren();
    const left = Math.max(0, paused ?? endsAt - this.link.now());
    const up = left === 0 && paused == null;
    const words = up ? h("small", {}, this.say("ask.time_up")) : clock(left);
    this.timer.replaceChildren(words, ...(paused == null ? [] : [" ", h("small", {}, this.say("ask.paused"))]));
    this.timer.toggleAttribute("data-soon", paused == null && left <= 30_000);
    if (paused == null && !up) this.ticking = setTimeout(() => this.tick(), left % 1000 || 1000);
  }

  tickPause() {
    const { ends_at: endsAt } = this.shared.pause;
    if (endsAt == null || this.goesOn()) return;
    const left = endsAt - this.link.now();
    this.timer.replaceChildren(clock(left));
    this.ticking = setTimeout(() => (this.goesOn() ? this.paint() : this.tickPause()), left % 1000 || 1000);
  }

  /** The chart as it is now, drawn where anything about it changed. */
  async chartAgain() {
    const shown = this.shared.activity.shown[this.language];
    const { caption, sentence, people } = shown;
    this.said.textContent = sentence;
    this.said.className = sentence.length > LONGER ? "tt-screen-longer" : "";
    this.under.textContent = [pick(this.shared.activity.question, this.language), people].join(" · ");
    const [light, night] = isSmallAndSquarer() ? [shown.squarer_light, shown.squarer_dark] : [shown.light, shown.dark];
    const figure = dark.matches ? night : light;
    const { sheet } = this;
    const key = JSON.stringify([figure, sheet.clientWidth, sheet.clientHeight]);
    if (key === this.drawn) return;
    this.drawn = key;
    const [drawing] = sheet.children;
    drawing.setAttribute("aria-label", caption);
    try {
      const Plotly = await plotly(this.address);
      if (sheet !== this.sheet || key !== this.drawn) return;
      await draw(Plotly, sheet, figure);
      if (sheet !== this.sheet) return;
      drawing.dataset.turn = this.shared.activity.turn;
    } catch {
      this.drawn = null; // the next news tries again; till then, in words
      drawing.replaceChildren(h("h1", {}, sentence), h("p", { class: "tamtam-lead" }, caption));
    }
  }

  // --- what the facilitator does here

  blank() {
    document.body.toggleAttribute("data-blank");
    if (this.shared) this.frame();
  }

  full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  /** The language the wall could speak next, if the deck has another. */
  other() {
    return following(this.shared?.languages ?? [], this.language);
  }

  speak() {
    this.language = this.other() ?? this.language;
    if (this.shared) this.paint();
  }

  async start() {
    const acts = { b: "blank", f: "full", l: "speak" };
    for (const act of Object.values(acts)) byId(act).onclick = () => this[act]();
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (acts[event.key.toLowerCase()]) this[acts[event.key.toLowerCase()]]();
    });
    const again = () => this.shared && (this.sheet ? this.chartAgain() : this.fill());
    addEventListener("resize", again);
    dark.addEventListener("change", again);
    document.addEventListener("visibilitychange", stayAwake);
    stayAwake();
    await this.link.start();
    this.link.listen();
    plotly(this.address).catch(() => {}); // so that it is there when a chart is
  }
}

/** Keep the display on while this page is in sight, where the browser can; a lock ends when the page is hidden. */
async function stayAwake() {
  if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => {});
}

const bare = (url) => url.replace(/^https?:\/\//, "");

function heading(words) {
  return h(
    "h1",
    { class: words.length > LONGER ? "tt-screen-longer" : words.length > LONG ? "tt-screen-long" : "" },
    words,
  );
}

const [, key] = location.pathname.match(/^\/screen\/([^/]+)/) ?? [];
new Screen(key, JSON.parse(byId("words").textContent)).start();
