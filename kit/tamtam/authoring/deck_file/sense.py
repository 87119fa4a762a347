"""Whether a deck makes sense beyond its shape: names that exist, ids once, phases and minutes that can be."""

import re
from collections.abc import Collection, Iterable, Iterator
from math import inf

import msgspec

from tamtam import kinds
from tamtam.authoring.deck_file import bets, shape
from tamtam.authoring.deck_file.shape import Found, listed, unknown
from tamtam.authoring.deck_file.tree import Node
from tamtam.deck import formation
from tamtam.deck.deck import AUDIENCES, BACKCHANNEL, CUTS, PAUSES, PROPOSED, Activity
from tamtam.language import texts
from tamtam.language.reason import Reason, between

#: What a participant may answer for; "round_1", "round_2" … besides.
PHASES = (
    *("today", "wanted", "forecast", "before", "after"),
    *("last_week", "lived", "self", "others"),
)

#: By what is said that a kind takes something otherwise: what it allows says the rest.
OF_KIND = "of_kind"
#: What minutes have to be.
ABOVE = Reason("more than 0", "above")
#: Of more minutes for one step it is asked whether they are meant so.
_LONGEST = 120
#: How many items each may write, how long, how many each is dealt and how many are enough.
_COLLECTED = {"most": (1, 20), "longest": (10, 500), "deal": (0, 100), "enough": (0, 100)}
_ID = re.compile(r"[a-z][a-z0-9_]*")
_ID_ALLOWED = "small letters a–z, digits and _, starting with a letter"
_ROUND = re.compile(r"round_[1-9]\d?")


def mistakes(deck: Node, languages: tuple[str, ...]) -> Iterator[Found]:
    """Every mistake that types don't see."""
    activities, parts = deck.entries("activities"), deck.entries("parts")
    yield from _languages(deck)
    yield from _version(deck)
    yield from _ids([deck])
    yield from _ids(parts)
    yield from _notebooks(parts)
    yield from _checks(parts)
    yield from bets.mistakes(deck)
    yield from _ids(activities, reserved=(*PAUSES, BACKCHANNEL))
    ids = [activity.text("id") for activity in activities]
    for activity in activities:
        yield from _activity(activity, [part.text("id") for part in parts], languages)
        yield from _kind(activity, ids, languages)
    yield from _cuts(deck, ids)
    yield from _drop_first(deck)
    yield from _closing(deck, ids)


def doubts(deck: Node) -> Iterator[Found]:
    """Minutes that were perhaps meant as seconds."""
    activities = deck.entries("activities")
    ladders = [collect for one in activities if (collect := one.get("collect"))]
    own = [node for one in activities if (node := one.get("minutes"))]
    rungs = [node for collect in ladders for _, node in collect.items("ladder")]
    granted = [node for _, cut in deck.items("cuts") for node in cut.value.values()]
    for node in (*own, *rungs, *granted):
        if isinstance(node.value, int | float) and node.value > _LONGEST:
            what = f"{node.value:g} minutes are {node.value / 60:.3g} hours"
            yield node, f"{what}; if they were seconds: {node.value / 60:.2g}", ""


def _languages(deck: Node) -> Iterator[Found]:
    known = texts.LANGUAGES
    entries = deck.entries("languages")
    for number, entry in enumerate(entries):
        if entry.value in [other.value for other in entries[:number]]:
            yield entry, f"“{entry.value}” stands twice", "each language once"
        if isinstance(entry.value, str) and entry.value not in known:
            spoken = f"{listed(known)}, in which Tamtam speaks; texts of your own may be in any"
            yield entry, f"there is no language “{entry.value}”", spoken
    if (node := deck.get("languages")) and isinstance(node.value, list) and not entries:
        yield node, "there is no language", f"at least one of {listed(known)}"


def _version(deck: Node) -> Iterator[Found]:
    node = deck.get("version")
    if node and type(node.value) is int and node.value < 1:
        yield node, f"“{node.value}” stands here", "a whole number from 1"


def _ids(nodes: list[Node], reserved: Iterable[str] = ()) -> Iterator[Found]:
    """Ids that can't be written so, stand twice, or mean something else."""
    seen: dict[str, int] = {}
    for node in nodes:
        own, id = node.get("id"), node.text("id")
        if own is None or not id:
            continue
        if not _ID.fullmatch(id):
            yield own, f"“{id}” can't be an id", _ID_ALLOWED
        elif id in seen:
            yield own, f"“{id}” is taken, in line {seen[id]}", "an id of its own"
        elif id in reserved:
            yield own, f"“{id}” has a meaning of its own", f"any id but {listed(reserved)}"
        seen.setdefault(id, own.line)


def _checks(parts: list[Node]) -> Iterator[Found]:
    """Checks of understanding that have not exactly one right answer, or nothing to choose from."""
    for part in parts:
        study = part.get("study")
        for check in study.entries("checks") if study else []:
            choices = check.entries("choices")
            right = [one for one in choices if (node := one.get("right")) and node.value is True]
            if len(choices) < 2:
                yield check, "there is nothing to choose from", "two choices or more"
            elif len(right) != 1:
                allowed = "“right: true” under exactly one choice"
                yield check, f"{len(right)} choices are right", allowed


def _notebooks(parts: list[Node]) -> Iterator[Found]:
    """Names of notebooks that can't be one everywhere."""
    for part in parts:
        for _, node in part.items("notebook"):
            if isinstance(node.value, str) and node.value.strip() and not _ID.fullmatch(node.value):
                yield node, f"“{node.value}” can't be a file’s name", _ID_ALLOWED


def _activity(node: Node, parts: list[str], languages: tuple[str, ...]) -> Iterator[Found]:
    part, minutes = node.get("part"), node.get("minutes")
    if part and node.text("part") and node.text("part") not in parts:
        yield part, unknown(node.text("part"), parts), listed(parts) or "parts, which are missing"
    if minutes:
        yield from _minutes(minutes, ABOVE)
    yield from _ids(node.entries("items"))
    yield from _phases(node)
    yield from _collect(node)
    yield from _wording(node)


def _collect(activity: Node) -> Iterator[Found]:
    collect = activity.get("collect")
    for item in activity.entries("items") if collect else ():
        id = item.get("id")
        if id and PROPOSED.fullmatch(item.text("id")):
            said = f"“{id.value}” may be what a proposed item is called"
            yield id, said, "any id but p and a number"
    for name, (low, high) in _COLLECTED.items() if collect else ():
        node = collect.get(name) if collect else None
        if node and type(node.value) is int and not low <= node.value <= high:
            allowed = between(low, high, f"a whole number from {low} to {high}")
            yield node, f"“{node.value}” stands here", allowed
    for name, minutes in collect.items("ladder") if collect else ():
        if name not in formation.NAMES:
            yield minutes, unknown(name, formation.NAMES), listed(formation.NAMES)
        yield from _minutes(minutes, ABOVE)


def _phases(activity: Node) -> Iterator[Found]:
    seen = set()
    for node in activity.entries("phases"):
        phase = node.value
        if not isinstance(phase, str):
            continue
        if phase not in PHASES and not _ROUND.fullmatch(phase):
            yield node, unknown(phase, PHASES), f"{listed(PHASES)}, round_1, round_2 …"
        elif phase in seen:
            yield node, f"“{phase}” stands twice", "each phase once"
        seen.add(phase)


def _wording(activity: Node) -> Iterator[Found]:
    ids = [item.text("id") for item in activity.entries("items")]
    for audience, wording in activity.items("wording"):
        if audience not in AUDIENCES:
            yield wording, unknown(audience, AUDIENCES), listed(AUDIENCES)
        for id, item in wording.items("items"):
            if id not in ids:
                yield item, unknown(id, ids), listed(ids) or "items, which are missing"


def _kind(node: Node, ids: list[str], languages: tuple[str, ...]) -> Iterator[Found]:
    """What the kind itself has to say: its options, what it wants of the whole activity, and of others."""
    name = node.text("kind")
    if not name:
        return
    if name not in kinds.known():
        yield node.at("kind"), unknown(name, kinds.known()), listed(kinds.known())
        return
    if kinds.own.is_own(name) and (trouble := kinds.own.trouble(name)):
        yield node.at("kind"), f"{trouble.message('en')} {trouble.hint('en')}", ""
        return
    kind = kinds.get(name)
    options = node.get("options") or Node({}, node.line, f"{node.where}.options")
    wrong = list(shape.mistakes(options, kind.Options, languages))
    yield from wrong
    if wrong or any(shape.mistakes(node, Activity, languages)):
        return  # a kind looks only at activities of the right shape
    activity = msgspec.convert(node.plain(), Activity)
    for path, allowed in kind.check(activity):
        what = f"“{path}” isn't what the kind “{name}” takes"
        yield node.at(path), Reason(what, OF_KIND, path=path), allowed
    yield from _debriefs(node, kind.debriefs(activity))
    for id in (*kind.related(activity), *filter(None, [kind.source(activity)])):
        if id not in ids:
            yield options, unknown(id, ids), listed(ids)


def _debriefs(node: Node, keys: Collection[str]) -> Iterator[Found]:
    """Questions for what is never claimed of such an activity."""
    debrief = node.get("debrief")
    for key, question in debrief.items("claims") if debrief else ():
        if key not in keys:
            sorts = sorted({key.partition(".")[0] for key in keys})
            yield question, unknown(key, keys), f"a claim ({listed(sorts)}), its side, an item"


def _cuts(deck: Node, ids: list[str]) -> Iterator[Found]:
    known = [*PAUSES, *(id for id in ids if id)]
    for cut, minutes in deck.items("cuts"):
        if cut not in CUTS:
            yield minutes, unknown(cut, CUTS), listed(CUTS)
        for id, node in minutes.value.items() if isinstance(minutes.value, dict) else ():
            if id not in known:
                yield node, unknown(id, known), listed(known)
            yield from _minutes(node, Reason("more than 0; leave out what isn't asked", "above"))


def _drop_first(deck: Node) -> Iterator[Found]:
    """What to leave out of a cut: a cut there is, and what it asks, once each."""
    granted = {cut: list(minutes.value) for cut, minutes in deck.items("cuts") if minutes.value}
    for cut, dropped in deck.items("drop_first"):
        if cut not in granted:
            yield dropped, unknown(cut, granted), listed(granted) or "cuts, which are missing"
            continue
        ids, seen = [id for id in granted[cut] if id not in PAUSES], set()
        for node in dropped.value if isinstance(dropped.value, list) else ():
            id = node.value
            if not isinstance(id, str):
                continue
            if id not in ids:
                what = Reason(f"{unknown(id, ids)} in the cut “{cut}”", "not_asked", words=id)
                yield node, what, listed(ids)
            elif id in seen:
                yield node, f"“{id}” stands twice", "each activity once"
            seen.add(id)


def _closing(deck: Node, ids: list[str]) -> Iterator[Found]:
    closing = deck.get("closing")
    for name in ("trial", "objections"):
        node = closing.get(name) if closing else None
        if node and isinstance(node.value, str) and node.value not in ids:
            yield node, unknown(node.value, ids), listed(ids)


def _minutes(node: Node, allowed: str) -> Iterator[Found]:
    """Numbers that can't be minutes; YAML can also write infinity and what isn't a number."""
    value = node.value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and not 0 < value < inf:
        yield node, f"“{value}” stands here", allowed
