// Draws the report's charts: in the colours of the reader's scheme, on paper in the light ones.
const figures = JSON.parse(document.getElementById("figures").textContent);
const places = document.querySelectorAll(".chart");
const dark = matchMedia("(prefers-color-scheme: dark)");

function draw(scheme) {
  places.forEach((place, number) => {
    const { data, layout } = figures[number][scheme];
    const sized = { ...layout, width: place.clientWidth };
    Plotly.react(place, data, sized, { displayModeBar: false, staticPlot: true });
  });
}

const redraw = () => draw(dark.matches ? "dark" : "light");
redraw();
dark.addEventListener("change", redraw);
addEventListener("resize", redraw);
addEventListener("beforeprint", () => draw("light"));
addEventListener("afterprint", redraw);
