"""The site: it builds without a warning, every link leads somewhere, nothing loads from elsewhere."""

import doctest
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser
from tamtam import kinds, standing

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "kit" / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as its one command builds it, with warnings as errors."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", str(DOCS), str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return folder


class Links(HTMLParser):
    """What a page loads, where it leads, and what in it can be led to."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.anchors: set[str] = set()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.anchors |= {said["id"]} if "id" in said else set()
        if tag == "a":
            self.leads.append(said.get("href", ""))
        elif tag == "link" and said.get("rel") in ("stylesheet", "icon", "preload"):
            self.loads.append(said.get("href", ""))
        elif "src" in said:
            self.loads.append(said["src"])


def test_every_link_of_every_page_leads_somewhere(site: Path) -> None:
    pages = {path: Links(path) for path in site.rglob("*.html")}
    assert len(pages) > 35
    astray = []
    for page, links in pages.items():
        for target in filter(None, links.leads):
            parts = urlsplit(target)
            if parts.scheme:
                continue
            path = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            missing = parts.fragment and path in pages and parts.fragment not in pages[path].anchors
            if not path.exists() or missing:
                astray.append(f"{page.relative_to(site)}: {target}")
    assert astray == []


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        elsewhere = [one for one in Links(page).loads if urlsplit(one).scheme not in ("", "data")]
        assert elsewhere == [], page
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\([\"']?https?:|@import", sheet.read_text("utf-8")), sheet


def test_worked_values_are_what_the_measures_come_to() -> None:
    page = DOCS / "researchers" / "measures.md"
    blocks = re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    example = doctest.DocTestParser().get_doctest("".join(blocks), {}, page.name, str(page), 0)
    told: list[str] = []
    assert len(example.examples) > 10
    assert doctest.DocTestRunner().run(example, out=told.append).failed == 0, "".join(told)
    named = re.findall(r"standing\.(\w+)\(", "".join(blocks))
    assert set(named) <= set(standing.__all__)


@pytest.mark.browser
def test_every_form_is_live_from_a_disk_and_its_chart_is_drawn(
    site: Path, chromium: Browser
) -> None:
    page, wrong = chromium.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: wrong.append(asked.url) if "http" in asked.url[:4] else None)
    for name in kinds.names():
        page.goto((site / "specimens" / f"{name}.html").as_uri())
        page.wait_for_function("document.body.dataset.drawn === 'en false'")
        assert page.locator("#phone .tt-form :is(input, button, textarea)").count(), name
        page.get_by_role("button", name="Reveal").click()
        page.wait_for_function("document.body.dataset.drawn === 'en true'")
        assert page.locator("#wall .main-svg").count() and page.inner_text("#phone"), name
        page.get_by_role("button", name="Français").click()
        page.wait_for_function("document.body.dataset.drawn === 'fr true'")
        assert wrong == [], name
