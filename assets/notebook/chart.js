// @ts-check
// A chart that a kernel moves, whole in the place there is. Plotly itself comes once a page, from the first
// chart that needs it.

const SHARED = Symbol.for("tamtam.plotly");
const PATIENCE = 30_000;
const CONFIG = { displayModeBar: false, staticPlot: true, responsive: false };

/** Plotly, loaded through whichever chart asks first; all others wait for the same promise. */
function plotly(model) {
  globalThis[SHARED] ??= ask(model).catch((error) => {
    delete globalThis[SHARED]; // so that the next chart asks again
    throw error;
  });
  return globalThis[SHARED];
}

function ask(model) {
  return new Promise((resolve, reject) => {
    const heard = (message, buffers) => {
      if (message.type !== "plotly") return;
      model.off("msg:custom", heard);
      const module = { exports: {} };
      try {
        // As a function of its own: no module loader of the page may catch it.
        const code = new TextDecoder().decode(buffers[0]);
        new Function("module", "exports", "define", code)(module, module.exports, undefined);
        resolve(module.exports);
      } catch (error) {
        reject(error);
      }
    };
    model.on("msg:custom", heard);
    model.send({ type: "need-plotly" });
    setTimeout(() => reject(new Error("no answer from the kernel")), PATIENCE);
  });
}

const isDark = () => document.body.dataset.jpThemeLight === "false";

/** The same figure in other colours; only under keys that name a colour, never a text like one. */
function recoloured(part, exchanged, key = "") {
  if (Array.isArray(part)) return part.map((one) => recoloured(one, exchanged, key));
  if (part && typeof part === "object") {
    return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, recoloured(value, exchanged, name)]));
  }
  return (key.endsWith("color") && exchanged[part]) || part;
}

/** By how much less wide than it was made a chart may be drawn before its letters get smaller. */
const NARROWER = 0.94;
/** What is left free beneath it, for words that reach a little further down than they say (px of the layout). */
const FOOT = 12;

/** How far to scale a layout in a place of `width` × `height` px, and its size before that: never beyond the place. */
export function fitted({ width, height }, layout) {
  const scale = Math.min(1, height / (layout.height + FOOT), width / (NARROWER * layout.width));
  return { scale, width: width / scale, height: height / scale - FOOT };
}

/**
 * Draw the chart of a model into an element and keep it up to date: `draw` does so at once, `end` ends it.
 * `room` says how wide and high the place for it is, for the layout that is to be drawn.
 */
export function chart(model, el, room) {
  const figure = document.createElement("figure");
  const drawing = document.createElement("div");
  const sheet = document.createElement("div"); // laid out wide enough, then scaled into the drawing
  const caption = document.createElement("figcaption");
  figure.className = "tamtam-chart";
  drawing.setAttribute("role", "img");
  drawing.textContent = model.get("texts").loading;
  figure.append(drawing, caption);
  el.append(figure);
  let Plotly = null;
  let gone = false;

  const draw = () => {
    const words = model.get("caption");
    drawing.setAttribute("aria-label", words);
    caption.textContent = words;
    if (!Plotly || gone) return;
    const whole = {
      data: model.get("data"),
      layout: { ...model.get("frame"), ...model.get("moving") },
    };
    if (!whole.layout.height) return; // nothing was drawn yet
    const { data, layout } = isDark() ? recoloured(whole, model.get("palette")) : whole;
    const place = room(layout);
    if (place.width <= 0) return;
    const { scale, width, height } = fitted(place, layout);
    figure.style.height = `${Math.floor(place.height)}px`;
    sheet.style.cssText = `width: ${width}px; transform: scale(${scale}); transform-origin: 0 0;`;
    Plotly.react(sheet, data, { ...layout, width, height, autosize: false }, CONFIG);
  };
  // The parts of a figure arrive in one message; draw once for all of them.
  let due = null;
  const news = () => (due ??= queueMicrotask(() => ((due = null), draw())) ?? true);
  const names = ["data", "frame", "moving", "caption"].map((name) => `change:${name}`);
  for (const name of names) model.on(name, news);
  const rethemed = new MutationObserver(news);
  rethemed.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  draw();
  plotly(model).then(
    (loaded) => {
      if (gone) return;
      Plotly = loaded;
      drawing.replaceChildren(sheet);
      draw();
    },
    () => {
      drawing.textContent = model.get("texts").failed;
      drawing.removeAttribute("role");
    },
  );
  const end = () => {
    gone = true;
    for (const name of names) model.off(name, news);
    rethemed.disconnect();
    if (Plotly) Plotly.purge(sheet);
  };
  return { draw: news, end };
}
