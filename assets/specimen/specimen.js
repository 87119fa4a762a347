// @ts-check
// A specimen of a kind: its form as phones load it, what simulated people answered, and the chart.
// With #try behind its address everything in it is pressed once, in each language; the page then holds
// what the form gave as answers, and what went wrong.
import { Model } from "../phone/model.js";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const specimen = read("specimen");
const source = URL.createObjectURL(new Blob([read("module")], { type: "text/javascript" }));
const state = { language: specimen.languages[0], revealed: false, answers: {}, proposals: [] };
const [wrong, given] = [new Set(), new Set()];

function button(words, pressed, press) {
  const made = document.createElement("button");
  made.textContent = words;
  made.setAttribute("aria-pressed", String(pressed));
  made.addEventListener("click", () => {
    press();
    draw();
  });
  return made;
}

/** Say in sight what went wrong, with the line of the kind's own file where it is known. */
function tell(what, line) {
  const at = line > specimen.before ? `${specimen.file}, line ${line - specimen.before}: ` : "";
  wrong.add(`${at}${what}`);
  const said = document.getElementById("wrong");
  said.textContent = [...wrong].join("\n");
  said.hidden = false;
}

function failed(error) {
  const found = /blob:\S+?:(\d+):\d+/.exec(error?.stack ?? "");
  tell(error?.name ? `${error.name}: ${error.message}` : String(error), Number(found?.[1] ?? 0));
}

addEventListener("error", ({ error, message, lineno }) =>
  error?.stack?.includes("blob:") ? failed(error) : tell(message, lineno),
);
addEventListener("unhandledrejection", ({ reason }) => failed(reason));

/** The form; of one that can't be read only a script of its own tells the line. */
async function form() {
  try {
    return (await import(source)).default;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    await new Promise((done) => {
      const again = Object.assign(document.createElement("script"), { type: "module", src: source });
      addEventListener("error", done, { once: true });
      document.head.append(again);
      setTimeout(done, 1000);
    });
    if (!wrong.size) failed(error);
    return null;
  }
}

async function draw() {
  const { language, revealed } = state;
  const [ask, show] = ["ask", "show"].map((key) => specimen.buttons[language][key]);
  document.querySelector("nav").replaceChildren(
    button(ask, !revealed, () => Object.assign(state, { revealed: false })),
    button(show, revealed, () => Object.assign(state, { revealed: true })),
    ...specimen.languages.map((one) =>
      button(specimen.names[one], one === language, () => Object.assign(state, { language: one })),
    ),
  );
  const phone = document.getElementById("phone");
  phone.replaceChildren();
  const model = new Model(
    {
      activity: specimen.activity,
      language,
      texts: specimen.texts[language],
      status: revealed ? "revealed" : "open",
      answers: state.answers,
      saved: {},
      proposals: state.proposals,
      drafts: {},
      mine: specimen.mine,
      order: null,
      standing: revealed ? specimen.standing : null,
      own: false,
    },
    (values) => {
      state.answers = values.answers;
      state.proposals = values.proposals;
      for (const [item, phases] of Object.entries(values.answers))
        for (const [phase, value] of Object.entries(phases)) given.add(JSON.stringify([item, phase, value]));
    },
  );
  try {
    (await form())?.render({ model, el: phone });
  } catch (error) {
    failed(error);
  }
  wall(language, revealed);
  document.body.dataset.drawn = `${language} ${revealed}`;
}

function wall(language, revealed) {
  const place = document.getElementById("wall");
  place.replaceChildren();
  if (!revealed) return;
  const { figure, caption } = specimen.charts[language];
  const drawing = document.createElement("div");
  const said = document.createElement("p");
  said.textContent = caption;
  place.append(drawing, said);
  Plotly.newPlot(drawing, figure.data, figure.layout, { displayModeBar: false, staticPlot: true });
}

/** Press all there is to press, as it stands; what it leads to may be pressed in the other language. */
async function press() {
  for (const field of document.querySelectorAll("#phone :is(button, input, textarea, [role=slider], [role=radio])")) {
    if (!field.isConnected) continue;
    /** @type {HTMLElement} */ (field).click();
    if (field instanceof HTMLInputElement && field.type === "range")
      field.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => setTimeout(done));
  }
}

/** Words that are missing stand there as their keys; only those of a kind of one's own look like nothing else. */
function readThrough() {
  const { kind } = specimen.activity;
  if (!kind.includes("/")) return;
  const texts = document.createTreeWalker(document.getElementById("phone"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const [key] = new RegExp(`${kind}\\.\\w[\\w.]*`).exec(texts.currentNode.textContent) ?? [];
    if (key) tell(`${specimen.file}: no word in ${state.language} for “form.${key.slice(kind.length + 1)}”`, 0);
  }
}

async function attempt() {
  for (const language of specimen.languages) {
    Object.assign(state, { language, revealed: false, answers: {} });
    await draw();
    readThrough();
    await press();
    state.revealed = true;
    await draw();
    readThrough();
  }
  const found = document.getElementById("tried");
  found.textContent = JSON.stringify({ wrong: [...wrong], given: [...given].map((one) => JSON.parse(one)) });
}

addEventListener("DOMContentLoaded", () => (location.hash === "#try" ? attempt() : draw()));
