"""Decisions: how answers split over the ways, which two humps there are, and what is said of them."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam.deck.deck import Activity
from tamtam.kinds.decisions import UNKNOWN, VALUES, WAYS, humps, named, verdict
from tamtam.language.errors import TamtamError
from tamtam.standing.standing import Standing

from tests.kinds.people import ASKED, Answers, kind_of, standing_of

SIX = next(activity for activity in ASKED if activity.id == "decisions")
HIRE = msgspec.structs.replace(SIX, items=tuple(item for item in SIX.items if item.id == "hire"))
MANAGER, ADVICE, TOGETHER, PERSON_ADVICE, PERSON = WAYS


def answered(today: list[str], wanted: list[str], item: str = "hire") -> list[Answers]:
    pairs = zip(today, wanted, strict=True)
    return [{(item, "today"): before, (item, "wanted"): after} for before, after in pairs]


def stands(today: list[str], wanted: list[str], activity: Activity = HIRE) -> Standing:
    return standing_of(activity, answered(today, wanted))


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ((5, 0, 0, 0, 5), (0, 4)),
        ((4, 1, 1, 4, 0), (0, 3)),
        ((5, 5, 0, 0, 0), None),  # neighbours: one broad hump
        ((2, 0, 0, 0, 8), None),  # a fifth is no camp
        ((4, 2, 4, 0, 0), (0, 2)),
        ((4, 4, 4, 0, 0), None),  # no valley between them
        ((3, 1, 3, 0, 3), None),  # three alike: who speaks of two leaves one out
        ((10, 0, 0, 0, 0), None),
        ((0, 0, 0, 0, 0), None),
    ],
)
def test_two_humps_are_two_large_camps_with_fewer_between(
    counts: tuple[int, ...], found: tuple[int, int] | None
) -> None:
    assert humps(counts) == found


@given(st.lists(st.integers(0, 60), min_size=5, max_size=5))
def test_humps_are_the_same_from_either_end(counts: list[int]) -> None:
    assert (humps(counts) is None) == (humps(counts[::-1]) is None)


@pytest.mark.parametrize(
    ("today", "wanted", "called", "outcome", "said"),
    [
        (
            [MANAGER] * 17,
            [ADVICE] * 8 + [PERSON_ADVICE] * 9,
            *("conflict", "split"),
            "Hire: 8 of 17 want “the manager, after advice”, "
            "9 “the person concerned, after advice”",
        ),
        (
            [MANAGER] * 5 + [PERSON] * 5,
            [TOGETHER] * 10,
            *("unclear", "split"),
            "Hire: today 5 of 10 see “the manager”, 5 “the person concerned”",
        ),
        (
            [MANAGER] * 12 + [TOGETHER] * 2,
            [TOGETHER] * 11 + [MANAGER] * 2 + [UNKNOWN],
            *("change", "gap"),
            "Hire: 11 of 14 want “together, by consent”; so it is today for 2 of 14",
        ),
        (
            [UNKNOWN] * 6 + [TOGETHER] * 4,
            [*WAYS, *WAYS],
            *("unknown", "scattered"),
            "Hire: 6 of 10 don’t know who decides today",
        ),
        (
            [MANAGER] * 10,
            [*WAYS, *WAYS],
            *("open", "scattered"),
            "Hire: no majority; “the manager” and “the person concerned” tie, 4 of 10 each",
        ),
        (
            [MANAGER] * 15,
            [*WAYS, *WAYS, *WAYS],
            *("open", "scattered"),
            "Hire: no majority; “the manager, alone”, “the manager, after advice” "
            "and 3 others tie, 3 of 15 each",
        ),
        (
            [TOGETHER] * 10,
            [TOGETHER] * 9 + [MANAGER],
            *("shared", "together"),
            "Hire: 9 of 10 want “together, by consent”",
        ),
    ],
)
def test_the_sentence_names_what_the_split_means(
    today: list[str], wanted: list[str], called: str, outcome: str, said: str
) -> None:
    standing = stands(today, wanted)
    assert standing.claim and verdict(standing.claim) == called
    assert standing.items[0].claim == standing.claim
    assert (standing.outcome, standing.items[0].outcome) == (outcome, outcome)
    assert standing.sentence["en"] == said


def test_a_conflict_is_told_before_a_wish_and_the_evenest_before_others() -> None:
    wish = answered([MANAGER] * 10, [TOGETHER] * 10, "refuse_client")
    uneven = answered([MANAGER] * 10, [MANAGER] * 7 + [PERSON] * 3, "hire")
    even = answered([MANAGER] * 10, [MANAGER] * 5 + [PERSON] * 5, "set_salary")
    everybody = [a | b | c for a, b, c in zip(wish, uneven, even, strict=True)]
    standing = standing_of(SIX, everybody)
    assert standing.sentence["en"].startswith("Set a salary: 5 of 10 want “the manager”, 5 “")


def test_who_does_not_know_is_counted_apart() -> None:
    standing = stands([MANAGER] * 9 + [UNKNOWN] * 6, [TOGETHER] * 15)
    [item] = standing.items
    today = item.distributions[0]
    assert today.counts == dict.fromkeys(VALUES, 0) | {MANAGER: 9, UNKNOWN: 6}
    assert (today.n, named(today)) == (15, (9, 0, 0, 0, 0))
    unknown, change = item.measure("unknown"), item.measure("change")
    assert unknown and (unknown.value, unknown.n, unknown.method) == (0.4, 15, "wilson")
    assert change and (change.value, change.n) == (1, 9)


def test_agreement_is_a_hint_over_those_who_named_a_way() -> None:
    few = stands([UNKNOWN] * 12 + [MANAGER] * 4, [MANAGER] * 8 + [PERSON] * 8)
    assert few.items[0].measure("agreement_today") is None
    a = few.items[0].measure("agreement_wanted")
    assert a and (a.value, a.n, a.method) == (-1, 16, "")
    table = kind_of(HIRE).table(HIRE, few, "en")
    assert table.columns[-2] == "Agreement A, a hint (resampling range)"
    assert [row[-2] for row in table.rows] == ["", "−1"]


def test_ways_only_too_few_named_leave_the_wish_to_change_unmeasured() -> None:
    standing = stands([MANAGER] * 4 + [UNKNOWN] * 12, [TOGETHER] * 16)
    assert [measure.name for measure in standing.items[0].measures] == [
        "unknown",
        "agreement_wanted",
    ]


def test_someone_alone_reads_how_much_they_would_change() -> None:
    own = answered([MANAGER], [TOGETHER])[0] | answered([PERSON], [PERSON], "spend")[0]
    standing = standing_of(SIX, [own], min_answers=1)
    assert standing.sentence["fr"] == "Vous changeriez 1 décision sur 2"
    figure = kind_of(SIX).figure(SIX, standing, "fr")
    assert "même souhait" not in str(figure)


def test_who_does_not_know_what_they_want_is_not_said_to_want_a_change() -> None:
    unsure = answered([MANAGER], [UNKNOWN])[0]
    open_still = standing_of(SIX, [unsure], min_answers=1).sentence["en"]
    assert open_still == "No decision yet where you know both: today’s way and the wanted one"
    own = unsure | answered([PERSON], [PERSON], "spend")[0]
    known = standing_of(SIX, [own], min_answers=1).sentence["en"]
    assert known == "Where you know both, you would change 0 decisions out of 1"
    same = standing_of(SIX, answered([PERSON], [PERSON]), min_answers=1).sentence["en"]
    assert same == "You would take each decision as it is taken today"


@pytest.mark.parametrize("value", ["boss", "", 3, None, ["manager"], {"manager": 1}])
def test_another_way_is_refused_with_those_there_are(value: object) -> None:
    with pytest.raises(TamtamError) as caught:
        kind_of(SIX).validate(SIX, ("hire", "today"), value)
    assert "person_advice" in caught.value.hint("en")


def test_two_humps_are_told_as_wishes_and_never_as_a_motive() -> None:
    """Nobody gave a motive: seventeen want two ways, nine this and eight that."""
    standing = stands([MANAGER] * 17, [MANAGER] * 9 + [PERSON] * 8)
    assert standing.sentence["en"].endswith(
        "9 of 17 want “the manager, alone”, 8 “the person concerned, alone”"
    )
    assert "value" not in standing.sentence["en"] and "valeur" not in standing.sentence["fr"]


def test_the_wish_of_the_only_one_who_names_a_way_is_nobody_elses_business() -> None:
    """Of twelve eleven don't know: “1 of 1 want” would be that person's answer."""
    standing = stands([MANAGER] * 12, [UNKNOWN] * 11 + [TOGETHER])
    assert standing.sentence["en"] == "Hire: too few of 12 say what they want"
    assert "1 of 1" not in str(standing.items[0].tag)


@pytest.mark.parametrize("people", [5, 11, 12])
def test_a_few_are_told_in_three_classes_everywhere(people: int) -> None:
    """What one room can't tell of another is not told: who answers alone, and who after advice."""
    alone = stands([MANAGER] * people, [PERSON] * people)
    advised = stands([ADVICE] * people, [PERSON_ADVICE] * people)
    told = [
        (one.sentence, one.items, kind_of(HIRE).caption(HIRE, one, "en"), str(figure_of(one)))
        for one in (alone, advised)
    ]
    assert (told[0] == told[1]) == (people < 12)
    if people < 12:
        said = f"Hire: {people} of {people} want “the person concerned”; today nobody sees it so, of {people}"
        assert alone.sentence["en"] == said
        assert len(kind_of(HIRE).table(HIRE, alone, "fr").columns) == 9


def figure_of(standing: Standing) -> object:
    return kind_of(HIRE).figure(HIRE, standing, "fr")


def test_who_does_not_know_what_to_want_is_one_of_those_who_answered() -> None:
    some = stands([MANAGER] * 30, [TOGETHER] * 14 + [UNKNOWN] * 16)
    assert some.sentence["en"] == "Hire: 16 of 30 don’t know what they want"
    most = stands([TOGETHER] * 30, [TOGETHER] * 18 + [UNKNOWN] * 12)
    assert (most.outcome, most.sentence["en"]) == (
        "scattered",
        "Hire: 18 of 30 want “together, by consent”",
    )


def test_who_does_not_know_how_it_is_today_is_not_said_to_want_another_way() -> None:
    kind, ids = kind_of(SIX), [item.id for item in SIX.items]

    def moved(today: list[str]) -> dict[str, float]:
        own = {(id, "today"): way for id, way in zip(ids, today, strict=True)}
        return kind.numbers_of(SIX, own | {(id, "wanted"): TOGETHER for id in ids}, [])

    assert moved([UNKNOWN] * 6) == {}
    assert moved([UNKNOWN] * 3 + [MANAGER, PERSON, TOGETHER]) == {"moved": 2}
