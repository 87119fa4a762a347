"""A projector page in a real browser: what the room sees, and what tests hold it to."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone

#: Every text that shows, with its size in px on the wall, where it ends, and whether it is in a chart.
TEXTS = """() => [...document.querySelectorAll('body *')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    && !element.closest('.tamtam-sr, script, style, noscript, title') && element.checkVisibility()
  ).map((element) => {
    const box = element.getBoundingClientRect();
    const drawing = element.closest('.tt-screen-drawing');
    const scale = drawing ? new DOMMatrix(getComputedStyle(drawing).transform).a : 1;
    const size = scale * parseFloat(getComputedStyle(element).fontSize);
    return [element.textContent, Math.round(10 * size) / 10, box.right, box.bottom, Boolean(drawing)];
  }).filter(([text, , right]) => text.trim() && right > 0)"""


@dataclass
class Wall:
    """A projector page, and everything it was ever told or showed."""

    page: Page
    told: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda sent: self.asked.append(sent.url))

    def check(self) -> None:
        """Nothing is cut off, nothing small, nothing that axe-core finds."""
        self.is_whole()
        assert Phone(self.page).violations() == []
        assert self.complaints == []

    def is_whole(self) -> None:
        """Nothing is cut off, and nothing small."""
        size = self.page.viewport_size
        assert size is not None
        width, height = size["width"], size["height"]
        texts: list[Any] = self.page.evaluate(TEXTS)
        assert texts
        for text, letters, right, bottom, in_chart in texts:
            assert right <= width + 1 and bottom <= height + 1, (text, right, bottom)
            least = 20 if in_chart else 24  # names of rows may be smaller
            assert letters >= least * min(width / 1920, height / 1080) - 0.1, (text, letters)
        root = self.page.evaluate("document.documentElement.scrollHeight")
        assert root <= height

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)
        for part in ("header", "main"):
            self.told.append(self.page.locator(part).inner_html())


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true; the page's own policy forbids it to look for itself."""
    for _ in range(50):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)
