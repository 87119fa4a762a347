// @ts-check
// What lies behind one's name: another name, extra time, the words to come back with, who sees what, and to
// be forgotten. Loaded once somebody looks; the page lends its `pieces`.

/** The sheet's content. `say` speaks of this sheet, `app` does what is asked. */
export default function you(
  app,
  say,
  { h, title, lead, field, asking, quiet, threeWords, privacy, placed, recall, screens },
) {
  screens.gone = gone;
  const told = h("p", { class: "tt-phone-small", role: "status" });
  const input = field(app, "rename", { label: say("alias"), maxlength: 30, value: app.state.personal.alias });
  const rename = async (alias) => {
    const problem = await app.rename(alias);
    told.textContent = problem ? "" : say("renamed", { alias: app.state.personal.alias });
    return problem;
  };
  const { words, formDrafts = {} } = recall(app.drawer);
  const kept = Object.values(formDrafts).flatMap(({ kept }) => kept ?? []);
  return [
    asking(input, say("rename"), rename, told),
    // What forms keep on this phone for their owner, whatever is asked now.
    ...kept.map((text) => h("section", {}, h("h3", {}, say("kept")), h("p", {}, text))),
    moreTime(),
    h("section", {}, table()),
    h("section", {}, words ? threeWords(app, words) : h("p", { class: "tt-phone-small" }, app.say("words.elsewhere"))),
    privacy(app),
    forget(),
  ];

  /** Extra time, asked for without a reason: had at once, and known to whoever leads alone. */
  function moreTime() {
    const problem = h("p", { class: "tt-phone-problem", role: "alert" });
    const box = h("input", { type: "checkbox", id: "more-time", "aria-describedby": "more-time-told" });
    placed(box, { width: "24px", height: "24px", margin: 0, "accent-color": "var(--tamtam-ink)" });
    const label = h("label", { for: box.id }, box, say("more_time"));
    placed(label, { display: "flex", gap: "12px", "align-items": "center", "min-height": "44px", "font-weight": 600 });
    box.checked = app.state.personal.extra_time;
    box.onchange = async () => {
      problem.textContent = (await app.change({ extra_time: box.checked })) ?? "";
      box.checked = app.state.personal.extra_time;
    };
    return h(
      "section",
      {},
      label,
      h("p", { class: "tt-phone-small", id: "more-time-told" }, say("more_time_told")),
      problem,
    );
  }

  /** Where one sits: drawn, given to who came late, or one's own choice. */
  function table() {
    const { table } = app.state.personal;
    const number = field(app, "table", { label: say("table"), maxlength: 2, inputmode: "numeric", value: table ?? "" });
    const sit = (typed) => (+typed >= 1 ? app.change({ table: +typed }) : say("no_table"));
    return asking(number, say("sit"), sit);
  }

  /** What is left to see once one is forgotten. */
  function gone() {
    const again = h(
      "button",
      { type: "button", class: "tt-phone-main", onclick: () => app.turnTo("join") },
      say("again"),
    );
    return [title(say("gone")), lead(say("gone_lead")), h("div", { class: "tt-phone-foot" }, again)];
  }

  function forget() {
    const section = h("section", { class: "tt-phone-forget" });
    const ask = () => section.replaceChildren(quiet(say("forget"), sure));
    const sure = () => {
      const problem = h("p", { class: "tt-phone-problem", role: "alert" });
      const no = h("button", { type: "button", class: "tt-phone-second", onclick: ask }, say("forget_no"));
      const yes = h(
        "button",
        {
          type: "button",
          class: "tt-phone-main",
          onclick: async () => (problem.textContent = (await app.forget()) ?? ""),
        },
        say("forget_yes"),
      );
      section.replaceChildren(
        h("h3", {}, say("forget_title")),
        h("p", {}, say("forget_lead")),
        problem,
        h("div", { class: "tt-phone-pair" }, no, yes),
      );
      no.focus();
    };
    ask();
    return section;
  }
}
