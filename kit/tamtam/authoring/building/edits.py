"""Edits of a deck as plain data: each gives a deck anew and leaves the one it was given as it was.

A place in it is a path of keys; an entry of a list is named by its id, or by its number from 1.
"""

import copy
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from tamtam.deck.deck import AUDIENCES, BACKCHANNEL, PAUSES, RESERVE

#: A deck as its file says it.
Plain = dict[str, Any]
Path = tuple[str, ...]
#: What turns one deck into another.
Edit = Callable[[Plain], Plain]


def at(deck: Any, path: Iterable[str]) -> Any:
    """What stands at a path; None where nothing does."""
    for key in path:
        place = _place(deck, key) if isinstance(deck, list) else key
        if isinstance(deck, dict):
            deck = deck.get(place)
        elif isinstance(deck, list) and isinstance(place, int):
            deck = deck[place]
        else:
            return None
    return deck


def _place(entries: list[Any], key: str) -> int | None:
    for number, entry in enumerate(entries):
        if isinstance(entry, dict) and entry.get("id") == key:
            return number
    number = int(key) - 1 if key.isdecimal() else -1
    return number if 0 <= number < len(entries) else None


def put(deck: Plain, path: Path, value: Any) -> Plain:
    """With another value at a path; None takes it away, with what held nothing else."""
    made = copy.deepcopy(deck)
    above: Any = made
    key = path[-1]
    for number, name in enumerate(path[:-1]):
        below = at(above, (name,))
        if below is None and isinstance(above, dict):
            below = above[name] = {}
        if not isinstance(below, dict | list):
            raise KeyError(".".join(path[: number + 1]))
        above = below
    if isinstance(above, list):
        place = _place(above, key)
        if place is None:
            raise KeyError(".".join(path))
        above[place : place + 1] = [] if value is None else [value]
    elif value is not None:
        above[key] = value
    else:
        above.pop(key, None)
        if not above and len(path) > 1:
            return put(made, path[:-1], None)
    return made


def saying(deck: Plain, path: Path, words: str, needed: bool) -> Plain:
    """With other words at the path of a text and its language; without any it goes, unless it is `needed`."""
    said = typed(words)
    return put(deck, path, said if said or needed else None)


def typed(words: str) -> str:
    """Words as they go into a deck: nothing around them, nothing that can't be written."""
    return words.encode("utf-8", "ignore").decode("utf-8").replace("\r\n", "\n").strip()


# --- activities


def ids(deck: Plain) -> list[str]:
    """The ids of its activities, in their order."""
    return [str(one.get("id")) for one in activities(deck)]


def activities(deck: Plain) -> list[Plain]:
    """Its activities, as far as they are some."""
    found = deck.get("activities")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def with_activity(deck: Plain, activity: Plain, behind: str = "") -> Plain:
    """With one more activity, behind another or at the end, asked in every length; its id is made free."""
    made = copy.deepcopy(deck)
    known = ids(made)
    new = copy.deepcopy(activity)
    new["id"] = free(str(new["id"]), [*known, *PAUSES, BACKCHANNEL])
    near = at(made, ("activities", behind)) if behind in known else None
    parts = [part for part in made.get("parts") or [] if isinstance(part, dict)]
    new["part"] = (
        near["part"] if near and "part" in near else parts[-1]["id"] if parts else "together"
    )
    place = known.index(behind) + 1 if near else len(known)
    made["activities"] = [*activities(made)]
    made["activities"].insert(place, new)
    for minutes in cuts_of(made).values():
        last = [(RESERVE, minutes.pop(RESERVE))] if RESERVE in minutes else []
        minutes[new["id"]] = new["minutes"]
        minutes.update(last)
    return in_order(_numbered(made))


def without_activity(deck: Plain, id: str) -> Plain:
    """Without an activity, and without what is said of it elsewhere in the order of the day."""
    made = copy.deepcopy(deck)
    made["activities"] = [one for one in activities(made) if one.get("id") != id]
    for minutes in cuts_of(made).values():
        minutes.pop(id, None)
    dropped = made.get("drop_first")
    for cut, first in list(dropped.items()) if isinstance(dropped, dict) else []:
        if isinstance(first, list) and id in first:
            first.remove(id)
            if not first:
                made = put(made, ("drop_first", cut), None)
    for name in ("trial", "objections"):
        if at(made, ("closing", name)) == id:
            made = put(made, ("closing", name), None)
    return _numbered(_without_echoes(made, lambda one: one.partition(".")[0] == id))


def moved(deck: Plain, path: Path, by: int) -> Plain:
    """With an entry of a list `by` places later, earlier where negative; not beyond the first or last."""
    made = copy.deepcopy(deck)
    entries = at(made, path[:-1])
    place = _place(entries, path[-1]) if isinstance(entries, list) else None
    if place is None:
        raise KeyError(".".join(path))
    entries.insert(min(max(0, place + by), len(entries) - 1), entries.pop(place))
    return in_order(_numbered(made)) if path[0] == "activities" and len(path) == 2 else made


def _numbered(deck: Plain) -> Plain:
    """With its steps numbered in their order, where numbers are all they are called."""
    steps = [str(one.get("step", "")) for one in activities(deck)]
    if all(re.fullmatch(r"\d*", step) for step in steps):
        for number, one in enumerate(activities(deck), start=1):
            one["step"] = str(number)
    else:
        for number, one in enumerate(activities(deck), start=1):
            one.setdefault("step", str(number))
    return deck


def in_order(deck: Plain) -> Plain:
    """With the activities of each length in the deck's order; its pauses stay where they are."""
    order = {id: number for number, id in enumerate(ids(deck))}
    for cut, minutes in cuts_of(deck).items():
        asked = sorted((id for id in minutes if id in order), key=order.__getitem__)
        names = iter(asked)
        deck["cuts"][cut] = {
            name: minutes[name]
            for name in (next(names) if one in order else one for one in minutes)
        }
    return deck


def cuts_of(deck: Plain) -> dict[str, dict[str, Any]]:
    """Its lengths, as far as they are some: the minutes of each step."""
    found = deck.get("cuts")
    cuts = found.items() if isinstance(found, dict) else ()
    return {name: minutes for name, minutes in cuts if isinstance(minutes, dict)}


# --- items


def with_items(deck: Plain, id: str, rows: Sequence[Sequence[str]], instead: bool = False) -> Plain:
    """With one more item for each row, its words language by language; `instead` of those there are.

    Each is of the group of the one before it.
    """
    made = copy.deepcopy(deck)
    activity = at(made, ("activities", id))
    languages = languages_of(made)
    items = [] if instead else [one for one in activity.get("items") or [] if isinstance(one, dict)]
    known = {str(one.get("id")) for one in activity.get("items") or [] if isinstance(one, dict)}
    before = {_key(one): one for one in activity.get("items") or [] if isinstance(one, dict)}
    for row in rows:
        text = {name: typed(words) for name, words in zip(languages, row, strict=False)}
        same = before.get(_first(text))
        if instead and same and same not in items:  # what stays keeps its id
            items.append({**same, "text": {**same["text"], **text}})
            continue
        number = free(named(next(iter(text.values()), "")), known)
        known.add(number)
        group = items[-1].get("group") if items else None
        items.append({"id": number, "text": text, **({"group": group} if group else {})})
    activity["items"] = items
    return without_lost_wordings(made, id)


def without_item(deck: Plain, id: str, item: str) -> Plain:
    """Without an item, and without what is said of it elsewhere in its activity."""
    made = copy.deepcopy(deck)
    activity = at(made, ("activities", id))
    activity["items"] = [one for one in activity.get("items") or [] if one.get("id") != item]
    made = _without_echoes(made, lambda one: one == f"{id}.{item}")
    return without_lost_wordings(made, id)


def _without_echoes(deck: Plain, is_gone: Callable[[str], bool]) -> Plain:
    """Without what lays side by side, for who studies alone, an answer that nobody gives any more."""
    parts = deck.get("parts")
    for part in parts if isinstance(parts, list) else []:
        study = part.get("study") if isinstance(part, dict) and "id" in part else None
        echoes = study.get("echoes") if isinstance(study, dict) else None
        if isinstance(echoes, list):
            left = [one for one in echoes if not _echoes(one, is_gone)]
            if len(left) < len(echoes):
                deck = put(deck, ("parts", str(part["id"]), "study", "echoes"), left or None)
    return deck


def _echoes(echo: Any, is_of: Callable[[str], bool]) -> bool:
    """Whether one of the two answers of an echo is such a one."""
    names = (echo.get("first"), echo.get("second")) if isinstance(echo, dict) else ()
    return any(is_of(str(name)) for name in names)


def without_lost_wordings(deck: Plain, id: str) -> Plain:
    """Without wordings, and values by item, of items that an activity has no more."""
    known = [one.get("id") for one in at(deck, ("activities", id, "items")) or []]
    held: list[Path] = [("wording", audience, "items") for audience in AUDIENCES]
    options = at(deck, ("activities", id, "options")) or {}
    held += [("options", name) for name in ("truths", "units", "sources") if name in options]
    for place in held:
        for item in list(at(deck, ("activities", id, *place)) or {}):
            if item not in known:
                deck = put(deck, ("activities", id, *place, item), None)
    return deck


def _key(item: Plain) -> str:
    text = item.get("text")
    return _first(text) if isinstance(text, dict) else ""


def _first(text: dict[str, str]) -> str:
    return next(iter(text.values()), "")


def named(words: str) -> str:
    """An id that recalls some words: their first ones, without accents; "item" where none is left."""
    parted = unicodedata.normalize("NFKD", re.sub(r"['’]", " ", words).replace("ß", "ss"))
    bare = parted.encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")[:24].strip("_")
    return found if re.match(r"[a-z]", found) and not re.fullmatch(r"p\d+", found) else "item"


def free(wished: str, taken: Iterable[str]) -> str:
    """An id that isn't taken: the one that is wished for, else with a number behind it."""
    known, number = set(taken), 2
    made = wished
    while made in known:
        made, number = f"{wished}_{number}", number + 1
    return made


def with_entry(deck: Plain, path: Path, words: str) -> Plain:
    """With one more entry of a list of things with words, such as roles; its id recalls them."""
    said = typed(words)
    if not said:
        return deck
    entries = at(deck, path) or []
    id = free(named(said), [str(one.get("id")) for one in entries if isinstance(one, dict)])
    text = dict.fromkeys(languages_of(deck)[:1], said)
    return put(deck, path, [*entries, {"id": id, "text": text}])


# --- languages


def languages_of(deck: Plain) -> list[str]:
    """The languages it says it is in."""
    found = deck.get("languages")
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def with_language(deck: Plain, language: str) -> Plain:
    """In one more language: what isn't said in it yet is a mistake, named where it is.

    A part's notebook, whose name nobody reads aloud, is called by the part's id in it.
    """
    made = put(deck, ("languages",), [*languages_of(deck), language])
    for part in made.get("parts") or []:
        if isinstance(part, dict) and isinstance(part.get("notebook"), dict):
            part["notebook"].setdefault(language, part["id"])
    return made


def without_language(deck: Plain, language: str) -> Plain:
    """In one language less, without what is said in it."""
    kept = [one for one in languages_of(deck) if one != language]
    made: Plain = _bare(put(deck, ("languages",), kept), language, frozenset((*kept, language)))
    return made


def _bare(value: Any, language: str, known: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_bare(one, language, known) for one in value]
    if not isinstance(value, dict):
        return value
    is_text = bool(value) and value.keys() <= known
    return {
        key: _bare(one, language, known)
        for key, one in value.items()
        if not (is_text and key == language)
    }


def in_languages(value: Any, languages: Collection[str]) -> Any:
    """A value with its texts in some languages only; in English where one is missing."""
    if isinstance(value, list):
        return [in_languages(one, languages) for one in value]
    if not isinstance(value, dict):
        return value
    if value and all(len(key) == 2 for key in value):
        return {language: value.get(language, value.get("en", "")) for language in languages}
    return {key: in_languages(one, languages) for key, one in value.items()}


def texts_of(value: Any, languages: Iterable[str], path: Path = ()) -> list[Path]:
    """The paths of all texts below, in their order: mappings of languages to words."""
    if isinstance(value, list):
        below: list[tuple[str, Any]] = [
            (str(one["id"]) if isinstance(one, dict) and "id" in one else str(number), one)
            for number, one in enumerate(value, start=1)
        ]
    elif isinstance(value, dict):
        if value and value.keys() <= set(languages):
            return [path]
        below = list(value.items())
    else:
        return []
    return [found for key, one in below for found in texts_of(one, languages, (*path, key))]
