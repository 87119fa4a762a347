"""Printouts: all that a cut asks, on paper, in black on white; what people cross is what can be entered."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from tamtam import assets, kinds
from tamtam.authoring import printing
from tamtam.authoring.printing.pages import notice
from tamtam.cli import main
from tamtam.deck.deck import Deck
from tamtam.language import texts
from tamtam.session import paper

from tests import decks
from tests.results.sessions import tricky_deck

DECK = decks.shipped()
each_language = pytest.mark.parametrize("language", decks.LANGUAGES)


class Read(HTMLParser):
    """The words of each section by its id, and how many of each class it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: dict[str, list[str]] = {}
        self.classes: dict[str, Counter[str]] = {}
        self.tags: set[str] = set()
        self._section = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "section":
            self._section = told["id"] or ""
        self.tags.add(tag)
        found = self.classes.setdefault(self._section, Counter())
        found.update((told.get("class") or "").split())

    def handle_data(self, data: str) -> None:
        self.words.setdefault(self._section, []).append(data)

    def text(self, section: str) -> str:
        return "".join(self.words[section])


def read(cut: str, language: str, deck: Deck = DECK) -> Read:
    guide = (assets.workshops() / "trois_constats" / f"guide.{language}.md").read_text("utf-8")
    return Read(printing.pages(deck, cut, language, guide))


@each_language
@pytest.mark.parametrize("cut", ["half_day", "two_hours", "one_hour"])
def test_each_activity_of_a_cut_is_on_paper(cut: str, language: str) -> None:
    found = read(cut, language)
    for step in DECK.steps(cut):
        if activity := DECK.activity(step):
            sheets = [id for id in found.words if id.endswith(f"_{step}")]
            assert sheets, step
            assert texts.pick(activity.title, language) in found.text(sheets[0])
    others = {a.id for a in DECK.activities} - set(DECK.steps(cut))
    assert not [id for id in found.words if id.partition("_")[2] in others]


@each_language
def test_a_ballot_has_a_box_for_each_value_that_can_be_entered(language: str) -> None:
    found = read("half_day", language)
    for id in ("baseline", "decisions", "gate", "flows", "sieve", "wall_or_door", "trial", "exit"):
        activity = DECK.activity(id)
        assert activity
        columns = paper.columns(kinds.get(activity.kind), activity)
        assert found.classes[f"ballot_{id}"]["tt-print-box"] == sum(
            len(one.values) for one in columns
        )
        assert all(column.name[language] in found.text(f"ballot_{id}") for column in columns)


@each_language
def test_what_the_room_will_propose_has_lines_to_write_on(language: str) -> None:
    found = read("half_day", language)
    assert found.classes["ballot_worst_client"]["tt-print-blank"] == 3
    assert (
        found.classes["ballot_polis"]["tt-print-blank"] == 3
    )  # beside the sentences that are written
    assert "−5" in found.text("ballot_uses")
    names = {"fr": "nous nuit", "en": "harms us"}
    assert names[language] in found.text("ballot_uses")


@each_language
def test_cards_tokens_house_and_gesture_are_there(language: str) -> None:
    found = read("half_day", language)
    values, decisions = DECK.activity("values"), DECK.activity("decisions")
    assert values and decisions
    assert found.classes["cards_values"]["tt-print-card"] == len(values.items)
    assert found.classes["cards_decisions"]["tt-print-card"] == len(decisions.items)
    assert found.classes["tokens_common_pot"]["tt-print-token"] == 20
    assert found.classes["gesture_commitments"]["tt-print-gesture"] == 2
    flows = DECK.activity("flows")
    assert flows
    for item in flows.items:  # at its arrow, and where an example is written
        assert found.text("house_flows").count(texts.pick(item.text, language)) == 2


@each_language
def test_the_run_sheet_has_every_minute_and_what_to_drop_first(language: str) -> None:
    cells = read("two_hours", language).words["run_sheet"]
    granted = DECK.cuts["two_hours"]
    minutes = sum(int(cell) for cell in cells if cell.isdigit())
    assert minutes == sum(granted.values()) - granted["reserve"]
    told = {"fr": "à sauter : n°", "en": "skip: no."}[language]
    for cut in ("half_day", "two_hours"):
        dropped = read(cut, language).words["run_sheet"]
        said = sum(texts.spaced(language, told) in words for words in dropped)
        assert said == len(DECK.drop_first[cut])


@each_language
def test_the_notice_is_the_one_of_the_guide(language: str) -> None:
    guide = (assets.workshops() / "trois_constats" / f"guide.{language}.md").read_text("utf-8")
    said = read("one_hour", language).text("notice")
    for line in re.findall(r"^> ?(.*)$", guide, re.MULTILINE):
        assert re.sub(r"\*+", "", line) in said
    assert notice("# A guide that quotes nothing\n") == ""
    assert notice("> **Bold** <b>\n>\n> *so*\n") == (
        "<p><strong>Bold</strong> &lt;b&gt;</p>\n<p><em>so</em></p>\n"
    )


def test_texts_of_a_deck_stay_text_on_paper() -> None:
    found = Read(printing.pages(tricky_deck(), "", "en", ""))
    assert not found.tags & {"img", "script", "b"}
    assert any("<img src=x onerror=window.hit=1>" in found.text(id) for id in found.words)


def test_it_is_black_on_white_and_asks_nothing_of_a_network() -> None:
    html = printing.pages(DECK, "half_day", "fr")
    assert set(re.findall(r"#[0-9a-fA-F]{3,6}\b(?![^<]*</a>)", html.partition("</style>")[0])) <= {
        "#000",
        "#fff",
    }
    assert not re.search(r"https?:|url\(|@import|<link|<script", html)


def test_a_command_writes_both_languages(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["print", str(tmp_path / "paper"), "--cut", "one_hour"])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "paper").iterdir()) == [
        "printouts.en.html",
        "printouts.fr.html",
    ]
    (tmp_path / "taken").write_text("a file", "utf-8")
    refused = CliRunner().invoke(main, ["print", str(tmp_path / "taken" / "paper")])
    assert refused.exit_code != 0 and "Traceback" not in refused.output
