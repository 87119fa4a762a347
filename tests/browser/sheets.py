"""Contact sheets: the charts of every kind, many on one page, as laptop, wall and phone draw them.

The code that draws is the product's own (a notebook's chart, the wall's, the forms of phones); what it is
told comes from rooms made up here: simulated ones and those that are hard to draw.

python -m tests.browser.sheets FOLDER --on notebook wall phone --people 5 12 40 500 \\
    --rooms simulated alike camps --languages en fr --schemes light dark --only flows
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, sync_playwright
from tamtam import assets, charts
from tamtam.charts import theme
from tamtam.deck.deck import Activity
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.results.view import View
from tamtam.server import pages
from tamtam.server.views import phone
from tamtam.standing.standing import Standing

from tests import decks
from tests.browser.conftest import ARGUMENTS, chromium_path
from tests.kinds.claims.rooms import SORTS, room_of
from tests.kinds.people import ALL, EVERY, Answers, kind_of, simulated, standing_of

#: How wide each surface is in px, on a sheet too: a narrow cell, half a wall, the smallest phone.
WIDTHS = {"notebook": 600, "wall": 640, "phone": 320}
#: How high a wall's place is for its width, and what one rem is there.
WALL_HIGH, WALL_REM = 0.48, 24 / 1920
#: Rooms that charts may stumble over, beside those whose sentences do.
ROOMS = ("simulated", *SORTS[:-1], "one differs", "one item", "nobody")
HOST = "http://sheet.test"

_SETUP = """() => {
  const model = (values) => {
    const heard = {};
    return {
      get: (name) => values[name],
      set: () => {},
      save_changes: () => {},
      on: (name, listener) => (heard[name] = listener),
      off: () => {},
      send: async () => {
        const bytes = await (await fetch("/plotly.js")).arrayBuffer();
        heard["msg:custom"]({ type: "plotly" }, [new DataView(bytes)]);
      },
    };
  };
  const modules = {};
  globalThis.put = async (label, width, surface, told) => {
    const figure = document.body.appendChild(document.createElement("figure"));
    figure.style.width = `${width}px`;
    figure.append(Object.assign(document.createElement("figcaption"), { textContent: label }));
    const place = figure.appendChild(document.createElement("div"));
    if (surface === "wall") {
      const { width: wide, height } = told.place;
      place.style.cssText = `width: ${wide}px; height: ${height}px; overflow: hidden`;
      const sheet = place.appendChild(document.createElement("div"));
      sheet.style.transformOrigin = "0 0";
      const { fitted } = await (modules.wall ??= import("/wall.js"));
      const fit = fitted(told.place, told.figure.layout, told.rem);
      sheet.style.transform = `scale(${fit.scale})`;
      const size = { width: fit.width, height: fit.height, autosize: false };
      Plotly.react(sheet, told.figure.data, { ...told.figure.layout, ...size }, { staticPlot: true });
      return;
    }
    const drawn = await (modules[told.module] ??= import(told.module));
    drawn.default.render({ model: model(told.values), el: place });
  };
}"""
_LOOK = """body { margin: 8px; display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; }
figure { margin: 0; padding: 6px; outline: 1px solid #8888; }
figcaption { font: 12px monospace; } figure > div { margin: 0 auto; }"""


class Picture(NamedTuple):
    """One chart of a sheet: what it shows, and of whom."""

    label: str
    activity: Activity
    standing: Standing
    own: Answers


def room(activity: Activity, sort: str, people: int) -> list[Answers]:
    """So many people who answer as that sort of room does."""
    if sort == "nobody":
        return []
    if sort in ("simulated", "one item"):
        found = simulated(activity, people)
        kept = kind_of(activity).slots(activity)[:1]
        only = [{slot: own[slot] for slot in kept if slot in own} for own in found]
        return only if sort == "one item" else found
    if sort == "one differs":
        return [*room_of(activity, people - 1, 1, "alike"), *room_of(activity, 1, 7, "noise")]
    return room_of(activity, people, 1, sort)


def pictures(only: list[str] | None, rooms: list[str], people: list[int]) -> Iterator[Picture]:
    """Each activity of the workshop, answered by so many people of each sort."""
    for activity in EVERY if only else ALL:
        if not kind_of(activity).slots(activity) or (only and activity.id not in only):
            continue
        for sort in rooms:
            for n in people if sort != "nobody" else [0]:
                everybody = room(activity, sort, n)
                standing = standing_of(activity, everybody)
                own = everybody[0] if everybody else {}
                yield Picture(f"{activity.id} · {sort} · {n}", activity, standing, own)


def told(picture: Picture, surface: str, width: int, language: str, dark: bool) -> dict[str, Any]:
    """What the code that draws a surface is told of a picture."""
    view = View(picture.activity, picture.standing, language)
    if surface == "wall":
        figure = view.plain_figure(charts.WALL)
        place = {"width": width, "height": round(width * WALL_HIGH)}
        return {
            "figure": charts.dark(figure) if dark else figure,
            "place": place,
            "rem": width * WALL_REM,
        }
    if surface == "notebook":
        figure = view.plain_figure(charts.WALL)
        values = {
            "data": figure["data"],
            "frame": figure["layout"],
            "moving": {},
            "caption": "",
            "palette": dict(theme.palette().values()),
            "texts": texts.section(language, "notebook")["chart"],
        }
        return {"module": "/notebook.js", "values": values}
    kind = kind_of(picture.activity)
    answers: dict[str, dict[str, Any]] = {}
    for (item, phase), value in picture.own.items():
        answers.setdefault(item, {})[phase] = value
    values = {
        "activity": json.loads(json.dumps(phone.form(picture.activity))),
        "language": language,
        "texts": texts.section(language, "phone")["form"] | Words(kind.name).form(language),
        "status": "revealed",
        "standing": kind.on_phones(picture.standing).to_json(),
        "answers": answers,
        "saved": {},
        "drafts": {},
        "proposals": [],
        "own": False,
    }
    return {"module": f"/form/{kind.name}.js", "values": values}


#: A chart in the card of a step: as wide as the card, as high as that allows.
_IN_A_CARD = """import { chart } from "/chart.js";
export default {
  render({ model, el }) {
    const scaled = ({ width, height }) => height * Math.min(1, el.clientWidth / width);
    return chart(model, el, (layout) => ({ width: el.clientWidth, height: scaled(layout) })).end;
  },
};"""


class Sheet:
    """A page on which pictures are put side by side."""

    def __init__(self, browser: Browser, scheme: str, wide: int = 1960) -> None:
        self.page = browser.new_page(
            viewport={"width": wide, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        self.page.route(f"{HOST}/**", lambda route: route.fulfill(**_served(route.request.url)))
        self.page.goto(f"{HOST}/")
        light = str(scheme == "light").lower()
        self.page.evaluate("(light) => (document.body.dataset.jpThemeLight = light)", light)
        self.page.evaluate(_SETUP)

    def put(self, picture: Picture, surface: str, language: str, dark: bool, width: int) -> None:
        """Draw one more picture."""
        what = told(picture, surface, width, language, dark)
        self.page.evaluate("(all) => put(...all)", [picture.label, width, surface, what])

    def drawn(self) -> None:
        """Wait until all that is drawn by Plotly is there."""
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.tamtam-chart')].every((one) => one.querySelector('svg'))"
        )


def _served(url: str) -> dict[str, Any]:
    name = url.removeprefix(HOST)
    script = {"content_type": "text/javascript; charset=utf-8"}
    if name == "/notebook.js":
        return {"body": _IN_A_CARD, **script}
    if name == "/chart.js":
        return {"body": (assets.folder() / "notebook" / "chart.js").read_text("utf-8"), **script}
    if name == "/wall.js":
        return {"body": (assets.folder() / "screen" / "chart.js").read_text("utf-8"), **script}
    if name == "/plotly.js":
        return {"body": pages.plotly().plain, **script}
    if name.startswith("/form/"):
        kind = name.removeprefix("/form/").removesuffix(".js")
        return {"body": assets.form_module(kind), **script}
    look = "".join(
        (assets.folder() / sheet).read_text("utf-8")
        for sheet in ("look.css", "notebook/notebook.css")
    )
    head = f"<meta charset=utf-8><style>{look}{_LOOK}</style><script src='/plotly.js'></script>"
    return {"body": f"<!doctype html>{head}<body>", "content_type": "text/html; charset=utf-8"}


def main() -> None:
    """Write a sheet for each surface, language and scheme the command line asks for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--on", nargs="*", default=list(WIDTHS), choices=list(WIDTHS))
    asked.add_argument(
        "--only", nargs="*", help="ids of activities: small_flows in the small deck of flows"
    )
    asked.add_argument("--people", nargs="*", type=int, default=[5, 12, 40, 500])
    asked.add_argument("--rooms", nargs="*", default=["simulated"], choices=ROOMS)
    asked.add_argument("--languages", nargs="*", default=list(decks.LANGUAGES))
    asked.add_argument("--schemes", nargs="*", default=["light"])
    asked.add_argument("--width", type=int, help="of each picture, in px")
    wanted = asked.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    all_of_them = list(pictures(wanted.only, wanted.rooms, wanted.people))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(playwright), args=ARGUMENTS
        )
        for surface in wanted.on:
            for language in wanted.languages:
                for scheme in wanted.schemes:
                    sheet = Sheet(browser, scheme)
                    for picture in all_of_them:
                        width = wanted.width or WIDTHS[surface]
                        sheet.put(picture, surface, language, scheme == "dark", width)
                    sheet.drawn()
                    name = f"{surface}_{language}_{scheme}.png"
                    sheet.page.screenshot(path=wanted.folder / name, full_page=True)
                    sheet.page.close()
        browser.close()


if __name__ == "__main__":
    main()
