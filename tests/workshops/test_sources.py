"""What the workshop cites stands in its guide's list of sources; its readings aloud are short."""

import re
from collections.abc import Iterator

import pytest
from tamtam import assets, kinds
from tamtam.authoring.guide import END
from tamtam.language import texts

from tests import decks

WORKSHOP = assets.workshops() / "trois_constats"
DECK = decks.shipped()
each_language = pytest.mark.parametrize("language", decks.LANGUAGES)
#: A sentence read aloud has at most so many words, and so many numbers.
WORDS, NUMBERS = 15, 2
#: Who is cited, and of which year.
CITED = r"([A-Z][\w-]+)(?: (?:et|and) [A-Z][\w-]+| et al\.)?,? ((?:19|20)\d\d)"


def guide(language: str) -> str:
    return (WORKSHOP / f"guide.{language}.md").read_text("utf-8")


@each_language
def test_every_work_that_is_cited_is_among_the_sources(language: str) -> None:
    steps, sources = guide(language).split(END)
    told, _, listed = sources.partition("\n- Barker")
    cited = re.findall(CITED, steps + told)
    assert len(set(cited)) >= 5
    listed = f"- Barker{listed}"
    missing = [one for one in cited if not re.search(rf"^- {one[0]}.*\({one[1]}\)", listed, re.M)]
    assert missing == []


@each_language
def test_what_is_read_at_a_glance_while_leading_cites_no_study(language: str) -> None:
    for one in DECK.activities:
        for text in (one.say, one.expect, one.pitfall, one.question_d):
            assert re.findall(CITED, texts.pick(text, language)) == [], one.id


@each_language
def test_no_story_tells_of_the_company_what_its_source_does_not(language: str) -> None:
    headings = {"fr": "titre", "en": "heading"}
    for part in DECK.parts:
        story = texts.pick(part.story, language)
        assert re.search(r"\b([Ii]maginez|[Ii]magine)\b", story), part.id
        if "Taylor" in story or "taylor" in story:
            assert headings[language] in story  # the journalist's words, not the speaker's


def spoken(language: str) -> Iterator[str]:
    for text in [part.story for part in DECK.parts] + [one.say for one in DECK.activities]:
        said = texts.pick(text, language)
        yield from re.split(r"(?<=[.?!])\s+|\s[»”]\s|(?<=[:;])\s", said)


@each_language
def test_what_is_read_aloud_comes_in_short_sentences(language: str) -> None:
    for sentence in spoken(language):
        words = re.findall(r"[\w’'-]+", sentence)
        assert len(words) <= WORDS, sentence
        assert len(re.findall(r"\d+", sentence)) <= NUMBERS, sentence


@each_language
def test_only_questions_that_can_come_are_in_the_guides(language: str) -> None:
    step = {one.id: one for one in DECK.activities}["baseline"]
    assert step.debrief is not None and "gap" not in kinds.get(step.kind).outcomes
    assert texts.pick(step.debrief.split, language) in guide(language)
    assert texts.pick(step.debrief.gap, language) not in guide(language)


def test_the_last_time_asks_what_the_first_did() -> None:
    [last] = [one for one in DECK.activities if one.id == "exit"]
    [first] = [one for one in DECK.activities if one.id == "baseline"]
    assert last.items == first.items
    for audience in first.wording:
        assert last.wording[audience].items == first.wording[audience].items
