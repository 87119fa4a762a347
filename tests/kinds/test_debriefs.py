"""The question after a reveal never says the contrary of the sentence above it, whatever is claimed."""

import pytest
from tamtam import assets
from tamtam.deck.deck import Activity
from tamtam.language import texts
from tamtam.standing.claims import AnyClaim, BaseClaim, short

from tests import decks
from tests.kinds.people import kind_of

DECKS = [decks.shipped(path.parent.name) for path in sorted(assets.workshops().glob("*/deck.yaml"))]
DEBRIEFED = [
    activity
    for deck in DECKS
    for activity in deck.activities
    if activity.debrief and kind_of(activity).claims
]
#: What every sort of claim is called, with how it may come out.
OUTCOMES = {
    short(sort.__name__): {"together", "scattered"}
    if short(sort.__name__) == "order"
    else {sort.comes_to}
    for sort in AnyClaim.__args__
}
#: What a question may say of the room, and of which claims that is true.
SAYS = {
    "no majority": {"plurality"},
    "pas de majorité": {"plurality"},
    "more than half": {"majority", "shared", "wish"},
    "plus de la moitié": {"majority", "shared", "wish"},
    "many would": {"gap"},
    "many miss": {"wish", "shared"},
    "for many": {"wish", "gap", "shared"},
    "beaucoup": {"wish", "gap", "lack", "shared"},
    "same mind": set(),
    "du même avis": set(),
    "rather rare": {"order"},
    "plutôt rare": {"order"},
    "views are close": {"shared"},
    "les avis sont proches": {"shared"},
    "most ": {"shared", "wish"},
    "la plupart": {"shared", "wish"},
    "scattered": set(),
    "dispersé": set(),
    "two camps": {"split", "opposite"},
    "deux camps": {"split", "opposite"},
    "no clear": {"nothing"},
    "rien de net": {"nothing"},
}


#: Of ratings, what is claimed only of those in two phases, and of those in one.
TWICE, ONCE = ("opposite", "gap", "nothing"), ("order", "split", "majority", "plurality")


def claimed(activity: Activity) -> list[tuple[str, str, tuple[str, ...]]]:
    """Each claim that an activity's kind may make: its sort, how it comes out, where its question stands."""
    found = []
    for claim in kind_of(activity).claims:
        sort, _, side = claim.partition(".")
        if activity.kind == "rating" and sort in (TWICE if len(activity.phases) < 2 else ONCE):
            continue
        for outcome in OUTCOMES[sort]:
            keys = tuple(dict.fromkeys(filter(None, (side and claim, sort, outcome))))
            found.append((sort, outcome, keys))
    return found


@pytest.mark.parametrize("activity", DEBRIEFED, ids=lambda one: one.id)
def test_a_question_is_true_of_whatever_claim_it_is_asked_after(activity: Activity) -> None:
    assert activity.debrief
    for sort, outcome, keys in claimed(activity):
        question = activity.debrief.question(keys)
        for language in decks.LANGUAGES:
            words = texts.pick(question, language).lower()
            for said, true_of in SAYS.items():
                assert said not in words or sort in true_of, (keys, outcome, words)


def test_every_sort_of_claim_is_known_with_its_outcomes() -> None:
    assert {BaseClaim.comes_to} < set.union(*OUTCOMES.values())
    assert {part.partition(".")[0] for one in DEBRIEFED for part in kind_of(one).claims} <= set(
        OUTCOMES
    )
