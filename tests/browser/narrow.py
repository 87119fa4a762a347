"""Every form where there is little room: on small phones, enlarged, over a keyboard, in forced colours.

To look at all of them, in both languages:

python -m tests.browser.narrow FOLDER
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright
from tamtam.language import texts
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests import decks
from tests.browser.conftest import ARGUMENTS, LiveRoom, chromium_path

#: The forms in German, too, whose words are the longest.
DECK = decks.in_more("de", decks.shipped())
SESSION = c.NewSession("trois_constats", DECK, min_answers=5, seed=1)


@dataclass(frozen=True)
class View:
    """What is left to see of a page (CSS pixels), and the size of text set for the browser (per cent)."""

    name: str
    width: int
    height: int
    text: int = 100

    def of(self, page: Page) -> None:
        page.set_viewport_size({"width": self.width, "height": self.height})
        sizes = {"standard": 16 * self.text // 100}
        page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})


#: The smallest phone, which is also a laptop's page at 400 %; a usual phone at 200 %; one with its keyboard;
#: and one whose browser was told to show text twice as large.
VIEWS = (
    View("320", 320, 640),
    View("200", 195, 422),
    View("keyboard", 360, 360),
    View("text", 390, 844, text=200),
)

#: Each field and button of the form that something lies over once it has the focus, by what it says.
_COVERED = """() => {
  const found = [];
  for (const one of document.querySelectorAll("main :is(button,input,textarea,select,a,summary)")) {
    if (one.disabled || !one.checkVisibility()) continue;
    one.focus();
    const box = one.getBoundingClientRect();
    const middle = [box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2];
    const top = document.elementFromPoint(...middle);
    const own = one.closest("label,.tt-line-track") ?? one;
    if (top && (own.contains(top) || top.contains(one))) continue;
    const over = top ? `${top.tagName} ${top.textContent}` : "the edge";
    found.push(`${one.ariaLabel ?? one.textContent} under ${over}`);
  }
  return found;
}"""
#: What is wider than the page, where it scrolls sideways.
_WIDER = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll("main *")].filter(
    (one) => one.getBoundingClientRect().right > room + 0.5 && !one.children.length,
  );
  const named = wide.map((one) => `${one.tagName} ${one.className} “${one.textContent}” is too wide`);
  return named.length ? named : ["the page scrolls sideways"];
}"""
#: What is written over something else: words whose boxes share more than a hair.
_WRITTEN_OVER = """() => {
  const shown = (one) => {
    for (let above = one; above.tagName !== "MAIN"; above = above.parentElement) {
      // Under what sticks other words pass as one scrolls.
      const sticks = ["sticky", "fixed"].includes(getComputedStyle(above).position);
      if (sticks || above.offsetWidth < 3 || above.matches("details:not([open])")) return false;
    }
    return one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const boxes = [];
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    if (!text.data.trim() || !shown(text.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) boxes.push([box, text]);
  }
  const found = [];
  for (const [at, [one, text]] of boxes.entries())
    for (const [other, beside] of boxes.slice(at + 1)) {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      const isSame = text === beside || text.parentElement.contains(beside.parentElement);
      if (!isSame && across > 2 && down > 5) found.push(`“${text.data}” lies over “${beside.data}”`);
    }
  return found;
}"""


#: Buttons that only a colour sets apart from words, which forced colours take away.
_BY_COLOUR = """() => [...document.querySelectorAll("main button")].filter((one) => {
  const { backgroundColor, borderTopWidth } = getComputedStyle(one);
  return one.checkVisibility() && backgroundColor !== "rgba(0, 0, 0, 0)" && borderTopWidth === "0px";
}).map((one) => `“${one.textContent}” is a button by its colour alone`)"""


def come_in(page: Page, room: LiveRoom) -> None:
    page.goto(room.url)
    page.locator("form .tt-phone-main").tap()
    expect(page.locator("#me")).to_be_visible()


def faults(page: Page) -> list[str]:
    """What scrolls sideways on the page as it is, is written over what, hides the focus, is but a colour."""
    looked_for = (_WIDER, _WRITTEN_OVER, _BY_COLOUR, _COVERED)
    return [fault for looking in looked_for for fault in page.evaluate(looking)]


def every_form(room: LiveRoom, page: Page) -> Iterator[str]:
    """Open each activity in turn; its id, once the page shows its form."""
    for activity in DECK.activities:
        room.do(c.Open(activity.id))
        title = texts.pick(activity.title, str(page.evaluate("document.documentElement.lang")))
        expect(page.locator(".tt-phone-kicker")).to_contain_text(title)
        expect(page.locator("main .tt-form > :first-child").first).to_be_visible()
        yield activity.id


def main(folder: Path) -> None:
    """A picture of every form in every view, in both languages; and what is wrong with each."""
    folder.mkdir(parents=True, exist_ok=True)
    store = open_store(Path(tempfile.mkdtemp()) / "sessions.sqlite")
    running = run.start(store)
    control = Client(running.url, running.key)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(playwright), args=ARGUMENTS
        )
        for language in DECK.languages:
            code = control.create(SESSION)
            room = LiveRoom(store, control, running.url, code)
            context = browser.new_context(locale=language, has_touch=True, is_mobile=True)
            page = context.new_page()
            come_in(page, room)
            for id in every_form(room, page):
                for view in VIEWS:
                    view.of(page)
                    page.screenshot(
                        path=folder / f"{id}-{language}-{view.name}.png", animations="disabled"
                    )
                    for fault in faults(page):
                        print(f"{id} {language} {view.name}: {fault}", flush=True)
                VIEWS[0].of(page)
                page.emulate_media(forced_colors="active")
                page.screenshot(path=folder / f"{id}-{language}-forced.png", full_page=True)
                page.emulate_media(forced_colors="none")
            context.close()
        browser.close()
    run.stop(store)
    store.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    main(parser.parse_args().folder)
