"""Edits of a workshop's parts: which there are, in which order, and what each holds for who studies alone."""

import copy
from functools import cache
from pathlib import Path as FilePath

import yaml

from tamtam.authoring.building.edits import (
    Path,
    Plain,
    activities,
    at,
    free,
    in_languages,
    languages_of,
    put,
)

_FILE = FilePath(__file__).with_name("parts.yaml.txt")


@cache
def _begun() -> dict[str, Plain]:
    found: dict[str, Plain] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def ids(deck: Plain) -> list[str]:
    """The ids of its parts, in their order."""
    found = deck.get("parts")
    return [str(one.get("id")) for one in found or [] if isinstance(one, dict)]


def with_part(deck: Plain) -> Plain:
    """With one more part, behind the others, with nothing asked in it yet."""
    new = {"id": free("part", ids(deck)), **in_languages(_begun()["part"], languages_of(deck))}
    return put(deck, ("parts",), [*(deck.get("parts") or []), new])


def without_part(deck: Plain, id: str) -> Plain:
    """Without a part: what is asked in it is asked in the one before, or else behind. The last stays."""
    known = ids(deck)
    if len(known) < 2 or id not in known:
        return deck
    place = known.index(id)
    heir = known[place - 1] if place else known[1]
    made = put(deck, ("parts", id), None)
    for activity in activities(made):
        if activity.get("part") == id:
            activity["part"] = heir
    return made


# --- what a part holds for who studies alone


def with_check(deck: Plain, id: str) -> Plain:
    """With one more question that shows whether somebody understood."""
    return _with(deck, id, "checks", in_languages(_begun()["check"], languages_of(deck)))


def with_choice(deck: Plain, check: Path) -> Plain:
    """With one more answer to choose in a check."""
    new = in_languages(_begun()["answer"], languages_of(deck))
    return put(deck, (*check, "choices"), [*(at(deck, (*check, "choices")) or []), new])


def right(deck: Plain, check: Path, number: int) -> Plain:
    """With this answer of a check, counted from 1, as the right one."""
    choices = copy.deepcopy(at(deck, (*check, "choices")) or [])
    for place, choice in enumerate(choices, start=1):
        choice.pop("right", None)
        if place == number:
            choice["right"] = True
    return put(deck, (*check, "choices"), choices)


def with_bet(deck: Plain, id: str) -> Plain:
    """With one more bet, before the first activity of the part, or of the workshop, on a number one knows."""
    asked = [str(one.get("id")) for one in activities(deck) if one.get("part") == id]
    asked += [str(one.get("id")) for one in activities(deck)]
    known = [str(bet.get("id")) for part in ids(deck) for bet in bets_of(deck, part)]
    head = {"id": free("bet", known), "before": next(iter(asked), "")}
    return _with(deck, id, "bets", {**head, **in_languages(_begun()["bet"], languages_of(deck))})


def bets_of(deck: Plain, id: str) -> list[Plain]:
    """The bets of a part."""
    found = at(deck, ("parts", id, "study", "bets"))
    return [one for one in found or [] if isinstance(one, dict)]


def decided(deck: Plain, bet: Path, by: str) -> Plain:
    """With a bet that is decided by an outcome ("flows.more"); by a number that one knows without."""
    if by:
        return put(put(deck, (*bet, "fact"), None), (*bet, "of"), by)
    made = put(deck, (*bet, "of"), None)
    return put(made, (*bet, "fact"), at(made, (*bet, "low")) or 0)


def _with(deck: Plain, id: str, name: str, new: Plain) -> Plain:
    place = ("parts", id, "study", name)
    return put(deck, place, [*(at(deck, place) or []), new])
