// @ts-check
// Shares: how many of €100, today, as wished for and as one expects: on a line, or typed. Drawn after the
// reveal as one line each, with the room's median and middle half, and one's own number below.
import { h, placed } from "./elements.js";
import { line, lineCss } from "./line.js";
import { block, form } from "./shared.js";

const HIGH = 100;
const SIGNS = { today: "●", wanted: "○", forecast: "◆" };

const css = `
.tt-shares-part[data-phase=forecast]{--tt-mark:var(--tamtam-ink)}
.tt-shares-part[data-phase=forecast] .tt-line-dot{border-color:var(--tamtam-ink);background:var(--tamtam-ink);border-radius:2px;transform:rotate(45deg) scale(.85)}
.tt-shares-part .tt-line-top output{display:none}
.tt-shares-part .tt-line-top label{margin-left:auto;font-weight:650;white-space:nowrap}
.tt-form .tt-shares-part .tt-line-top input{width:3.4em;min-height:44px;margin:0 4px;padding:0 8px;font:inherit;font-size:1.2em;font-weight:700;text-align:right;color:var(--tt-mark);background:var(--tamtam-card);border:2px solid var(--tamtam-line);border-radius:10px}
.tt-shares-strip{position:relative;height:46px;margin:4px 14px 0}
.tt-shares-strip i{position:absolute;font-style:normal}
.tt-shares-strip i:first-child{left:0;right:0;top:12px;border-top:2px solid var(--tamtam-hair)}
`;

function ask(asked) {
  const { items, phases } = asked.activity;
  return items.map((item) => {
    const slots = phases.map((phase) => [item.id, phase]);
    return block(asked, { item, slots, fields: slots.map((slot) => part(asked, item, slot)) });
  });
}

const nameOf = (asked, phase) => asked.say(`shares.phases.${phase}`);

/** A number on a line in steps of five, and the same number as it is typed, to the euro. */
function part(asked, item, slot) {
  const name = nameOf(asked, slot[1]);
  const show = (value) => {
    typed.value = value ?? "";
  };
  const typed = h("input", {
    inputmode: "numeric",
    maxlength: 3,
    autocomplete: "off",
    disabled: asked.locked,
    "aria-label": `${asked.text(item.text)}, ${asked.say("shares.type", { phase: name })}`,
    oninput: () => {
      const digits = typed.value.replace(/\D/g, "");
      const value = digits === "" ? null : Math.min(HIGH, Number(digits));
      if (typed.value !== digits || value === HIGH) show(value);
      if (value !== asked.get(slot)) asked.give(slot, value);
    },
    onblur: () => show(asked.get(slot)),
  });
  const [before, after] = asked.say("shares.euros", { n: "|" }).split("|");
  const slider = line(asked, {
    slot,
    name,
    label: `${asked.text(item.text)}, ${name} (${asked.say("shares.of")})`,
    high: HIGH,
    step: 5,
    mark: slot[1] === "wanted" ? "tt-line-dot tt-line-open" : "tt-line-dot",
    moved: (value) => show(value ?? asked.get(slot)),
  });
  slider.element.classList.add("tt-shares-part");
  slider.element.firstChild.append(h("label", {}, before.trim(), typed, after.trim()));
  const update = () => {
    slider.update();
    if (document.activeElement !== typed) show(asked.get(slot));
  };
  return { ...slider, update };
}

function show(asked, { items }) {
  const ends = [0, HIGH].map((n) => h("span", {}, asked.say("shares.euros", { n })));
  return [
    h("div", { class: "tt-ends", "aria-hidden": "true" }, ends),
    ...items.flatMap((found) => result(asked, found)),
  ];
}

function result(asked, found) {
  const item = asked.activity.items.find(({ id }) => id === found.item);
  const shown = found.outcome !== "few";
  return h(
    "section",
    { class: "tt-result" },
    h("h3", { class: "tt-name" }, asked.text(item?.text)),
    shown ? null : h("p", { class: "tt-small" }, asked.say("too_few")),
    found.distributions.map((spread) => phase(asked, found.item, spread, asked.get([found.item, spread.phase]), shown)),
  );
}

function phase(asked, item, { phase, median, low_quartile: low, high_quartile: high }, own, shown) {
  const euros = (n) => asked.say("shares.euros", { n });
  const room = () =>
    low === undefined
      ? asked.say("shares.room_few", { n: euros(median) })
      : asked.say("shares.room", { n: euros(median), from: euros(low), to: euros(high) });
  const you = own === null ? asked.nothing(item) : asked.say("shares.you", { n: euros(own) });
  return h(
    "div",
    { class: "tt-shares-part", "data-phase": phase },
    h("span", { class: "tt-phase" }, `${SIGNS[phase]} ${nameOf(asked, phase)}`),
    shown ? strip(asked, [low, median, high], own) : null,
    shown ? h("p", { class: "tt-small" }, room()) : null,
    h("p", { class: "tt-you" }, you),
  );
}

/** The scale, the middle half where it is told, the median across it, and one's own number below. */
function strip(asked, [low, median, high], own) {
  const mark = (style, words = "") => placed(h("i", {}, words), style);
  const colour = "var(--tt-mark)";
  return h(
    "div",
    { class: "tt-shares-strip", "aria-hidden": "true" },
    h("i"),
    low === undefined
      ? null
      : mark({
          left: `${low}%`,
          width: `${high - low}%`,
          top: "9px",
          height: "8px",
          background: colour,
          opacity: 0.45,
        }),
    mark({ left: `calc(${median}% - 3px)`, width: "6px", height: "26px", background: colour }),
    own === null
      ? null
      : mark(
          { left: `${own}%`, top: "27px", transform: "translateX(-50%)", "font-size": ".8em" },
          `▲ ${asked.say("you")}`,
        ),
  );
}

export default { render: (host) => form(host, { ask, show, css: lineCss + css }) };
