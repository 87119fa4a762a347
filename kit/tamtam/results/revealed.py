"""What was revealed of a session and is handed out: every turn, or the steps that were chosen, in order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tamtam.deck.deck import Activity
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.session import cohort
from tamtam.session.state import State
from tamtam.standing.standing import Standing


class RevealedStep(NamedTuple):
    """What was revealed of one turn of an activity; `show` is "chart", "shift", "sentence" or "nothing".

    `shift` is what moved since the time before, where that was shown.
    """

    activity: Activity
    standing: Standing
    show: str
    shift: Standing | None = None

    @property
    def whole(self) -> bool:
        """Whether its chart was shown."""
        return self.show in ("chart", "shift")

    def name(self, language: str) -> str:
        """Its step, what it is called, and which time it was asked: "2C Who decides? · time no. 2"."""
        title = f"{self.activity.step} {texts.pick(self.activity.title, language)}".strip()
        if self.standing.turn < 2:
            return title
        return f"{title} · {texts.text(language, 'export.report.turn', turn=self.standing.turn)}"


@dataclass(frozen=True, slots=True)
class Edition:
    """How results are handed out: in which language, for which spreadsheet, which steps, by whom.

    `steps` are handed out in this order, all that were revealed where there are none; those in `without` are
    left out; `charts` stand on the page to send. A step is named by the id of its activity or as the deck
    numbers it ("2C"). `organisation` and `logo`, a PNG, JPEG or SVG file, stand at the head.
    """

    language: str
    excel: bool = False
    steps: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    organisation: str = ""
    logo: Path | None = None

    def chosen(self, state: State) -> tuple[str, ...]:
        """The ids of the activities that are handed out, in their order.

        Raises TamtamError where a step is named that the session doesn't have.
        """
        every = tuple(state.asked)
        wanted = self.named(self.steps, state) or every
        left_out = self.named(self.without, state)
        return tuple(id for id in dict.fromkeys(wanted) if id not in left_out)

    @staticmethod
    def named(steps: Iterable[str] | str, state: State) -> tuple[str, ...]:
        """The ids of the activities that steps name. Raises TamtamError where one isn't there."""
        return tuple(_named([steps] if isinstance(steps, str) else steps, state))


def note(state: State, language: str) -> str:
    """What of a session is in what is handed out, and what isn't."""
    key = "note_of_cohort" if cohort.is_cohort(state) else "note"
    return texts.text(language, f"export.report.{key}", min_answers=state.min_answers)


def _named(steps: Iterable[str], state: State) -> Iterator[str]:
    for step in steps:
        found = [id for id, one in state.asked.items() if step in (id, one.activity.step)]
        if not found:
            found = [id for id, one in state.asked.items() if one.activity.step == step.upper()]
        if not found:
            there = ", ".join(state.asked)
            raise TamtamError("no_such_activity", activity=step, activities=there)
        yield from found


def revealed(state: State, edition: Edition | None = None) -> Iterator[RevealedStep]:
    """Every turn that was revealed, in the deck's order, or in that of the edition."""
    for id in edition.chosen(state) if edition else state.asked:
        asked = state.asked[id]
        for turn in asked.turns:
            if (shown := asked.shown(turn)) and turn.show:
                yield RevealedStep(asked.activity, shown, turn.show, asked.shift_shown(turn))
