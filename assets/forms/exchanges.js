// @ts-check
// Exchanges: one's own role first, then up to three roles for each question, or nobody. Drawn after the
// reveal as the roles that were named, the most named first.
import { h, placed } from "./elements.js";
import { block, choice, form } from "./shared.js";
import { table, tableCss } from "./table.js";

const STYLE = `
.tt-exchanges-chips{display:flex;flex-wrap:wrap;gap:8px;margin:12px 0 4px}
.tt-exchanges-chips label{position:relative;cursor:pointer}
.tt-form .tt-exchanges-chips input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:inherit}
.tt-exchanges-chips span{display:grid;place-items:center;min-height:46px;min-width:46px;padding:4px 19px;border:2px solid var(--tamtam-line);border-radius:23px;font-size:.95em;line-height:1.15;text-align:center}
.tt-exchanges-chips input:focus-visible+span{outline:3px solid var(--tamtam-today);outline-offset:3px}
.tt-exchanges-chips input:checked+span{background:var(--tamtam-today);border-color:var(--tamtam-today);color:var(--tamtam-card)}
.tt-exchanges-chips input:checked+span::before{content:"✓";position:absolute;left:6px;font-size:.8em}
.tt-exchanges-chips input:disabled:not(:checked)+span{border-color:var(--tamtam-hair);color:var(--tamtam-muted)}
.tt-exchanges-chips .tt-exchanges-nobody span{border-style:dashed}
@media (max-width:16.25em){.tt-exchanges-chips span{padding-inline:16px 4px}}
@media (forced-colors:active){.tt-exchanges-chips input:checked+span{border-width:4px}.tt-exchanges-named i{forced-color-adjust:none}}
.tt-exchanges-named{display:grid;grid-template-columns:1fr 112px;gap:4px 10px;align-items:center;margin:10px 0 4px;font-size:.9em;line-height:1.2}
.tt-exchanges-named .tt-exchanges-count{display:flex;gap:6px;align-items:center;min-height:26px;font-variant-numeric:tabular-nums}
.tt-exchanges-named i{height:14px;background:var(--tamtam-today);width:calc(72px*var(--tt-v))}
`;

const ROLE = "role";
const OTHERS = "others";
const MOST = 3;

const roleIds = (asked) => [...asked.activity.options.roles.map(({ id }) => id), OTHERS];

/** A role's name; `others` are a choice to take, and all the small roles together when shown. */
function roleName(asked, id, others = "others") {
  const role = asked.activity.options.roles.find((other) => other.id === id);
  return role ? asked.text(role.text) : asked.say(`exchanges.${others}`);
}

function ask(asked) {
  const { items, phases } = asked.activity;
  const say = (key) => ({ [asked.language]: asked.say(`exchanges.${key}`) });
  const own = { id: ROLE, text: say("role"), hint: say("role_hint") };
  return [own, ...items].map((item) => {
    const slot = [item.id, phases[0]];
    const fields = [item.id === ROLE ? ownRole(asked, slot) : several(asked, slot, item)];
    return block(asked, { item, slots: [slot], fields });
  });
}

function ownRole(asked, slot) {
  return choice(asked, {
    slot,
    label: asked.say("exchanges.role"),
    look: "tt-exchanges-chips",
    values: roleIds(asked),
    name: (role) => roleName(asked, role),
    face: (role) => roleName(asked, role),
  });
}

/** Up to three roles, or nobody: an empty list, which is an answer too. */
function several(asked, slot, item) {
  const named = () => asked.get(slot) ?? [];
  const box = (name, onchange, look = "") => {
    const input = h("input", { type: "checkbox", disabled: asked.locked, onchange });
    return { input, element: h("label", { class: look }, input, h("span", {}, name)) };
  };
  const boxes = roleIds(asked).map((role) => {
    const toggle = () => {
      const others = named().filter((other) => other !== role);
      const now = input.checked ? roleIds(asked).filter((id) => id === role || others.includes(id)) : others;
      asked.give(slot, now.length ? now : null);
    };
    const { input, element } = box(roleName(asked, role), toggle);
    return { role, input, element };
  });
  const nobody = box(
    asked.say("exchanges.nobody"),
    () => asked.give(slot, nobody.input.checked ? [] : null),
    "tt-exchanges-nobody",
  );
  const group = h(
    "div",
    { class: "tt-exchanges-chips", role: "group", "aria-label": asked.text(item.text) },
    boxes.map(({ element }) => element),
    nobody.element,
  );
  return {
    element: h("div", {}, h("p", { class: "tt-small" }, asked.say("exchanges.most", { n: MOST })), group),
    given: () => asked.get(slot) !== null,
    focus: () => (boxes.find(({ input }) => input.checked) ?? boxes[0]).input.focus({ preventScroll: true }),
    update() {
      const chosen = named();
      for (const { role, input } of boxes) {
        input.checked = chosen.includes(role);
        input.disabled = asked.locked || (chosen.length >= MOST && !input.checked);
      }
      nobody.input.checked = asked.get(slot)?.length === 0;
    },
  };
}

function show(asked, standing) {
  const [phase] = asked.activity.phases;
  const role = asked.get([ROLE, phase]);
  const own =
    role === null
      ? []
      : [h("p", { class: "tt-you" }, asked.say("exchanges.your_role", { role: roleName(asked, role) }))];
  return [...own, ...standing.items.map((item) => result(asked, item))];
}

function result(asked, item) {
  const question = asked.activity.items.find(({ id }) => id === item.item);
  const [found] = item.distributions;
  const own = asked.get([item.item, found.phase]);
  const names = own?.length ? own.map((role) => roleName(asked, role)).join(", ") : asked.say("exchanges.nobody");
  return h(
    "section",
    { class: "tt-result" },
    h("h3", { class: "tt-name" }, asked.text(question?.text)),
    item.tag
      ? [h("div", { class: "tt-chip" }, asked.text(item.tag)), named(asked, asked.text(question?.text), found.counts)]
      : h("p", { class: "tt-small" }, asked.say("too_few")),
    h(
      "p",
      { class: "tt-you" },
      own === null ? asked.nothing(item.item) : asked.say("exchanges.yours", { roles: names }),
    ),
  );
}

/** The roles that were named, the most named first, each with a bar. */
function named(asked, label, counts) {
  const roles = Object.entries(counts).filter(([, count]) => count);
  roles.sort(([, one], [, other]) => other - one);
  const most = roles[0]?.[1] ?? 1;
  const rows = roles.map(([role, count]) => [
    h("span", {}, roleName(asked, role, "merged")),
    h(
      "span",
      { class: "tt-exchanges-count" },
      placed(h("i", { "aria-hidden": "true" }), { "--tt-v": count / most }),
      h("b", {}, `${count}`),
    ),
  ]);
  return table(label, [], rows, { class: "tt-exchanges-named" });
}

export default { render: (host) => form(host, { ask, show, css: STYLE + tableCss }) };
