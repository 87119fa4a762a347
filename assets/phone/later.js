// @ts-check
// What the phone page loads once it is needed: screens and sheets that few see at once, or only at the end.
import { autonym, h } from "../forms/elements.js";
import { wear } from "../forms/shared.js";
import { back, enter, join } from "./entering.js";
import { watchForms } from "./failures.js";
import { feedback } from "./feedback.js";
import { watchHome } from "./home.js";
import { gather, notebook } from "./notebook.js";
import { bar, lead, title } from "./screens.js";
import { since } from "./since.js";
import { lobby, pause, wordsCard } from "./waiting.js";
import { comeBack, forget, gone, you } from "./you.js";

// First the sound of the drum, where nothing is asked yet: in the lobby, which comes later too.
const css = `
main::before{content:"";position:fixed;inset:45% 0 0;z-index:-1;pointer-events:none;background:repeating-radial-gradient(circle at 50% 112%,transparent 0 52px,var(--tamtam-hair) 53px 54px,transparent 55px);-webkit-mask-image:linear-gradient(transparent,#000);mask-image:linear-gradient(transparent,#000)}
:is([data-screen=question],[data-screen=result],[data-screen=loading])::before{display:none}
dialog{width:100%;max-width:36rem;max-height:92vh;margin:auto auto 0;padding:12px var(--tt-phone-edge) calc(20px + env(safe-area-inset-bottom,0px));overflow:auto;overscroll-behavior:contain;border:0;border-radius:22px 22px 0 0;background:var(--tamtam-paper);color:var(--tamtam-ink)}
dialog::backdrop{background:rgb(0 0 0 / .5)}
dialog .tt-phone-bar{display:flex;gap:12px;justify-content:space-between;align-items:center;min-height:56px}
dialog .tt-phone-quiet{align-self:center}
dialog .tt-foot{display:none}
#home{margin:0 calc(-1*var(--tt-phone-edge));padding:10px var(--tt-phone-edge);background:var(--tamtam-ink);color:var(--tamtam-paper);font-size:.95em;line-height:1.35;overflow-wrap:anywhere}
#home a{color:inherit;display:inline-block;padding:10px 0}
.tt-phone-field{display:grid;gap:6px;margin:4px 0 12px}
.tt-phone-field label{font-weight:600}
.tt-phone-field input{font:inherit;font-size:1.15em;width:100%;min-height:56px;padding:8px 14px;color:var(--tamtam-ink);background:var(--tamtam-card);border:2px solid var(--tamtam-line);border-radius:14px}
.tt-phone-problem{color:var(--tamtam-accent);font-weight:600;margin-bottom:12px}
.tt-phone-problem:empty{display:none}
.tt-phone-words{display:flex;flex-wrap:wrap;gap:8px}
.tt-phone-words span{padding:8px 12px;border:2px solid var(--tamtam-ink);border-radius:12px;font-size:1.12em;font-weight:700}
.tt-phone-new{position:sticky;top:0;z-index:3;width:100%;min-height:54px;border:2px solid #0000;border-radius:16px;font:inherit;font-weight:650;background:var(--tamtam-accent);color:var(--tamtam-on-accent);cursor:pointer}
.tt-phone-card{background:var(--tamtam-card);border:1px solid var(--tamtam-hair);border-radius:18px;padding:18px;margin:8px 0 16px;display:grid;gap:10px}
details{border-top:1px solid var(--tamtam-hair);margin:8px 0 16px}
summary{display:grid;gap:2px;padding:12px 28px 12px 0;cursor:pointer;list-style:none;position:relative}
summary::-webkit-details-marker{display:none}
summary::after{content:"+";position:absolute;right:4px;top:8px;font-size:1.5em;line-height:1.2;color:var(--tamtam-muted)}
[open]>summary::after{content:"−"}
.tt-phone-field input.tt-phone-code{font-size:1.9em;font-weight:650;letter-spacing:.22em;text-transform:uppercase;text-align:center;min-height:72px}
.tt-phone-pair{display:grid;grid-template-columns:1fr 1fr;gap:12px;margin-top:14px}
details ul{margin:0;padding:0 0 12px 1.1em;display:grid;gap:8px;color:var(--tamtam-ink);font-size:.95em}
dialog .tt-phone-foot{position:static;margin:0;padding:0 0 18px}
dialog .tt-phone-main{background:none;color:var(--tamtam-ink);border:2px solid var(--tamtam-line)}
dialog section{display:grid;gap:10px;padding:14px 0;border-top:1px solid var(--tamtam-hair)}
dialog details{margin:0}
dialog>.tt-phone-second{margin:0 0 14px}
.tt-phone-forget .tt-phone-quiet{color:var(--tamtam-accent);justify-self:start}
.tt-phone-forget .tt-phone-main{background:var(--tamtam-accent);color:var(--tamtam-on-accent);border-color:#0000}
:is(main,.tt-phone-since)>section:not(.tt-phone-card){border-top:1px solid var(--tamtam-hair);padding:14px 0;display:grid;gap:10px}
.tt-phone-home{display:flex;align-items:center;margin-bottom:16px;text-decoration:none}
.tt-phone-notebook section{display:block;padding:14px 0;border-top:1px solid var(--tamtam-hair)}
.tt-phone-notebook h2{font-size:1.06rem;margin:0 0 4px}
.tt-phone-notebook p{margin:0 0 6px;overflow-wrap:anywhere}
.tt-phone-said{font-weight:650;unicode-bidi:plaintext}
.tt-phone-notebook dl,.tt-phone-notice dl{margin:8px 0 12px}
:is(.tt-phone-notebook,.tt-phone-notice) dt{color:var(--tamtam-muted);font-size:.9em;overflow-wrap:anywhere;unicode-bidi:plaintext}
:is(.tt-phone-notebook,.tt-phone-notice) dd{margin:0 0 8px;overflow-wrap:anywhere;unicode-bidi:plaintext}
.tt-phone-taking{display:grid;gap:10px;padding:6px 0 18px}
.tt-phone-taking h2{font-size:1.06rem}
.tt-phone-taking a{display:grid;place-items:center;text-align:center;text-decoration:none;color:inherit}
`;

/** The end: the notebook, the words to come back with, and to be forgotten. */
const over = (app) => [
  title(app.say("over.title")),
  lead(app.say(app.state.personal ? "over.lead" : "over.thanks")),
  ...(app.state.personal ? [...notebook(app, feedback(app)), since(app), comeBack(app), forget(app)] : []),
];

const carnet = (app, close) => [
  bar(app, app.say("notebook.title"), close),
  h("p", {}, app.say("notebook.lead")),
  ...notebook(app),
  since(app, { hasWords: true }),
];

/** The languages to choose from, where there are more than two, each as those call it who speak it. */
const speak = (app, close) => {
  const { languages } = app.state.shared;
  const one = (language) => {
    const isSpoken = language === app.state.language;
    const chosen = () => {
      close();
      app.speak(language);
    };
    const made = {
      type: "button",
      lang: language,
      class: "tt-phone-second",
      "aria-pressed": `${isSpoken}`,
      onclick: chosen,
    };
    return h("button", made, `${isSpoken ? "✓ " : ""}${autonym(language)}`);
  };
  return [bar(app, languages.map(autonym).join(" · "), close), ...languages.map(one)];
};

/** What can be said at any time. */
const aside = (app, close, form) => [bar(app, app.say("aside"), close), form];

/** What can be said at any time, on a sheet over what is asked, which it leaves as it is. */
function openAside(app) {
  const read = async () => {
    const { news } = app.state.shared.aside ?? {};
    const { status, data } = await app.link.call("aside");
    if (status !== 200) throw status;
    Object.assign(said, { news, activity: data });
  };
  /** @type {any} */
  const said = { read };
  app.state.aside = said;
  app.host(app.state.shared.aside.form, said);
  app.openSheet("aside", said.element);
  app.link.refresh();
}

wear(document.body, css);

export default {
  gather(app) {
    watchHome(app);
    watchForms(app);
    return gather(app);
  },
  openAside,
  screens: {
    code: enter,
    join,
    back,
    gone,
    over,
    me: you,
    notebook: carnet,
    aside,
    speak,
    lobby: (app) => [...lobby(app), since(app, { isComingIn: true })],
    pause,
    words: (app) => [wordsCard(app)],
  },
};
