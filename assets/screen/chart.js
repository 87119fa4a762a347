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

/** How far letters may be enlarged on a small wall, and in which steps: as large as they still lie apart. */
const LEGIBLE = 16; // px
const LEAST = 13; // px, the smallest type of a row's name
const STEPS = [1, 0.94, 0.88, 0.82, 0.76];
/** How near letters may come to others beside them, and how far they may reach into what is above them (px). */
const APART = 6;
const AIR = 2;

const squarer = matchMedia("(max-aspect-ratio: 3/2)");
const letter = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
/** Whether letters are enlarged here, and fewer of them than usual stand beside each other. */
export const isSmallAndSquarer = () => squarer.matches && letter() / SMALLEST < LEGIBLE / LEAST;

const boxes = (drawing, marks) => [...drawing.querySelectorAll(marks)].map((one) => one.getBoundingClientRect());
/** How far two boxes lie on one another, less than nothing where they are apart; null where that is far. */
const depth = (one, other, apart = APART) => {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const up = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return across > -apart && up > AIR ? Math.min(across, up) : null;
};

/**
 * Which texts lie at the edge of the place or beyond, on another or close to it, and how far; on how many marks.
 * @returns {{ texts: Map<string, number>, on: number }} by their numbers
 */
function faults(place, drawing) {
  const room = place.getBoundingClientRect();
  const texts = boxes(drawing, "text");
  const marks = boxes(drawing, ".point, .shapelayer path");
  const found = new Map();
  let on = 0;
  const note = (key, deep) => deep === null || found.set(key, deep);
  for (const [at, one] of texts.entries()) {
    if (!one.width) continue;
    const beyond = Math.max(
      room.left - one.left,
      one.right + APART - room.right,
      room.top - one.top,
      one.bottom - room.bottom,
    );
    note(`${at}`, beyond > 1 ? beyond : null);
    for (let next = at + 1; next < texts.length; next += 1)
      if (texts[next].width) note(`${at} ${next}`, depth(one, texts[next]));
    // What is written on a bar lies on it, however large; what stands beside a mark may come up to it.
    for (const other of marks) if (depth(one, other, -AIR) !== null) on += 1;
  }
  return { texts: found, on };
}

/**
 * Draw a figure in `place`, whose one element holds the drawing. Where the wall's own letters are small, it is
 * drawn larger, as far as nothing in it then comes to lie beyond its place or on anything else.
 */
export async function draw(Plotly, place, { data, layout }) {
  const room = { width: place.clientWidth, height: place.clientHeight };
  const { scale: usual } = fitted(room, layout, letter());
  const [drawing] = place.children;
  const turn = {};
  place.drawing = turn; // what is drawn after this one began ends it
  const drawn = async (scale) => {
    drawing.style.transform = `scale(${scale})`;
    const size = { width: room.width / scale, height: room.height / scale, autosize: false };
    await Plotly.react(drawing, data, { ...layout, ...size }, CONFIG);
    return faults(place, drawing);
  };
  const most = Math.min(LEGIBLE / LEAST, room.height / layout.height);
  const larger = STEPS.map((step) => step * most).filter((scale) => scale > 1.03 * usual);
  delete place.dataset.fitted;
  if (larger.length) drawing.style.visibility = "hidden"; // until it is known how large it may be
  const before = await drawn(usual);
  let isFound = !larger.length;
  for (const scale of larger) {
    if (isFound || place.drawing !== turn) break;
    const { texts, on } = await drawn(scale);
    const deepest = (fault) => before.texts.get(fault) ?? Number.NEGATIVE_INFINITY;
    isFound = on <= before.on && [...texts].every(([fault, deep]) => deep <= deepest(fault));
  }
  if (place.drawing !== turn) return;
  if (!isFound) await drawn(usual);
  drawing.style.visibility = "";
  place.dataset.fitted = `${room.width} ${room.height}`;
}
