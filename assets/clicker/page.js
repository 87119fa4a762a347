// @ts-check
// What pages that take no answers share: their words, a word where the link breaks, an end where it opens nothing.
import { h, say } from "../forms/elements.js";

export const LANGUAGES = ["fr", "en"];
const PATIENT = 1500; // ms before a broken link is worth a word
/** @type {(id: string) => any} */
export const byId = (id) => document.getElementById(id);

export class Page {
  /** `words` by language; `linked({shared, personal, health, unknown}, language)` makes the link that `take` is told by. */
  constructor(words, linked) {
    this.texts = words;
    this.language = LANGUAGES.find((one) => navigator.language?.startsWith(one)) ?? "en";
    const told = {
      shared: (data) => this.take(data),
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
    byId("main").replaceChildren(h("h1", {}, data.message), h("p", { class: "tamtam-lead" }, data.hint));
  }

  worry(name) {
    clearTimeout(this.worried);
    const words = name === "ok" ? "" : this.say("unreachable");
    this.worried = setTimeout(() => (byId("trouble").textContent = words), words ? PATIENT : 0);
  }
}
