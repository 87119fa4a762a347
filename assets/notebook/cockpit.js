// @ts-check
// The cockpit: a session led from one pane. The kernel says what stands where, as plain data; this draws it,
// counts down, knows the keys, and sends what is pressed.
import { chart } from "./chart.js";
import { forPhones } from "./photo.js";
import { drawn } from "./tree.js";

const REGIONS = ["bar", "sheet", "step", "panel"];
const TYPED = "input, textarea, select";
/** How long a second press of the main button is one with the first, and how long an answer may take (ms). */
const QUIET = 350;
/** How high a chart is at least, and what is left beneath it (px). */
const LEAST = 240;
const BENEATH = 10;
const UNANSWERED = 20_000;
/** From when on it is said that the kernel is at work on what was pressed (ms). */
const AT_WORK = 1500;
/** How long somebody has not typed before what is in a field is looked at (ms). */
const PAUSED = 400;

/** Minutes and seconds of `left` (ms), as a clock shows them: 3:05. @param {number} left */
const clocked = (left) => {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

/** The bytes of a file as text. @param {Blob} file @returns {Promise<string>} */
const base64 = (file) =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.readAsDataURL(file);
  });

class Cockpit {
  /** @param {any} model @param {any} el */
  constructor(model, el) {
    this.model = model;
    this.root = document.createElement("div");
    this.root.className = "tamtam tamtam-cockpit";
    this.root.tabIndex = -1;
    /** @type {Record<string, any>} */
    this.places = {};
    for (const name of REGIONS) {
      this.places[name] = document.createElement(name === "bar" ? "div" : "section");
      this.places[name].className = `tamtam-cockpit-${name}`;
    }
    this.places.sheet.tabIndex = this.places.step.tabIndex = this.places.panel.tabIndex = 0;
    this.said = document.createElement("div");
    this.said.className = "tamtam-cockpit-said";
    this.said.setAttribute("role", "status");
    this.root.append(this.places.bar, this.said, this.places.sheet, this.places.step, this.places.panel);
    el.append(this.root);
    this.figure = document.createElement("div");
    this.chart = chart(model, this.figure, (layout) => this.roomFor(layout));
    this.hosted = document.createElement("div");
    this.parked = document.createElement("div");
    this.parked.hidden = true;
    this.root.append(this.parked);
    this.seen = new Set();
    this.pressedAt = -UNANSWERED;
    this.owed = 0; // how many presses aren't answered
    this.owedSince = 0;
    this.cut = false; // whether the kernel that drew this is gone
    this.silence = "";
    this.reads = false;
    this.isHandled = false; // whether the run sheet was turned to by hand in this step
    this.asked = null; // the question in the open tab that was brought in sight
    this.root.addEventListener("click", (/** @type {any} */ event) => {
      this.fold(event.target);
      this.pressed(event);
    });
    this.root.addEventListener("change", (/** @type {any} */ event) => this.changed(event));
    this.root.addEventListener("input", (/** @type {any} */ event) => this.typing(event));
    this.root.addEventListener("paste", (/** @type {any} */ event) => this.pasted(event));
    this.root.addEventListener("keydown", (/** @type {any} */ event) => this.keyed(event));
    this.root.addEventListener("toggle", (/** @type {any} */ event) => this.toggled(event), true);
    this.root.addEventListener("wheel", (/** @type {any} */ event) => this.wheeled(event), { passive: false });
    for (const hand of ["wheel", "touchmove", "pointerdown", "keydown"])
      this.places.sheet.addEventListener(hand, () => (this.isHandled = true), { passive: true });
    window.addEventListener("keydown", this.shield, true);
    // What has been on the screen, at least for the most part of its row: nothing else is accepted unread.
    this.reading = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries)
          if (isIntersecting) for (const id of /** @type {any} */ (target).dataset.item.split(" ")) this.seen.add(id);
      },
      { threshold: 0.8 },
    );
    // As tall as the notebook leaves: the bar and the tabs are always in sight.
    this.fitting = new ResizeObserver(() => this.fit());
    requestAnimationFrame(() => {
      this.scroller = el.closest(".jp-WindowedPanel-outer, .jp-Notebook");
      if (this.scroller) this.fitting.observe(this.scroller);
      this.fit();
      if (!this.isCard()) this.root.scrollIntoView({ block: "start" });
    });
    this.resized = new ResizeObserver(() => this.chart.draw());
    this.resized.observe(this.places.step);
    this.ticking = setInterval(() => this.tick(), 250);
    this.listeners = [
      ...REGIONS.map((name) => [`change:${name}`, () => this.draw(name)]),
      ["change:now", () => this.heard()],
      ["change:said", () => this.say()],
      ["change:done", () => this.answered()],
      ["comm_live_update", () => this.lose()],
      ["change:layout_name", () => this.lay()],
      ["change:hosted", () => this.host()],
    ];
    for (const [name, listener] of this.listeners) model.on(name, listener);
    this.heard();
    for (const name of REGIONS) this.draw(name);
    this.say();
    this.lay();
    this.host();
  }

  /**
   * JupyterLab's single keys would add, cut and delete cells, this one among them. It looks at what has the
   * focus before anything around it, so it is told there, before it hears of the key.
   * @param {any} event
   */
  shield = ({ target, ctrlKey, metaKey }) => {
    if (this.root.contains(target)) target.toggleAttribute("data-lm-suppress-shortcuts", !ctrlKey && !metaKey);
  };

  end() {
    window.removeEventListener("keydown", this.shield, true);
    clearInterval(this.ticking);
    clearTimeout(this.pause);
    this.reading.disconnect();
    this.fitting.disconnect();
    this.chart.end();
    this.resized.disconnect();
    for (const [name, listener] of this.listeners) this.model.off(name, listener);
  }

  // --- what is drawn

  /** Whether it is one step under a cell of its own, among others: the page is scrolled by whoever reads it. */
  isCard() {
    return this.model.get("layout_name") === "card";
  }

  /**
   * The place for the chart: what the text above it leaves of the step, so that all of it is in sight at once.
   * @param {{ width: number, height: number }} layout
   */
  roomFor(layout) {
    const { step } = this.places;
    const width = this.figure.clientWidth;
    if (this.isCard()) return { width, height: layout.height * Math.min(1, width / layout.width) };
    const above = this.figure.getBoundingClientRect().top - step.getBoundingClientRect().top + step.scrollTop;
    return { width, height: Math.max(LEAST, step.clientHeight - above - BENEATH) };
  }

  fit() {
    const height = this.scroller?.clientHeight;
    if (height) this.root.style.setProperty("--tamtam-cockpit-height", `${height - 12}px`);
    this.follow();
  }

  /** Whether it stands at the top of the notebook, whole: bar, run sheet, step and tabs in sight. */
  isWhole() {
    if (this.isCard() || !this.scroller) return false;
    const [pane, window] = [this.root, this.scroller].map((one) => one.getBoundingClientRect());
    return pane.height <= window.height && pane.top >= window.top - 1 && pane.bottom <= window.bottom + 1;
  }

  /**
   * A wheel turned where nothing is left to scroll would scroll the notebook, and the main button out of
   * sight: the pane stays where it is. What lies below it is reached by the notebook's own scroll bar.
   * @param {any} event
   */
  wheeled(event) {
    if (event.ctrlKey || !event.deltaY || this.model.get("layout_name") !== "whole" || !this.isWhole()) return;
    for (let place = event.target; place && place !== this.root; place = place.parentElement) {
      const { overflowY } = getComputedStyle(place);
      const left = event.deltaY < 0 ? place.scrollTop : place.scrollHeight - place.clientHeight - place.scrollTop;
      if (left >= 1 && overflowY !== "visible" && overflowY !== "hidden") return;
    }
    event.preventDefault();
  }

  /** @param {string} name */
  draw(name) {
    const place = this.places[name];
    const before = /** @type {any} */ (document.activeElement);
    const had = before && place.contains(before) ? before : null;
    const row = had ? this.items().indexOf(had.closest("[data-item]")) : -1;
    drawn(place, this.model.get(name));
    place.hidden = !place.childNodes.length;
    this.fill(place);
    if (name === "step") this.chart.draw(); // what stands above it may have grown
    this.tick();
    if (name === "panel") {
      this.reading.disconnect(); // what a row says may have changed: it is looked at anew
      for (const item of this.items()) this.reading.observe(item);
      // Who asked to read goes on with the keys at once.
      if (this.reads && this.items().length) this.items()[0].focus({ preventScroll: true });
      this.reads &&= !this.items().length;
      const asked = place.querySelector("[role=alertdialog]");
      if (asked && asked !== this.asked) this.bring(asked);
      this.asked = asked;
    }
    if (name === "step" && this.stepKey !== this.model.get("at")) {
      this.stepKey = this.model.get("at");
      place.scrollTop = 0;
      this.align();
    }
    // What had the focus may have been moved, as a row among others.
    if (had?.isConnected && document.activeElement !== had) had.focus({ preventScroll: true });
    // The button that was pressed is gone: the usual next thing has the focus, so that Enter goes on.
    if (had && !place.contains(document.activeElement)) {
      const rows = this.items();
      if (row >= 0 && rows.length) this.goTo(rows[Math.min(row, rows.length - 1)]);
      else this.focusIn(place);
    }
    if (name === "sheet") this.follow();
  }

  /**
   * The row of the step under way stays in sight within the run sheet, whatever is told above it, until
   * somebody turns to the sheet by hand: then it is left as it is till the next step.
   */
  follow() {
    const { sheet } = this.places;
    const row = sheet.querySelector("[aria-current]");
    const key = row?.dataset.key ?? "";
    if (key !== this.currentKey) this.isHandled = false;
    this.currentKey = key;
    if (row && !this.isHandled) this.bring(row.closest("li") ?? row, sheet);
  }

  /** Go to a row, if there is one. @param {any} row */
  goTo(row) {
    row?.focus({ preventScroll: true });
    if (row) this.bring(row);
  }

  /**
   * Bring a part of a place in sight: the place is scrolled, and never the notebook around the pane.
   * @param {any} part
   */
  bring(part, place = this.places.panel) {
    const [wanted, seen] = [part, place].map((one) => one.getBoundingClientRect());
    const top = seen.top + (place.querySelector("[data-tabs]")?.clientHeight ?? 0);
    if (wanted.top < top) place.scrollTop -= top - wanted.top;
    else if (wanted.bottom > seen.bottom) place.scrollTop += Math.min(wanted.bottom - seen.bottom, wanted.top - top);
  }

  /** Once a step is gone on to from here, the pane is whole again, should the notebook have been scrolled. */
  align() {
    if (this.model.get("layout_name") !== "whole" || !this.scroller || this.isWhole()) return;
    if (this.root.contains(document.activeElement)) this.root.scrollIntoView({ block: "start" });
  }

  /** The rows that are gone through with the arrow keys. */
  items() {
    return [...this.places.panel.querySelectorAll("[data-item]")];
  }

  /** What was pressed is done: the main button may be pressed again, but for the second half of a double click. */
  answered() {
    this.owed = Math.max(0, this.owed - 1);
    this.owedSince = performance.now();
    const done = () => this.root.removeAttribute("data-busy");
    setTimeout(done, QUIET - (performance.now() - this.pressedAt));
  }

  /** @param {any} place */
  focusIn(place) {
    const next = place.querySelector("[data-first]") ?? place.querySelector("button, [tabindex='0']");
    (next ?? this.root).focus({ preventScroll: true });
  }

  /** Put the chart, and a hosted widget, where the kernel wants them. @param {any} place */
  fill(place) {
    const slots = { chart: this.figure, hosted: this.hosted };
    for (const [name, content] of Object.entries(slots)) {
      const slot = place.querySelector(`[data-slot="${name}"]`);
      if (slot && content.parentNode !== slot) slot.append(content);
    }
    // Out of sight it stays in the page: Lumino lets go of nothing that it doesn't find there.
    if (!this.hosted.isConnected) this.parked.append(this.hosted);
  }

  /** The kernel was started anew, or is gone: what is drawn here answers no more. */
  lose() {
    this.cut = true;
    this.tick();
  }

  /** That the kernel is at work on what was pressed; that it answers no more, with what to do about it. */
  listen() {
    const waited = this.owed ? performance.now() - this.owedSince : 0;
    const silence = this.cut || waited > UNANSWERED ? "lost" : waited > AT_WORK ? "at_work" : "";
    if (silence === this.silence) return;
    this.silence = silence;
    this.say();
  }

  say() {
    const told = this.model.get("silence");
    const own = { words: told[this.silence], sort: this.silence === "lost" ? "refused" : "" };
    const { words, sort } = this.silence ? own : this.model.get("said");
    this.said.setAttribute("role", sort === "refused" ? "alert" : "status");
    this.said.className = `tamtam-cockpit-said${sort ? ` tamtam-cockpit-${sort}` : ""}`;
    this.said.textContent = words ?? "";
    if (this.silence !== "lost") return;
    const reload = document.createElement("button");
    reload.type = "button";
    reload.textContent = told.reload;
    reload.addEventListener("click", () => location.reload());
    this.said.append(" ", reload);
  }

  lay() {
    if (this.root.dataset.layout && this.root.dataset.layout !== this.model.get("layout_name"))
      requestAnimationFrame(() => this.root.scrollIntoView({ block: "start" }));
    this.root.dataset.layout = this.model.get("layout_name");
  }

  async host() {
    const id = this.model.get("hosted");
    this.hosted.replaceChildren();
    if (!id) return;
    const manager = this.model.widget_manager;
    const view = await manager.create_view(await manager.get_model(id));
    if (id !== this.model.get("hosted")) return;
    this.hosted.append(view.el);
    // What stands in it hears of it too: only then it has its classes and its layout.
    (view.luminoWidget ?? view).processMessage?.({ type: "after-attach", isConflatable: false });
    view.trigger?.("displayed");
  }

  /** By how much the session's clock is ahead of this page's own (ms): nobody sets that one. */
  heard() {
    this.ahead = this.model.get("now") - performance.now();
  }

  tick() {
    this.listen();
    for (const place of this.root.querySelectorAll("[data-until]")) {
      const { at, words, over } = JSON.parse(/** @type {any} */ (place).dataset.until);
      const left = at - (performance.now() + this.ahead);
      const said = left > 0 ? words.replace("{left}", clocked(left)) : over;
      if (place.textContent !== said) place.textContent = said;
    }
  }

  // --- what is done

  /** A menu is folded by a press beside it. @param {any} target */
  fold(target) {
    for (const menu of this.root.querySelectorAll("details[data-menu][open]"))
      if (!menu.contains(target)) menu.removeAttribute("open");
  }

  /** @param {any} event */
  pressed(event) {
    const target = event.target.closest("[data-do]");
    if (!target || target.matches(TYPED)) return;
    event.preventDefault();
    if (target.hasAttribute("data-main")) {
      // A double click is one, and so is a press while the one before isn't answered.
      const now = performance.now();
      if (this.root.hasAttribute("data-busy") && now - this.pressedAt < UNANSWERED) return;
      this.pressedAt = now;
      this.root.setAttribute("data-busy", "");
    }
    target.closest("details[data-menu]")?.removeAttribute("open");
    this.send(JSON.parse(target.dataset.do), target.closest("[data-form]"));
  }

  /** @param {any} event */
  async changed({ target }) {
    if (!target.dataset.do) return;
    const act = JSON.parse(target.dataset.do);
    if (target.type === "file") {
      const [file] = target.files;
      if (file)
        this.send([...act, file.name, await base64(target.accept === "image/*" ? await forPhones(file) : file)]);
      target.value = ""; // the same file may be taken again
      return;
    }
    clearTimeout(this.pause);
    this.send([...act, target.type === "checkbox" ? target.checked : target.value]);
  }

  /** A field that is looked at while it is typed into. @param {any} event */
  typing({ target }) {
    if (!target.hasAttribute("data-live")) return;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.send([...JSON.parse(target.dataset.do), target.value]), PAUSED);
  }

  /** Several cells of a spreadsheet go into as many lines, wherever they are pasted. @param {any} event */
  pasted(event) {
    const rows = event.clipboardData?.getData("text/plain") ?? "";
    if (!event.target.dataset.pasted || !/[\n\t]/.test(rows.trim())) return;
    event.preventDefault();
    clearTimeout(this.pause);
    this.send([...JSON.parse(event.target.dataset.pasted), rows]);
  }

  /** @param {any} event */
  toggled({ target }) {
    if (target.dataset.folds) this.send(["fold", target.dataset.folds, target.open]);
    // What unfolds at the foot of the run sheet is brought in sight.
    if (target.open && this.places.sheet.contains(target)) target.scrollIntoView({ block: "nearest" });
  }

  /** @param {any[]} act @param {any} [form] */
  send([name, ...values], form) {
    this.reads = name === "read_now" || (name === "tab" && values[0] === "read");
    const typed = {};
    for (const one of form?.querySelectorAll(TYPED) ?? []) {
      typed[one.name] = one.type === "checkbox" ? one.checked : one.value;
      if (one.hasAttribute("data-once")) one.value = "";
    }
    if (!this.owed) this.owedSince = performance.now();
    this.owed += 1;
    this.model.send({ act: name, values, typed, seen: name === "accept_seen" ? [...this.seen] : [] });
  }

  /** @param {any} event */
  keyed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && this.root.querySelector("details[data-menu][open]")) {
      this.fold(null);
      event.preventDefault();
      return;
    }
    const typing = event.target.matches(TYPED);
    if (typing && event.key === "Enter" && event.target.localName === "input") {
      event.target.closest("[data-form]")?.querySelector("[data-enter]")?.click();
      return;
    }
    if (typing) return;
    const item = event.target.closest("[data-item]");
    const own = item?.querySelector(`[data-hotkey="${CSS.escape(event.key)}"]`);
    const found =
      own ??
      this.root.querySelector(
        `:scope > :not(section) [data-hotkey="${CSS.escape(event.key)}"], [data-tabs] [data-hotkey="${CSS.escape(event.key)}"]`,
      );
    if (item && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const all = this.items();
      this.goTo(all[all.indexOf(item) + (event.key === "ArrowDown" ? 1 : -1)]);
      event.preventDefault();
    } else if (found) {
      found.localName === "summary" ? found.parentNode.toggleAttribute("open") : found.click();
      event.preventDefault();
    } else if (event.key === "p") {
      const fold = this.root.querySelector("[data-folds='preview'] > summary");
      if (fold instanceof HTMLElement) fold.click();
    }
  }
}

export default {
  /** @param {{model: any, el: any}} here */
  render({ model, el }) {
    const cockpit = new Cockpit(model, el);
    return () => cockpit.end();
  },
};
