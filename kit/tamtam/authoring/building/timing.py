"""Edits of how long a workshop takes: minutes of its activities, lengths it can have, pauses in them."""

from tamtam.authoring.building.edits import Plain, activities, at, cuts_of, ids, in_order, put
from tamtam.deck.deck import BREAK, CUTS, RESERVE, WELCOME

#: The minutes of a pause in a length that is begun.
PAUSE = {WELCOME: 3, BREAK: 10, RESERVE: 2}


def cuts(deck: Plain) -> list[str]:
    """The lengths that it can have, the longest first."""
    return [name for name in CUTS if name in cuts_of(deck)]


def lasting(deck: Plain, id: str, minutes: float) -> Plain:
    """With other minutes for an activity; also in lengths that gave it just as many as before."""
    before = at(deck, ("activities", id, "minutes"))
    made = put(deck, ("activities", id, "minutes"), minutes)
    for granted in cuts_of(made).values():
        if id in granted and granted[id] == before:
            granted[id] = minutes
    return made


def granted(deck: Plain, cut: str, step: str, minutes: float | None) -> Plain:
    """With other minutes for a step in one length; None leaves it out of it."""
    made = put(deck, ("cuts", cut, step), minutes)
    if minutes is None and step in (at(made, ("drop_first", cut)) or []):
        first = [one for one in made["drop_first"][cut] if one != step]
        made = put(made, ("drop_first", cut), first or None)
    there = at(deck, ("cuts", cut)) or {}
    return made if minutes is None or step in there else _placed(made, cut, step)


def _placed(deck: Plain, cut: str, step: str) -> Plain:
    """With a step that is new in a length in its place there: the welcome first, a break in the middle."""
    minutes = at(deck, ("cuts", cut))
    if not minutes or step == RESERVE:
        return deck
    others = [name for name in minutes if name != step]
    asked = [id for id in ids(deck) if id in minutes]
    if step == WELCOME:
        place = 0
    elif step == BREAK:
        place = others.index(asked[len(asked) // 2]) if asked else len(others)
    else:
        later = asked[asked.index(step) + 1 :] if step in asked else []
        behind = others.index(RESERVE) if RESERVE in others else len(others)
        place = others.index(later[0]) if later else behind
    others.insert(place, step)
    made = put(deck, ("cuts", cut), {name: minutes[name] for name in others})
    return in_order(made)


def later_break(deck: Plain, cut: str, by: int) -> Plain:
    """With the break of a length so many steps later, earlier where negative."""
    minutes = at(deck, ("cuts", cut))
    names = list(minutes)
    place = names.index(BREAK)
    names.insert(min(max(0, place + by), len(names) - 1), names.pop(place))
    return put(deck, ("cuts", cut), {name: minutes[name] for name in names})


def with_cut(deck: Plain, cut: str) -> Plain:
    """With one more length in which all is asked."""
    minutes = {one["id"]: one.get("minutes", 5) for one in activities(deck)}
    return put(
        deck, ("cuts", cut), {"welcome": PAUSE["welcome"], **minutes, "reserve": PAUSE["reserve"]}
    )


def without_cut(deck: Plain, cut: str) -> Plain:
    """Without a length."""
    return put(put(deck, ("cuts", cut), None), ("drop_first", cut), None)


def dropped_first(deck: Plain, cut: str, id: str, at_all: bool = True) -> Plain:
    """With an activity as the last that a length does without when time runs short, or not among them."""
    first = [one for one in at(deck, ("drop_first", cut)) or [] if one != id]
    return put(deck, ("drop_first", cut), [*first, id] if at_all else first or None)
