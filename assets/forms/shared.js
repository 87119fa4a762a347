// @ts-check
// What every form shares: asking by choice or on a line, the foot that says what is saved and what is
// left, and the head of a standing. Hosts: the phone page and anywidget.
import { h, pick, placed, say } from "./elements.js";

const CSS = `
.tt-form{--tt-mark:var(--tamtam-today);color:var(--tamtam-ink);font:1.0625rem/1.4 var(--tamtam-font);max-width:36rem}
.tt-form *{box-sizing:border-box}
.tt-form :is(h2,h3,p){margin:0;padding:0;color:inherit;overflow-wrap:anywhere}
.tt-form [hidden]{display:none!important}
.tt-form :focus-visible{outline:3px solid var(--tamtam-today);outline-offset:2px}
.tt-card{background:var(--tamtam-card);border:1px solid var(--tamtam-hair);border-radius:18px;padding:16px 16px 6px;margin:0 0 12px;scroll-margin:84px 0 180px}
.tt-form .tt-name{font-size:1.16em;line-height:1.3;font-weight:650}
.tt-form .tt-small{color:var(--tamtam-muted);font-size:.9em;line-height:1.4}
.tt-form .tt-group{display:flex;gap:12px;align-items:center;color:var(--tamtam-muted);font-size:.9em;font-weight:600;margin:20px 2px 10px}
.tt-group::after{content:"";flex:1;border-top:2px solid var(--tamtam-line)}
.tt-row{display:flex;flex-wrap:wrap;gap:0 12px;align-items:center;justify-content:space-between;min-height:48px}
.tt-state b{font-weight:650;color:var(--tamtam-ink)}
.tt-state[data-is=saved] i::after{content:" ✓"}
.tt-state i{font-style:normal}
.tt-state:is([data-is=late],[data-is=refused],[data-is=former]){color:var(--tamtam-accent);font-weight:600}
.tt-form .tt-back{font:inherit;font-size:.9em;min-height:44px;min-width:44px;padding:0 8px;margin-right:-8px;background:none;border:0;color:var(--tamtam-muted);text-decoration:underline;text-underline-offset:3px;cursor:pointer;white-space:nowrap}
.tt-scale{position:relative;display:flex;justify-content:space-between;margin:18px 0 8px}
.tt-scale::before{content:"";position:absolute;left:24px;right:24px;top:50%;border-top:2px solid var(--tamtam-line)}
.tt-scale label,.tt-trend label{position:relative;cursor:pointer}
.tt-form :is(.tt-scale,.tt-trend) input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:inherit}
.tt-scale span{display:grid;place-items:center;width:clamp(46px,14vw,54px);height:clamp(46px,14vw,54px);border-radius:50%;border:2px solid var(--tamtam-line);background:var(--tamtam-card);font-weight:600;font-variant-numeric:tabular-nums}
:is(.tt-scale,.tt-trend) input:focus-visible+span{outline:3px solid var(--tamtam-today);outline-offset:3px}
.tt-scale input:checked+span{background:var(--tt-mark);border-color:var(--tt-mark);color:var(--tamtam-card);transform:scale(1.1)}
.tt-form[data-locked] :is(label,input){cursor:default}
.tt-form[data-locked] :is(.tt-scale input:not(:checked)+span,.tt-trend input:not(:checked)+span){border-color:var(--tamtam-hair);color:var(--tamtam-muted)}
.tt-ends{overflow-wrap:anywhere;hyphens:auto;display:flex;justify-content:space-between;gap:24px;color:var(--tamtam-muted);font-size:.9em;line-height:1.25}
.tt-ends :last-child{text-align:right}
.tt-ends[data-three]{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:8px}
.tt-ends[data-three] :nth-child(2){text-align:center}
.tt-phase{display:block;margin:14px 0 -6px;font-weight:600;font-size:.9em;color:var(--tt-mark)}
.tt-form :is([data-phase=wanted],[data-phase=after]){--tt-mark:var(--tamtam-wanted)}
.tt-trend{display:flex;flex-wrap:wrap;gap:8px;margin:6px 0 4px}
.tt-trend label{flex:1}
.tt-trend :where(label>span){display:flex;flex-wrap:wrap;align-items:center;justify-content:center;gap:0 6px;min-height:46px;padding:2px 4px;border:2px solid var(--tamtam-line);border-radius:12px;font-size:.9em;line-height:1.15;text-align:center}
.tt-trend input:checked+span{background:var(--tamtam-ink);border-color:var(--tamtam-ink);color:var(--tamtam-card)}
.tt-foot{position:var(--tt-foot,static);bottom:0;z-index:2;background:var(--tamtam-paper);padding:10px 0 calc(12px + env(safe-area-inset-bottom,0px));border-top:1px solid var(--tamtam-hair)}
.tt-bars{display:flex;gap:4px;margin-bottom:8px}
.tt-bars i{flex:1;height:5px;border-radius:3px;background:linear-gradient(90deg,var(--tamtam-ink) calc(100%*var(--tt-v,0)),var(--tamtam-hair) 0)}
.tt-foot p{min-height:1.4em}
.tt-form .tt-main{font:inherit;font-weight:650;width:100%;min-height:54px;margin-top:10px;border:2px solid #0000;border-radius:16px;background:var(--tamtam-accent);color:var(--tamtam-on-accent);cursor:pointer}
.tt-form .tt-second{font:inherit;font-weight:600;min-height:48px;padding:6px 18px;border:2px solid var(--tamtam-line);border-radius:12px;background:none;color:inherit;cursor:pointer}
.tt-unsent{display:grid;gap:10px;padding-bottom:16px;white-space:pre-line}
.tt-form .tt-note{background:var(--tamtam-card);border:1px solid var(--tamtam-hair);border-left:5px solid var(--tamtam-line);border-radius:12px;padding:12px 14px;margin:0 0 14px}
.tt-form .tt-sentence{font-size:1.45em;line-height:1.2;font-weight:700;letter-spacing:-.012em;margin:0 0 6px;text-wrap:balance}
.tt-form .tt-sub{font-size:1em;font-weight:650;margin:26px 0 10px}
.tt-key{display:flex;flex-wrap:wrap;gap:2px 16px}
.tt-key+.tt-ends{margin-top:8px}
.tt-key b{margin-right:5px;color:var(--tt-mark)}
.tt-title{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:center}
.tt-title .tt-chip{margin:0}
.tt-result{padding:16px 0 14px;border-top:1px solid var(--tamtam-hair)}
.tt-results{margin-top:16px}
.tt-chip{width:fit-content;font-size:.82em;line-height:1.2;padding:3px 9px;border-radius:99px;border:1px solid var(--tamtam-line);color:var(--tamtam-muted);margin:8px 0 0;font-weight:400}
.tt-you{font-weight:650;font-size:.9em}
.tt-form ::selection{background:var(--tamtam-today);color:var(--tamtam-card)}
.tt-form :is(.tt-name,blockquote,li,textarea,[type=text],.tt-unsent p){unicode-bidi:plaintext}
@media (max-width:18.75em){.tt-form .tt-sentence{font-size:1.2em}.tt-card{padding-inline:8px}.tt-scale span{width:max(26px,12.5vw)}.tt-trend{display:block}.tt-form .tt-back{white-space:normal}.tt-ends{gap:8px;overflow-wrap:break-word}.tt-ends[data-three]{display:block}.tt-ends[data-three] :nth-child(n){display:block;text-align:left}}
@media (forced-colors:active){:is(.tt-scale,.tt-trend) input:checked+span{forced-color-adjust:none;background:Highlight;border-color:Highlight;color:HighlightText}.tt-form [aria-hidden=true] i{forced-color-adjust:none}}
@media (prefers-reduced-motion:reduce){.tt-form *{transition:none!important}}
`;

/** An id that no other form of the page has: in a notebook each is a module of its own. */
export const fresh = () => `tt${Math.random()}`;

/** Put a style where `el` lives, once; by the object model, as a page may forbid <style>. */
export function wear(el, css) {
  const root = el.getRootNode().adoptedStyleSheets ? el.getRootNode() : document;
  const worn = (root.ttWorn ??= new Set());
  if (worn.has(css)) return;
  worn.add(css);
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    const sheet = document.styleSheets[0] ?? document.head.appendChild(h("style")).sheet;
    for (const rule of css.split("\n")) {
      try {
        if (rule) sheet.insertRule(rule, sheet.cssRules.length);
      } catch {} // a selector this browser doesn't know; the rest still counts
    }
  }
}

/**
 * What hangs pictures beside items, once there are any: `pictures.js`, which comes later on a phone.
 * @type {{ hang?: (root: Element, asked: any) => void }}
 */
export const late = {};

const valueAt = (kept, [item, phase]) => kept?.[item]?.[phase] ?? null;

/** What is kept, with another value in one slot, or none: always a new object, so that hosts see a change. */
function changed(kept, [item, phase], value) {
  const all = { ...kept };
  const own = { ...all[item], [phase]: value };
  if (value === null) delete own[phase];
  all[item] = own;
  if (!Object.keys(own).length) delete all[item];
  return all;
}

const TYPED = "textarea,[type=text],[type=date]"; // what one types into
const PASSED = "passed"; // the draft that has what one passes on
const BARS = "private"; // the draft under which a private form keeps what isn't shared

/**
 * What a form is drawn from: the activity, the words, one's own answers and what became of them.
 * In a private form what is given stays with the host as a draft, and is an answer only while it is
 * shared; in one's own session (`own`) there is nobody to keep it from.
 */
class Asked {
  constructor(model, isPrivate) {
    this.model = model;
    this.activity = model.get("activity");
    this.language = model.get("language");
    this.texts = model.get("texts");
    this.locked = model.get("status") !== "open";
    this.isPrivate = isPrivate && !model.get("own");
  }
  say(key, values) {
    return say(this.texts, this.language, key, values);
  }
  text(words) {
    return pick(words, this.language);
  }
  /** What is half typed, or for this device only: kept by the host under a name, never sent. */
  draft(name) {
    return this.model.get("drafts")?.[name] ?? null;
  }
  keepDraft(name, value) {
    this.model.set("drafts", { ...this.model.get("drafts"), [name]: value });
    this.model.save_changes();
  }
  get(slot) {
    return (this.isPrivate ? valueAt(this.draft(BARS), slot) : null) ?? valueAt(this.model.get("answers"), slot);
  }
  /** Give an answer, or take it back with null. */
  give(slot, value) {
    const isAnswer = !this.isPrivate || this.isShared;
    if (isAnswer) this.model.set("answers", changed(this.model.get("answers"), slot, value));
    if (this.isPrivate) this.keepDraft(BARS, changed(this.draft(BARS), slot, value));
    else this.model.save_changes();
  }
  /** Whether what a private form keeps has been made answers. */
  get isShared() {
    return Object.keys(this.model.get("answers") ?? {}).length > 0;
  }
  /** Make what a private form keeps of `slots` its answers, or take them back: it stays kept either way. */
  share(slots, isShared) {
    const kept = slots.reduce((all, slot) => (this.get(slot) === null ? all : changed(all, slot, this.get(slot))), {});
    this.model.set("answers", isShared ? kept : {});
    this.keepDraft(BARS, kept);
  }
  /**
   * What is said where one gave no answer about an item, or at all: nothing where one wasn't asked.
   * @param {string} [item]
   */
  nothing(item) {
    const { dealt, asked = true } = this.model.get("mine") ?? {};
    if (!asked || (item && dealt && !dealt.includes(item))) return "";
    return this.say(this.passed(item) ? "you_passed" : "you_nothing");
  }
  /** Whether one said that one passes an item, which is no "not yet". */
  passed(item) {
    return (this.draft(PASSED) ?? []).includes(item);
  }
  /**
   * How many of `slots` are "saved", "waiting", "late", "refused"; "former" where a change was refused, and
   * what was there before counts.
   */
  states(slots) {
    const saved = this.model.get("saved") ?? {};
    const counts = { saved: 0, waiting: 0, late: 0, refused: 0, former: 0 };
    for (const slot of slots) {
      const state = valueAt(saved, slot);
      const refused = valueAt(this.model.get("answers"), slot) !== null ? "former" : this.locked ? "late" : "refused";
      if (state) counts[state === "refused" ? refused : state] += 1;
    }
    return counts;
  }
}

/**
 * A form: `ask(asked)` gives blocks and dividers in order, `show(asked, standing)` the drawn standing;
 * `css` is its own style, one rule a line, beside what all forms wear; `collect(asked)` gives the block in
 * which items are proposed, where a kind takes them from people, "first" or "last" as `writing` says;
 * `isPrivate`: as `Asked` says; `unsent(asked)` is what one wrote and didn't send, to be shown once it is too late.
 * Redrawn when what is asked changes; when an answer or its fate changes, only brought up to date.
 */
export function form(
  { model, el },
  {
    ask,
    show,
    css = "",
    collect = (_asked) => [],
    writing = "first",
    isPrivate = false,
    unsent = (asked) => asked.draft("proposal"),
  },
) {
  wear(el, CSS);
  if (css) wear(el, css);
  const root = h("div", { class: "tt-form" });
  el.append(root);
  let parts = [];
  let due = false;
  const draw = () => {
    due = false;
    const asked = new Asked(model, isPrivate);
    root.toggleAttribute("data-locked", asked.locked);
    root.lang = asked.language;
    const standing = model.get("standing");
    const drawn = standing?.items?.length > 0;
    const asking = !drawn || (model.get("own") && !asked.locked);
    const groups = asking ? [collect(asked), answerable(asked, ask)] : [];
    const answering = (writing === "first" ? groups : groups.reverse()).flat();
    const living = answering.filter((part) => part.update);
    const blocks = living.filter((part) => part.slots);
    const foot = ((drawn || !blocks.length) && asked.locked) || !living.length ? null : footOf(asked, blocks);
    const body = answering.map((part) => part.element ?? part);
    const result = headOf(asked, standing, drawn && show(asked, standing));
    if (asked.locked && asking && result.length) result.push(h("h2", { class: "tt-sub" }, asked.say("your_answers")));
    parts = [...living, foot].filter(Boolean);
    const fields = () => [...root.querySelectorAll(TYPED)];
    const typing = fields().findIndex((field) => field.matches(":focus"));
    const caret = fields()[typing]?.selectionStart;
    const lost = asked.locked && unsent(asked)?.trim();
    if (lost) body.unshift(unsentCard(asked, lost));
    const order = asked.locked ? [...result, ...body, foot?.element] : [...body, foot?.element, ...result];
    root.replaceChildren(...order.filter(Boolean));
    refresh();
    late.hang?.(root, asked);
    const field = fields()[typing];
    field?.focus({ preventScroll: true });
    if (caret != null) field?.setSelectionRange(caret, caret);
  };
  const redraw = () => {
    if (!due) queueMicrotask(draw);
    due = true;
  };
  const refresh = () => {
    for (const part of parts) part.update();
  };
  /** Once it is closed, what came too late is told apart, and words come back unsent. */
  const renew = () => (root.hasAttribute("data-locked") ? redraw() : refresh());
  const heard = {
    answers: renew,
    saved: renew,
    drafts: renew,
    proposals: refresh,
    missing: refresh,
    order: refresh,
  };
  for (const name of ["activity", "language", "texts", "status", "standing", "own", "mine"]) heard[name] = redraw;
  for (const [name, listener] of Object.entries(heard)) model.on(`change:${name}`, listener);
  draw();
  return () => {
    for (const [name, listener] of Object.entries(heard)) model.off(`change:${name}`, listener);
    root.remove();
  };
}

/** A button that copies words: by selecting them, as plain http bars the newer way. */
export function copying(words, text, done) {
  const button = h(
    "button",
    {
      type: "button",
      class: "tt-second",
      onclick() {
        const field = h("textarea", {}, text);
        button.after(field);
        field.select();
        if (document.execCommand("copy")) button.textContent = done;
        field.remove();
        button.focus();
      },
    },
    words,
  );
  return button;
}

/** What one wrote and didn't send before it was closed. */
const unsentCard = (asked, text) =>
  h(
    "section",
    { class: "tt-card tt-unsent" },
    h("h2", {}, asked.say("unsent")),
    h("p", { dir: "auto" }, text),
    copying(asked.say("copy"), text, asked.say("copied")),
  );

/** What there is to answer now: of the items those that one is dealt, none while only items are collected. */
function answerable(asked, ask) {
  const whole = asked.activity;
  if (whole.round?.phases?.length === 0) return [];
  const { dealt } = asked.model.get("mine") ?? {};
  if (dealt) asked.activity = { ...whole, items: whole.items.filter(({ id }) => dealt.includes(id)) };
  const parts = ask(asked);
  asked.activity = whole;
  return parts;
}

/** What came too late, in words: answers, and changes of answers that count as they were. */
const latenessOf = (asked, slots) => {
  const counts = asked.states(slots);
  const told = ["late", "former"].filter((name) => counts[name]).map((name) => asked.say(name, { n: counts[name] }));
  return told.join(" · ");
};

/** What is shown once it may be: where the group stands, or that it isn't shown here. */
function headOf(asked, standing, drawing) {
  const slots = Object.entries(asked.model.get("saved") ?? {}).flatMap(([item, phases]) =>
    Object.keys(phases).map((phase) => [item, phase]),
  );
  const late = latenessOf(asked, slots);
  const ended = asked.model.get("status") === "revealed";
  if (!standing) return ended ? [h("p", { class: "tt-note" }, asked.say("nothing"))] : [];
  const { by_hand: n } = standing;
  return [
    h("h2", { class: "tt-sentence" }, asked.text(standing.sentence)),
    h("p", { class: "tt-small" }, asked.say("people", { n: standing.n }), n ? `, ${asked.say("by_hand", { n })}` : ""),
    late && drawing ? h("p", { class: "tt-note" }, late) : null,
    drawing ? h("div", { class: "tt-results" }, drawing) : null,
  ].filter(Boolean);
}

/** One thing to answer about: its name, its fields, what became of the answers, and a way to take them back. */
export function block(asked, { item, slots, fields, chosen = () => "", may = Boolean(item.id) }) {
  const id = fresh();
  const name = asked.text(item.text);
  const state = h("span", { class: "tt-state tt-small" });
  const passed = () => may && !given() && asked.passed(item.id);
  /** Take back what was given; or pass, which is no "not yet", and takes no answer's place. */
  const turn = () => {
    const others = (asked.draft(PASSED) ?? []).filter((id) => id !== item.id);
    if (may) asked.keepDraft(PASSED, given() || passed() ? others : [...others, item.id]);
    for (const slot of slots) if (asked.get(slot) !== null) asked.give(slot, null);
    if (!passed()) fields[0].focus();
  };
  const back = h("button", { type: "button", class: "tt-back", onclick: turn });
  const element = h(
    "section",
    { class: "tt-card", "aria-labelledby": id, "data-item": item.id },
    h("h2", { class: "tt-name", id }, name),
    item.hint ? h("p", { class: "tt-small" }, asked.text(item.hint)) : null,
    fields.map((field) => field.element),
    h("div", { class: "tt-row" }, state, back),
  );
  const given = () => slots.filter((slot) => asked.get(slot) !== null).length;
  return {
    element,
    slots,
    passed,
    share: () => (passed() ? 1 : given() / slots.length),
    focus: () => (fields.find((field) => !field.given()) ?? fields[0]).focus(),
    update() {
      for (const field of fields) field.update();
      const counts = asked.states(slots);
      const kept = asked.isPrivate && given() ? "kept" : "";
      const is = ["late", "refused", "former", "waiting", "saved"].find((name) => counts[name]) ?? kept;
      const fate = is || (passed() && "passed");
      const words = [chosen() ? h("b", {}, chosen()) : null, fate ? h("i", {}, asked.say(`slot.${fate}`)) : null];
      state.dataset.is = is;
      state.replaceChildren(...words.filter(Boolean).flatMap((word, at) => (at ? [" · ", word] : [word])));
      back.hidden = asked.locked || !(given() || may);
      back.textContent = asked.say(given() ? "take_back" : passed() ? "unpass" : "pass");
      back.setAttribute("aria-label", `${back.textContent} – ${name}`);
    },
  };
}

/** One of a few values, as radio buttons: a scale of dots or a row of tiles. */
export function choice(asked, { slot, label, look, values, name, face }) {
  const group = fresh();
  const inputs = values.map((value) =>
    h("input", {
      type: "radio",
      name: group,
      value,
      disabled: asked.locked,
      "aria-label": name(value),
      onchange: () => asked.give(slot, value),
    }),
  );
  const labels = inputs.map((input, at) =>
    h("label", {}, input, h("span", { "aria-hidden": "true" }, face(values[at]))),
  );
  return {
    element: h("div", { class: look, role: "radiogroup", "aria-label": label, "data-phase": slot[1] }, labels),
    given: () => asked.get(slot) !== null,
    focus: () => (inputs.find((input) => input.checked) ?? inputs[0]).focus({ preventScroll: true }),
    update() {
      for (const [at, input] of inputs.entries()) input.checked = asked.get(slot) === values[at];
    },
  };
}

const QUIET = 250; // ms; an answer saved sooner than this isn't announced as waiting first

/** The foot: how far one is, what is saved, and one button to the next thing left open. */
function footOf(asked, blocks) {
  const slots = blocks.flatMap((block) => block.slots);
  const counted = blocks.filter((block) => !block.extra || !blocks[1]); // one may write besides: that isn't counted
  const of = counted.reduce((sum, block) => sum + (block.of ?? 1), 0);
  const bars = blocks.map(() => h("i"));
  const said = h("p", { class: "tt-small", role: "status" });
  let reached = 0;
  let done = false;
  let timer = 0;
  const passed = () => {
    const seen = blocks.filter((block) => block.element.getBoundingClientRect().top < innerHeight * 0.4);
    const focused = blocks.findIndex((block) => block.element.contains(document.activeElement));
    return Math.max(seen.length - 1, focused, 0);
  };
  const next = () => blocks.findIndex((block, at) => at > reached && block.share() < 1);
  const go = () => {
    const first = blocks[passed()];
    const untouched =
      passed() === 0 && reached === 0 && first.share() === 0 && !first.element.contains(document.activeElement);
    reached = untouched ? -1 : Math.max(reached, passed());
    const to = blocks[next()];
    if (!to) {
      done = true;
      update();
      return;
    }
    reached = blocks.indexOf(to);
    const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    to.element.scrollIntoView({ block: "start", behavior: smooth ? "smooth" : "auto" });
    to.focus();
    update();
  };
  const single = blocks.length === 1 ? blocks[0].act : null; // the only block's own way to be finished
  /** What the button does first: send what stands in a field. */
  const written = () => blocks.find((block) => block.written?.());
  const press = () => {
    const field = written();
    if (field) return field.send();
    if (!single) return go();
    single.run();
    blocks[0].focus();
  };
  const button = h("button", { type: "button", class: "tt-main", onclick: press });
  const words = () => {
    const skipped = blocks.filter((block) => block.passed?.()).length;
    const full = counted.reduce((sum, block) => sum + Math.floor(block.share() * (block.of ?? 1) + 0.01), -skipped);
    const counts = asked.states(slots);
    const all = full === of;
    if (asked.locked) {
      const closed = asked.model.get("status") === "closed" && asked.say("closed");
      return [closed, latenessOf(asked, slots)].filter(Boolean).join(" ");
    }
    const told = [all ? (blocks[0].further?.() ?? asked.say("all")) : asked.say("answered", { n: full, of })];
    if (skipped) told[0] += `, ${asked.say("skipped", { n: skipped })}`;
    for (const name of ["waiting", "refused", "former"])
      if (counts[name]) told.push(asked.say(name, { n: counts[name] }));
    if (counts.saved && told.length === 1) told.push(asked.say("saved"));
    else if (asked.isPrivate && told.length === 1) told.push(asked.say("kept"));
    return told.join(" · ") + (all || done ? `. ${asked.say("can_change")}` : "");
  };
  const update = () => {
    for (const [at, bar] of bars.entries()) placed(bar, { "--tt-v": blocks[at].share() });
    const none = blocks.every((block) => block.share() === 0);
    const all = counted.every((block) => block.share() === 1);
    const field = written();
    button.hidden = asked.locked || (!field && (all || done));
    const step = none && reached < 1 ? "start" : next() < 0 ? "done" : "next";
    button.textContent = field?.words ?? single?.words ?? asked.say(step);
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        const now = words();
        if (said.textContent !== now) said.textContent = now;
        element.hidden = !now;
      },
      said.textContent ? QUIET : 0,
    );
  };
  const element = h(
    "div",
    { class: "tt-foot" },
    h("div", { class: "tt-bars", "aria-hidden": "true" }, bars),
    said,
    button,
  );
  return { element, update };
}
