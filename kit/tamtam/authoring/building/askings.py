"""When an activity is asked about, and which activities ask the same items: today, wanted, before, after."""

from collections.abc import Sequence

import msgspec

from tamtam import kinds
from tamtam.authoring.building.edits import (
    Path,
    Plain,
    activities,
    at,
    languages_of,
    put,
    without_lost_wordings,
)
from tamtam.authoring.building.edits import saying as saying_here
from tamtam.authoring.building.edits import with_items as with_items_here
from tamtam.authoring.building.edits import without_item as without_item_here
from tamtam.deck.deck import Activity

#: What one usually asks about, in the order in which it is offered; rounds of a game besides.
_USUAL = (
    *(("today",), ("before",), ("after",), ("today", "wanted"), ("last_week", "wanted")),
    *(("lived", "wanted"), ("self", "others"), ("today", "wanted", "forecast")),
    *(tuple(f"round_{number}" for number in range(1, most + 1)) for most in range(2, 13, 2)),
)
#: Two that are called alike, of which one is offered: the one that an activity has, else the first.
_ALIKE = (("today", "wanted"), ("lived", "wanted"))


def typed(activity: Plain) -> Activity | None:
    """An activity as it would be asked; None where it is none yet."""
    try:
        return msgspec.convert(activity, Activity)
    except msgspec.ValidationError:
        return None


def offered(activity: Plain) -> list[tuple[str, ...]]:
    """What its kind may be asked about, the present choice first; nothing where that is one moment alone."""
    now = typed(activity)
    if now is None or now.kind not in kinds.known():
        return []
    kind = kinds.get(now.kind)

    def takes(phases: tuple[str, ...]) -> bool:
        tried = msgspec.structs.replace(now, phases=phases)
        return not any(path.startswith("phases") for path, _ in kind.check(tried))

    left = [one for one in _USUAL if one != now.phases and takes(one)]
    shown = now.phases if now.phases in _ALIKE else next((one for one in _ALIKE if one in left), ())
    found = [now.phases, *(one for one in left if one not in _ALIKE or one == shown)]
    return found if any(len(one) > 1 for one in found) else []


def about(deck: Plain, id: str, phases: tuple[str, ...]) -> Plain:
    """With an activity that is asked about these; what it is without saying so, isn't said."""
    usual = phases == Activity.__struct_defaults__[_default("phases")]
    return put(deck, ("activities", id, "phases"), None if usual else list(phases))


def _default(name: str) -> int:
    fields = Activity.__struct_fields__
    return fields.index(name) - len(fields) + len(Activity.__struct_defaults__)


# --- the same items in several activities


def together(deck: Plain, id: str) -> tuple[str, ...]:
    """The other activities that ask the same items, before it or after, in the deck's order."""
    repeats = {str(one.get("id")): repeated(one) for one in activities(deck)}
    source = repeats.get(id) or id
    return tuple(
        other
        for other, repeated in repeats.items()
        if other != id and source in (other, repeated) and (repeated or repeats.get(id) == other)
    )


def repeated(activity: Plain) -> str:
    """The id of the activity whose items it asks once more; "" where it is none."""
    found = typed(activity)
    if found is None or found.kind not in kinds.known():
        return ""
    try:
        return kinds.get(found.kind).repeats(found)
    except msgspec.ValidationError:
        return ""  # its options are named where they are


def saying(deck: Plain, path: Path, words: str, needed: bool) -> Plain:
    """With other words at a place; those of an item wherever it is asked."""
    made = saying_here(deck, path, words, needed)
    _, id, *within = path if path[:1] == ("activities",) else ("", "")
    is_item = within[:1] == ["items"] or (within[:1] == ["wording"] and within[2:3] == ["items"])
    for other in together(deck, id) if is_item else ():
        if within[0] != "items" or at(deck, ("activities", other, *within[:2])) is not None:
            made = saying_here(made, ("activities", other, *within), words, needed)
    return made


def with_items(deck: Plain, id: str, rows: Sequence[Sequence[str]], instead: bool = False) -> Plain:
    """With one more item for each row, wherever the others are asked too; see `edits.with_items`."""
    before = at(deck, ("activities", id, "items")) or []
    made = with_items_here(deck, id, rows, instead)
    now = at(made, ("activities", id, "items"))
    new = [one for one in now if one not in before]
    for other in together(deck, id):
        there = at(deck, ("activities", other, "items")) or []
        made = put(made, ("activities", other, "items"), now if instead else [*there, *new])
        made = without_lost_wordings(made, other)
    return made


def pasted(deck: Plain, id: str, item: str, rows: Sequence[Sequence[str]]) -> Plain:
    """With lines where one was pasted into: the first is what `item` says from now on, the others follow.

    Without an item all of them come last.
    """
    if not item:
        return with_items(deck, id, rows)
    for language, words in zip(languages_of(deck), rows[0], strict=False):
        path = ("activities", id, "items", item, "text", language)
        deck = saying(deck, path, words, needed=True)
    known = [one.get("id") for one in at(deck, ("activities", id, "items"))]
    made = with_items(deck, id, rows[1:])
    for each in (id, *together(deck, id)):
        items = at(made, ("activities", each, "items"))
        new = [one for one in items if one.get("id") not in known]
        old = [one for one in items if one.get("id") in known]
        place = next((n for n, one in enumerate(old, 1) if one.get("id") == item), len(old))
        made = put(made, ("activities", each, "items"), [*old[:place], *new, *old[place:]])
    return made


def without_item(deck: Plain, id: str, item: str) -> Plain:
    """Without an item, wherever it is asked."""
    for each in (id, *together(deck, id)):
        deck = without_item_here(deck, each, item)
    return deck
