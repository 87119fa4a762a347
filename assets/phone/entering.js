// @ts-check
// Ways in: under a name, by a code that is typed, by three words to be oneself again.
import { h, pick } from "../forms/elements.js";
import { comeHome } from "./home.js";
import { recall } from "./memory.js";
import { asking, field } from "./fields.js";
import { lead, quiet, title } from "./screens.js";
import { amiss, privacy } from "./waiting.js";

/**
 * The code in what was typed or pasted, on whatever keyboard: six letters or digits, in a public place eight,
 * or an address or a line that ends with them.
 */
export function codeIn(typed) {
  const plain = typed.normalize("NFKC").replace(/[^A-Za-z0-9/]+$/, ""); // what ends a sentence ends no address
  const [, inAddress] = plain.match(/\/(?:\w+\/)?((?:[A-Za-z0-9]{2}){3,4})\/?(?:[?#].*)?$/) ?? [];
  const bare = inAddress ?? plain.replace(/[^A-Za-z0-9]/g, "");
  const [, last] = plain.match(/[:=#]\W*((?:[A-Za-z0-9]{2}){3,4})\W*$/) ?? [];
  return (bare.length === 6 || bare.length === 8 ? bare : last)?.toUpperCase() ?? null;
}

/** The way to a session: by its code, or back to the one this phone is in. */
export function enter(app, problem) {
  const input = field(app, "code", {
    label: app.say("code.label"),
    class: "tt-phone-code",
    maxlength: 200,
    autocapitalize: "characters",
    enterkeyhint: "go",
    value: app.code,
  });
  const send = async (typed) => {
    const code = codeIn(typed);
    if (!code) return app.say("code.short");
    input.sent();
    location.assign(`/${code}`);
  };
  const { last } = recall("tamtam");
  const home = last && last.code !== app.code;
  return [
    title(app.say("code.title")),
    problem || app.lost ? h("p", { class: "tt-phone-problem", role: "alert" }, problem || app.say("code.lost")) : null,
    home
      ? h("a", { class: "tt-phone-second tt-phone-home", href: `/${last.code}` }, app.say("code.return", last))
      : null,
    lead(app.say("code.lead")),
    asking(input, app.say("code.go"), send),
  ];
}

/** Come in under a name, beneath it what becomes of one's answers: nothing of it moves once it is drawn. */
export function join(app) {
  const input = field(app, "alias", {
    label: app.say("join.alias"),
    hint: app.say("join.alias_hint"),
    maxlength: 30,
    enterkeyhint: "go",
  });
  const { title: name, door: shut } = app.state.shared;
  return [
    title(pick(name, app.state.language)),
    shut
      ? h("p", { class: "tt-phone-problem", role: "alert" }, pick(shut, app.state.language))
      : lead(app.say("join.lead")),
    app.state.erased ? h("p", { class: "tt-phone-problem", role: "alert" }, app.say("erased")) : null,
    ...comeHome(app),
    ...amiss(app),
    asking(
      input,
      app.say("join.go"),
      (alias) => app.join({ alias, new: app.isNew }),
      quiet(app.say("join.back"), () => app.turnTo("back")),
      privacy(app),
    ),
  ];
}

/** Be oneself again: by the three words. */
export function back(app) {
  const input = field(app, "words", {
    label: app.say("back.words"),
    hint: app.say("back.example"),
    autocapitalize: "none",
    enterkeyhint: "go",
    value: recall(app.drawer).words?.join(" "), // where the browser lost one's place and not these
  });
  return [
    title(app.say("back.title")),
    lead(app.say("back.lead")),
    asking(
      input,
      app.say("back.go"),
      (words) => app.join({ words }),
      quiet(app.say("back.new"), () => {
        app.isNew = true; // said, so that nobody asks again
        app.turnTo("join");
      }),
    ),
  ];
}
