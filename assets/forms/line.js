// @ts-check
// A number on a line, for the forms that ask for one.
import { h, placed, signed } from "./elements.js";

/** The style of a line, to be worn with the form's own. */
export const lineCss = `
.tt-line{margin-top:12px}
.tt-line-top{display:flex;flex-wrap:wrap;align-items:center;gap:8px;min-height:30px}
.tt-line-dot{width:14px;height:14px;border-radius:50%;background:var(--tamtam-today);border:3px solid var(--tamtam-today);flex:none}
.tt-line-open{background:none;border-color:var(--tamtam-wanted)}
.tt-line-top output{margin-left:auto;font-size:1.5em;line-height:1;font-weight:700;font-variant-numeric:tabular-nums;color:var(--tt-mark)}
.tt-line-top output[data-unset]{font-size:.9em;font-weight:400;color:var(--tamtam-muted)}
.tt-line-track{position:relative;height:44px;cursor:pointer;touch-action:pan-y;user-select:none;-webkit-user-select:none}
.tt-form[data-locked] .tt-line-track{cursor:default}
.tt-line-set{display:flex;gap:4px}
.tt-line-set>div{flex:1;min-width:0}
.tt-form .tt-line-step{font:inherit;font-size:1.3em;font-weight:650;line-height:1;flex:none;width:44px;height:44px;padding:0;border:2px solid var(--tamtam-line);border-radius:50%;background:none;color:inherit;cursor:pointer}
.tt-line-track::before{content:"";position:absolute;left:15px;right:13px;top:14px;height:16px;background:repeating-linear-gradient(90deg,var(--tamtam-line) 0 2px,transparent 2px calc((100% - 2px)/var(--tt-line-n,10))) 0 50%/100% 8px no-repeat,linear-gradient(var(--tamtam-line),var(--tamtam-line)) 0 50%/100% 2px no-repeat}
.tt-line-track[data-sides]::before{background:linear-gradient(var(--tamtam-ink),var(--tamtam-ink)) calc(100%*var(--tt-line-zero,.5)) 50%/2px 16px no-repeat,repeating-linear-gradient(90deg,var(--tamtam-line) 0 2px,transparent 2px calc((100% - 2px)/var(--tt-line-n,10))) 0 50%/100% 8px no-repeat,linear-gradient(var(--tamtam-line),var(--tamtam-line)) 0 50%/100% 2px no-repeat}
.tt-line-track::after{content:"";position:absolute;left:calc(16px + (100% - 32px)*var(--tt-line-a,0));top:19px;height:6px;border-radius:3px;width:calc((100% - 32px)*(var(--tt-line-b,0) - var(--tt-line-a,0)));background:var(--tt-mark)}
.tt-form .tt-line-track input{position:absolute;z-index:1;inset:0;width:100%;height:44px;margin:0;padding:0;background:none;border:0;appearance:none;-webkit-appearance:none;pointer-events:none;border-radius:12px}
.tt-line-track input::-webkit-slider-runnable-track{background:none;height:44px}
.tt-line-track input::-webkit-slider-thumb{-webkit-appearance:none;width:32px;height:32px;margin-top:6px;border-radius:50%;border:5px solid var(--tt-mark);background:var(--tt-mark)}
.tt-line-track input::-moz-range-track{background:none}
.tt-line-track input::-moz-range-thumb{box-sizing:border-box;width:32px;height:32px;border-radius:50%;border:5px solid var(--tt-mark);background:var(--tt-mark)}
[data-phase=wanted] .tt-line-track input::-webkit-slider-thumb{background:var(--tamtam-card)}
[data-phase=wanted] .tt-line-track input::-moz-range-thumb{background:var(--tamtam-card)}
.tt-line-track[data-unset] input::-webkit-slider-thumb{opacity:0}
.tt-line-track[data-unset] input::-moz-range-thumb{opacity:0}
@media (forced-colors:active){.tt-line-track,.tt-line-dot{forced-color-adjust:none}}
`;

const THUMB = 32;

/**
 * A number from `low` (0 unless said; below 0 the scale has two sides) to `high` on a line. Nothing is
 * given until someone touches it: a tap or a slide on the line, the arrow, digit, Home and End keys, −
 * for the other side, or a screen reader's own way with a range. `get` and `give` are for values that
 * aren't the answer to a slot; `moved` is told the value under the finger, null once it is lifted.
 * @param {any} asked
 * @param {{ slot?: Slot, label: string, name: string, low?: number, high: number, step?: number, mark?: string | null,
 *   get?: () => number | null, give?: (value: number | null) => void, moved?: (value: number | null) => void }} what
 * @typedef {[item: string, phase: string]} Slot
 */
export function line(asked, { slot, label, name, low = 0, high, step = 1, mark, get, give, moved = (_value) => {} }) {
  const read = get ?? (() => asked.get(slot));
  const write = give ?? ((value) => asked.give(slot, value));
  const steps = (high - low) / step;
  const middle = low < 0 ? 0 : low + Math.round(steps / 2) * step;
  const shown = low < 0 ? signed : (value) => `${value}`;
  const share = (value) => (value - low) / (high - low);
  const kept = (value) => Math.min(high, Math.max(low, value));
  const input = h("input", { type: "range", min: low, max: high, step, disabled: asked.locked, "aria-label": label });
  const output = h("output", { "aria-hidden": "true" });
  const track = h("div", { class: "tt-line-track", "data-sides": low < 0 }, input);
  placed(track, { "--tt-line-n": Math.min(10, steps), "--tt-line-zero": low < 0 ? share(0) : 0 });
  const spoken = (value) =>
    low
      ? asked.say("line.between", { n: shown(value), low: shown(low), high: shown(high) })
      : asked.say("line.of", { n: value, high });
  const paint = (value) => {
    const unset = value === null;
    track.toggleAttribute("data-unset", unset);
    output.toggleAttribute("data-unset", unset);
    output.textContent = unset ? (asked.locked ? "–" : asked.say("line.tap")) : shown(value);
    input.value = value ?? middle;
    input.setAttribute("aria-valuetext", unset ? asked.say("line.unset") : spoken(value));
    const ends = [low < 0 ? share(0) : 0, unset ? (low < 0 ? share(0) : 0) : share(value)];
    placed(track, { "--tt-line-a": Math.min(...ends), "--tt-line-b": Math.max(...ends) });
  };
  const given = () => read() !== null;
  const at = (event) => {
    const box = track.getBoundingClientRect();
    const way = (event.clientX - box.left - THUMB / 2) / (box.width - THUMB);
    return kept(low + Math.round(way * steps) * step);
  };
  let held = null; // the value under the finger; a scroll that begins here cancels it
  const hold = (event) => {
    if (asked.locked || (event.type === "pointermove" && held === null)) return;
    if (event.type === "pointerdown") {
      if (event.button) return;
      track.setPointerCapture(event.pointerId);
      input.focus({ preventScroll: true });
      event.preventDefault();
    }
    paint((held = at(event)));
    moved(held);
  };
  const leave = (event) => {
    if (held === null) return;
    const value = held;
    held = null;
    moved(null);
    if (event.type === "pointerup" && value !== read()) write(value);
    else paint(read());
  };
  track.addEventListener("pointerdown", hold);
  track.addEventListener("pointermove", hold);
  track.addEventListener("pointerup", leave);
  track.addEventListener("pointercancel", leave);
  input.addEventListener("input", () => write(Number(input.value)));
  /** What a key gives: a digit its number (of a hundred: its tens), an end, or first the middle. */
  const meant = (key) => {
    const digit = Number(key) * (high > 10 ? high / 10 : 1);
    if (/^\d$/.test(key)) return digit === kept(digit) ? digit : null;
    if (key === "-" && low < 0 && given()) return kept(-read());
    return { Home: low, End: high }[key] ?? (!given() && /^(Arrow|Page)/.test(key) ? middle : null);
  };
  input.addEventListener("keydown", (event) => {
    if (asked.locked || event.ctrlKey || event.altKey || event.metaKey) return;
    const value = meant(event.key);
    if (event.key === "Delete" || event.key === "Backspace") write(null);
    else if (value !== null) write(value);
    else return;
    event.preventDefault();
  });
  /** One step less or more; from nothing to the middle. */
  const stepping = (way, sign) =>
    h(
      "button",
      {
        type: "button",
        class: "tt-line-step",
        tabindex: -1, // keys have the line itself
        "aria-label": `${asked.say(`line.${way}`)} – ${label}`,
        onclick: () => write(given() ? kept(read() + (way === "less" ? -step : step)) : middle),
      },
      sign,
    );
  const set = asked.locked
    ? track
    : h("div", { class: "tt-line-set" }, stepping("less", "−"), track, stepping("more", "+"));
  return {
    element: h(
      "div",
      { class: "tt-line", "data-phase": slot?.[1] },
      h(
        "div",
        { class: "tt-line-top" },
        h("span", { class: mark, "aria-hidden": "true" }),
        h("span", { "aria-hidden": "true" }, name),
        output,
      ),
      set,
    ),
    given,
    focus: () => input.focus({ preventScroll: true }),
    update: () => held === null && paint(read()),
  };
}
