// @ts-check
// What pages that take no answers share: their words, a word where the link breaks, an end where it opens nothing.
import { h, pick, say } from "../forms/elements.js";

const PATIENT = 1500; // ms before a broken link is worth a word
/** @type {(id: string) => any} */
export const byId = (id) => document.getElementById(id);

export class Page {
  /** `words` by language; `linked({shared, personal, health, unknown}, language)` makes the link that `take` is told by. */
  constructor(words, linked) {
    this.texts = words;
    this.language = Object.keys(words).find((one) => navigator.language?.startsWith(one)) ?? "en";
    const told = {
      // The last thing heard of a session may be which one was begun in its place.
      shared: (data) => (data.begun ? (this.begun = data.begun) : this.take(data)),
      personal: () => {},
      health: (name) => this.worry(name),
      unknown: (data) => this.close(data),
    };
    this.link = linked(told, () => this.language);
  }

  /** What came in, to be shown; each page its own way. */
  take(_data) {}

  say(key, values) {
    return say(this.texts[this.language], this.language, key, values);
  }

  /** This link opens nothing any more. */
  close(data) {
    this.link.quiet();
    this.shared = null;
    const { title, lead } = this.begun ?? {};
    byId("main").replaceChildren(
      h("h1", {}, title ? pick(title, this.language) : data.message),
      h("p", { class: "tamtam-lead" }, lead ? pick(lead, this.language) : data.hint),
    );
  }

  /** What is to be said of the link, or of what everybody should know. */
  trouble(name) {
    if (name === "ok") return pick(this.shared?.notice, this.language);
    return name.includes(" ") ? name : this.say("unreachable");
  }

  worry(name) {
    clearTimeout(this.worried);
    const show = () => (byId("trouble").textContent = this.trouble(name));
    this.worried = setTimeout(show, name === "ok" ? 0 : PATIENT);
  }
}
