// @ts-check
// A chart on the wall: its letters as large as the wall's own, and all of it in its place.

const SMALLEST = 15; // px, the smallest type that kit/charts draws a wall with: one rem here
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

/** How large to draw a layout in a place of `width` × `height` px, and how far to scale it; never beyond the place. */
export function fitted({ width, height }, layout, rem) {
  const scale = Math.min(rem / SMALLEST, height / layout.height);
  return { scale, width: width / scale, height: height / scale };
}

/** Draw a figure in `place`, whose one element holds the drawing. */
export function draw(Plotly, place, { data, layout }) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const room = { width: place.clientWidth, height: place.clientHeight };
  const { scale, width, height } = fitted(room, layout, rem);
  const [drawing] = place.children;
  drawing.style.transform = `scale(${scale})`;
  Plotly.react(drawing, data, { ...layout, width, height, autosize: false }, CONFIG);
}
