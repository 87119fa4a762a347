"""Reports, the page to hand over, files and printouts: spaces before signs and in numbers don't break."""

from pathlib import Path

import pytest
from tamtam import assets
from tamtam.authoring import printing
from tamtam.results import write_results
from tamtam.results.summary import Summary

from tests import decks
from tests.language.spacing import prose, wrongly_spaced
from tests.walk import Walk


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_what_is_handed_out_is_spaced_as_its_language_is(tmp_path: Path, language: str) -> None:
    walked = Walk(tmp_path, "one_hour", 12, language)
    walked.to_the_end()
    state = walked.log.state
    written = write_results(state, tmp_path / "out", language)
    pages = [path for path in written if path.suffix == ".html"]
    assert {path.name for path in pages} >= {"report.html", "index.html"}
    for path in pages:
        told = prose(path.read_text("utf-8"))
        assert len(told) > 20 or path.name == "index.html"
        assert wrongly_spaced(language, told) == [], path.name
    spoken = repr(Summary.of(state, language)).splitlines()
    assert wrongly_spaced(language, spoken) == []
    walked.store.close()


@pytest.mark.parametrize("language", decks.LANGUAGES)
@pytest.mark.parametrize(
    ("name", "cut"), [("trois_constats", "half_day"), ("retrospective", "one_hour")]
)
def test_printouts_are_spaced_as_their_language_is(name: str, cut: str, language: str) -> None:
    deck = decks.shipped(name)
    guide = (assets.workshops() / name / f"guide.{language}.md").read_text("utf-8")
    told = prose(printing.pages(deck, cut, language, guide))
    assert len(told) > 30
    assert wrongly_spaced(language, told) == []
