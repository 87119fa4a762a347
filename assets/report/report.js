// @ts-check
// Draws the report's charts, in the colours of the reader's scheme and on paper in the light ones,
// and says moments by the reader's clock.
for (const moment of document.querySelectorAll("time")) {
  const isDay = moment.dateTime.length === 10; // which is the same everywhere
  /** @type {Intl.DateTimeFormatOptions} */
  const local = isDay ? { dateStyle: "long", timeZone: "UTC" } : { dateStyle: "long", timeStyle: "short" };
  moment.textContent = new Date(moment.dateTime).toLocaleString(document.documentElement.lang, local);
}

const figures = JSON.parse(document.getElementById("figures").textContent);
const places = document.querySelectorAll(".tt-report-chart");
const dark = matchMedia("(prefers-color-scheme: dark)");

function draw(scheme) {
  places.forEach((place, number) => {
    if (!place.clientWidth) return; // another facet is shown
    const { data, layout } = figures[number][scheme];
    const sized = { ...layout, width: place.clientWidth };
    Plotly.react(place, data, sized, { displayModeBar: false, staticPlot: true });
  });
}

for (const choice of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".tt-report-facets"))) {
  const select = choice.querySelector("select");
  const shown = [...choice.parentElement.querySelectorAll("figure")];
  const show = () => {
    for (const figure of shown) figure.hidden = figure.dataset.facet !== select.value;
  };
  select.onchange = () => (show(), redraw());
  choice.hidden = false;
  show();
}

const redraw = () => draw(dark.matches ? "dark" : "light");
redraw();
dark.addEventListener("change", redraw);
addEventListener("resize", redraw);
addEventListener("beforeprint", () => draw("light"));
addEventListener("afterprint", redraw);
