// @ts-check
// One line from what was to what is wanted, for standings drawn on a phone.
import { h, placed } from "./elements.js";

/** What the marks of a dumbbell mean, in their colours: of the two phases asked, or of these. */
export function marks(asked, phases = asked.activity.phases) {
  const sign = (mark, phase, words) => h("span", { "data-phase": phase }, h("b", {}, mark), words);
  const [was, wanted] = phases;
  return h(
    "p",
    { class: "tt-small tt-key" },
    sign("●", was, asked.say(`phases.${was}`)),
    sign("○", wanted, asked.say(`phases.${wanted}`)),
    h("span", {}, asked.say("medians")),
    sign("▲ △", was, asked.say("you")),
  );
}

/**
 * A line from `low` to `high` with the room's medians, ● what is and ○ what is wanted if that is asked, and
 * one's own below.
 */
export function dumbbell([was, wanted = was], own, high, low = 0) {
  const x = (value) => `calc(14px + (100% - 28px)*${(value - low) / (high - low)})`;
  const at = (style, ...children) =>
    placed(h("i", {}, ...children), { position: "absolute", "font-style": "normal", ...style });
  const dot = (value, size, style) =>
    at({
      left: x(value),
      top: `${22 - size / 2}px`,
      width: `${size}px`,
      height: `${size}px`,
      "margin-left": `${-size / 2}px`,
      "border-radius": "50%",
      ...style,
    });
  const drawing = placed(h("div", { "aria-hidden": "true" }), {
    position: "relative",
    height: "62px",
    margin: "4px 0",
  });
  drawing.append(
    at({ left: "14px", right: "14px", top: "21px", "border-top": "2px solid var(--tamtam-hair)" }),
    ...[low, (low + high) / 2, high].map((value) =>
      at({
        left: x(value),
        top: "15px",
        height: "14px",
        "border-left": "2px solid var(--tamtam-hair)",
        "margin-left": "-1px",
      }),
    ),
    at({
      left: x(Math.min(was, wanted)),
      top: "19px",
      height: "6px",
      width: `calc((100% - 28px)*${Math.abs(wanted - was) / (high - low)})`,
      background: "var(--tamtam-line)",
    }),
    own.length > 1
      ? dot(wanted, 26, { border: "5px solid var(--tamtam-wanted)", background: "var(--tamtam-paper)" })
      : "",
    dot(was, 16, { background: "var(--tamtam-today)" }),
  );
  const colours = ["var(--tamtam-today)", "var(--tamtam-wanted)"];
  own.forEach((value, index) => {
    if (value === null) return;
    const style = {
      left: x(value),
      top: "36px",
      transform: "translateX(-50%)",
      "line-height": "1",
      "font-size": "18px",
      color: colours[index],
    };
    drawing.append(at(style, index ? "△" : "▲"));
  });
  return drawing;
}
