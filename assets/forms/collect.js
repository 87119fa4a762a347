// @ts-check
// Proposing items, for the forms whose items come from people too: one's own, and a place to write another.
import { collectsOnly, h } from "./elements.js";
import { fresh } from "./shared.js";

/** The style of it, to be worn with the form's own. */
export const collectCss = `
.tt-form .tt-collect-write textarea{font:inherit;width:100%;min-height:76px;padding:10px 12px;color:inherit;background:var(--tamtam-card);border:2px solid var(--tamtam-line);border-radius:12px;resize:vertical}
.tt-collect{display:grid;gap:10px;padding-bottom:16px}
.tt-collect-write{display:grid;gap:10px}
.tt-form .tt-collect-own{list-style:none;margin:0;padding:0;display:grid;gap:8px}
.tt-collect-own li{display:grid;grid-template-columns:1fr auto;gap:2px 10px;align-items:center;padding:8px 0 8px 12px;border-left:4px solid var(--tamtam-line);overflow-wrap:anywhere}
.tt-collect-own li>:first-child{grid-column:1/-1}
`;

/**
 * Where items are collected: one's own, and a place to write another while it is open. With `privately`, the form's own words
 * for sending (`add`) and for what is not sent (`rule`), nothing is sent by a key in passing.
 */
export function collecting(asked, privately = null) {
  const { collect } = asked.activity;
  if (!collect) return [];
  const id = fresh();
  const alone = asked.model.get("own"); // nobody to show it to, nobody to read it first
  const words = alone ? null : privately; // alone there is nobody to keep it from
  const table = collect.by_table; // it has one item, and another takes its place
  const most = table ? 9 : collect.most;
  const own = () => asked.model.get("proposals") ?? [];
  const set = (proposals) => {
    asked.model.set("proposals", proposals);
    asked.model.save_changes();
  };
  const input = h("textarea", {
    id,
    rows: 2,
    "aria-describedby": `${id}n`,
    enterkeyhint: "send",
  });
  input.value = asked.draft("proposal") ?? "";
  const left = h("p", { class: "tt-small tt-state", id: `${id}n` });
  const list = h("ul", { class: "tt-collect-own" });
  const only = collectsOnly(asked.activity);
  const prompt = asked.text(collect.prompt);
  const differs = prompt !== asked.text(asked.activity.question);
  const byMain = only && !asked.texts.aside; // a sheet has no main button
  const adding = words?.add ?? asked.say("collect.add");
  const add = h("button", { type: "button", class: "tt-second", hidden: byMain }, adding);
  const send = () => {
    const text = input.value.trim();
    if (!text || text.length > collect.longest || own().length >= most) return input.focus();
    input.value = "";
    asked.keepDraft("proposal", null);
    set([...(table ? [] : own()), { text, status: "waiting" }]);
    input.focus();
  };
  add.addEventListener("click", send);
  input.addEventListener("input", () => {
    asked.keepDraft("proposal", input.value);
    update();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || words) return;
    event.preventDefault();
    send();
  });
  /** No more an item, but words to mend: they are in the field again, unless others stand there. */
  const takeBack = (one) => {
    if (!input.value.trim()) {
      input.value = one.text;
      asked.keepDraft("proposal", one.text);
    }
    set(own().filter((other) => other !== one));
    input.focus();
  };
  const row = (one) =>
    h(
      "li",
      {},
      h("span", { dir: "auto" }, one.text),
      h("span", { class: "tt-small" }, alone ? "" : asked.say(`collect.${one.status}`)),
      !asked.locked &&
        h(
          "button",
          {
            type: "button",
            class: "tt-back",
            "aria-label": `${asked.say("take_back")} – ${one.text}`,
            onclick: () => takeBack(one),
          },
          asked.say("take_back"),
        ),
    );
  const writing = h("div", { class: "tt-collect-write" }, input, add);
  const rule =
    words?.rule ??
    (table
      ? asked.text(table)
      : asked.say(`collect.${alone ? "alone" : collect.held ? "held_first" : "at_once"}`, { n: collect.most }));
  let drawn = null;
  const update = () => {
    const full = own().length >= most;
    writing.hidden = full || asked.locked;
    left.hidden = asked.locked;
    element.hidden = asked.locked && !own().length;
    const letters = collect.longest - input.value.length; // below 0 the words stay whole, to be shortened
    left.dataset.is = letters < 0 ? "refused" : "";
    left.textContent = full
      ? asked.say("collect.full", { n: collect.most })
      : [input.value && asked.say("collect.left", { n: letters }), (words || !input.value) && rule]
          .filter(Boolean)
          .join(" · ");
    const now = JSON.stringify(own());
    if (now !== drawn) list.replaceChildren(...own().map(row));
    drawn = now;
  };
  const element = h(
    "section",
    { class: "tt-card tt-collect" },
    h("h2", { class: "tt-name" }, h("label", { for: id }, only && !differs ? asked.say("collect.label") : prompt)),
    list,
    writing,
    left,
  );
  return [
    {
      element,
      slots: [],
      extra: !only,
      share: () => Math.min(1, own().length),
      further: () => (only && own().length < most ? asked.say("collect.further", { n: most - own().length }) : null),
      written: () => !writing.hidden && input.value.trim(),
      words: only ? adding : asked.say("send"),
      send,
      focus: () => input.focus({ preventScroll: true }),
      update,
    },
  ];
}
