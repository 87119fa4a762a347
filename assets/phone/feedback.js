// @ts-check
// How one found the session: two taps at its end, for who likes.
import { h } from "../forms/elements.js";
import { choice } from "../forms/shared.js";

const ASKED = ["worth", "spoken"]; // as in kit/tamtam/session/rules/people.py
const VALUES = [1, 2, 3, 4, 5];

/** Two questions about the session; what is tapped is sent at once. */
export function feedback(app) {
  const told = h("p", { class: "tt-phone-problem", role: "alert" });
  const saved = h("p", { class: "tt-small", role: "status" });
  const asked = {
    locked: false,
    get: ([question]) => app.state.personal.ratings[question] ?? null,
    async give([question], value) {
      const problem = await app.change({ rating: { question, value } });
      told.textContent = problem ?? "";
      saved.textContent = problem ? "" : app.say("feedback.saved");
      for (const field of fields) field.update();
    },
  };
  const fields = ASKED.map((question) =>
    choice(asked, {
      slot: [question],
      label: app.say(`feedback.${question}`),
      look: "tt-trend",
      values: VALUES,
      name: (n) => app.say("feedback.value", { n }),
      face: String,
    }),
  );
  const ends = () =>
    h(
      "div",
      { class: "tt-ends", "aria-hidden": "true" },
      ["low", "high"].map((end) => h("span", {}, app.say(`feedback.${end}`))),
    );
  for (const field of fields) field.update();
  return h(
    "section",
    { class: "tt-form" },
    h("h2", {}, app.say("feedback.title")),
    h("p", { class: "tt-small" }, app.say("feedback.lead", { min_answers: app.state.shared.min_answers })),
    ASKED.flatMap((question, at) => [h("h3", {}, app.say(`feedback.${question}`)), fields[at].element, ends()]),
    saved,
    told,
  );
}
