// @ts-check
// The moderation page: a co-facilitator looks after what people propose. Nobody's name is here.
import { h, pick } from "../forms/elements.js";
import { KeyedLink } from "../clicker/keyed.js";
import { byId, Page } from "../clicker/page.js";

const GROUPS = { held: "waiting", shown: "shown", merged: "aside", hidden: "aside" };
const MANY = 3; // from how many on all that wait can be let in at once
const SETTLED = ["answered", "later", "parked"]; // of questions that were asked aside
const groupOf = ({ status, mark }) => (status === "shown" && SETTLED.includes(mark) ? "settled" : GROUPS[status]);

/** Let an element have just these children, in this order, and take out none that stays. */
function settle(parent, wanted) {
  for (const child of [...parent.children]) if (!wanted.includes(child)) child.remove();
  wanted.forEach((child, place) => {
    if (parent.children[place] !== child) parent.insertBefore(child, parent.children[place] ?? null);
  });
}

class Moderation extends Page {
  constructor(code, secret, words) {
    super(words, (told, language) => new KeyedLink(`/control/${code}/moderation`, secret, language, told));
    this.title = h("h1");
    this.lead = h("p", { class: "tamtam-lead" });
    this.sections = new Map(); // by activity
    this.cards = new Map(); // by activity and item: {element, shows, busy}
  }

  take(data) {
    this.language = data.language;
    this.shared = data;
    this.paint();
  }

  close(data) {
    super.close(data);
    this.cards.clear();
    byId("here").textContent = "";
  }

  // --- the page

  paint() {
    const { code, rehearsal, queues, status } = this.shared;
    const waiting = queues.flatMap(({ items }) => items).filter((item) => item.status === "held").length;
    document.documentElement.lang = this.language;
    document.title = `${waiting ? `(${waiting}) ` : ""}${code} · Tamtam`;
    byId("code").textContent = code;
    byId("rehearsal").hidden = !rehearsal;
    byId("rehearsal").textContent = this.say("rehearsal");
    const told = this.say("waiting_now", { n: waiting });
    if (byId("here").textContent !== told) {
      byId("here").textContent = told;
      byId("live").textContent = told;
    }
    const focus = this.focused();
    const lead = status === "over" ? "over" : queues.length ? "lead" : "nothing";
    this.title.textContent = this.say("title");
    this.lead.textContent = this.say(lead);
    settle(byId("main"), [
      this.title,
      this.lead,
      ...(status === "over" ? [] : queues.map((queue) => this.section(queue))),
    ]);
    this.refocus(focus);
  }

  /** The items of one activity. What stays in its place is never taken out: someone may be writing there. */
  section({ id, title, prompt, marks, items }) {
    const section = this.sections.get(id) ?? {
      element: h("section"),
      title: h("h2"),
      prompt: h("p", { class: "tamtam-lead" }),
      groups: {},
    };
    this.sections.set(id, section);
    section.title.textContent = pick(title, this.language);
    section.prompt.textContent = marks.length ? "" : pick(prompt, this.language);
    const texts = Object.fromEntries(items.map((item) => [item.id, item.text]));
    const cards = { waiting: [], shown: [], settled: [], aside: [] };
    for (const item of items) cards[groupOf(item)].push(this.card(id, item, { texts, items, marks }));
    const parts = Object.entries(cards).flatMap(([name, those]) => {
      const group = (section.groups[name] ??= { head: h("h3"), list: h("ul") });
      group.head.textContent = this.say(`group.${name}`, { n: those.length });
      settle(group.list, those);
      const all = name === "waiting" ? this.all(section, id, items) : [];
      return those.length ? [group.head, group.list, ...all] : [];
    });
    settle(section.element, [section.title, section.prompt, ...parts]);
    return section.element;
  }

  /** What lets in all that waits on this page, and nothing that came since it was drawn; asked twice. */
  all(section, activity, items) {
    const ids = items.filter((item) => item.status === "held").map(({ id }) => id);
    const shows = JSON.stringify([ids, section.sure, this.language]);
    if (ids.length < MANY) return [];
    if (section.all?.dataset.shows === shows) return [section.all];
    const key = section.sure ? "approve_all_sure" : "approve_all";
    const turn = (sure) => {
      section.sure = sure;
      this.paint();
    };
    const problem = h("p", { class: "tt-moderate-problem", role: "alert" });
    const accept = () => {
      if (!section.sure) return turn(true);
      section.sure = false;
      this.run({ problem }, { do: "moderate", activity, items: ids, verdict: "accept" });
    };
    const buttons = [
      h("button", { type: "button", onclick: accept }, this.say(`do.${key}`, { n: ids.length })),
      section.sure && h("button", { type: "button", onclick: () => turn(false) }, this.say("do.cancel")),
    ];
    section.all = h("div", { "data-shows": shows }, h("div", { class: "tt-moderate-acts" }, buttons), problem);
    return [section.all];
  }

  /** The card of an item; one that somebody is writing in stays as it is. */
  card(activity, item, around) {
    const key = `${activity}/${item.id}`;
    const others = around.items.some((other) => other.id !== item.id && other.status === "shown");
    const alike = around.items.filter((other) => item.group && other.group === item.group);
    const shows = JSON.stringify([
      item,
      alike,
      item.alike.map((id) => around.texts[id]),
      around.texts[item.into],
      others,
      this.language,
    ]);
    const card = this.cards.get(key) ?? { element: h("li", { "data-key": key }) };
    this.cards.set(key, card);
    if (card.busy || card.shows === shows) return card.element;
    card.shows = shows;
    card.element.dataset.status = item.status;
    card.element.toggleAttribute("data-follows", item.group !== "" && item.group !== item.id);
    this.fill(card, activity, item, { ...around, others, together: item.group === item.id ? alike : [] });
    return card.element;
  }

  fill(card, activity, item, { texts, others, marks, together }) {
    const run = (words, command, main, values = {}) =>
      h(
        "button",
        { type: "button", class: main ? "tt-moderate-main" : "", onclick: () => this.run(card, command) },
        this.say(`do.${words}`, values),
      );
    const act = (words, command, main, values) => run(words, { activity, ...command }, main, values);
    const open = (words, form) =>
      h(
        "button",
        { type: "button", onclick: () => this.ask(card, form.call(this, activity, item)) },
        this.say(`do.${words}`),
      );
    const { id, status, answered, alike, into, mark, seconds } = item;
    const told = [mark && this.say(`mark.${mark}`), seconds && this.say("seconds", { n: seconds })]
      .filter(Boolean)
      .join(" · ");
    const markable = status === "shown" ? marks.filter((one) => one !== mark) : [];
    const up = status === "held" || status === "shown";
    card.problem = h("p", { class: "tt-moderate-problem", role: "alert" });
    card.element.replaceChildren(
      h("p", { class: "tt-moderate-text" }, item.text, together.length > 1 && h("b", {}, ` ×${together.length}`)),
      ...item.flags.map(({ sort, words }) =>
        h("p", { class: "tt-moderate-flag" }, this.say(`flag.${sort}`, { words })),
      ),
      ...this.group(together, act),
      ...(told ? [h("p", { class: "tamtam-lead" }, told)] : []),
      ...(status === "merged"
        ? [h("p", { class: "tamtam-lead" }, this.say("counts_for", { text: texts[into] ?? "" }))]
        : []),
      ...(status === "hidden" ? [h("p", { class: "tamtam-lead" }, this.say("is_hidden"))] : []),
      ...alike.map((other) =>
        h(
          "p",
          { class: "tt-moderate-alike" },
          h("span", {}, this.say("alike", { text: texts[other] })),
          act("merge", { do: "merge", item: id, into: other }),
        ),
      ),
      h(
        "div",
        { class: "tt-moderate-acts" },
        status === "held" && act("approve", { do: "show", item: id }, together.length < 2),
        markable.map((to) => run(to || (mark === "now" ? "off" : "unmark"), { do: "mark", item: id, mark: to })),
        up && act("hide", { do: "hide", item: id }),
        up && !answered && open("edit", this.editing),
        up && others && open("merge_into", this.merging),
        status === "merged" && act("part", { do: "merge", item: id, into: "" }),
        status === "hidden" && act("show", { do: "show", item: id }),
      ),
      card.problem,
    );
  }

  /** What can be done at once with all that wait and say nearly the same, at the first of them. */
  group(together, act) {
    if (together.length < 2) return [];
    const n = together.length;
    const items = together.map(({ id }) => id);
    const verdict = (name) => ({ do: "moderate", items, verdict: name });
    return [
      h(
        "div",
        { class: "tt-moderate-acts" },
        act("as_one", verdict("accept_as_one"), true, { n }),
        act("hide_all", verdict("hide"), false, { n }),
      ),
    ];
  }

  // --- forms that a card turns into

  ask(card, { label, field, go, command }) {
    card.busy = true;
    const id = `field${this.cards.size}${Date.now()}`;
    field.id = id;
    const submit = (event) => {
      event.preventDefault();
      this.run(card, command(field.value));
    };
    const quit = () => this.done(card);
    card.problem = h("p", { class: "tt-moderate-problem", role: "alert" });
    const cancel = h("button", { type: "button", onclick: quit }, this.say("do.cancel"));
    const acts = h("div", { class: "tt-moderate-acts" }, h("button", { class: "tt-moderate-main" }, go), cancel);
    card.element.replaceChildren(
      h("form", { onsubmit: submit, novalidate: true }, h("label", { for: id }, label), field, card.problem, acts),
    );
    field.focus();
  }

  editing(activity, item) {
    const { longest } = this.shared.queues.find(({ id }) => id === activity);
    const field = h("textarea", { rows: 2, maxlength: longest });
    field.value = item.text;
    const command = (text) => ({ do: "edit", activity, item: item.id, text });
    return { label: this.say("edit_label"), field, go: this.say("do.save"), command };
  }

  merging(activity, item) {
    const { items } = this.shared.queues.find(({ id }) => id === activity);
    const shown = items.filter((other) => other.status === "shown" && other.id !== item.id);
    const near = ({ id }) => (item.alike.includes(id) ? item.alike.indexOf(id) : Infinity);
    shown.sort((one, other) => near(one) - near(other) || 0); // those alike first, the rest as they are
    const field = h(
      "select",
      {},
      shown.map(({ id, text }) => h("option", { value: id }, text)),
    );
    const command = (into) => ({ do: "merge", activity, item: item.id, into });
    return { label: this.say("merge_label", { text: item.text }), field, go: this.say("do.merge"), command };
  }

  done(card) {
    card.busy = false;
    card.shows = "";
    this.paint();
    card.element.querySelector("button")?.focus();
  }

  async run(card, command) {
    const { status, data } = await this.link.call("../run", command);
    if (status !== 200) {
      card.problem.textContent = status ? `${data.message} ${data.hint}` : this.say("unreachable");
      return;
    }
    const form = card.busy;
    card.busy = false;
    card.shows = "";
    await this.link.refresh();
    if (form) card.element.querySelector("button")?.focus();
  }

  // --- the focus stays where one works, or goes to what waits next

  focused() {
    const { activeElement: element } = document;
    const card = element?.closest("li");
    if (!card) return null;
    const same = [...card.querySelectorAll("button, textarea, select")].indexOf(element);
    return {
      element,
      card,
      same,
      number: [...document.querySelectorAll("li")].indexOf(card),
      status: card.dataset.status,
    };
  }

  refocus(focus) {
    if (!focus || document.activeElement === focus.element) return;
    if (focus.element.isConnected) return focus.element.focus();
    const stayed = focus.card.isConnected && focus.card.dataset.status === focus.status;
    const cards = document.querySelectorAll("li");
    const card = stayed ? focus.card : (cards[focus.number] ?? cards[focus.number - 1]);
    const first = card?.querySelector("button.tt-moderate-main") ?? card?.querySelector("button");
    (stayed ? (card.querySelectorAll("button")[focus.same] ?? first) : first)?.focus();
  }

  async start() {
    addEventListener("hashchange", () => location.reload());
    await this.link.start();
    if (this.shared) this.link.listen();
  }
}

const [, code] = location.pathname.match(/^\/moderate\/([A-Za-z0-9]{6,8})/) ?? [];
new Moderation(code.toUpperCase(), location.hash.slice(1), JSON.parse(byId("words").textContent)).start();
