// @ts-check
// What the phone page loads once it is needed: screens and sheets that few see at once, or only at the end.
import { h, pick } from "../forms/elements.js";
import { wear } from "../forms/shared.js";
import { enter, back } from "./entering.js";
import { feedback } from "./feedback.js";
import { gather, notebook } from "./notebook.js";
import { bar, lead, title } from "./screens.js";
import { comeBack, forget, gone, you } from "./you.js";

const SAID = ["responsible", "purpose", "kept", "sponsor"]; // of a deck's `privacy`

const css = `
.tt-phone-field input.tt-phone-code{font-size:1.9em;font-weight:650;letter-spacing:.22em;text-transform:uppercase;text-align:center;min-height:72px}
.tt-phone-pair{display:grid;grid-template-columns:1fr 1fr;gap:12px;margin-top:14px}
details ul{margin:0;padding:0 0 12px 1.1em;display:grid;gap:8px;color:var(--tamtam-ink);font-size:.95em}
dialog .tt-phone-foot{position:static;margin:0;padding:0 0 18px}
dialog .tt-phone-main{background:none;color:var(--tamtam-ink);border:2px solid var(--tamtam-line)}
dialog section{display:grid;gap:10px;padding:14px 0;border-top:1px solid var(--tamtam-hair)}
dialog details{margin:0}
.tt-phone-forget .tt-phone-quiet{color:var(--tamtam-accent);justify-self:start}
.tt-phone-forget .tt-phone-main{background:var(--tamtam-accent);color:var(--tamtam-on-accent);border:0}
main>section{border-top:1px solid var(--tamtam-hair);padding:14px 0;display:grid;gap:10px}
.tt-phone-home{display:flex;align-items:center;margin-bottom:16px;text-decoration:none}
.tt-phone-notebook section{display:block;padding:14px 0;border-top:1px solid var(--tamtam-hair)}
.tt-phone-notebook h2{font-size:1.06rem;margin:0 0 4px}
.tt-phone-notebook p{margin:0 0 6px;overflow-wrap:anywhere}
.tt-phone-said{font-weight:650;unicode-bidi:plaintext}
.tt-phone-notebook dl,.tt-phone-notice dl{margin:8px 0 12px}
:is(.tt-phone-notebook,.tt-phone-notice) dt{color:var(--tamtam-muted);font-size:.9em;overflow-wrap:anywhere;unicode-bidi:plaintext}
:is(.tt-phone-notebook,.tt-phone-notice) dd{margin:0 0 8px;overflow-wrap:anywhere;unicode-bidi:plaintext}
.tt-phone-notebook .tt-phone-taking{display:grid;gap:10px}
.tt-phone-taking a{display:grid;place-items:center;text-decoration:none;color:inherit}
`;

/** The end: the notebook, the words to come back with, and to be forgotten. */
const over = (app) => [
  title(app.say("over.title")),
  lead(app.say(app.state.personal ? "over.lead" : "over.thanks")),
  ...(app.state.personal ? [feedback(app), ...notebook(app), comeBack(app), forget(app)] : []),
];

/** What becomes of one's answers, whole: what the organiser says, then what always holds. */
function notice(app) {
  const { min_answers } = app.state.shared;
  const lines = ["pseudonym", "few", "pass", "forget", location.protocol === "http:" ? "plain" : null];
  const organiser = h("dl", {});
  app.link.call("about").then(({ status, data }) => {
    if (status !== 200) return;
    const said = SAID.filter((name) => data[name]).map((name) => [
      h("dt", {}, app.say(`notice.${name}`)),
      h("dd", { dir: "auto" }, pick(data[name], app.state.language)),
    ]);
    const missing = data.responsible ? null : h("dd", {}, app.say("notice.missing"));
    organiser.replaceChildren(...said.flat(), ...(missing ? [missing] : []));
  });
  return [
    organiser,
    h(
      "ul",
      {},
      lines.filter(Boolean).map((line) => h("li", {}, app.say(`notice.${line}`, { min_answers }))),
    ),
  ];
}

const carnet = (app, close) => [
  bar(app, app.say("notebook.title"), close),
  h("p", {}, app.say("notebook.lead")),
  ...notebook(app),
];

wear(document.body, css);

export default { gather, screens: { code: enter, back, gone, over, me: you, notebook: carnet, notice } };
