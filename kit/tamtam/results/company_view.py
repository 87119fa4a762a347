"""Simulated company as somebody alone reads it: what thirty people, or three players, do; always labelled.

Each sentence says that they are simulated: they answer as a program was told to, and prove nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple, Self

from tamtam.kinds.kind import Kind, SimulatedPerson
from tamtam.kinds.parts.mirror import MirrorLine
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts
from tamtam.session import company
from tamtam.session.activity import ActivityState
from tamtam.session.state import State


class CompanyView(NamedTuple):
    """What is said of simulated company beside one's own answers; `pictures` are SVG, their words escaped."""

    title: str
    sentences: tuple[str, ...]
    pictures: tuple[str, ...] = ()
    #: How to read it: what a picture's lines mean, and that these people are simulated.
    note: str = ""
    #: Whether it is unfolded from the first: what a game came to is what one played for.
    is_open: bool = False

    @classmethod
    def of(cls, state: State, activity: str, participant: str, language: str) -> Self | None:
        """The company there is at an activity; None where there is none, or nothing was answered yet."""
        asked = state.activity(activity)
        own = asked.turn.answers.get(participant, {})
        say = _Say(language)
        before = _former(state, asked, participant, say)
        if not own:
            return cls(say("players"), before, is_open=True) if before else None
        if played := company.replay(state, asked, participant):
            told = say("earned", mine=played.mine, theirs=played.theirs)
            values = {"mine": played.mine_then, "theirs": played.theirs_then, "n": played.more}
            who = say("who", players=_named(played.sorts, say))
            gave_all = (played.mine, played.theirs) == (played.mine_then, played.theirs_then)
            more = () if gave_all else (say("what_if", **values),)
            said = (told, who, *more, *before)
            return cls(say("players"), said, is_open=True)
        if before:
            return cls(say("players"), before, is_open=True)
        people = company.group(state, asked)
        if not people:
            return None
        lines = _lines(asked, own, people, say)
        among = asked.kind.among(asked.activity, own, people, language)
        if not (lines or among.sentences):
            return None
        said = (*among.sentences, *lines)
        key = say("lines") if among.pictures and asked.kind.only_in_pictures else ""
        note = " ".join(filter(None, [key, say("note")]))
        return cls(say("title", n=len(people)), said, among.pictures, note)

    def html(self) -> str:
        """It as HTML, folded, so that one's own answers are read first; after a game unfolded."""
        said = "".join(f"<li>{escape(one)}</li>" for one in self.sentences)
        note = f'<p class="tamtam-company-note">{escape(self.note)}</p>' if self.note else ""
        return (
            f'<details class="tamtam-company"{" open" if self.is_open else ""}>'
            f"<summary>{escape(self.title)}</summary>{note}{''.join(self.pictures)}<ul>{said}</ul></details>"
        )


def _former(state: State, asked: ActivityState, participant: str, say: "_Say") -> tuple[str, ...]:
    """What the games paid that were played before, where it is a game."""
    if not asked.kind.players:
        return ()
    return tuple(
        say("before", players=_named(one.sorts, say), mine=one.mine, theirs=one.theirs)
        for one in company.former(state, participant)
    )


def _named(sorts: Sequence[str], say: "_Say") -> str:
    named = [(say(f"sorts.{sort}"), n) for sort, n in Counter(sorts).items()]
    return say("between").join(
        say("several", player=player, n=n) if n > 1 else player for player, n in named
    )


class _Say:
    """The words of company in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: Any) -> str:
        return texts.text(self.language, f"standing.company.{key}", **values)


def _lines(
    asked: ActivityState, own: Mapping[Slot, Any], people: Sequence[SimulatedPerson], say: _Say
) -> tuple[str, ...]:
    """Answer by answer how many simulated people gave the same; where it is a number, fewer or more."""
    if asked.kind.only_in_pictures:
        return ()
    theirs = [_marks(asked.kind, asked, one.answers, say.language) for one in people]
    return tuple(
        _line(
            name, mark, [known[name, mark[0]] for known in theirs if (name, mark[0]) in known], say
        )
        for name, mark in _each(asked.kind.mirror(asked.activity, own, say.language))
        if any((name, mark[0]) in known for known in theirs)
    )


#: An answer as a mirror has it: its phase, its words, where on a line it lies.
_Mark = tuple[str, str, float | None]


def _each(lines: Sequence[MirrorLine]) -> Iterator[tuple[str, _Mark]]:
    for line in lines:
        for mark in line.marks:
            yield line.name, (mark.phase, mark.words, mark.at)


def _marks(
    kind: Kind, asked: ActivityState, answers: Mapping[Slot, Any], language: str
) -> dict[tuple[str, str], _Mark]:
    lines = kind.mirror(asked.activity, answers, language)
    return {(name, mark[0]): mark for name, mark in _each(lines)}


def _line(name: str, own: _Mark, theirs: Sequence[_Mark], say: _Say) -> str:
    phase, words, at = own
    about = f"{name.removesuffix('.')} ({phase})" if phase else name.removesuffix(".")
    same = sum(one[1] == words for one in theirs)
    if at is None or not any(letter.isdecimal() for letter in words):
        return say("same", name=about, words=words, same=same, of=len(theirs))
    places = [one[2] for one in theirs if one[2] is not None]
    lower, higher = sum(one < at for one in places), sum(one > at for one in places)
    values = {"lower": lower, "higher": higher, "same": same, "of": len(theirs)}
    return say("scale", name=about, words=words, **values)
