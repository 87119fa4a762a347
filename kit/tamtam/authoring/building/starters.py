"""What an activity begins with, by its kind: one that runs as it is, in the languages of the deck."""

import copy
from functools import cache
from pathlib import Path

import yaml

from tamtam.authoring.building import askings, edits
from tamtam.authoring.building.edits import Plain, activities, at, in_languages, languages_of
from tamtam.kinds import get, known, names

_FILE = Path(__file__).with_name("starters.yaml.txt")
#: What a kind of somebody's own begins with.
_OWN = "own"


@cache
def _all() -> dict[str, Plain]:
    found: dict[str, Plain] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def kinds() -> tuple[str, ...]:
    """The kinds that one can begin with, in the order in which they are offered."""
    return tuple(name for name in _all() if name != _OWN)


def own_kinds(deck: Plain) -> tuple[str, ...]:
    """The kinds that this workshop brings itself, by their full names."""
    return tuple(name for name in known() if name.startswith(f"{deck.get('id')}/"))


def activity(kind: str, languages: list[str]) -> Plain:
    """The activity that a kind begins with; its place and number are for the deck to say."""
    begun: Plain = in_languages(_all().get(kind, _all()[_OWN]), languages)
    return {"id": kind.rpartition("/")[2], "step": "", "part": "", "kind": kind, **begun}


def need(kind: str) -> tuple[str, str] | None:
    """What has to be asked before an activity of this kind: a kind, and the option that names it."""
    return get(kind).stands_on if kind in names() else None


def source(deck: Plain, kind: str) -> Plain | None:
    """The activity of a deck that one of this kind would stand on: the last there is; None without."""
    needed = need(kind)
    found = [one for one in activities(deck) if needed and one.get("kind") == needed[0]]
    return found[-1] if found else None


def added(deck: Plain, kind: str, behind: str = "") -> Plain:
    """With an activity of this kind behind another, or at the end, and before it what it stands on.

    What stands in the deck already is what it stands on: then it comes behind that.
    """
    begun, needed = activity(kind, languages_of(deck)), need(kind)
    if needed is None:
        return edits.with_activity(deck, begun, behind)
    if source(deck, kind) is None:
        before = edits.ids(deck)
        deck = edits.with_activity(deck, activity(needed[0], languages_of(deck)), behind)
        behind = next(id for id in edits.ids(deck) if id not in before)
    asked = source(deck, kind)
    assert asked is not None
    begun["options"] = {needed[1]: asked["id"]}
    if askings.repeated({**begun, "items": asked.get("items") or []}):
        begun["items"] = copy.deepcopy(asked.get("items") or [])
        begun |= _worded(asked)
    order = edits.ids(deck)
    if behind not in order or order.index(behind) < order.index(asked["id"]):
        behind = asked["id"] if behind in order else order[-1]
    return edits.with_activity(deck, begun, behind)


def _worded(asked: Plain) -> Plain:
    """What other audiences read in place of its items: asked twice, they read the same twice."""
    items = {
        audience: copy.deepcopy(said["items"])
        for audience, said in (at(asked, ("wording",)) or {}).items()
        if isinstance(said, dict) and said.get("items")
    }
    return {"wording": {name: {"items": said} for name, said in items.items()}} if items else {}
