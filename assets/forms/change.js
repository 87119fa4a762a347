// @ts-check
// Change: statements asked once more. Drawn after the reveal as one line each, from before to after; so is
// what moved of any activity that was asked again.
import { h, signed } from "./elements.js";
import { dumbbell, marks } from "./dumbbell.js";
import { ends, statements } from "./five.js";
import { form } from "./shared.js";

const show = (asked, standing) => [
  ...(standing.details?.people ? key(asked, standing) : [marks(asked, ["before", "after"]), ends(asked)]),
  ...standing.items.map((item) => result(asked, item, standing.details ?? {})),
];

/** What the marks mean where one activity was asked again, and what its per cents are of. */
function key(asked, { details }) {
  const signs = [
    ["●", "before", "then"],
    ["○", "after", "now"],
  ].map(([mark, phase, words]) => h("span", { "data-phase": phase }, h("b", {}, mark), asked.say(`change.${words}`)));
  const [before, after, both] = details.people;
  const yes = Object.values(details.tracks)
    .flatMap(Object.values)
    .find(({ share }) => share)?.share;
  return [
    h("p", { class: "tt-small" }, asked.say("change.people", { before, after, both })),
    yes ? h("p", { class: "tt-small" }, asked.say("change.share_of", { yes: asked.text(yes) })) : null,
    h("p", { class: "tt-small tt-key" }, signs),
  ];
}

function result(asked, item, details) {
  const [before, after] = item.distributions;
  const tracks = details.tracks?.[item.item] ?? {};
  const { low, high, share } = tracks[after.phase] ?? { low: 1, high: 5 };
  const text = asked.text(asked.activity.items.find(({ id }) => id === item.item)?.text);
  const name = Object.keys(tracks).length > 1 ? `${text} – ${asked.say(`phases.${after.phase}`)}` : text;
  const own = number(asked.get([item.item, after.phase]));
  const section = h("section", { class: "tt-result" }, h("h3", { class: "tt-name" }, name));
  if (!before.counts || !after.counts) section.append(h("p", { class: "tt-small" }, unseen(asked, item, details)));
  else {
    const words = (n) => (share ? asked.say("change.share", { n }) : low < 0 ? signed(n, asked.language) : n);
    const medians = { before: words(before.median), after: words(after.median) };
    const earlier = details.people ? number(asked.model.get("earlier")?.[item.item]?.[before.phase]) : null;
    section.append(
      dumbbell([before.median, after.median], [earlier, own], high, low),
      h("p", { class: "tt-small" }, asked.say(details.people ? "change.again" : "change.was", medians)),
    );
    if (details.people) {
      if (own !== null)
        section.append(
          h(
            "p",
            { class: "tt-you" },
            asked.say("change.you", { before: earlier === null ? "–" : words(earlier), after: words(own) }),
          ),
        );
      return section;
    }
  }
  const you = own === null ? asked.nothing(item.item) : asked.say("you_said", { value: asked.say(`five.${own}`) });
  if (!details.people) section.append(h("p", { class: "tt-you" }, you));
  return section;
}

/** Why nothing is drawn of an item. */
const unseen = (asked, { item }, { reworded = [] }) =>
  asked.say(reworded.includes(item) ? "change.reworded" : "too_few");

/** An answer that has its place on the line; null for any other. */
const number = (value) => (typeof value === "number" ? value : null);

export default { render: (host) => form(host, { ask: statements, show }) };
