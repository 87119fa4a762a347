// @ts-check
// To be compared with oneself: to let one's answers be kept until the same is asked again, and to say by three
// words who one was. Nothing is drawn where neither is offered.
import { h, pick, placed } from "../forms/elements.js";
import { recall } from "./memory.js";
import { asking, field } from "./fields.js";
import { quiet } from "./screens.js";
import { threeWords } from "./waiting.js";

let boxes = 0;

/** What is offered, in its place once the laptop has said what that is; to come in, only the time before. */
export function since(app, { isComingIn = false, hasWords = false } = {}) {
  const place = h("div", { class: "tt-phone-since" });
  const draw = ({ status, data }) => {
    if (status !== 200) return;
    place.replaceChildren(
      ...(data.found === null ? [] : [lastTime(app, data, draw)]),
      ...(data.allowed === null || isComingIn ? [] : [nextTime(app, data, draw, hasWords)]),
    );
  };
  app.link.call("since").then(draw);
  return place;
}

/** To be compared the next time: a box, what it means, and the words to keep. */
function nextTime(app, { allowed, steps, days }, draw, hasWords) {
  const { min_answers } = app.state.shared;
  const problem = h("p", { class: "tt-phone-problem", role: "alert" });
  const id = `since${++boxes}`;
  const box = h("input", { type: "checkbox", id, "aria-describedby": `${id}-told` });
  placed(box, { width: "24px", height: "24px", flex: "none", margin: 0, "accent-color": "var(--tamtam-ink)" });
  const label = h("label", { for: id }, box, app.say("since.allow"));
  placed(label, { display: "flex", gap: "12px", "align-items": "center", "min-height": "44px", "font-weight": 600 });
  box.checked = allowed;
  box.onchange = async () => {
    const answer = await app.link.call("since", { allowed: box.checked });
    if (answer.status === 200) return draw(answer);
    box.checked = allowed;
    problem.textContent = app.problemOf(answer);
  };
  const asked = steps.map((title) => pick(title, app.state.language)).join(" · ");
  const { words } = recall(app.drawer);
  return h(
    "section",
    {},
    h("h2", {}, app.say("since.title")),
    label,
    h("p", { class: "tt-phone-small", id: `${id}-told` }, app.say("since.told", { steps: asked })),
    h("p", { class: "tt-phone-small" }, app.say("since.kept", { days, min_answers })),
    problem,
    allowed && hasWords && words ? threeWords(app, words) : null,
  );
}

/** To be found again: the three words of the time before, or that they were found. */
function lastTime(app, { found }, draw) {
  const send = async (words) => {
    const answer = await app.link.call("since", { words });
    if (answer.status !== 200) return app.problemOf(answer);
    draw(answer);
  };
  const heading = h("h2", {}, app.say("since.back_title"));
  if (found) {
    const undo = quiet(app.say("since.undo"), () => send(""));
    return h("section", {}, heading, h("p", { role: "status" }, app.say("since.found")), undo);
  }
  const input = field(app, "former", { label: app.say("since.words"), maxlength: 60, autocapitalize: "none" });
  const why = h("p", { class: "tt-phone-small" }, app.say("since.back"));
  return h("section", {}, heading, why, asking(input, app.say("since.go"), send));
}
