"""What is said of a room that voted on sentences is true of its raw votes, counted apart from the kind."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tamtam.kinds.statements import Statements
from tamtam.standing.standing import Standing

from tests import decks
from tests.kinds.people import Answers, standing_of

KIND, SENTENCES = Statements(), 7
ACTIVITY = decks.statements(sentences=SENTENCES)
NAMED = re.compile(r"“Sentence number (\d)”")


@st.composite
def rooms(draw: st.DrawFn) -> list[Answers]:
    """Camps, one line, noise, all alike, outliers, subgroups that skipped: 5 to 60 people."""
    people = draw(st.integers(5, 60))
    chance = np.random.RandomState(draw(st.integers(0, 2**20)))
    sort = draw(st.sampled_from(("camps", "line", "noise", "alike", "agree or pass")))
    if sort == "camps":
        creeds = chance.choice([-1, 1], (draw(st.integers(2, 3)), SENTENCES))
        votes = creeds[np.sort(chance.randint(0, len(creeds), people))]
    elif sort == "line":
        at = chance.standard_normal(people)[:, None] * draw(st.sampled_from((1, 3)))
        agree = 1 / (1 + np.exp(-(at - chance.standard_normal(SENTENCES))))
        votes = np.where(chance.random_sample(agree.shape) < agree, 1, -1)
    elif sort == "noise":
        votes = chance.choice([-1, 0, 1], (people, SENTENCES))
    elif sort == "alike":
        votes = np.tile(chance.choice([-1, 0, 1], SENTENCES), (people, 1))
    else:
        votes = np.tile(chance.choice([0, 1], (people, 1)), (1, SENTENCES))
    astray = chance.random_sample(votes.shape) < draw(st.sampled_from((0, 0.1, 0.3)))
    votes = np.where(astray, chance.choice([-1, 0, 1], votes.shape), votes)
    skipped = chance.random_sample(votes.shape) < draw(st.sampled_from((0, 0.2)))
    return [
        {
            (f"s{at + 1}", "today"): int(vote)
            for at, vote in enumerate(row)
            if not missing[at] or at == 0
        }
        for row, missing in zip(votes, skipped, strict=True)
    ]


def counted(room: list[Answers], sentence: str) -> tuple[int, int, int]:
    """How many agree, pass and disagree."""
    votes = [own[(sentence, "today")] for own in room if (sentence, "today") in own]
    return votes.count(1), votes.count(0), votes.count(-1)


def is_on_both_sides(standing: Standing, sentence: str, room: list[Answers]) -> None:
    """Sides are told by at least five votes each, never by more than there are, and oppose each other."""
    told = [side for side in standing.details["map"]["votes"][sentence] if side is not None]
    agree, _, disagree = counted(room, sentence)
    assert sum(side[0] for side in told) <= agree
    assert sum(side[2] for side in told) <= disagree
    assert all(side[1] >= 5 for side in told)
    assert any(side[0] > side[1] / 2 for side in told)
    assert any(side[2] > side[1] / 2 for side in told)


def check(standing: Standing, room: list[Answers]) -> None:
    said = standing.sentence["en"]
    named = [f"s{number}" for number in NAMED.findall(said)]
    assert tuple(named) == standing.about
    shape = standing.details.get("map", {}).get("shape", "")
    if re.match(r"\d camps \(", said):
        assert shape == "camps"
        assert (standing.outcome, len(room) >= 12) == ("split", True)
        sizes = standing.details["map"]["sizes"]
        assert said.startswith(f"{len(sizes)} camps (")
        assert [*map(int, re.findall(r"\d+", said.split(")")[0]))] == [len(sizes), *sizes]
        assert min(sizes) >= 5
        assert sum(sizes) <= len(room)
        if "separates" in said:
            is_on_both_sides(standing, named[0], room)
        if "unites" in said and "no sentence unites" not in said:
            told = standing.details["map"]["votes"][named[-1]]
            assert all(side is not None and side[0] > side[1] / 2 for side in told)
    elif "along one line" in said:
        assert (shape, standing.outcome, len(room) >= 12) == ("line", "split", True)
        assert 1 <= len(named) <= 2
        for sentence in named:
            is_on_both_sides(standing, sentence, room)
    else:
        assert ("hang together" in said) == (shape == "loose")
        assert ("no clear camps" in said) == (shape == "unclear")
        of_one_sentence(said, standing.outcome, *counted(room, named[0]))


def of_one_sentence(said: str, outcome: str, agree: int, passed: int, disagree: int) -> None:
    n = agree + passed + disagree
    if said.startswith("Views are close"):
        assert (outcome, 3 * agree >= 2 * n) == ("together", True)
        assert f"{agree} of {n} agree" in said
    elif said.startswith("The room rejects"):
        assert (outcome, 3 * disagree >= 2 * n) == ("together", True)
        assert f"{disagree} of {n} disagree" in said
    elif said.startswith("The room is split"):
        assert (outcome, 3 * min(agree, disagree) >= n) == ("split", True)
        assert re.search(rf": {agree} agrees?, {disagree} disagrees?", said)
    else:
        assert said.startswith("No shared view")
        assert (outcome, 3 * max(agree, disagree) < 2 * n) == ("scattered", True)
        assert f"{passed} pass" in said


@given(rooms())
def test_what_is_said_of_a_room_is_true_of_its_votes(room: list[Answers]) -> None:
    check(standing_of(ACTIVITY, room), room)


@given(rooms())
def test_both_languages_name_the_same_sentences(room: list[Answers]) -> None:
    standing = standing_of(ACTIVITY, room)
    french = re.findall(r"«\u00a0Sentence number (\d)\u00a0»", standing.sentence["fr"])
    assert french == NAMED.findall(standing.sentence["en"])
