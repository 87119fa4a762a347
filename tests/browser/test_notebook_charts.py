"""Every chart of a notebook in a narrow cell: nothing of it is cut, and no word lies on another."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from playwright.sync_api import Browser

from tests import decks
from tests.browser.sheets import Sheet, pictures

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

#: Of each chart its place and every text in it, as [left, top, right, bottom].
_MEASURED = """() => [...document.querySelectorAll("figure:has(.tamtam-chart)")].map((one) => {
  const rounded = ({ left, top, right, bottom }) => [left, top, right, bottom];
  const words = [...one.querySelectorAll("svg text")].filter((text) => text.textContent.trim());
  return {
    label: one.querySelector("figcaption").textContent,
    room: rounded(one.querySelector(".tamtam-chart").getBoundingClientRect()),
    words: words.map((text) => [rounded(text.getBoundingClientRect()), text.textContent]),
  };
})"""
#: Names may lie close where many stand in one place; their charts are looked at, not measured.
_CROWDED = ("polis", "community", "exchanges")


@pytest.fixture
def sheet(chromium: Browser) -> Iterator[Sheet]:
    opened = Sheet(chromium, "light")
    yield opened
    opened.page.close()


@pytest.mark.parametrize("width", [600, 780])
@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_a_chart_in_a_narrow_cell_is_whole_and_no_word_lies_on_another(
    sheet: Sheet, language: str, width: int
) -> None:
    for picture in pictures(None, ["simulated"], [40]):
        sheet.put(picture, "notebook", language, dark=False, width=width)
    sheet.drawn()
    for chart in sheet.page.evaluate(_MEASURED):
        left, top, right, bottom = chart["room"]
        for (a, b, c, d), words in chart["words"]:
            assert left - 1 <= a and c <= right + 1, (chart["label"], words)
            assert top - 1 <= b and d <= bottom + 1, (chart["label"], words)
        if chart["label"].split(" ")[0] in _CROWDED:
            continue
        for (one, words), (other, told) in combinations(chart["words"], 2):
            across = min(one[2], other[2]) - max(one[0], other[0])
            up = min(one[3], other[3]) - max(one[1], other[1])
            assert min(across, up) <= 3, (chart["label"], words, told)
