"""Display: what of a turn is to be seen once it was revealed, on every surface alike."""

from dataclasses import dataclass
from typing import Self

from tamtam.session.activity import ActivityState
from tamtam.session.turn import Turn
from tamtam.standing.standing import Standing


@dataclass(frozen=True, slots=True)
class Display:
    """What was revealed of a turn and still holds.

    `standing` is where the group stands or, where the shift was revealed, what moved; `facet` the part
    of it that is shown, "" for the whole; `with_chart` whether more than its sentence is.
    """

    standing: Standing
    facet: str
    with_chart: bool

    @classmethod
    def of(cls, asked: ActivityState, turn: Turn | None = None) -> Self | None:
        """Of the present turn, or of an earlier one; None where nothing is to be seen."""
        turn = turn or asked.turn
        standing = asked.displayed(turn)
        if standing is None or turn.show in (None, "nothing"):
            return None
        return cls(standing, turn.facet if turn.show == "chart" else "", turn.shows_chart)
