// @ts-check
// The course on one's own machine, or one that hosts it: Python runs beside the page and answers it.
import { begin } from "./course.js";

begin(async () => ({
  call: async (language, name, values) => {
    const body = JSON.stringify({ language, name, values });
    const sent = await fetch("call", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    if (!sent.ok) throw new Error(`${sent.status}`);
    return sent.json();
  },
}));
