"""What a guide says of the questions to debrief: when which is asked."""

import re

import msgspec
import pytest
from tamtam.authoring.pages import claim_name, debrief
from tamtam.deck.deck import Debrief
from tamtam.standing.claims import MajorityClaim

from tests import decks
from tests.decks import flows, words
from tests.kinds.people import DECKS, kind_of

each_language = pytest.mark.parametrize("language", decks.LANGUAGES)


@each_language
@pytest.mark.parametrize("kind", DECKS)
def test_whatever_may_be_claimed_has_a_name_that_no_other_has(kind: str, language: str) -> None:
    activity = DECKS[kind].activities[-1]
    claims = kind_of(activity).claims
    named = [claim_name(activity, key, language) for key in claims]
    assert all(named) and len(set(named)) == len(claims)
    assert not any("_" in name or name.endswith((":", " ")) for name in named)


def test_a_guide_tells_the_most_particular_first_and_nothing_that_never_comes() -> None:
    claims = {"gap.more.trust": words("Why more?")}
    activity = msgspec.structs.replace(
        flows(), debrief=Debrief(gap=words("Why?"), claims=claims), question_d=words("And then?")
    )
    depending, further = debrief(activity, "en")
    assert depending.splitlines()[2:] == [
        "- More is wanted · Trust → Why more?",
        "- A gap → Why?",
    ]
    assert "And then?" in further


def test_what_more_than_half_agree_on_is_never_called_scattered() -> None:
    called = re.compile(r"dispersé|scattered|spread out|Pas d’avis commun|No (shared|common) view")
    for activity in decks.shipped().activities:
        sides = [key.split(".") for key in kind_of(activity).claims if key.startswith("majority")]
        for _, *side in sides:
            claim = MajorityClaim(items=("any",), n=26, side="".join(side), count=14)
            asked = activity.debrief.question(claim.debriefs) if activity.debrief else {}
            assert not [said for said in asked.values() if called.search(said)], activity.id
