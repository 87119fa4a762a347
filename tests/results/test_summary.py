"""A session read aloud: what was revealed, in the deck's order, and not a word more."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from tamtam.deck.deck import Debrief
from tamtam.language import texts
from tamtam.results import mail
from tamtam.results.findings import Line
from tamtam.results.summary import Summary
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.log import open_store
from tamtam.session.state import State
from tamtam.standing.claims import HubClaim, MutualClaim

from tests import decks
from tests.decks import agreement, collecting, deck, flows, words
from tests.results.sessions import Lived
from tests.rooms import Room

PEOPLE = tuple(f"p{number}" for number in range(6))


def under_headings(summary: Summary) -> dict[str, tuple[str, ...]]:
    """What stands under each heading."""
    return {one.heading: one.said for one in summary.sections}


def room_of(show: str = "chart") -> Room:
    """Both activities were answered; the first was revealed as `show` says, the second not at all."""
    room = Room(deck(agreement(), flows(), collecting(held=False)))
    for person in PEOPLE:
        room.do(c.Join(person))
    room.do(c.Open("baseline"))
    for person in PEOPLE:
        room.do(c.Answer(person, "baseline", "s1", "before", 5, f"k{person}"))
    standing = room.state.standing("baseline").to_json()
    room.do(c.Reveal("baseline", standing, room.state.position, show))
    room.do(c.Open("flows"))
    for person in PEOPLE:
        room.do(c.Answer(person, "flows", "trust", "today", 2, f"t{person}"))
        room.do(c.Answer(person, "flows", "trust", "wanted", 8, f"w{person}"))
    return room


@pytest.mark.parametrize("show", ["chart", "sentence"])
def test_what_was_revealed_is_said_and_nothing_else(show: str) -> None:
    said = repr(Summary.of(room_of(show).state, "en"))
    assert "Views are close on “Statement 1”" in said
    listed = "Where views are close\n“Statement 1” (0B)" in said
    assert listed == (show == "chart")
    assert "Five flows" not in said


def test_a_role_that_many_name_neither_splits_a_room_nor_brings_it_together() -> None:
    line = next(iter(Summary.of(room_of().state, "en").lines))
    assert line.outcome == "together"
    for claim in (
        HubClaim(items=("s1",), n=6, roles=("sales",), count=5, of=5),
        MutualClaim(items=("s1",), n=6, both=3, pairs=4),
    ):
        told = (msgspec.structs.replace(line.standing.claims[0], claim=claim),)
        standing = msgspec.structs.replace(line.standing, outcome=claim.outcome, claims=told)
        assert Line(line.activity, standing).outcome == ""


def test_what_was_revealed_as_nothing_is_left_out() -> None:
    assert repr(Summary.of(room_of("nothing").state, "en")).startswith(
        "Nothing has been revealed yet."
    )


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_the_widest_gap_leads_to_the_question_to_ask(language: str) -> None:
    room = room_of()
    room.reveal("flows")
    summary = Summary.of(room.state, language)
    assert [line.activity.id for line in summary.with_outcome("gap")] == ["flows"]
    assert summary.with_outcome("gap")[0].gap == 0.6  # six of ten points


def test_of_two_gaps_the_wider_share_of_its_scale_asks_the_question() -> None:
    debrief = Debrief(gap=words("wide scale"))
    other = msgspec.structs.replace(debrief, gap=words("narrow scale"))
    narrow = {"low": 0, "high": 4, "ends": {"low": words("never"), "high": words("often")}}
    use = msgspec.structs.replace(
        flows("use"), kind="rating", options=narrow, debrief=other, items=flows().items[1:]
    )
    room = Room(deck(msgspec.structs.replace(flows(), debrief=debrief), use))
    for person in PEOPLE:
        room.do(c.Join(person))
    for activity, today, wanted in (("flows", 2, 7), ("use", 0, 4)):
        room.do(c.Open(activity))
        for person in PEOPLE:
            for phase, value in (("today", today), ("wanted", wanted)):
                room.do(c.Answer(person, activity, "trust", phase, value, f"{activity}{phase}"))
        room.reveal(activity)
    summary = Summary.of(room.state, "en")
    assert summary.question() == "narrow scale"  # all of four points before five of ten
    assert "“Trust”: 0 today, 4 wanted (3B Five flows).\n“Trust”: 2 today, 7 wanted" in repr(
        summary
    )


def test_how_a_standing_came_out_is_told_only_of_those_shown_whole() -> None:
    assert Summary.of(room_of("chart").state, "en").with_outcome("together")
    assert not Summary.of(room_of("sentence").state, "en").with_outcome("together")


def test_sentences_that_people_wrote_are_no_agreement() -> None:
    written = msgspec.structs.replace(collecting("said", held=False), kind="sentences", items=())
    room = Room(deck(written))
    for person in PEOPLE:
        room.do(c.Join(person))
    room.do(c.Open("said"))
    for person in PEOPLE:
        room.do(c.Propose("said", f"Words of {person}", "k", person))
    room.reveal("said")
    summary = Summary.of(room.state, "en")
    assert "“Words of p0” “Words of p1” “Words of p2” (and 3 more)" in repr(summary)
    assert not summary.with_outcome("together")


def test_what_people_wrote_is_text_and_goes_when_it_is_hidden() -> None:
    room = room_of()
    room.do(c.Open("tools"))
    room.do(c.Propose("tools", "<b>Mail</b>", "k", PEOPLE[0]))
    item = room.state.activity("tools").activity.items[-1].id
    for person in PEOPLE:
        room.do(c.Answer(person, "tools", item, "today", 5, f"m{person}"))
    room.reveal("tools")
    summary = Summary.of(room.state, "en")
    assert "<b>Mail</b>" in repr(summary)
    assert "&lt;b&gt;Mail&lt;/b&gt;" in summary._repr_html_()
    room.do(c.Hide("tools", item))
    left = Summary.of(room.state, "en")
    assert "Mail" not in repr(left)
    assert "tools" not in {line.activity.id for line in left.with_outcome("together")}


# --- the whole workshop on one page


@pytest.fixture(scope="module")
def half_day(tmp_path_factory: pytest.TempPathFactory) -> State:
    """Everything of the half-day asked of twenty people, and shown whole."""
    return played(tmp_path_factory.mktemp("half_day"), "half_day", 20)


def played(folder: Path, cut: str, people: int, show: str = "chart") -> State:
    asked = decks.shipped()
    store = open_store(folder / "sessions.sqlite")
    session = Lived(store, store.create(c.NewSession("trois_constats", asked, cut=cut, seed=1)))
    session.join(people)
    for step in asked.steps(cut):
        if asked.activity(step):
            session.played(step, people, show)
    session.do(c.Agree("Whoever does the work sets the hours", "Zoé", "the 1st"))
    state = session.log.state
    store.close()
    return state


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_a_half_day_is_read_in_five_minutes(half_day: State, language: str) -> None:
    summary = Summary.of(half_day, language)
    assert 4 <= summary.minutes <= 5
    page = repr(summary).removeprefix(summary.notice)
    spoken = [word for word in page.split() if any(map(str.isalnum, word))]
    assert len(spoken) == round(summary.minutes * 150)


def test_each_standing_is_a_line_with_its_step(half_day: State) -> None:
    said = [words for section in Summary.of(half_day, "en").sections for words in section.said]
    for line in Summary.of(half_day, "en").lines:
        if line.figures("en"):
            assert line.sentence("en") in said  # under its title as a heading
        else:
            assert any(words.startswith(f"{line.title('en')} — ") for words in said)


def test_it_goes_from_the_parts_to_what_comes_next(half_day: State) -> None:
    headings = [section.heading for section in Summary.of(half_day, "en").sections]
    parts = [texts.pick(part.title, "en") for part in half_day.deck.parts]
    assert headings == [
        *parts,
        "What links it all",
        "Where today and the wish are apart",
        "Where views are close",
        "Where views are split",
        "What the room wrote",
        "4C One small step for Monday",
        "One thing to try",
        "What comes next",
        "Left out here; see the report",
    ]


def test_what_was_agreed_is_read_with_its_objections(half_day: State) -> None:
    sections = under_headings(Summary.of(half_day, "en"))
    trial, objections, agreed, owner = sections["One thing to try"]
    assert trial.startswith("2C One decision to try — ")
    assert objections.startswith("2C Any objection? — “")
    assert agreed == "Whoever does the work sets the hours"
    assert owner == "Who looks after it: Zoé · until: the 1st"


def test_too_much_is_left_out_by_rule_and_said(half_day: State) -> None:
    """Ten times as much is written: no quote is read, then the least telling standings go."""
    long = msgspec.structs.replace(half_day.deck, parts=half_day.deck.parts)
    lines = Summary.of(half_day, "en").lines
    wordy = [
        replace(line, standing=msgspec.structs.replace(line.standing, sentence=words("so " * 40)))
        for line in lines
    ]
    summary = Summary(long, tuple(wordy), "en")
    assert summary.minutes <= 5
    left = under_headings(summary)["Left out here; see the report"]
    assert left[0].endswith(".") and "results: 0B" in left[0]
    kept = {line.activity.step for line in summary.with_outcome("gap")}
    assert not any(step in left[0] for step in kept)
    assert "sentences from the room" in left[1]


def test_a_mail_keeps_quotes_in_every_language(half_day: State) -> None:
    for language in half_day.deck.languages:
        summary = Summary.of(half_day, language, longest=mail.LONGEST)
        first = next(line for line in summary.lines if line.activity.id == "missing")
        assert texts.quoted(language, first.quotes(language)[0]) in mail.body(summary)


def test_one_sentence_alone_is_read_as_one(tmp_path: Path) -> None:
    state = played(tmp_path, "one_hour", 12, show="sentence")
    summary = Summary.of(state, "en")
    assert [section.heading for section in summary.sections][-2:] == [
        "One thing to try",
        "What comes next",
    ]
    assert not any(line.quotes("en") or line.figures("en") or line.gap for line in summary.lines)
    assert summary.minutes <= 5


def test_the_widest_gap_of_each_activity_is_read_the_widest_first(half_day: State) -> None:
    gaps = under_headings(Summary.of(half_day, "en"))["Where today and the wish are apart"]
    steps = [words.rsplit("(", 1)[1][:2] for words in gaps]
    assert len(set(steps)) == len(steps) >= 2
    assert all(" today, " in words and " wanted (" in words for words in gaps)


def test_what_is_agreed_is_cleaned_and_never_endless() -> None:
    room = Room()
    room.do(c.Agree("  Try \x00 this  "))
    room.do(c.Agree("x" * 400))
    room.do(c.Agree("Try that", "n" * 81))
    assert room.state.agreed == e.Agreed("Try this")
    room.do(c.End())
    room.do(c.Agree("Try that", "Zoé"))  # written down when people have gone
    assert room.state.agreed == e.Agreed("Try that", "Zoé")
