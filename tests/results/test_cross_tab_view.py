"""Two questions of a session crossed: how they are named, told and drawn, and held still."""

import html
import uuid
from pathlib import Path

import pytest
from tamtam import Study, Workshop, charts
from tamtam.language.errors import TamtamError
from tamtam.notebook.session import Session
from tamtam.results.cross_tab_view import CrossTabView
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store

from tests import decks


class Led(Session):
    """A session led without a server: everything goes into its log at once."""

    def __init__(self, store: Store, min_answers: int = 5) -> None:
        self.store = store
        code = store.create(decks.new_session(min_answers=min_answers))
        super().__init__(store, code, "en")
        self.people = 0

    def do(self, *commands: c.AnyCommand) -> None:
        for outcome in self.store.run([(self.code, command) for command in commands]):
            if isinstance(outcome, TamtamError):
                raise outcome

    def come(self, s1: int, trust: int, people: int = 1) -> None:
        """People come in, and answer one statement and one flow alike."""
        new = [f"p{self.people + number}" for number in range(1, people + 1)]
        self.people += people
        self.do(*(c.Join(person, language="en") for person in new))
        for place, value in (
            (("baseline", "s1", "before"), s1),
            (("flows", "trust", "today"), trust),
        ):
            key = uuid.uuid4().hex
            answers = (c.Answer(person, *place, value, key) for person in new)
            self.do(c.Open(place[0]), *answers)

    def end(self) -> None:
        self.do(c.End())


class Following(Session):
    """The same session as another process sees it."""

    def end(self) -> None:
        """Somebody else's to do."""


@pytest.fixture
def session(store: Store) -> Led:
    """17 say yes to both, 8 to the first only, 7 to the second only, 8 to neither."""
    led = Led(store)
    for s1, trust, count in ((5, 8, 17), (4, 2, 8), (1, 9, 7), (3, 5, 8)):
        led.come(s1, trust, count)
    return led


QUESTIONS = ("baseline.s1", "flows.trust.today")


def told(view: CrossTabView) -> tuple[tuple[int, int], ...]:
    return view.cross.bands


def test_the_corners_are_told_in_words_in_numbers_and_in_a_chart(session: Led) -> None:
    view = session.cross(*QUESTIONS)
    assert told(view) == ((15, 19), (5, 9), (5, 9), (5, 9))
    assert view.sentence == (
        "Most often, 15 to 19 out of 40: “Statement 1”: agree, “Trust”, today: more than 5 out of 10"
    )
    assert view.caption.startswith(view.sentence) and view.caption.count("5 to 9") == 3
    assert [row[2:] for row in view.plain_table().rows] == [(15, 19), (5, 9), (5, 9), (5, 9)]
    figure = view.plain_figure()
    drawn = {html.unescape(note["text"]) for note in figure["layout"]["annotations"]}
    assert {"15 to 19", "5 to 9", "↑ more than 5 out of 10", "agree →"} <= drawn
    sizes = figure["data"][0]["marker"]["size"]
    assert len(sizes) == 4 and sizes[0] > sizes[1] == sizes[2]
    assert "40 people answered both" in repr(view) and "<td>15</td>" in view._repr_html_()
    assert list(view.table()["At most"]) == [19, 9, 9, 9]
    assert charts.dark(figure) != figure


def test_asked_the_other_way_round_it_says_the_same(session: Led) -> None:
    there, back = session.cross(*QUESTIONS), session.cross(*QUESTIONS[::-1])
    assert told(back) == tuple(told(there)[corner] for corner in (0, 2, 1, 3))


def test_one_more_answer_is_not_to_be_read_off(session: Led) -> None:
    """Each would move a corner over the edge of a step; it moves only with the fifth."""
    before = session.cross(*QUESTIONS)
    for _ in range(4):
        session.come(4, 2)
        for order in (QUESTIONS, QUESTIONS[::-1]):
            session.cross(*order)
        assert told(session.cross(*QUESTIONS)) == told(before)
    session.come(4, 2)
    assert told(session.cross(*QUESTIONS))[1] == (10, 14)


def test_neither_is_whoever_leaves(session: Led) -> None:
    before = session.cross(*QUESTIONS)
    for person in range(18, 22):  # of those who say yes to the first only
        session.do(c.Forget(f"p{person}"))
        assert told(session.cross(*QUESTIONS)) == told(before)


def test_what_was_told_stays_whoever_asks_from_wherever(session: Led, tmp_path: Path) -> None:
    """A kernel that was restarted, a second notebook: what was told is in the log."""
    before = session.cross(*QUESTIONS)
    for number in range(4):
        session.come(4, 2)
        again = open_store(tmp_path / "sessions.sqlite")
        other = Following(again, session.code, "en")
        order = QUESTIONS if number % 2 else QUESTIONS[::-1]
        assert set(told(other.cross(*order))) == set(told(before))
        again.close()
    session.do(c.Forget("p1"), c.End())
    again = open_store(tmp_path / "sessions.sqlite")
    other = Following(again, session.code, "en")
    assert told(other.cross(*QUESTIONS)) == told(before)
    again.close()


def test_what_was_told_of_others_does_not_make_more_of_a_third(session: Led) -> None:
    """Crossing with each of two others, before and after somebody came, moves neither alone."""
    pairs = [(QUESTIONS[0], other) for other in (QUESTIONS[1], "flows.money.today")]
    before = [told(session.cross(*pair)) for pair in pairs]
    for _ in range(4):
        session.come(4, 2)
        assert [told(session.cross(*pair)) for pair in pairs] == before


def test_too_few_say_nothing_but_their_number(store: Store) -> None:
    led = Led(store)
    led.come(5, 8, people=4)
    view = led.cross(*QUESTIONS)
    assert (view.cross.n, told(view)) == (4, ())
    assert "once 5 people have answered both" in view.caption
    figure = view.plain_figure()
    assert figure["data"][0]["x"] == [] and view.plain_table().rows == ()


def test_corners_that_would_give_someone_away_stay_untold(store: Store) -> None:
    led = Led(store)
    led.come(5, 8, people=12)
    led.come(1, 9)
    view = led.cross(*QUESTIONS)
    assert told(view) == ()
    assert "too few people" in view.caption and "Too few people" in view.sentence


@pytest.mark.parametrize(
    "name", ["flows", "flows.trust", "flows.trust.trend", "baseline.s9", "baseline.s1.today"]
)
def test_a_name_that_means_no_one_question_is_told_with_those_there_are(
    session: Led, name: str
) -> None:
    with pytest.raises(TamtamError) as caught:
        session.cross(name, "baseline.s1")
    assert caught.value.code == "which_question"
    assert f"{name.split('.')[0]}." in caught.value.hint("fr")


def test_someone_alone_crosses_their_own_answers(tmp_path: Path) -> None:
    study: Study = Workshop(language="en", store=tmp_path / "own.sqlite").study()
    study.answer("baseline", "colleagues", 4)
    study.answer("integrity", "say_no", 2)
    assert told(study.cross("baseline.colleagues", "integrity.say_no"))[1] == (1, 1)
    assert study.standing("integrity").standing.details["quadrants"]["bands"][1] == [1, 1]


def test_where_two_corners_are_as_large_none_stands_out(store: Store) -> None:
    led = Led(store)
    for s1, trust, people in ((5, 8, 12), (4, 2, 11), (1, 9, 7), (3, 5, 8)):
        led.come(s1, trust, people)
    view = led.cross(*QUESTIONS)
    assert told(view)[:2] == ((10, 14), (10, 14))
    assert view.sentence == "No corner stands out among the 38 people who answered both"
