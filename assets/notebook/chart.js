// @ts-check
// A chart that a kernel moves. Plotly itself comes once a page, from the first chart that needs it.

const SHARED = Symbol.for("tamtam.plotly");
const PATIENCE = 30_000;
const NARROWEST = 920; // px a chart is laid out in at least: narrower, its words would meet
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

/** Draw the chart of a model into an element and keep it up to date; what it returns ends that. */
export function chart(model, el) {
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
    const { data, layout } = isDark() ? recoloured(whole, model.get("palette")) : whole;
    const room = drawing.clientWidth || NARROWEST;
    const width = Math.max(room, NARROWEST);
    const scale = room / width;
    sheet.style.cssText = `width: ${width}px; transform: scale(${scale}); transform-origin: 0 0;`;
    drawing.style.height = `${layout.height * scale}px`;
    Plotly.react(sheet, data, { ...layout, width }, CONFIG);
  };
  // The parts of a figure arrive in one message; draw once for all of them.
  let due = null;
  const news = () => (due ??= queueMicrotask(() => ((due = null), draw())) ?? true);
  const names = ["data", "frame", "moving", "caption"].map((name) => `change:${name}`);
  for (const name of names) model.on(name, news);
  const resized = new ResizeObserver(news);
  const rethemed = new MutationObserver(news);
  rethemed.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  draw();
  plotly(model).then(
    (loaded) => {
      if (gone) return;
      Plotly = loaded;
      drawing.replaceChildren(sheet);
      draw();
      resized.observe(figure);
    },
    () => {
      drawing.textContent = model.get("texts").failed;
      drawing.removeAttribute("role");
    },
  );
  return () => {
    gone = true;
    for (const name of names) model.off(name, news);
    resized.disconnect();
    rethemed.disconnect();
    if (Plotly) Plotly.purge(sheet);
  };
}
