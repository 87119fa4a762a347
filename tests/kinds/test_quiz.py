"""A quiz: which answer is right stays with the facilitator until the reveal; then it is marked, and why."""

import msgspec
import pytest
from tamtam.server.views import phone
from tamtam.standing.standing import Standing

from tests.kinds.people import DECKS, Answers, kind_of, standing_of

TEA = DECKS["quiz"].activities[0]


def stands(*answers: str, min_answers: int = 5) -> Standing:
    room: list[Answers] = [{("chosen", "today"): answer} for answer in answers]
    return standing_of(TEA, room, min_answers)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (8, 4, "8 of 12 got it right: “Kenya”"),
        (4, 8, "8 of 12 took another answer; it is “Kenya”"),
        (6, 6, "Half of 12 got it right: “Kenya”"),
    ],
)
def test_the_sentence_says_how_many_had_it(right: int, wrong: int, said: str) -> None:
    standing = stands(*["kenya"] * right, *["china"] * wrong)
    assert standing.sentence["en"] == said
    assert "Kenya exports the most of it." in kind_of(TEA).caption(TEA, standing, "en")


def test_no_phone_is_told_the_answer_while_it_is_asked() -> None:
    told = msgspec.json.encode(phone.form(TEA))
    assert b"right" not in told and b"exports" not in told
    shown = kind_of(TEA).on_phones(stands(*["china"] * 6)).to_json()
    assert shown["details"]["right"] == "kenya"


def test_the_right_one_is_marked_in_chart_and_table() -> None:
    standing = stands(*["china"] * 6)
    labels = [n["text"] for n in kind_of(TEA).figure(TEA, standing, "en")["layout"]["annotations"]]
    assert "✓ Kenya" in labels and "China" in labels
    assert [row[0] for row in kind_of(TEA).table(TEA, standing, "en").rows][1] == "✓ Kenya"


def test_someone_alone_reads_whether_they_had_it() -> None:
    assert stands("kenya", min_answers=1).sentence["en"] == "You got it right: “Kenya”"
    assert stands("india", min_answers=1).sentence["en"] == "It is “Kenya”"


def test_who_took_several_wrong_answers_is_not_of_one_mind() -> None:
    standing = stands(*["china"] * 5, *["india"] * 3, "kenya")
    assert (standing.outcome, standing.debriefs[0]) == ("scattered", "majority.wrong.kenya")
