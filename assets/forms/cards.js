// @ts-check
// An activity that few people talk about: the form of its kind, held by this phone for its owner alone.
// Nothing that is chosen reaches the host, and so no server: it is in the page until that is left.
import { h, placed, say } from "./elements.js";

/** What a form takes for its host; it keeps to itself. */
class Own {
  constructor() {
    this.values = { answers: {}, saved: {}, proposals: [], drafts: {} };
    this.listeners = {};
  }
  get(name) {
    return this.values[name];
  }
  set(name, value) {
    if (JSON.stringify(this.values[name]) === JSON.stringify(value)) return;
    this.values[name] = value;
    for (const listener of this.listeners[`change:${name}`] ?? []) listener();
  }
  save_changes() {}
  on(name, listener) {
    (this.listeners[name] ??= new Set()).add(listener);
  }
  off(name, listener) {
    this.listeners[name]?.delete(listener);
  }
}

async function hold({ model, el }) {
  const own = new Own();
  const lead = h("p", { class: "tt-small", role: "status" });
  const card = h("div", { class: "form" });
  const { talk } = model.get("activity");
  const { default: form, words } = await import(talk.form);
  const tell = () => {
    const activity = model.get("activity");
    const up = Boolean(activity.talk?.turned);
    const [language, texts] = [model.get("language"), model.get("texts")];
    const open = model.get("status") === "open";
    lead.textContent = say(texts, language, `cards.${!open ? "closed" : up ? "up" : "down"}`);
    placed(lead, { "font-size": "1.1em", margin: "0 0 14px" });
    placed(card, { zoom: up ? 1.1 : 1 });
    const told = { activity, language, texts: { ...texts, ...(words[language] ?? Object.values(words)[0]) } };
    told.texts.closed = ""; // the line above says where it stands
    told.texts.can_change = "";
    for (const name of ["mine", "lot", "missing"]) told[name] = model.get(name);
    for (const [name, value] of Object.entries({ ...told, status: open && !up ? "open" : "closed" }))
      own.set(name, value);
  };
  tell();
  el.replaceChildren(lead, card);
  form.render({ model: own, el: card });
  for (const name of ["activity", "status", "language", "texts"]) model.on(`change:${name}`, tell);
}

export default { render: (host) => void hold(host) };
