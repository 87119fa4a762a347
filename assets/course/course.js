// @ts-check
// A workshop for one person, page by page: a part's story, its steps with their bets, form and mirror, a look
// back with checks of understanding, and at the end what one takes home. Where Python runs is the host's affair.
import { h, say } from "../forms/elements.js";
import { changes, exchanged, Model } from "../phone/model.js";
import { betForm, playerLists } from "./bets.js";

/** What hosts the page: how to ask Python. */
/** @typedef {{ call: (language: string, name: string, values: any) => Promise<any> }} Host */

const CHOSEN = "tamtam-language";
const CLASS = "tamtam-class";
/** What is said first of where answers are kept, by what runs Python. */
const LEADS = { browser: "lead", machine: "lead_here", hosted: "lead_hosted" };
/** How a bet's form looks. */
const BET = { form: "tt-course-bet", range: "tamtam-lead", make: "tt-course-second" };
const NONE = { unmount: () => {} };

/** @type {Host} */
let host;
/** @type {any} */
let outline;
let shown = NONE;
let language = document.documentElement.lang;
/** The code of one's class: a teacher's link carries it, and this browser keeps it. */
let joins = new URLSearchParams(location.search).get("join") ?? "";

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const word = (key, values = {}) => say(outline.words, language, key, values);
const text = (tag, words, attributes = {}) => (words ? h(tag, { dir: "auto", ...attributes }, words) : null);

/** Start: `open` brings up the host. */
export async function begin(open) {
  const failed = waiting();
  try {
    if (joins) localStorage.setItem(CLASS, joins);
    else joins = localStorage.getItem(CLASS) ?? "";
    host = await open();
    await read();
    addEventListener("hashchange", show);
    await show();
  } catch (error) {
    console.error(error);
    main.replaceChildren(h("p", { role: "alert" }, failed || `${error}`));
  }
}

/** Say in the language that was chosen here what one reads meanwhile; returns what is said if it fails. */
function waiting() {
  /** @type {NodeListOf<HTMLElement>} */
  const sections = main.querySelectorAll("section[lang]");
  const said = [...sections];
  const chosen = said.find((one) => one.lang === localStorage.getItem(CHOSEN));
  const shown = chosen ?? said.find((one) => !one.hidden);
  if (chosen) language = chosen.lang;
  for (const one of said) one.hidden = one !== shown;
  document.documentElement.lang = language;
  document.title = shown?.dataset.title ?? document.title;
  return shown?.dataset.failed ?? "";
}

async function ask(name, values = {}) {
  const said = await host.call(language, name, values);
  if (said.unkept) tell(word("unkept"));
  if (said.refused) tell(said.refused);
  return said;
}

async function read() {
  outline = await host.call(language, "outline", {});
  language = outline.language;
  document.documentElement.lang = language;
  document.title = outline.title;
}

function tell(words) {
  const live = /** @type {HTMLElement} */ (document.getElementById("live"));
  live.textContent = words;
}

/** Every page in its order: [address, what it is called]. */
function pages() {
  const found = [["", outline.title]];
  for (const part of outline.parts) {
    if (opening(part)) found.push([opening(part), part.title]);
    for (const step of part.steps) found.push([step.id, step.heading]);
    if (part.checks.length || part.critic || part.echoes.length) found.push([`back-${part.id}`, word("back_at")]);
  }
  return [...found, ["home", word("home.title")]];
}

/** Where a part begins: the first one's story is what one reads on the first page. */
const opening = (part) => (part === outline.parts[0] ? "" : `story-${part.id}`);

async function show() {
  const address = decodeURIComponent(location.hash.slice(1));
  const order = pages();
  const place = Math.max(
    0,
    order.findIndex(([one]) => one === address),
  );
  const [sort, id] = address.split(/-(.*)/);
  const part = outline.parts.find((one) => one.id === id);
  shown.unmount();
  shown = NONE;
  let inside;
  if (sort === "home") inside = home();
  else if (part && sort === "story" && opening(part)) inside = story(part);
  else if (part && sort === "back") inside = lookedBack(part);
  else if (order[place][0]) inside = await step(order[place][0]);
  else inside = first();
  main.replaceChildren(...inside.filter(Boolean), turning(order, place));
  head();
  main.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function head() {
  const { done, of, minutes } = outline.progress;
  const bar = h("progress", { max: of, value: done, "aria-label": word("done", { done, of }) });
  const left = minutes ? ` · ${word("left", { n: Math.round(minutes) })}` : "";
  const languages = outline.languages.map((one) =>
    h("button", { type: "button", lang: one, "aria-pressed": `${one === language}`, onclick: () => speak(one) }, one),
  );
  const contents = h(
    "details",
    { id: "contents" },
    h("summary", {}, word("contents")),
    h("nav", { "aria-label": word("contents") }, outline.parts.flatMap(chapter)),
  );
  document
    .getElementById("head")
    ?.replaceChildren(
      h("a", { href: "#", id: "mark" }, outline.title),
      h("div", { id: "languages", role: "group", "aria-label": word("language") }, languages),
      h("div", { id: "progress" }, bar, h("span", {}, `${word("done", { done, of })}${left}`)),
      contents,
    );
}

function chapter(part) {
  const steps = part.steps.map((one) =>
    h(
      "li",
      {},
      h("a", { href: `#${one.id}` }, one.heading),
      one.done ? h("span", { class: "tt-course-done" }, ` ✓ ${word("answered")}`) : null,
    ),
  );
  return [h("a", { href: `#${opening(part)}` }, part.title), h("ul", {}, steps)];
}

async function speak(one) {
  language = one;
  localStorage.setItem(CHOSEN, one);
  await read();
  await show();
}

/** The buttons at the foot: back, and on to what is called by its name. */
function turning(order, place) {
  const [before, after] = [order[place - 1], order[place + 1]];
  return h(
    "nav",
    { id: "turning", "aria-label": word("back") },
    before ? h("a", { href: `#${before[0]}`, class: "tt-course-second" }, word("back")) : null,
    place && after ? h("a", { href: `#${after[0]}`, class: "tt-course-main" }, word("next", { step: after[1] })) : null,
  );
}

function first() {
  const { next, done, minutes } = outline.progress;
  const steps = outline.parts.flatMap((part) => part.steps);
  const following = steps.find((one) => one.id === next);
  const address = following?.id ?? "home";
  const called = done && following ? word("go_on", { step: following.heading }) : word(done ? "home.title" : "begin");
  const begin = h("p", {}, h("a", { href: `#${address}`, class: "tt-course-main" }, called));
  const terms = [
    word("deal.minutes", { minutes: word("minutes", { n: minutesOf(steps) }) }),
    word("deal.yours"),
    word(LEADS[document.documentElement.dataset.host ?? "browser"]),
  ];
  const left = minutes ? word("left", { n: Math.round(minutes) }) : "";
  const invited = joins
    ? text("p", word(outline.classes ? "cohort.invited" : "cohort.invited_file", { code: joins }))
    : null;
  const parts = [
    h("h2", {}, word(done ? "contents" : "awaits")),
    h("ol", { class: "tt-course-parts" }, outline.parts.map(ahead)),
  ];
  if (done) {
    const far = [word("done", { done, of: steps.length }), left].filter(Boolean).join(" · ");
    return [h("h1", {}, outline.title), text("p", far), begin, invited, ...parts];
  }
  const deal = h(
    "aside",
    { class: "tt-course-check tt-course-deal" },
    h(
      "ul",
      {},
      terms.map((one) => text("li", one)),
    ),
    invited,
    begin,
  );
  return [
    h("h1", {}, outline.title),
    h("div", { class: "tt-course-first" }, h("div", {}, told(outline.parts[0].story)), deal),
    ...parts,
  ];
}

const minutesOf = (steps) => steps.reduce((sum, one) => sum + one.minutes, 0);

/** A part as the first page lists it: where it begins, its minutes, its steps. */
function ahead(part) {
  const first = opening(part) || part.steps[0].id;
  return h(
    "li",
    {},
    h("a", { href: `#${first}` }, part.title),
    h("span", { class: "tt-course-long" }, word("minutes", { n: minutesOf(part.steps) })),
    h("span", {}, part.steps.map((one) => (one.done ? `${one.heading} ✓` : one.heading)).join(" · ")),
  );
}

/** The paragraphs of a story; one that begins with “>” stands out. */
function told(story) {
  const paragraphs = story.split(/\n+/).filter(Boolean);
  return paragraphs.map((one) =>
    one.startsWith("> ")
      ? text("blockquote", one.slice(2), { class: "tt-course-pull" })
      : text("p", one, { class: "tt-course-story" }),
  );
}

function story(part) {
  return [
    h("h1", {}, part.title),
    text("p", word("minutes", { n: minutesOf(part.steps) }), { class: "tamtam-lead" }),
    ...told(part.story),
  ];
}

function lookedBack(part) {
  return [
    h("h1", {}, word("back_at")),
    text("p", part.title, { class: "tamtam-lead" }),
    part.echoes.length ? h("h2", {}, word("echoes")) : null,
    ...part.echoes.map((one) => text("p", one, { class: "tt-course-echo" })),
    part.checks.length ? h("h2", {}, word("check")) : null,
    ...part.checks.map(check),
    part.critic ? h("h2", {}, word("critic")) : null,
    text("p", part.critic, { class: "tt-course-critic" }),
    part.reading.length ? h("h2", {}, word("reading")) : null,
    part.reading.length
      ? h(
          "ul",
          {},
          part.reading.map((one) => text("li", one)),
        )
      : null,
  ];
}

function check({ question, choices }) {
  const told = h("p", { role: "status", class: "tt-course-why" });
  const buttons = choices.map((choice) => {
    const choose = () => {
      for (const one of buttons) one.setAttribute("aria-pressed", `${one === button}`);
      told.textContent = `${choice.right ? "✓" : "✗"} ${choice.why}`;
      told.toggleAttribute("data-right", choice.right);
    };
    const button = h("button", { type: "button", "aria-pressed": "false", onclick: choose }, choice.text);
    return button;
  });
  return h("section", { class: "tt-course-check" }, h("h3", {}, question), buttons, told);
}

// --- a step

async function step(id) {
  const found = await ask("step", { id });
  const bets = h("div", {});
  const form = h("div", { class: "tt-course-form" });
  const mirror = h("section", { class: "tamtam-mirror", "aria-label": word("own") });
  const players = h("div", {});
  const model = new Model(values(found), (now) => keep({ ...now }));
  let kept = found;
  const paint = (news) => {
    if (!news.form) return;
    const opened = mirror.querySelector("details")?.open;
    const typed = new Map([...bets.querySelectorAll("input")].map((one) => [one.name, one.value]));
    kept = news;
    // What is said of one's answers comes from Python, every word of it escaped there.
    mirror.innerHTML = news.mirror;
    if (opened !== undefined) mirror.querySelector("details")?.toggleAttribute("open", opened);
    bets.replaceChildren(...news.bets.map((one, at) => bet(id, one, taken, at > 0)));
    for (const one of bets.querySelectorAll("input")) one.value = typed.get(one.name) ?? one.value; // not kept yet
    if (!players.childElementCount !== !news.players.length) players.replaceChildren(...again(id, news.players, taken));
  };
  const taken = async (said) => {
    paint(said);
    if (said.form) model.tell(values(said));
    await counted();
  };
  // One sending after the other; what is told meanwhile of an earlier one would take back the newer.
  let sending = Promise.resolve();
  let left = 0;
  let untold = false;
  const keep = (now) => {
    left++;
    sending = sending.then(async () => {
      const said = await sent(id, kept.form, now);
      left--;
      if (said) kept = said.refused ? await ask("step", { id }) : said;
      untold ||= Boolean(said);
      if (left || !untold) return; // the last one may change nothing, and those before it are to be told
      untold = false;
      await taken(kept);
    });
  };
  const { default: front } = await forms(found.kind);
  const leave = await front.render({ model, el: form });
  shown = { unmount: () => typeof leave === "function" && leave() };
  paint(found);
  return [
    h("h1", {}, found.heading),
    text("p", found.question, { class: "tt-course-question" }),
    bets,
    h("div", { class: "tt-course-step" }, form, h("div", { class: "tt-course-beside" }, mirror, players)),
    found.ask ? text("p", word("ask", { text: found.ask }), { class: "tt-course-ask" }) : null,
  ];
}

/** Send what a form changed, over what is kept; returns what the last of it came to, null where nothing did. */
async function sent(id, kept, now) {
  let said = null;
  for (const [item, phase, value] of changes(kept.answers, now.answers)) {
    said = await ask("answer", { id, item, phase, value });
  }
  const [texts, gone] = exchanged(kept.mine.proposals, now.proposals);
  if (texts.length || gone.length) {
    const values = { id, texts: texts.map((one) => one.text), gone: gone.map((one) => one.item) };
    said = await ask("propose", values);
  }
  if (JSON.stringify(now.drafts) !== JSON.stringify(kept.drafts)) said = await ask("hold", { id, drafts: now.drafts });
  return said;
}

const forms = (kind) => import(new URL(`forms/${kind}.js`, document.baseURI).href);

/** What a form's model holds of a step. */
function values({ form, texts }) {
  const { proposals, ...mine } = form.mine;
  return {
    activity: form.activity,
    language,
    texts,
    status: form.status,
    answers: form.answers,
    saved: form.saved,
    proposals,
    drafts: form.drafts,
    mine,
    order: form.order,
    standing: null,
    own: true,
  };
}

async function counted() {
  outline = await host.call(language, "outline", {});
  head();
}

function bet(id, one, taken, further) {
  const title = word(one.is_open ? (further ? "bet.further" : "bet.title") : "bet.made");
  const inside = [h("h2", {}, title), text("p", one.question)];
  if (one.said) inside.push(text("p", one.said, { class: "tamtam-bet-told", role: "status" }));
  if (one.is_open) {
    const words = { range: word("bet.range", one), make: word(one.value === null ? "bet.make" : "bet.again") };
    const make = async (value) => taken(await ask("bet", { id, name: one.id, value }));
    inside.push(betForm(one, words, make, BET));
  }
  return h("section", { class: "tt-course-check" }, inside);
}

/** Choosing simulated players, and beginning the game with them. */
function again(id, sorts, taken) {
  if (!sorts.length) return [];
  const named = sorts.map((sort) => [sort, word(`players.${sort}`)]);
  const lists = playerLists(named, (n) => word("players.choose", { n }));
  const play = async (players) => {
    await taken(await ask("play", { id, players }));
    main.querySelector(".tt-course-form")?.scrollIntoView({ block: "start" });
  };
  const chosen = () => play(lists.map((one) => /** @type {HTMLSelectElement} */ (one).value));
  return [
    h(
      "section",
      { class: "tt-course-check" },
      h("h2", {}, word("players.title")),
      text("p", word("players.lead")),
      h("p", { class: "tt-course-bet" }, lists),
      h(
        "p",
        { class: "tt-course-bet" },
        h("button", { type: "button", class: "tt-course-second", onclick: chosen }, word("players.play")),
        h("button", { type: "button", class: "tt-course-second", onclick: () => play([]) }, word("players.draw")),
      ),
    ),
  ];
}

// --- what one takes home

const TYPES = { html: "text/html", csv: "text/csv", json: "application/json", ics: "text/calendar" };

function home() {
  const links = h("ul", { class: "tt-course-files" });
  ask("files").then((files) => {
    for (const [name, said] of Object.entries(files)) {
      const end = name.split(".").at(-1) ?? "";
      const href = URL.createObjectURL(new Blob([said], { type: `${TYPES[end]};charset=utf-8` }));
      const opens = end === "html" ? { target: "_blank", rel: "noopener" } : { download: name };
      links.append(h("li", {}, h("a", { href, ...opens }, word(`home.${end === "html" ? "page" : end}`))));
    }
  });
  const since = h("div", { role: "status" });
  const moved = (found) => since.replaceChildren(...sinceThen(found, moved));
  ask("since").then(moved);
  const file = h("input", {
    type: "file",
    accept: ".json,application/json",
    "aria-label": word("home.file"),
    onchange: async () => {
      const [chosen] = /** @type {HTMLInputElement} */ (file).files ?? [];
      if (!chosen) return;
      moved(await ask("compare", { kept: await chosen.text() }));
    },
  });
  const open = outline.parts.flatMap((part) => part.steps).filter((one) => !one.done);
  const missing = open.map((one) => h("li", {}, h("a", { href: `#${one.id}` }, one.heading)));
  return [
    h("h1", {}, word("home.title")),
    open.length ? null : text("p", word("home.done"), { class: "tt-course-question" }),
    ...outline.step.map((one) => text("blockquote", one, { class: "tt-course-pull" })),
    ...keeping(),
    text("p", word("home.lead"), { class: "tamtam-lead" }),
    links,
    ...(open.length && open.length <= 6
      ? [text("p", word("home.missing")), h("ul", { class: "tt-course-missing" }, missing)]
      : []),
    ...forAClass(),
    h("h2", {}, word("home.compare")),
    text("p", word("home.compare_lead")),
    h("p", {}, file),
    since,
    ...restarting(),
  ];
}

/** What one's answers said when they were laid side by side, once more. */
function keeping() {
  const said = outline.parts.flatMap((part) => part.echoes);
  if (!said.length) return [];
  const all = said.map((one) => text("p", one, { class: "tt-course-echo" }));
  return [h("h2", {}, word("echoes")), ...all, h("h2", {}, word("home.files"))];
}

/** What moved since another time, and whether one did the step of then; `moved` is told what is said of it. */
function sinceThen(found, moved) {
  if (found.refused) return [text("p", found.refused)];
  if (!found.html) return [];
  const [step, told] = [h("div", { class: "tamtam-mirror" }), h("div", { class: "tamtam-mirror" })];
  step.innerHTML = found.step; // from Python, every word of it escaped there
  told.innerHTML = found.html;
  const answers = ["yes", "partly", "no"].map((done) =>
    h(
      "button",
      {
        type: "button",
        class: "tt-course-second",
        "aria-pressed": `${found.done === done}`,
        onclick: async () => moved(await ask("did", { done })),
      },
      word(`home.did.${done}`),
    ),
  );
  return found.step ? [step, h("p", { class: "tt-course-bet" }, answers), told] : [told];
}

/** What one may hand in to a class, written once one asks for it, and the class to stand beside. */
function forAClass() {
  const told = h("p", {});
  const said = (words) => {
    told.textContent = words;
    tell(words);
  };
  const make = async () => {
    const found = await ask("hand_in");
    if (found.refused) return said(found.refused);
    for (const [name, text] of Object.entries(found)) {
      const href = URL.createObjectURL(new Blob([/** @type {string} */ (text)], { type: TYPES.json }));
      h("a", { href, download: name }).click();
    }
  };
  const file = h("input", {
    type: "file",
    accept: ".json,application/json",
    "aria-label": word("cohort.file"),
    onchange: async () => {
      const [chosen] = /** @type {HTMLInputElement} */ (file).files ?? [];
      if (!chosen) return;
      const found = await ask("beside", { kept: await chosen.text() });
      said(found.refused ?? word("cohort.there", found));
    },
  });
  return [
    h("h2", {}, word("cohort.title")),
    text("p", word(outline.classes ? "cohort.lead_here" : "cohort.lead")),
    outline.classes
      ? handingIn(said)
      : h("p", {}, h("button", { type: "button", class: "tt-course-second", onclick: make }, word("cohort.make"))),
    text("p", word("cohort.beside")),
    h("p", {}, file),
    told,
  ];
}

/** Handing in to a class of whoever hosts the course: its code, which a link has filled in, and a button. */
function handingIn(said) {
  const code = h("input", {
    type: "text",
    value: joins,
    required: true,
    autocapitalize: "characters",
    autocomplete: "off",
    "aria-label": word("cohort.code"),
  });
  const join = async (event) => {
    event.preventDefault();
    const found = await ask("join", { code: code.value });
    if (found.refused) return said(found.refused);
    joins = found.code;
    said(`${word("cohort.joined", found)} ${word(found.beside ? "cohort.beside_class" : "cohort.few")}`);
  };
  return h(
    "form",
    { class: "tt-course-bet", onsubmit: join },
    h("span", {}, word("cohort.code")),
    code,
    h("button", { class: "tt-course-second" }, word("cohort.join")),
  );
}

function restarting() {
  const sure = h(
    "div",
    { hidden: true },
    text("p", word("home.restart_lead")),
    h(
      "button",
      {
        type: "button",
        class: "tt-course-second",
        onclick: async () => {
          outline = await ask("restart");
          location.hash = "";
          await show();
        },
      },
      word("home.restart_sure"),
    ),
  );
  const unfold = () => sure.toggleAttribute("hidden");
  return [h("button", { type: "button", class: "tt-course-second", onclick: unfold }, word("home.restart")), sure];
}
