// @ts-check
// Ranking: one order of all items, from what weighs most to what weighs least. Rows are dragged, or
// moved by buttons and keys. The order at first is drawn by lot, another for each person, so that no
// order of ours sways the room; one counts once someone has said that it is theirs.
import { h, placed } from "./elements.js";
import { block, form } from "./shared.js";

const css = `
.tt-form .tt-ranking-heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.tt-form .tt-ranking-order{list-style:none;margin:0;padding:0}
.tt-ranking-order li{position:relative;display:flex;margin-bottom:6px;border:2px solid var(--tamtam-line);border-radius:12px;background:var(--tamtam-card)}
.tt-ranking-order .tt-ranking-held{border-color:var(--tamtam-ink);font-weight:650}
.tt-ranking-order .tt-ranking-moved{z-index:1}
.tt-form :is(.tt-ranking-order,.tt-ranking-tools) button{min-height:48px;padding:4px 0 4px 12px;border:0;background:none;color:inherit;font:inherit;text-align:left;cursor:pointer;overflow-wrap:anywhere;user-select:none;-webkit-user-select:none}
.tt-form .tt-ranking-order :is(button,div){flex:1;min-width:0;scroll-margin-top:190px}
.tt-ranking-order div{padding:10px 12px}
.tt-ranking-order b{width:1.8em;align-self:center;text-align:right}
.tt-ranking-order i{display:grid;place-items:center;width:48px;color:var(--tamtam-muted);font-style:normal;cursor:grab;touch-action:none}
.tt-ranking-bar{position:sticky;top:58px;z-index:2;padding:10px 0 8px;background:var(--tamtam-card)}
.tt-ranking-bar:has(~.tt-ranking-doubt:not(:empty)){position:static}
.tt-ranking-tools{display:flex;gap:8px;margin-top:4px}
.tt-form .tt-ranking-tools button{flex:1;padding:6px 2px;border:2px solid var(--tamtam-line);border-radius:12px;font-size:.82em;line-height:1.2;text-align:center;hyphens:auto}
.tt-form .tt-ranking-tools :disabled{color:var(--tamtam-muted);border-color:var(--tamtam-hair)}
.tt-ranking-tools b{display:block;font-size:1.4em}
.tt-ranking-heaps{display:flex;align-items:end;gap:3px;height:66px;font-size:.82em;text-align:center}
.tt-ranking-heaps span{flex:1;height:100%;display:flex;flex-direction:column;justify-content:end;white-space:nowrap}
.tt-ranking-heaps i{min-height:2px;margin-bottom:20px;background:var(--tamtam-line)}
.tt-ranking-heaps .tt-ranking-own{line-height:20px}
.tt-ranking-heaps .tt-ranking-own i{margin:0;background:var(--tamtam-ink)}
.tt-ranking-order span{flex:1;min-width:0}
.tt-form .tt-ranking-order span button{width:100%}
.tt-ranking-order small{display:block;padding:0 12px 10px;line-height:1.3;color:var(--tamtam-muted);font-weight:400}
.tt-ranking-doubt:not(:empty){display:grid;gap:10px;margin:12px 0;font-weight:600}
.tt-ranking-unseen{position:absolute;overflow:hidden;clip-path:inset(50%)}
@media (max-width:16.25em){.tt-form .tt-ranking-tools button{font-size:0}.tt-ranking-tools b{font-size:1.3rem}.tt-form .tt-ranking-order :is(b,i){width:1.4em}.tt-form .tt-ranking-order :is(button,small){padding-inline:6px 0;font-size:.9em;hyphens:auto}}
`;

/** The lot and the arrangements of each host, by activity and turn: what isn't yet said to be one's order. */
const drafts = new WeakMap();

function draftOf({ model, activity: { id, turn, items } }) {
  const known = drafts.get(model) ?? { lot: Math.random() };
  drafts.set(model, known);
  const lot = `${id} ${turn} ${model.get("lot") ?? known.lot} `;
  const order = items.map((item) => item.id).sort((a, b) => hash(lot + a) - hash(lot + b));
  return (known[`${id} ${turn}`] ??= { order });
}

/** FNV-1a, its bits mixed once more. */
function hash(text) {
  let bits = 0x811c9dc5;
  for (const letter of text) bits = Math.imul(bits ^ letter.charCodeAt(), 0x01000193);
  return Math.imul(bits ^ (bits >>> 15), 0x01000193) >>> 0;
}

const slotOf = ({ activity }) => ["order", activity.phases[0]];
const textOf = (asked, id) => asked.text(asked.activity.items.find((item) => item.id === id)?.text);

function ask(asked) {
  const slot = slotOf(asked);
  if (asked.locked && !asked.get(slot)) return [h("p", { class: "tt-you" }, asked.nothing())];
  const list = sortable(asked, slot);
  const item = { text: { [asked.language]: asked.say("ranking.list") } };
  const act = { words: asked.say("ranking.keep"), run: list.sure };
  return [{ ...block(asked, { item, slots: [slot], fields: [list] }), act }];
}

/** The rows in their present order, and the buttons that move the row one has picked up. */
function sortable(asked, slot) {
  const { items } = asked.activity;
  const draft = draftOf(asked);
  const order = () => asked.get(slot) ?? draft.order;
  const place = (id) => ({ item: textOf(asked, id), n: order().indexOf(id) + 1, of: items.length });
  const list = h("ol", { class: "tt-ranking-order" });
  const about = h("p", { class: "tt-small" });
  const said = h("p", { class: "tt-ranking-unseen", role: "status" });
  const tell = (key, id) => (said.textContent = asked.say(`ranking.${key}`, place(id)));
  const doubt = h("div", { class: "tt-ranking-doubt", role: "group" });
  let held = null;

  const move = (id, to) => {
    const present = order().filter((other) => other !== id);
    present.splice(Math.max(0, to), 0, id);
    draft.order = present;
    draft.moved = true;
    asked.give(slot, present);
    paint();
    tell("row", id);
  };
  const hold = (id) => {
    held = held === id ? null : id;
    tell(held ? "held" : "put_down", id);
    paint();
  };
  const key = (event, id) => {
    const at = order().indexOf(id);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Escape" && held) hold(held);
    else if (to === undefined || event.ctrlKey || event.metaKey) return;
    else if (held === id || event.altKey) move(id, to);
    else rows.get(order()[to])?.button.focus();
    event.preventDefault();
  };
  const row = ({ id, text, hint }) => {
    const number = h("b", { "aria-hidden": "true" });
    const more = hint ? h("small", {}, asked.text(hint)) : null;
    if (asked.locked)
      return { number, element: h("li", { "data-item": id }, number, h("div", {}, asked.text(text), more)) };
    const button = h("button", { type: "button", onkeydown: (event) => key(event, id) }, asked.text(text));
    const grip = h("i", { "aria-hidden": "true" }, "⠿");
    return {
      number,
      button,
      element: h("li", { "data-item": id, onclick: () => hold(id) }, number, h("span", {}, button, more), grip),
    };
  };
  const rows = new Map(items.map((item) => [item.id, row(item)]));
  const tool = (way, sign, to) => {
    const click = () => move(held, to(order().indexOf(held)));
    return h(
      "button",
      { type: "button", onclick: click },
      h("b", { "aria-hidden": "true" }, sign),
      asked.say(`ranking.${way}`),
    );
  };
  const top = tool("top", "⤒", () => 0);
  const up = tool("up", "↑", (at) => at - 1);
  const down = tool("down", "↓", (at) => at + 1);
  const bottom = tool("bottom", "⤓", () => items.length);
  const tools = h("div", { class: "tt-ranking-tools", role: "group" }, top, up, down, bottom);

  function paint() {
    /** @type {any} */
    const focused = document.activeElement;
    const elements = order().map((id) => rows.get(id).element);
    if (elements.some((element, at) => list.children[at] !== element)) list.replaceChildren(...elements);
    for (const [id, { number, button, element }] of rows) {
      number.textContent = place(id).n;
      element.classList.toggle("tt-ranking-held", id === held);
      button?.setAttribute("aria-label", asked.say("ranking.row", place(id)));
      button?.setAttribute("aria-pressed", id === held);
    }
    const { item, n, of } = held ? place(held) : {};
    about.textContent = asked.say(`ranking.${held ? "move" : "tap"}`, { item });
    tools.setAttribute("aria-label", about.textContent);
    top.disabled = up.disabled = !held || n === 1;
    down.disabled = bottom.disabled = !held || n === of;
    if (focused?.disabled)
      (n === 1 ? down : up).focus(); // what is at an end can only go back
    else if (list.contains(focused)) focused.focus({ preventScroll: true }); // a row that moves loses it
  }

  /** Nobody's order yet: whether chance put things as one would have. */
  function sure() {
    if (draft.moved) return asked.give(slot, order());
    const answer = (words, run) =>
      h("button", { type: "button", class: "tt-second", onclick: () => (doubt.replaceChildren(), run()) }, words);
    doubt.replaceChildren(
      h("p", {}, asked.say("ranking.sure")),
      answer(asked.say("ranking.yes"), () => asked.give(slot, order())),
      answer(asked.say("ranking.no"), () => rows.get(order()[0]).button.focus()),
    );
    doubt.querySelector("button").focus();
  }

  if (!asked.locked) drag(list, (from, to) => move(order()[from], to));
  const element = asked.locked
    ? list
    : [
        h("p", { class: "tt-small" }, asked.say("ranking.how")),
        h("div", { class: "tt-ranking-bar" }, about, tools),
        list,
        said,
        doubt,
      ];
  return {
    element: h("div", {}, element),
    given: () => asked.get(slot) !== null,
    focus: () => (doubt.querySelector("button") ?? rows.get(order()[0]).button).focus({ preventScroll: true }),
    update: paint,
    sure,
  };
}

/**
 * Rows follow a finger by their grip and a mouse anywhere, while the others make room; `dropped(from, to)`
 * is told where one is let go.
 */
function drag(list, dropped) {
  let held = null;
  let ended = false; // the click that ends a drag picks nothing up
  const shift = (row, by) => placed(row, { transform: by ? `translateY(${by}px)` : "" });
  const start = ({ target, button, pointerType, pointerId, pageY }) => {
    const row = target.closest("li");
    if (!row || held || button || (pointerType !== "mouse" && !target.closest("i"))) return;
    held = { row, pointerId, pageY, from: [...list.children].indexOf(row), to: -1 };
  };
  const follow = ({ pageY }) => {
    if (!held || (held.to < 0 && Math.abs(pageY - held.pageY) < 4)) return;
    const { row, from } = held;
    if (held.to < 0) list.setPointerCapture(held.pointerId);
    row.classList.add("tt-ranking-moved");
    const others = [...list.children].filter((other) => other !== row);
    const top = row.offsetTop + pageY - held.pageY;
    const half = row.offsetHeight / 2;
    held.to = others.filter((other, at) => other.offsetTop + (at < from ? half : -half) < top).length;
    for (const [at, other] of others.entries()) {
      shift(other, (2 * half + 6) * (Number(at >= held.to) - Number(at >= from)));
    }
    shift(row, pageY - held.pageY);
  };
  const end = ({ type }) => {
    if (!held) return;
    const { row, from, to } = held;
    held = null;
    row.classList.remove("tt-ranking-moved");
    for (const other of list.children) shift(other, 0);
    ended = to >= 0;
    setTimeout(() => (ended = false));
    if (type === "pointerup" && ended && to !== from) dropped(from, to);
  };
  const heard = { pointerdown: start, pointermove: follow, pointerup: end, pointercancel: end };
  for (const [name, listener] of Object.entries(heard)) list.addEventListener(name, listener);
  list.addEventListener("click", (event) => ended && event.stopPropagation(), true);
}

function show(asked, { items }) {
  const weight = ({ measures }) => measures.find(({ name }) => name === "mean_rank").value;
  const ends = [`1 ${asked.say("ranking.most")}`, `${items.length} ${asked.say("ranking.least")}`];
  return [
    h(
      "div",
      { class: "tt-ends", "aria-hidden": "true" },
      ends.map((end) => h("span", {}, end)),
    ),
    ...[...items].sort((a, b) => weight(a) - weight(b)).map((item) => result(asked, item)),
  ];
}

/** An item: how many gave it each rank, unless they are a few; the median, and one's own rank. */
function result(asked, { item, distributions: [{ counts, median, in_classes }] }) {
  const own = (asked.get(slotOf(asked)) ?? []).indexOf(item) + 1;
  const most = Math.max(...Object.values(counts));
  const heap = ([rank, count]) => {
    const bar = placed(h("i"), { height: `${(65 * count) / most}%` });
    const isOwn = Number(rank) === own;
    return h("span", { class: isOwn && "tt-ranking-own" }, bar, isOwn && "▲");
  };
  const heard = Object.entries(counts).map(([rank, n]) => asked.say("ranking.counted", { rank: Number(rank), n }));
  return h(
    "section",
    { class: "tt-result" },
    h("h3", { class: "tt-name" }, textOf(asked, item)),
    !in_classes && h("p", { class: "tt-ranking-heard" }, heard.join(", ")),
    !in_classes && h("div", { class: "tt-ranking-heaps", "aria-hidden": "true" }, Object.entries(counts).map(heap)),
    h("p", { class: "tt-small" }, asked.say("ranking.room", { n: median })),
    h("p", { class: "tt-you" }, own ? asked.say("ranking.you", { n: own }) : asked.nothing()),
  );
}

export default { render: (host) => form(host, { ask, show, css }) };
