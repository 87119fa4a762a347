// A specimen of a kind: its form as phones load it, what forty simulated people answered, and the chart.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const specimen = read("specimen");
const source = new Blob([read("module")], { type: "text/javascript" });
const state = { language: specimen.languages[0], revealed: false, answers: {}, proposals: [] };
const NAMES = { en: { lang: "English", ask: "Answer", show: "Reveal" }, fr: { lang: "Français", ask: "Répondre", show: "Afficher" } };

function button(words, pressed, press) {
  const made = document.createElement("button");
  made.textContent = words;
  made.setAttribute("aria-pressed", pressed);
  made.addEventListener("click", () => {
    press();
    draw();
  });
  return made;
}

async function draw() {
  const { language, revealed } = state;
  const [ask, show] = ["ask", "show"].map((key) => NAMES[language][key]);
  document.querySelector("nav").replaceChildren(
    button(ask, !revealed, () => Object.assign(state, { revealed: false })),
    button(show, revealed, () => Object.assign(state, { revealed: true })),
    ...specimen.languages.map((one) => button(NAMES[one].lang, one === language, () => Object.assign(state, { language: one }))),
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
    },
  );
  const { default: form } = await import(URL.createObjectURL(source));
  form.render({ model, el: phone });
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

addEventListener("DOMContentLoaded", draw);
