"""What a simulated participant gives: to whatever is asked, from the seed and its number alone.

How it reaches the session is another matter: in a rehearsal through the real server, as phones do
(`rehearsal.py`).
"""

import random
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from tamtam import kinds
from tamtam.deck.deck import Activity
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts
from tamtam.session.activity import base_of
from tamtam.session.backchannel import QUESTIONS

#: Of ten who propose something, who says what in place of it: a key of the words for simulated people.
TEN = 10
SLIPS = {0: "name", 2: "similar", 4: "email", 6: "phone", 8: "similar"}


@dataclass(frozen=True, slots=True)
class SimulatedAnswers:
    """One of them, by its `number`; what it writes is in its `language`."""

    number: int
    seed: int
    language: str

    def chance(self, activity: Activity, turn: int) -> random.Random:
        """What decides how it answers a turn: the same in each of its rounds."""
        return random.Random(f"{self.seed}/{self.number}/{activity.id}/{turn}")

    def proposes(self, activity: Activity, chance: random.Random) -> tuple[str, ...]:
        """The items it proposes, where an activity collects them now.

        Where somebody reads them before they are shown, some say nearly the same as another, and some have
        a name, an address or a number in them: so that a rehearsal has all that is to be looked at.
        """
        proposed = kinds.get(activity.kind).propose(activity, chance)
        found = tuple(texts.pick(text, self.language) for text in proposed)
        if not found or activity.collect is None or not activity.collect.held:
            return found
        return (*found[:-1], self._to_look_at(activity, found[-1]))

    def _to_look_at(self, activity: Activity, text: str) -> str:
        """What one in a few says in place of a text: the first in each ten gives somebody away."""
        slip = SLIPS.get((self.number - 1) % TEN)
        said = f"notebook.simulated.{slip}"
        longest = activity.collect.longest if activity.collect else 0
        changed = texts.text(self.language, said, text=text.removesuffix(".")) if slip else text
        return changed if len(changed) <= longest else text

    def answers(
        self,
        activity: Activity,
        chance: random.Random,
        told: dict[str, Any] | None,
        phases: Collection[str] | None,
    ) -> dict[Slot, Any]:
        """What it answers for `phases` (None: for all) when a game has `told` it so much."""
        answers = kinds.get(activity.kind).respond(activity, chance, told)
        return {slot: one for slot, one in answers.items() if phases is None or slot[1] in phases}

    def says_aside(self, activity: Activity, step: str) -> tuple[tuple[str, ...], dict[Slot, Any]]:
        """What it says at a step beside what is asked: its questions; seconds, and how the pace is."""
        chance = random.Random(f"{self.seed}/{self.number}/{activity.id}/{step}")
        asked = QUESTIONS.propose(activity, chance)
        words = tuple(texts.pick(text, self.language) for text in asked)
        return words, QUESTIONS.simulate(activity, chance)


def dealt_of(answers: dict[Slot, Any], dealt: Collection[str] | None) -> dict[Slot, Any]:
    """Those answers that are about items one is dealt; all of them where everybody answers all."""
    return {slot: v for slot, v in answers.items() if dealt is None or base_of(slot) in dealt}
