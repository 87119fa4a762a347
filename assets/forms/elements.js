// @ts-check
// Making elements and saying words: for the forms and for the phone page.
// Whatever comes from data becomes text nodes and attributes, never markup.

/** Make an element: `on…` attributes listen, false and null ones are left out, children are text or nodes. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

/** Whether items are collected now and nothing else is asked. */
export const collectsOnly = ({ collect, round, items }) =>
  Boolean(collect) && (round?.phases?.length === 0 || !items.length);

/** Place an element by CSS variables and lengths: set through the object model, which a strict policy allows. */
export function placed(element, style) {
  for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
  return element;
}

/** Minutes and seconds of `left` (ms), as a clock shows them: 3:05. */
export function clock(left) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * Words with no-break spaces where a line may not end, as `spaced` in tamtam/language/texts.py puts them:
 * around arrows, beside signs, and inside numbers where the language groups thousands by a space.
 */
export function spaced(words, language) {
  const joined = words
    .replace(/(\S) → (?=\S)/g, "$1\u00a0→\u00a0")
    .replace(/ (?=[»:;?!])/g, "\u00a0")
    .replace(/« /g, "«\u00a0");
  return joined.replace(/([\d}]) (?=[%€](?!\{))/g, "$1\u00a0").replace(/(\d) (?=\d{3}(?!\d))/g, (found, digit) => {
    const group = (1e4).toLocaleString(language)[2];
    return group === "\u202f" ? digit + group : found;
  });
}

/** One language of a text of the deck; no line parts a-t-il either. */
export const pick = (words, language) =>
  spaced(words?.[language] ?? Object.values(words ?? {})[0] ?? "", language).replace(/-t-/g, "\u2011t\u2011");

/** The language after this one in their round; none where there is no other. */
export const following = (languages, language) =>
  languages[1] && languages[(languages.indexOf(language) + 1) % languages.length];

/** A language as those call it who speak it. */
export const autonym = (language) =>
  language && (new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language);

/** A number as a scale with two sides writes it: +2, −1,5, 0. */
export const signed = (value, language = "en") =>
  `${value > 0 ? "+" : value < 0 ? "\u2212" : ""}${Math.abs(value).toLocaleString(language)}`;

/** Somebody's own words, so that they don't turn the sentence around them where they run right to left. */
export const isolated = (words) =>
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(words) &&
  !words.includes("\u2068")
    ? `\u2068${words}\u2069`
    : words;

/** The text under a dotted key, its placeholders filled; that of `{one, other}` goes with the number `n`. */
export function say(texts, language, key, values = {}) {
  let entry = key.split(".").reduce((words, part) => words?.[part], texts) ?? key;
  if (entry.other) entry = entry[new Intl.PluralRules(language).select(values.n)] ?? entry.other;
  const written = (value) => {
    if (typeof value === "string") return isolated(value);
    if (typeof value !== "number") return value;
    const digits = value.toLocaleString(language, { maximumFractionDigits: 2 });
    return digits.replace("-", "\u2212");
  };
  return spaced(entry, language).replace(/\{(\w+)\}/g, (_, name) => written(values[name] ?? ""));
}
