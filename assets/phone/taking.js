// @ts-check
// What one takes along of a session: the notebook as words, as a page, and the day of one's step. It needs
// neither network nor a secure page.
import { calendarOf } from "../forms/calendar.js";
import { h, pick } from "../forms/elements.js";
import { copying } from "../forms/shared.js";
import { recall } from "./memory.js";

const STYLE = `body{font:17px/1.45 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#1E2330}
h2{margin:2rem 0 .3rem;font-size:1.1rem}p,dl{margin:.3rem 0}dt{color:#5B6270}dd{margin:0 0 .4rem;font-weight:600}`;

/** The parts of a notebook as elements; each has a title, what was asked, what came out, and rows of one's own. */
export const drawn = (parts) =>
  parts.map(({ title, question, sentence, rows }) =>
    h(
      "section",
      {},
      h("h2", {}, title),
      question ? h("p", { class: "tt-phone-small" }, question) : null,
      sentence ? h("p", { class: "tt-phone-said", dir: "auto" }, sentence) : null,
      rows.length
        ? h(
            "dl",
            {},
            rows.flatMap(([name, words]) => [h("dt", { dir: "auto" }, name), h("dd", { dir: "auto" }, words)]),
          )
        : null,
    ),
  );

const asText = (parts) =>
  parts
    .map(({ title, question, sentence, rows }) =>
      [title, question, sentence, ...rows.map(([name, words]) => `– ${[name, words].filter(Boolean).join(" : ")}`)]
        .filter(Boolean)
        .join("\n"),
    )
    .join("\n\n");

/** So long may the address of a mail be that each program opens whole. */
const LONGEST = 1900;

/**
 * The text of a mail: all of a notebook where its address holds it, else as many parts as it does, without
 * what was asked, and where the rest is.
 */
export function letter(head, parts, rest) {
  const fits = (text) => encodeURIComponent(text).length <= LONGEST;
  const whole = `${head}\n\n${asText(parts)}`;
  if (fits(whole)) return whole;
  const ended = (text) => `${text}\n\n${rest}`;
  const short = parts.map((part) => asText([{ ...part, question: "" }]));
  const texts = short.map((_, at) => ended([head, ...short.slice(0, at + 1)].join("\n\n")));
  return texts.filter(fits).at(-1) ?? ended(head);
}

/** A day as words. */
export const dayOf = (when, language) => new Date(when).toLocaleDateString(language, { dateStyle: "long" });

/** A whole page of its own that holds the parts, and loads nothing. */
function asPage(parts, name, when, language) {
  const page = document.implementation.createHTMLDocument(name);
  page.documentElement.lang = language;
  page.head.prepend(h("meta", { charset: "utf-8" }), h("meta", { name: "viewport", content: "width=device-width" }));
  page.body.append(h("h1", {}, name), h("p", {}, when), ...drawn(parts));
  // Put in as text: as an element, the policy of the page we are on would bar it and complain.
  const whole = page.documentElement.outerHTML.replace("</head>", `<style>${STYLE}</style></head>`);
  return `<!doctype html>\n${whole}`;
}

/** The next Monday, for a step without a day of its own. */
function monday() {
  const day = new Date();
  day.setDate(day.getDate() + ((8 - day.getDay()) % 7 || 7));
  return day.toLocaleDateString("sv"); // as ISO writes it
}

/** One tap each: copy, mail, a file, and the calendar where there is a `step` ({text, date}). */
export function taking(app, parts, step) {
  const { language, shared } = app.state;
  const name = `Tamtam – ${pick(shared.title, language)}`;
  const when = `${dayOf(recall(app.drawer).day ?? Date.now(), language)} · ${app.code}`;
  const head = [name, when, step?.text].filter(Boolean).join("\n");
  const file = (words, called, type, content) =>
    h("a", { class: "tt-second", download: called, href: URL.createObjectURL(new Blob([content], { type })) }, words);
  const body = letter(head, parts, app.say("notebook.rest"));
  const mail = `mailto:?subject=${encodeURIComponent(name)}&body=${encodeURIComponent(body)}`;
  const page = asPage(parts, name, when, language);
  return h(
    "section",
    { class: "tt-form tt-phone-taking" },
    h("h2", {}, app.say("notebook.take")),
    h("p", { class: "tt-small" }, app.say("notebook.taken")),
    copying(app.say("notebook.copy"), `${name}\n${when}\n\n${asText(parts)}`, app.say("notebook.copied")),
    h("a", { class: "tt-second", href: mail }, app.say("notebook.mail")),
    file(app.say("notebook.file"), `tamtam-${app.code}.html`, "text/html", page),
    step
      ? file(app.say("notebook.calendar"), "tamtam.ics", "text/calendar", calendarOf(step.text, step.date ?? monday()))
      : null,
  );
}
