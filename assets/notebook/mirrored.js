// @ts-check
// A form with one's own answers beside it, in one widget: what front ends show that know no other widgets.

/** A form's module that draws the mirror, which Python keeps up to date as HTML, beside the form. */
export function mirrored(form) {
  return {
    async render({ model, el }) {
      const [row, inside, mirror] = ["div", "div", "section"].map((tag) => document.createElement(tag));
      row.className = "tamtam-mirrored";
      mirror.className = "tamtam-mirror";
      row.append(inside, mirror);
      el.append(row);
      const paint = () => {
        const opened = mirror.querySelector("details")?.open;
        mirror.innerHTML = model.get("mirror"); // every word of it escaped in Python
        if (opened !== undefined) mirror.querySelector("details")?.toggleAttribute("open", opened);
      };
      model.on("change:mirror", paint);
      paint();
      const leave = await form.render({ model, el: inside });
      return () => {
        model.off("change:mirror", paint);
        if (typeof leave === "function") leave();
      };
    },
  };
}
