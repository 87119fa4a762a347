// @ts-check
// Commitments: if …, then I …; who asks about it, and when; what it feeds, how sure one is, who may see it.
// The words stay in the host as a draft. They are proposed, to be read first, only where everyone may see
// them; a neighbour reads them here. What is answered tells nothing of the words.
import { bar, barCss } from "./bar.js";
import { calendarOf } from "./calendar.js";
import { h } from "./elements.js";
import { planned } from "./plan.js";
import { choice, copying, form, fresh } from "./shared.js";

const DRAFT = "gesture";
const ASPECTS = ["feeds", "confidence", "seen", "date", "witness"]; // as in kit/kinds/commitments.py
const NEEDED = ["if", "then", "feeds", "confidence"];
const SEEN = ["private", "witness", "all"];
const STEPS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const LONG = 100; // characters of an if and of a then

const css = `
.tt-commitments-gesture :is(textarea,[type=text],[type=date]){font:inherit;width:100%;min-height:52px;padding:10px 12px;color:inherit;background:var(--tamtam-card);border:2px solid var(--tamtam-line);border-radius:12px}
.tt-commitments-gesture .tt-sub{display:block;margin:18px 0 6px}
.tt-commitments-tiles{flex-wrap:wrap}
.tt-form .tt-commitments-tiles label{flex:1 1 128px}
.tt-form .tt-commitments-steps label{flex-basis:46px}
.tt-form .tt-commitments-seen label{flex-basis:100%}
.tt-form .tt-commitments-seen span{padding:8px 12px}
.tt-commitments-seen small{width:100%;font-size:1em;font-weight:400}
.tt-commitments-quick{display:flex;flex-wrap:wrap;gap:8px;margin:10px 0}
.tt-commitments-quick>*{font:inherit;display:grid;place-items:center;min-height:46px;padding:6px 14px;border:2px solid var(--tamtam-line);border-radius:12px;background:none;color:inherit;text-decoration:none}
.tt-form .tt-commitments-words{margin:10px 0;padding-left:14px;border-left:4px solid var(--tamtam-line);font-size:1.16em;user-select:text}
.tt-form.tt-commitments-reader{width:100%;height:100%;max-width:none;max-height:none;margin:0;padding:24px;border:0;border-radius:0;background:var(--tamtam-paper)}
.tt-commitments-reader[open]{display:grid;align-content:center}
.tt-commitments-reader .tt-commitments-words{font-size:1.8em}
`;

const slotOf = (asked, name) => [name, asked.activity.phases[0]];
const isKept = (asked) => asked.get(slotOf(asked, "feeds")) !== null;
const give = (asked, values) => {
  for (const [name, value] of Object.entries(values)) asked.give(slotOf(asked, name), value);
};
const word = (asked, key, values) => asked.say(`commitments.${key}`, values);
const draftOf = (asked) => ({ seen: "private", ...asked.draft(DRAFT) });
const set = (asked, changes) => asked.keepDraft(DRAFT, { ...draftOf(asked), ...changes });
const proposal = (asked) => asked.model.get("proposals")?.[0];
const button = (words, onclick) => h("button", { type: "button", onclick }, words);
const quoted = (asked, text) => h("p", { class: "tt-commitments-words" }, asked.text({ [asked.language]: text }));

/** Let everyone read a sentence, once somebody has; with none, take back what was. */
function publish(asked, text) {
  if (proposal(asked)?.text === text) return;
  asked.model.set("proposals", text ? [{ text, status: "waiting" }] : []);
  asked.model.save_changes();
}

// --- the words

/** On which day of the calendar, in words. */
function whenOf(asked, date) {
  if (!date) return "";
  /** @type {Intl.DateTimeFormatOptions} */
  const look = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  const day = new Date(`${date}T12:00`).toLocaleDateString(asked.language === "en" ? "en-GB" : asked.language, look);
  return word(asked, "on", { day });
}

/** What was written, as one sentence. */
function sentenceOf(asked) {
  const { date, ...said } = draftOf(asked);
  return planned({ ...said, on: whenOf(asked, date) }, asked.texts.plan, (key, values) => word(asked, key, values));
}

// --- writing it, keeping it

function ask(asked) {
  if (asked.locked && !isKept(asked)) return [h("p", { class: "tt-you" }, asked.nothing())];
  const alone = asked.model.get("own"); // nobody to keep it from
  const fields = asked.locked ? {} : fieldsOf(asked);
  const seen = asked.locked || alone ? null : seenBy(asked);
  const told = h("p", { class: "tt-small", role: "status" });
  const title = h("h2", { class: "tt-name", tabindex: -1 }, word(asked, "heading"));
  const writing = h(
    "div",
    {},
    Object.values(fields).map(({ element }) => element),
  );
  const kept = h("div");
  const isDone = () => isKept(asked) && !draftOf(asked).anew;
  const missing = () => NEEDED.find((name) => !fields[name]?.given());
  const keep = () => {
    told.textContent = missing() ? word(asked, "missing", { what: word(asked, missing()) }) : "";
    if (!missing()) commit(asked, alone);
  };
  let drawn = null;
  return [
    {
      element: h("section", { class: "tt-card tt-commitments-gesture" }, title, writing, kept, seen?.element, told),
      slots: ASPECTS.map((name) => slotOf(asked, name)),
      share: () => Number(isDone()),
      focus: () => (isDone() ? title : fields[missing()])?.focus({ preventScroll: true }),
      act: { words: word(asked, "keep"), run: keep },
      update() {
        for (const field of [...Object.values(fields), seen]) field?.update();
        writing.hidden = isDone();
        kept.hidden = !isDone();
        if (seen) seen.element.hidden = isKept(asked) && !isDone();
        const now = isDone() && JSON.stringify([draftOf(asked), proposal(asked), asked.model.get("saved")]);
        if (now && now !== drawn) kept.replaceChildren(...keptParts(asked).filter(Boolean));
        drawn = now;
      },
    },
  ];
}

/** Keep what was written: what counts is sent, the words only where everyone may read them. */
function commit(asked, alone) {
  const { feeds, confidence, seen, date, who } = draftOf(asked);
  const text = sentenceOf(asked);
  set(asked, { text, anew: false, agreed: false });
  publish(asked, alone || seen === "all" ? text : null);
  give(asked, { feeds, confidence, seen, date: date ? "yes" : "no", witness: who?.trim() ? "yes" : "no" });
  asked.keepDraft("kept", text);
}

/** Take it back; what was written stays to be written on. */
function takeBack(asked) {
  publish(asked, null);
  give(asked, Object.fromEntries(ASPECTS.map((name) => [name, null])));
  set(asked, { text: null, anew: false });
  asked.keepDraft("kept", null);
}

/** What one chooses before it counts: a form's way to ask, over the draft. */
const drafted = (asked, changed = (_value) => {}) => ({
  locked: asked.locked,
  get: ([name]) => draftOf(asked)[name] ?? null,
  give: ([name], value) => (set(asked, { [name]: value }), changed(value)),
});

function tiles(asked, name, look, values, face, spoken = face, changed) {
  const label = word(asked, name);
  const field = choice(drafted(asked, changed), {
    slot: [name],
    label,
    look: `tt-trend tt-commitments-tiles ${look}`,
    values,
    name: spoken,
    face,
  });
  field.element = h("div", {}, h("p", { class: "tt-sub" }, label), field.element);
  return field;
}

function fieldsOf(asked) {
  const items = asked.activity.items.filter(({ id }) => !/^p\d+$/.test(id)); // others were proposed
  const name = (id) => asked.text(items.find((item) => item.id === id).text);
  return {
    if: typed(asked, "if", "textarea", { rows: 2, maxlength: LONG, autocapitalize: "none" }),
    then: typed(asked, "then", "textarea", { rows: 2, maxlength: LONG, autocapitalize: "none" }),
    who: typed(asked, "who", "input", { type: "text", maxlength: 30, autocomplete: "off" }),
    date: dated(asked),
    feeds: tiles(
      asked,
      "feeds",
      "",
      items.map(({ id }) => id),
      name,
    ),
    confidence: tiles(asked, "confidence", "tt-commitments-steps", STEPS, String),
  };
}

function typed(asked, name, tag, attributes) {
  const id = fresh();
  const input = h(tag, { id, oninput: () => set(asked, { [name]: input.value }), ...attributes });
  const value = () => draftOf(asked)[name] ?? "";
  return {
    element: h("div", {}, h("label", { class: "tt-sub", for: id }, word(asked, name)), input),
    given: () => Boolean(value().trim()),
    focus: (how) => input.focus(how),
    update: () => input.value === value() || (input.value = value()),
  };
}

/** A date, by the phone's own calendar or in so many days. */
function dated(asked) {
  const local = (days) => new Date(Date.now() + days * 864e5).toLocaleDateString("sv"); // as ISO writes it
  const field = typed(asked, "date", "input", { type: "date", min: local(0) });
  const quick = Object.entries({ week: 7, month: 30 }).map(([name, days]) =>
    button(word(asked, name), () => set(asked, { date: local(days) })),
  );
  field.element.append(h("div", { class: "tt-commitments-quick" }, quick));
  return field;
}

/** Who may see it. Once it is kept, another choice counts at once: what everyone could read is taken back. */
function seenBy(asked) {
  const parts = (value) => [h("b", {}, word(asked, value)), h("small", {}, word(asked, `${value}_hint`))];
  const spoken = (value) => `${word(asked, value)}. ${word(asked, `${value}_hint`)}`;
  return tiles(asked, "seen", "tt-commitments-seen", SEEN, parts, spoken, (seen) => {
    if (!isKept(asked)) return;
    publish(asked, seen === "all" ? draftOf(asked).text : null);
    give(asked, { seen });
  });
}

// --- what is kept

function keptParts(asked) {
  const { text = proposal(asked)?.text, date, seen, agreed } = draftOf(asked);
  const back = asked.locked ? null : button(asked.say("take_back"), () => takeBack(asked));
  if (!text)
    return [
      h("p", { class: "tt-note" }, word(asked, "elsewhere")),
      back && h("div", { class: "tt-commitments-quick" }, back),
    ];
  const where = () => {
    // What is taken back is sent before who may see it: once that is saved, the words are nowhere else.
    const alone = asked.states([slotOf(asked, "seen")]).waiting
      ? "waiting"
      : { all: "refused", witness: agreed && "agreed" }[seen];
    const status = proposal(asked)?.status ?? (alone || "kept");
    return status in asked.texts.commitments ? word(asked, status) : asked.say(`slot.${status}`);
  };
  const open = !asked.locked && !asked.model.get("own");
  return [
    quoted(asked, text),
    asked.model.get("own") ? null : h("p", { class: "tt-small" }, where()),
    h(
      "div",
      { class: "tt-commitments-quick" },
      open && seen === "witness" ? button(word(asked, "show"), () => letRead(asked, text)) : null,
      ...alongWith(asked, text, date),
      asked.locked ? null : button(word(asked, "change"), () => set(asked, { anew: true })),
      back,
    ),
  ];
}

/** Ways to take the words along that need no network. */
function alongWith(asked, text, date) {
  const href = date && `data:text/calendar;charset=utf-8,${encodeURIComponent(calendarOf(text, date))}`;
  return [
    copying(asked.say("copy"), text, asked.say("copied")),
    href ? h("a", { href, download: "tamtam.ics" }, word(asked, "calendar")) : null,
  ];
}

/** The words over the whole screen, for who sits beside; they say that they will ask. */
function letRead(asked, text) {
  const close = () => reader.remove();
  const agree = () => {
    set(asked, { agreed: true });
    give(asked, { witness: "yes" });
    close();
  };
  const asks = word(asked, "asks", { when: whenOf(asked, draftOf(asked).date) });
  const reader = h(
    "dialog",
    { class: "tt-form tt-commitments-reader", "aria-label": word(asked, "witness"), onclose: close },
    quoted(asked, text),
    h("button", { type: "button", class: "tt-main", onclick: agree }, asks),
    h("button", { type: "button", class: "tt-back", onclick: close }, word(asked, "back")),
  );
  document.body.append(reader); // not into the form, which is drawn anew whenever there is news
  reader.showModal();
}

// --- where the room stands

function show(asked, { items }) {
  const textOf = (id) => asked.text(asked.activity.items.find((item) => item.id === id)?.text);
  const count = (found) => found.distributions[0].counts?.["1"] ?? 0;
  const fed = items.filter((found) => found.distributions).sort((a, b) => count(b) - count(a));
  const aloud = items.filter((found) => !found.distributions);
  const [feeds, confidence] = ASPECTS.map((name) => asked.get(slotOf(asked, name)));
  return [
    ...fed.map((found) =>
      bar(textOf(found.item), count(found), found.distributions[0].n, count(found) === count(fed[0])),
    ),
    h(
      "p",
      { class: "tt-you" },
      feeds === null ? asked.nothing() : word(asked, "yours", { name: textOf(feeds), confidence: confidence ?? "–" }),
    ),
    ...(feeds === null || asked.model.get("own") ? [] : keptParts(asked)),
    aloud.length ? h("h3", { class: "tt-sub" }, word(asked, "aloud")) : null,
    ...aloud.map(({ item }) => h("p", { class: "tt-commitments-words" }, textOf(item))),
  ].filter(Boolean);
}

/** What was written and never kept, once that can't be done any more. */
function unsent(asked) {
  const said = draftOf(asked);
  return isKept(asked)
    ? ""
    : ["if", "then", "who"]
        .map((name) => said[name]?.trim())
        .filter(Boolean)
        .join("\n");
}

export default { render: (host) => form(host, { ask, show, css: css + barCss, unsent }) };
