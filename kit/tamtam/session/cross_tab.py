"""One question of a session, as it is crossed with another: what was asked, who said yes, who no."""

from dataclasses import dataclass
from typing import Any

from tamtam.deck.deck import Activity
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.tally import Slot
from tamtam.kinds.parts.words import Words
from tamtam.language.errors import TamtamError
from tamtam.session.activity import ActivityState
from tamtam.session.state import QuestionKey, State
from tamtam.standing.cross_tab import Side


@dataclass(frozen=True, slots=True)
class Variable:
    """One slot of an activity."""

    activity: Activity
    slot: Slot

    @classmethod
    def named(cls, state: State, name: str) -> "Variable":
        """The question called "activity.item", with ".phase" where there are several.

        "activity" alone is enough where it asks one thing. Raises TamtamError naming the questions
        of the activity that can be crossed.
        """
        id, _, rest = name.partition(".")
        asked = state.activity(id)
        known = _crossable(asked)
        meant = [slot for slot in known if rest in ("", slot[0], ".".join(slot))]
        if len(meant) != 1:
            names = ", ".join(f"{id}.{'.'.join(slot)}" for slot in known)
            raise TamtamError("which_question", name=name, questions=names or "–")
        return cls(asked.activity, meant[0])

    @property
    def place(self) -> QuestionKey:
        """What tells it from others of the session."""
        return self.activity.id, *self.slot

    def side(self, state: State) -> Side:
        """Each participant's yes or no, in the activity's present turn."""
        return state.activity(self.activity.id).side(self.slot)

    def text(self, language: str) -> str:
        """What was asked, with the phase where there are several: "Trust, today"."""
        item, phase = self.slot
        words = scale.quoted(self.activity, item, language)
        several = len(self.activity.phases) > 1
        return f"{words}, {scale.phase_name(phase, language)}" if several else words

    def answers(self, language: str) -> tuple[str, str]:
        """What a no and a yes to it mean: ("don't agree, …", "agree")."""
        words: dict[str, Any] = Words(self.activity.kind).section(language, "crossed")
        return words["no"], words["yes"]


def _crossable(asked: ActivityState) -> list[Slot]:
    slots = asked.kind.slots(asked.activity)
    return [slot for slot in slots if asked.kind.sides(asked.activity, slot)]
