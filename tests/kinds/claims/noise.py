"""How often something is found in rooms whose answers don't depend on what is asked."""

from collections.abc import Iterable
from dataclasses import replace

from tamtam.deck.deck import Activity
from tamtam.standing.claims import (
    AnyClaim,
    CampsClaim,
    GapClaim,
    HubClaim,
    LackClaim,
    LineClaim,
    MutualClaim,
    OppositeClaim,
    OrderClaim,
    SplitClaim,
    WishClaim,
)
from tamtam.standing.standing import Standing

from tests.kinds.claims.rooms import room_of
from tests.kinds.people import EVERY, Answers, gathered_of, kind_of, tally_of

_KNOWN = {asked.id: asked for asked in EVERY}

#: How large the rooms are; how often in a hundred something may be found at most.
SIZES, MOST = (5, 12, 40), 0.10
#: What is a finding; what is only counted (two thirds, more than half, the most) is true of any room.
FOUND = (
    *(SplitClaim, OppositeClaim, GapClaim, WishClaim, LackClaim),
    *(CampsClaim, LineClaim),
    *(HubClaim, MutualClaim, OrderClaim),
)


def is_found(claims: Iterable[AnyClaim]) -> bool:
    """Whether any claim is a finding; how many lack something is, where chance was asked."""
    return any(isinstance(claim, FOUND) and claim.chance is not None for claim in claims)


def noise(activity: Activity, people: int, seed: int) -> list[Answers]:
    """A room in which each answers each thing by chance."""
    return room_of(activity, people, seed, "noise")


def standing(activity: Activity, people: int, seed: int) -> Standing:
    """Where such a room stands; what was asked before was answered by chance too."""
    room = noise(activity, people, seed)
    gathered = gathered_of(activity, tally_of(activity, room), room, 5)
    before = {
        id: dict(zip(gathered.answers, noise(_KNOWN[id], people, seed + 1), strict=True))
        for id in gathered.related
    }
    return kind_of(activity).standing(activity, replace(gathered, related=before))


def rate(activity: Activity, people: int, rooms: int) -> float:
    """In which share of so many rooms something is found."""
    stands = (standing(activity, people, seed) for seed in range(rooms))
    return sum(is_found(one.claim for one in stand.claims) for stand in stands) / rooms
