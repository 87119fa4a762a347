// Change: statements asked once more. Drawn after the reveal as one line each, from before to after.
import { h } from "./elements.js";
import { dumbbell } from "./dumbbell.js";
import { ends, statements } from "./five.js";
import { form } from "./shared.js";

const show = (asked, standing) => [ends(asked), ...standing.items.map((item) => result(asked, item))];

function result(asked, item) {
  const statement = asked.activity.items.find(({ id }) => id === item.item);
  const [before, after] = item.distributions;
  const own = asked.get([item.item, after.phase]);
  const section = h("section", { class: "tt-result" }, h("h3", { class: "tt-name" }, asked.text(statement?.text)));
  if (!before.counts || !after.counts) section.append(h("p", { class: "tt-small" }, asked.say("too_few")));
  else {
    const medians = { before: before.median, after: after.median };
    section.append(
      dumbbell([before.median, after.median], [null, own], 5, 1),
      h("p", { class: "tt-small" }, asked.say("change.was", medians)),
    );
  }
  const you = own === null ? asked.say("you_nothing") : asked.say("you_said", { value: asked.say(`five.${own}`) });
  section.append(h("p", { class: "tt-you" }, you));
  return section;
}

export default { render: (host) => form(host, { ask: statements, show }) };
