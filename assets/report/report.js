// @ts-check
// Says moments by the reader's clock, shows one facet of a chart at a time, and saves charts as pictures:
// all of it from this file alone.
for (const moment of document.querySelectorAll("time")) {
  const isDay = moment.dateTime.length === 10; // which is the same everywhere
  /** @type {Intl.DateTimeFormatOptions} */
  const local = isDay ? { dateStyle: "long", timeZone: "UTC" } : { dateStyle: "long", timeStyle: "short" };
  moment.textContent = new Date(moment.dateTime).toLocaleString(document.documentElement.lang, local);
}

for (const choice of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".tt-report-facets"))) {
  const select = choice.querySelector("select");
  const shown = [...choice.parentElement.querySelectorAll("figure")];
  const show = () => {
    for (const figure of shown) figure.hidden = figure.dataset.facet !== select.value;
  };
  select.onchange = show;
  choice.hidden = false;
  show();
}

// A picture is twice as fine as it is read on a page.
const FINE = 2;

/** @param {Blob} file @param {string} name */
function save(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** @param {SVGSVGElement} chart */
function asSvg(chart) {
  const copy = /** @type {SVGSVGElement} */ (chart.cloneNode(true));
  const { width, height } = chart.viewBox.baseVal;
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
}

/** @param {SVGSVGElement} chart @returns {Promise<Blob>} */
async function asPng(chart) {
  const { width, height } = chart.viewBox.baseVal;
  const picture = new Image(width * FINE, height * FINE);
  picture.src = URL.createObjectURL(asSvg(chart));
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * FINE;
  canvas.height = height * FINE;
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(picture.src);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

for (const figure of document.querySelectorAll("figure")) {
  const buttons = /** @type {HTMLElement} */ (figure.querySelector(".tt-report-save"));
  if (!buttons) continue;
  buttons.hidden = false;
  buttons.onclick = async (event) => {
    const form = /** @type {HTMLElement} */ (event.target).dataset.as;
    const chart = figure.querySelector("svg");
    if (form) save(await (form === "png" ? asPng(chart) : asSvg(chart)), `${figure.dataset.file}.${form}`);
  };
}
