"""One page to hand over: a whole session on exactly one sheet of A4, whole."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tamtam.language import texts
from tamtam.results import one_page
from tamtam.session.commands import NewSession

from tests.browser.conftest import NewPhone
from tests.browser.test_report import DECK, _played
from tests.results.sessions import Lived

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """The workshop as it comes, with twelve people: as much as five minutes hold."""
    yield from _played(
        tmp_path_factory.mktemp("page"), NewSession("trois_constats", DECK, seed=1), 12
    )


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_it_prints_on_one_page_and_nothing_is_cut(
    session: Lived, new_phone: NewPhone, tmp_path: Path, language: str
) -> None:
    page = new_phone(width=1000, height=1200).page
    page.goto(one_page.write(session.log.state, tmp_path, language).as_uri())
    assert page.locator("article p").count() > 10
    outside = """() => {
        const sheet = document.querySelector('article').getBoundingClientRect();
        return [...document.querySelectorAll('article > *')].filter((one) =>
            [...one.getClientRects()].some((r) => r.right > sheet.right + 1 || r.bottom > sheet.bottom + 1)
        ).map((one) => one.textContent);
    }"""
    assert page.evaluate(outside) == []
    size = page.locator("article").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= 10  # px: 7.5 pt
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert re.search(rb"/MediaBox\s*\[0 0 59[45][.\d]* 84[12]", pdf)
