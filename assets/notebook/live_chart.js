// @ts-check
// A chart under a notebook cell, on its own.
import { chart } from "./chart.js";

export default { render: ({ model, el }) => chart(model, el) };
