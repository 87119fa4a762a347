"""What laptop, wall and phone draw, as it is read there: spaces before signs and in numbers don't break."""

import pytest
from playwright.sync_api import Browser

from tests import decks
from tests.browser.sheets import WIDTHS, Sheet, pictures
from tests.language.spacing import wrongly_spaced

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

_TOLD = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { nodeValue, parentElement } = walker.currentNode;
    if (nodeValue.trim() && !parentElement.closest("style,script,figure > figcaption:first-child"))
      found.push(nodeValue);
  }
  return found;
}"""


@pytest.mark.parametrize("surface", list(WIDTHS))
@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_what_is_drawn_is_spaced_as_its_language_is(
    chromium: Browser, surface: str, language: str
) -> None:
    sheet = Sheet(chromium, "light")
    for picture in pictures(None, ["simulated"], [40]):
        sheet.put(picture, surface, language, dark=False, width=WIDTHS[surface])
    sheet.drawn()
    told = sheet.page.evaluate(_TOLD)
    sheet.page.close()
    assert len(told) > 300
    assert wrongly_spaced(language, told) == []
