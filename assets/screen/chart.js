// @ts-check
// A chart on the wall: as large as its place allows, and its smallest letters never below one rem.

const DRAWN_FOR = 960; // px, as kit/charts draws
const SMALLEST = 15; // px, the smallest type there
const SQUEEZED = 0.85; // how much of its height a drawing may lose before it scrolls instead
const CONFIG = { displayModeBar: false, staticPlot: true, responsive: false };

let loading = null;

/** Plotly, loaded once; a failed load is tried again by the next who asks. */
export function plotly(address) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(globalThis.Plotly);
    script.onerror = () => {
      loading = null;
      reject(new Error("Plotly did not load"));
    };
    document.head.append(script);
  });
  return loading;
}

/** How large to draw a layout in a place of `width` × `height` px: its own size, and how far to scale it. */
export function fitted({ width, height }, layout, rem) {
  const { t, b } = layout.margin;
  const natural = Math.min(width / DRAWN_FOR, height / layout.height);
  const scale = Math.max(natural, rem / SMALLEST);
  const least = t + b + SQUEEZED * (layout.height - t - b);
  const whole = Math.min(height / scale, 1.3 * layout.height);
  return { scale, width: width / scale, height: whole < least ? layout.height : whole };
}

/** Draw a figure in `place`, whose first element holds the drawing. */
export function draw(Plotly, place, { data, layout }) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const room = { width: place.clientWidth, height: place.clientHeight };
  const { scale, width, height } = fitted(room, layout, rem);
  const [holder] = place.children;
  const [drawing] = holder.children;
  holder.style.height = `${Math.floor(height * scale)}px`;
  drawing.style.transform = `scale(${scale})`;
  place.toggleAttribute("tabindex", false);
  if (height * scale > room.height + 1) place.setAttribute("tabindex", "0"); // then arrows scroll it
  Plotly.react(drawing, data, { ...layout, width, height, autosize: false }, CONFIG);
}
