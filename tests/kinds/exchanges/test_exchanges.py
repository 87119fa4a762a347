"""Exchanges: which roles are shown, which name which, what the network measures, what is said of it."""

import json
import random
import re
from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam.kinds.exchanges.network import fewest
from tamtam.kinds.exchanges.nominations import OTHERS, ROLE, merged
from tamtam.language.errors import TamtamError
from tamtam.standing.claims import HubClaim
from tamtam.standing.standing import Standing

from tests.kinds.people import ASKED, Answers, kind_of, simulated, standing_of

FOUR = next(activity for activity in ASKED if activity.kind == "exchanges")
KIND = kind_of(FOUR)
ROLES = tuple(role["id"] for role in FOUR.options["roles"])
A, B, C, D = ROLES[:4]
#: The fewest people a role is shown with, where a chart takes five.
FEWEST = fewest(5)


def people(role: str, count: int, **named: list[str]) -> list[Answers]:
    own: Answers = {(ROLE, "today"): role}
    own |= {(question, "today"): names for question, names in named.items()}
    return [dict(own) for _ in range(count)]


def stands(*groups: list[Answers], min_answers: int = 5) -> Standing:
    return standing_of(FOUR, [own for group in groups for own in group], min_answers)


def measures(standing: Standing, question: str = "teaches") -> dict[str, float]:
    item = standing.item(question)
    assert item
    return {measure.name: measure.value for measure in item.measures}


def test_the_measures_are_those_of_the_network_of_roles() -> None:
    """The links AB, BA, AC, CD between four roles."""
    standing = stands(
        people(A, 5, teaches=[B, C]),
        people(B, 5, teaches=[A]),
        people(C, 5, teaches=[D]),
        people(D, 5, teaches=[]),
    )
    assert standing.details["links"]["teaches"] == sorted([[A, B], [B, A], [A, C], [C, D]])
    found = measures(standing)
    assert found["density"] == pytest.approx(1 / 3, abs=1e-4)
    assert (found["reciprocity"], found["mutuality"]) == (0.5, 0.25)
    assert (found["named"], found["nobody"]) == (1, 0.25)


def test_the_role_that_people_of_all_others_name_is_named_most_often() -> None:
    """The links BA, CA, DA, AB: in-centralisation .8889."""
    standing = stands(
        people(A, 5, teaches=[B]),
        *(people(role, 5, teaches=[A]) for role in (B, C, D)),
    )
    assert measures(standing)["centralisation"] == pytest.approx(0.8889, abs=5e-5)
    assert (standing.outcome, standing.sentence["en"]) == (
        "split",
        "“Who teaches you useful things?”: “Management” is named most often, "
        "by 15 of the 15 in other roles",
    )
    assert "le rôle le plus nommé est «\u00a0Direction\u00a0»" in standing.sentence["fr"]


def test_roles_that_are_named_as_often_are_told_together() -> None:
    standing = stands(
        people(A, 5, teaches=[B]),
        people(B, 5, teaches=[A]),
        *(people(role, 5, teaches=[A, B]) for role in (C, D)),
    )
    assert isinstance(standing.claim, HubClaim)
    assert standing.claim.roles == (A, B)
    assert "are named most often, by 15 of" in standing.sentence["en"]


def test_a_role_beside_two_that_deal_with_each_other_is_not_said_to_pass_all_on() -> None:
    """Management names both, sales and production each other: nothing goes through sales."""
    standing = stands(
        people(A, 5, teaches=[B, C]), people(B, 5, teaches=[C]), people(C, 5, teaches=[B])
    )
    assert standing.outcome == "scattered"
    assert standing.sentence["en"].endswith("no role clearly stands out (15 people)")


def test_nobody_is_an_answer_and_what_is_missing_is_told_first() -> None:
    hub = [people(role, 5, teaches=[A], warns=[]) for role in (B, C, D)]
    standing = stands(people(A, 5, teaches=[B], warns=[B]), *hub)
    assert (standing.outcome, standing.sentence["en"]) == (
        "gap",
        "“Who warns you?”: 15 of 20 name nobody",
    )
    assert measures(standing, "warns")["nobody"] == 0.75


def test_links_both_ways_bring_the_room_together() -> None:
    standing = stands(
        people(A, 5, teaches=[B, C]), people(B, 5, teaches=[A, C]), people(C, 5, teaches=[A, B])
    )
    assert "3 of 3 linked pairs of roles name each other" in standing.sentence["en"]
    assert standing.outcome == "together"
    caption = KIND.caption(FOUR, standing, "en")
    assert "Management ↔ Sales" in caption and "→" not in caption


# --- nobody is traced


def test_a_role_of_fewer_than_five_is_shown_with_others() -> None:
    standing = stands(
        people(A, 6, teaches=[B]), people(B, 4, teaches=[A]), people(C, 1, teaches=[A])
    )
    assert standing.details["roles"]["teaches"] == [A, OTHERS]
    assert standing.details["links"]["teaches"] == [[A, OTHERS], [OTHERS, A]]
    item = standing.item("teaches")
    assert item and item.distributions[0].counts == {A: 5, OTHERS: 6}


def test_others_of_fewer_than_five_are_joined_by_the_smallest_role() -> None:
    standing = stands(
        people(A, 8, teaches=[D]), people(B, 6, teaches=[D]), people(C, 1, teaches=[A])
    )
    assert standing.details["roles"]["teaches"] == [A, OTHERS]


@given(st.dictionaries(st.sampled_from((*ROLES, OTHERS)), st.integers(1, 9), max_size=9))
def test_no_group_is_ever_of_fewer_than_five(people: dict[str, int]) -> None:
    group = merged(people, (*ROLES, OTHERS), FEWEST)
    sizes: dict[str, int] = {}
    for role, count in people.items():
        sizes[group[role]] = sizes.get(group[role], 0) + count
    if sum(people.values()) >= FEWEST:
        assert all(size >= FEWEST for size in sizes.values())
    assert all(shown in (role, OTHERS) for role, shown in group.items())


@pytest.mark.parametrize(("naming", "of", "linked"), [(2, 5, False), (3, 9, True), (3, 10, False)])
def test_a_link_is_the_doing_of_three_people_and_a_third_of_their_role(
    naming: int, of: int, linked: bool
) -> None:
    standing = stands(
        people(A, naming, teaches=[B]), people(A, of - naming, teaches=[]), people(B, 5, teaches=[])
    )
    assert (standing.details["links"]["teaches"] == [[A, B]]) is linked


@pytest.mark.parametrize("least", [2, 5, 7])
def test_nobody_in_a_role_learns_what_a_colleague_named(least: int) -> None:
    """By what they named themselves, and by whether there is a link, as many colleagues may or may not."""
    for size in range(fewest(least), 30):
        links = {naming: linked(naming, size, least) for naming in range(size + 1)}
        for own in (0, 1):
            for told in (True, False):
                others = {naming - own for naming in links if links[naming] is told}
                possible = others & set(range(size))
                assert not possible or (possible - {0} and possible - {size - 1})


def linked(naming: int, size: int, least: int) -> bool:
    """Whether there is a link from a role where so many of so many name another."""
    standing = stands(
        people(A, naming, teaches=[B]),
        people(A, size - naming, teaches=[C]),
        people(B, fewest(least), teaches=[B]),
        people(C, fewest(least), teaches=[B]),
        min_answers=least,
    )
    return [A, B] in standing.details["links"]["teaches"]


def test_who_keeps_their_role_to_themselves_is_in_no_network() -> None:
    silent: list[Answers] = [{("teaches", "today"): [A]} for _ in range(9)]
    standing = stands(people(A, 5, teaches=[B]), people(B, 5, teaches=[]), silent)
    item = standing.item("teaches")
    assert item and (standing.n, item.distributions[0].n) == (19, 10)


def test_naming_ones_own_role_counts_but_is_no_link() -> None:
    standing = stands(people(A, 5, teaches=[A]), people(B, 5, teaches=[A]))
    assert standing.details["links"]["teaches"] == [[B, A]]


def test_a_link_is_never_read_out_of_a_role_that_is_too_small_to_be_shown() -> None:
    """Whoever joins the others is in them everywhere: as who names, as who is named, in every count."""
    rng = random.Random(11)
    for _ in range(40):
        everybody = rng.sample(simulated(FOUR, 60, seed=rng.randrange(99)), rng.randrange(5, 30))
        of = Counter(own[ROLE, "today"] for own in everybody if (ROLE, "today") in own)
        standing = standing_of(FOUR, everybody)
        small = {role for role, count in of.items() if count < FEWEST}
        assert not small & set(re.findall(r"\w+", json.dumps(standing.details)))
        for item in standing.items:
            counts = item.distributions[0].counts or {}
            assert not small & counts.keys()
            shown = [of[role] for role in counts if role != OTHERS]
            assert sum(of.values()) - sum(shown) not in range(1, FEWEST)  # nor by difference
            for namer, _ in standing.details["links"].get(item.item, ()):
                said = [own for own in everybody if (item.item, "today") in own]
                roles = set(of) - set(counts) if namer == OTHERS else {namer}
                roles |= {OTHERS} if namer == OTHERS else set()
                assert sum(own.get((ROLE, "today")) in roles for own in said) >= FEWEST


# --- one question at a time


def test_each_question_by_itself_has_its_own_sentence_outcome_and_chart() -> None:
    standing = stands(
        people(A, 5, teaches=[B], trusts=[B], warns=[]),
        *(people(role, 5, teaches=[A], trusts=[B], warns=[]) for role in (B, C, D)),
    )
    assert KIND.facets(FOUR) == ("teaches", "trusts", "feels", "warns")
    one = {name: KIND.facet(FOUR, standing, name) for name in KIND.facets(FOUR)}
    assert {name: found.outcome for name, found in one.items()} == {
        "teaches": "split",
        "trusts": "split",
        "feels": "few",
        "warns": "gap",
    }
    assert one["trusts"].sentence["en"].startswith("“Who trusts you?”: “Sales” is named most often")
    assert one["warns"].sentence["en"] == "“Who warns you?”: 20 of 20 name nobody"
    assert one["feels"].sentence["en"].startswith("0 answers so far")
    for name, found in one.items():
        figure = KIND.figure(FOUR, found, "en")
        notes = [note["text"] for note in figure["layout"]["annotations"]]
        drawn = " ".join([figure["layout"]["title"]["text"], *notes])
        texts = {item.id: item.text["en"] for item in FOUR.items}
        assert [id for id, text in texts.items() if text in drawn.replace("<br>", " ")] == [name]
        assert len(KIND.table(FOUR, found, "en").rows) == 1


def test_someone_alone_may_look_at_one_question_too() -> None:
    standing = stands(people(A, 1, teaches=[B]), min_answers=1)
    assert KIND.facet(FOUR, standing, "teaches").sentence == standing.sentence


# --- answers


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([A, B, C, D], "too_many_named"),
        ([A, A], "too_many_named"),
        (["boss"], "not_an_option"),
        ([1], "not_an_option"),
        (A, "not_an_option"),
        ({A: 1}, "not_an_option"),
    ],
)
def test_more_than_three_twice_the_same_or_no_role_is_refused(value: Any, code: str) -> None:
    with pytest.raises(TamtamError) as caught:
        KIND.validate(FOUR, ("teaches", "today"), value)
    assert caught.value.code == code


def test_roles_are_kept_in_the_decks_order_and_nobody_as_an_empty_list() -> None:
    assert KIND.validate(FOUR, ("teaches", "today"), [C, OTHERS, A]) == [A, C, OTHERS]
    assert KIND.validate(FOUR, ("warns", "today"), []) == []
    assert KIND.validate(FOUR, (ROLE, "today"), OTHERS) == OTHERS


def test_whoever_changes_role_takes_along_what_they_named() -> None:
    tally = KIND.tally(FOUR)
    own: Answers = {}
    for slot, value in people(A, 1, teaches=[B], warns=[])[0].items():
        tally.update(own, slot, value)
        own[slot] = value
    tally.update(own, (ROLE, "today"), C)
    assert tally.snapshot() == {
        "people": {"": {C: 1}},
        "answered": {"teaches": {C: 1}, "warns": {C: 1}},
        "nobody": {"warns": {C: 1}},
        "named": {"teaches": [[C, B, 1]]},
    }


@pytest.mark.parametrize(
    "roles",
    [[], [A], [A, A], [A, OTHERS], [f"r{number}" for number in range(13)]],
)
def test_roles_that_will_not_do_are_named(roles: list[str]) -> None:
    options = {"roles": [{"id": id, "text": {"fr": id, "en": id}} for id in roles]}
    wrong = KIND.check(msgspec.structs.replace(FOUR, options=options))
    assert [path for path, _ in wrong] == ["options.roles"]


def test_what_a_role_is_called_stays_text_in_chart_caption_and_table() -> None:
    hostile = "<b>Boss</b> %{x} $y$"
    options = {"roles": [{"id": id, "text": {"fr": hostile, "en": hostile}} for id in ROLES]}
    activity = msgspec.structs.replace(FOUR, options=options)
    standing = standing_of(activity, simulated(activity, 40))
    notes = KIND.figure(activity, standing, "en")["layout"]["annotations"]
    drawn = [note["text"].replace("<br>", "") for note in notes]
    assert any("&lt;b&gt;Boss" in text for text in drawn)
    assert not any("<" in text or "%{" in text or "$" in text for text in drawn)
    assert hostile in KIND.caption(activity, standing, "en")


def test_someone_alone_reads_their_own_answers() -> None:
    standing = stands(people(A, 1, teaches=[B]), min_answers=1)
    assert standing.sentence["en"] == "These are your answers. Which one surprises you?"
    assert standing.details["links"]["teaches"] == [[A, B]]


def test_any_room_is_described_whoever_is_in_it() -> None:
    rng = random.Random(5)
    for _ in range(60):
        everybody = rng.sample(simulated(FOUR, 60, seed=rng.randrange(99)), rng.randrange(61))
        standing = standing_of(FOUR, everybody)
        for language in ("fr", "en"):
            assert KIND.caption(FOUR, standing, language)
            KIND.figure(FOUR, standing, language)
