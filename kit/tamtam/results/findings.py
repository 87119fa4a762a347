"""What a session has to tell: one line for each standing that was revealed, and what there is behind it.

A standing that was revealed only as its sentence is a sentence here too; one revealed as nothing is left
out; what was hidden since is gone. How a standing came out, its gaps and what people wrote are told only
of those shown whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tamtam import kinds
from tamtam.deck.deck import Activity
from tamtam.kinds.parts import saying, scale
from tamtam.language import texts
from tamtam.session.state import State
from tamtam.standing import claims as c
from tamtam.standing.standing import ItemStanding, Standing

#: The phases without which a gap is not one between what is and what is wanted.
TODAY, WANTED = "today", "wanted"
#: What says that views are close, or that they part. A role that many name is neither.
_CLOSE = (c.SharedClaim, c.OrderClaim)
_APART = (c.SplitClaim, c.OppositeClaim, c.CampsClaim, c.LineClaim)


@dataclass(frozen=True, slots=True)
class Line:
    """One standing: what was asked, what there is to say of it, and whether it was shown `whole`."""

    activity: Activity
    standing: Standing
    whole: bool = True

    @property
    def moved(self) -> bool:
        """Whether it tells what moved since the last time rather than where the group stands."""
        return self.standing.kind != self.activity.kind

    @property
    def key(self) -> tuple[str, bool]:
        """What tells it from the other lines of a session."""
        return self.activity.id, self.moved

    @property
    def outcome(self) -> str:
        """How it came out; empty where that was not shown, or nothing was answered."""
        answered = any(item.distributions for item in self.standing.items)
        return self.standing.outcome if self.whole and answered and self._is_told_of_many() else ""

    def _is_told_of_many(self) -> bool:
        """Whether its outcome may be told in one breath with those of others."""
        claim, outcome = self.standing.claim, self.standing.outcome
        if outcome == "gap":
            return WANTED in self.activity.phases
        kinds = {"together": _CLOSE, "split": _APART}.get(outcome)
        return claim is None or kinds is None or isinstance(claim, kinds)

    def about(self, language: str) -> str:
        """What it says that of: the items of its claim and its step; its title where it has none."""
        claim = self.standing.claim
        items = [id for id in (claim.items if claim else ()) if self.activity.item(id)]
        if not items:
            return self.title(language)
        names = [scale.quoted(self.activity, id, language) for id in items]
        told = {"items": saying.listed(names, language), "step": self.activity.step}
        return texts.text(language, "notebook.summary.about", **told)

    @property
    def gap(self) -> float:
        """The widest gap of an item, as a share of its scale, 0 to 1; 0 without one."""
        return max((gap.share for gap in self.gaps()), default=0.0)

    def gaps(self) -> Iterator["Gap"]:
        """Each item that is wanted otherwise than it is."""
        for item in self.standing.items if self.whole else ():
            if (share := _share(item)) and WANTED in self.activity.phases:
                yield Gap(self, item, share)

    def title(self, language: str) -> str:
        """Its step and what it is called: "2C Who decides?"."""
        return f"{self.activity.step} {texts.pick(self.activity.title, language)}"

    def sentence(self, language: str) -> str:
        """What there is to say, with its full stop."""
        return scale.said(self.standing, language)

    def quotes(self, language: str) -> tuple[str, ...]:
        """What people wrote in it that everybody may read."""
        kind = kinds.get(self.activity.kind)
        return kind.quotes(self.activity, self.standing, language) if self.whole else ()

    def figures(self, language: str) -> str:
        """Its numbers, where the sentence leaves out what is to be read aloud."""
        kind = kinds.get(self.activity.kind)
        return kind.figures_aloud(self.activity, self.standing, language) if self.whole else ""


@dataclass(frozen=True, slots=True)
class Gap:
    """An item that is wanted otherwise than it is, by a `share` of its scale."""

    line: Line
    item: ItemStanding
    share: float

    def medians(self) -> tuple[float, float] | None:
        """Where the room is and where it wants to be; None where the kind doesn't say."""
        found = (self.item.distribution(TODAY), self.item.distribution(WANTED))
        today, wanted = (one.median if one else None for one in found)
        return None if today is None or wanted is None else (today, wanted)


def lines(state: State) -> Iterator[Line]:
    """The last revealed turn of each activity, in the deck's order."""
    for asked in state.asked.values():
        turns = (turn for turn in reversed(asked.turns) if turn.standing is not None)
        turn = next(turns, None)
        shown = asked.shown(turn) if turn is not None else None
        if turn is None or shown is None or turn.show == "nothing" or shown.outcome == "few":
            continue
        yield Line(asked.activity, shown, turn.shows_chart and shown == turn.standing)
        if moved := asked.shift_shown(turn):  # beside where it stands; no outcome of its own
            yield Line(asked.activity, moved, whole=False)


def _share(item: ItemStanding) -> float:
    """An item's gap as a share of the scale that its counts span; 0 without one."""
    measure, counts = item.measure("gap"), item.distributions and item.distributions[0].counts
    if item.outcome != "gap" or measure is None or not counts:
        return 0.0
    values = [int(value) for value in counts]
    return abs(measure.value) / max(1, max(values) - min(values))
