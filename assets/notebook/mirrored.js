// @ts-check
// A form with its bets above and one's own answers beside it, in one widget: what front ends show that know no other widgets.
import { betForm, playerLists } from "../course/bets.js";
import { h } from "../forms/elements.js";

/** Tell Python what was pressed: a bet that is made, or players that are to play. */
function press(model, what) {
  model.set("pressed", { ...what, at: Date.now() });
  model.save_changes();
}

function mirroredBet(model, one) {
  const inside = [h("p", { class: "tamtam-mirrored-asks", dir: "auto" }, one.question)];
  if (one.said) inside.push(h("p", { role: "status" }, one.said));
  if (one.is_open) inside.push(betForm(one, one, (number) => press(model, { bet: one.id, value: number })));
  return h("section", { class: "tamtam-mirrored-bet" }, inside);
}

/** Choosing simulated players, and beginning the game with them. */
function mirroredPlayers(model, { sorts, lead, choose, play, draw }) {
  if (!sorts) return [];
  const lists = playerLists(sorts, (n) => `${choose} ${n}`);
  const begin = (chosen) => h("button", { type: "button", onclick: () => press(model, { players: chosen() }) });
  const [these, drawn] = [begin(() => lists.map((one) => one.value)), begin(() => [])];
  these.textContent = play;
  drawn.textContent = draw;
  return [h("section", { class: "tamtam-mirrored-bet" }, h("p", {}, lead), h("form", {}, lists, these, drawn))];
}

/** A form's module that draws the mirror, which Python keeps up to date as HTML, beside the form. */
export function mirrored(form) {
  return {
    async render({ model, el }) {
      const [row, inside, mirror] = ["div", "div", "section"].map((tag) => document.createElement(tag));
      row.className = "tamtam-mirrored";
      mirror.className = "tamtam-mirror";
      row.append(inside, mirror);
      const [bets, players] = [h("div", {}), h("div", {})];
      el.append(bets, row, players);
      const asked = () => bets.replaceChildren(...model.get("bets").map((one) => mirroredBet(model, one)));
      const again = () => players.replaceChildren(...mirroredPlayers(model, model.get("players")));
      model.on("change:bets", asked);
      model.on("change:players", again);
      asked();
      again();
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
        model.off("change:bets", asked);
        model.off("change:players", again);
        if (typeof leave === "function") leave();
      };
    },
  };
}
