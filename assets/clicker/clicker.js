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
    this.ahead = Math.max(this.shared ? this.ahead : -Infinity, data.now - Date.now());
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

  // --- what can be done now: [what it says, the call, its content], the usual next thing first

  acts() {
    const { status, activity, next } = this.shared;
    const id = activity?.id;
    const run = (key, command) => [this.say(`do.${key}`), "../run", command];
    const open = (key, { id, seconds }) =>
      run(key, { do: "open", activity: id, seconds: seconds || null, anyway: false });
    const reveal = (show) => [this.say(`do.${show}`), "../reveal", { activity: id, show, anyway: false }];
    const time = (key, change, seconds = 0) => run(key, { do: "time", activity: id, change, seconds });
    const onward = next
      ? [[this.say("do.next", { title: pick(next.title, this.language) }), ...open("next", next).slice(1)]]
      : [];
    if (status === "over") return [];
    if (status === "open") {
      const timed = activity.ends_at != null || activity.left != null;
      const pause = activity.left != null ? time("resume", "resume") : time("pause", "pause");
      const close = run("close", { do: "close", activity: id });
      if (activity.talk)
        return [
          ...(activity.turned ? [] : [run("turn_over", { do: "turnover", activity: id })]),
          close,
          time("more", "add", 60),
          ...(timed ? [pause] : []),
        ];
      const [number, of] = activity.round ?? [0, 0];
      const rounds = number < of ? [run("advance", { do: "advance", activity: id, round: number })] : [];
      return [...rounds, close, reveal("chart"), time("more", "add", 60), ...(timed ? [pause] : [])];
    }
    const shown = ["chart", ...(activity?.shift ? ["shift"] : []), "sentence", "nothing"];
    const reopen = () => run("reopen", { do: "open", activity: id, reopen: true });
    if (status === "closed" && activity.talk) return onward;
    if (status === "closed") return [...shown.map(reveal), reopen(), ...onward];
    if (status === "revealed") {
      const others = shown.filter((show) => show !== activity.show).map(reveal);
      return [...onward, ...others, ...(activity.reopens ? [reopen()] : [])];
    }
    return onward;
  }

  async act(path, content) {
    if (this.busy) return;
    this.busy = true;
    this.mark();
    const again = "anyway" in content && { anyway: this.anyway };
    const { status, data } = await this.link.call(path, { ...content, ...again });
    this.anyway = data?.error === "extra_time_runs"; // once more, and it is done
    this.busy = false;
    this.mark();
    const problem = status === 0 ? this.say("unreachable") : status >= 400 ? `${data.message} ${data.hint}` : "";
    await this.link.refresh();
    if (this.problem) this.problem.textContent = problem;
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
    const acts = this.acts();
    const key = JSON.stringify([
      status,
      activity?.id,
      activity?.turn,
      activity?.round,
      activity?.show,
      acts.map(([words]) => words),
    ]);
    if (key !== this.painted) {
      const focused = document.activeElement?.tagName === "BUTTON";
      this.painted = key;
      this.timer = h("p", { class: "tt-clicker-timer", role: "timer" });
      this.count = h("p", { class: "tt-clicker-count" });
      this.voices = h("div", { class: "tt-clicker-voices" });
      this.problem = h("p", { class: "tt-clicker-problem", role: "alert" });
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
        acting,
      );
      if (focused) this.buttons[0]?.focus();
    }
    acts.forEach(([words, path, content], number) => {
      this.buttons[number].textContent = words;
      this.buttons[number].onclick = () => this.act(path, content);
    });
    if (this.facet) this.facet.lastElementChild.value = activity.facet;
    const answered = activity && status !== "over" && this.say("answered", { n: activity.answered, of: people });
    const waits = answered && activity.waiting > 0 && this.say("waiting", { n: activity.waiting });
    const onPaper = answered && activity.by_hand > 0 && this.say("by_hand", { n: activity.by_hand });
    this.count.textContent = [answered, onPaper, waits].filter(Boolean).join(" · ");
    this.voices.replaceChildren(...this.said().map((words) => h("p", {}, words)));
    this.tick();
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
    const { status, activity, title } = this.shared;
    const kicker = (words) =>
      h("p", { class: "tt-clicker-kicker" }, h("span", {}, words), h("span", {}, this.say(`status.${status}`)));
    if (!activity || status === "over") return [kicker(""), h("h1", {}, pick(title, this.language))];
    const [number, of] = (status === "open" && activity.round) || [];
    const round = number ? ` · ${this.say("round", { n: number, of })}` : "";
    return [kicker(pick(activity.title, this.language) + round), h("h1", {}, pick(activity.question, this.language))];
  }

  tick() {
    clearTimeout(this.ticking);
    const { status, ends_at: endsAt, left: paused } = this.shared?.activity ?? {};
    if (status !== "open" || (endsAt == null && paused == null)) return this.timer.replaceChildren();
    const left = Math.max(0, paused ?? endsAt - (Date.now() + this.ahead));
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

const [, code] = location.pathname.match(/^\/clicker\/([A-Za-z0-9]{6})/) ?? [];
new Clicker(code.toUpperCase(), location.hash.slice(1), JSON.parse(byId("words").textContent)).start();
