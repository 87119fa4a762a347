"""What phones may say at any time, beside whatever is asked: questions, seconds to them, and the pace.

It is gathered as an activity is, by the same commands and events, under the id `BACKCHANNEL`: its items are
questions, its answers are seconds ("I would like to know that too") and one word on the pace. It stands
in no plan, is open as long as the session is, and is never revealed: others see the questions that were
approved, the facilitator how many second them and how many find it too fast, never who.
"""

import random
from typing import Any

import msgspec

from tamtam.deck.deck import BACKCHANNEL, Activity, Collect, Deck, Text
from tamtam.kinds.kind import one_of, refuse
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.words import Words
from tamtam.kinds.sentences import Sentences
from tamtam.language import texts
from tamtam.session import events as e
from tamtam.session.activity import ActivityState
from tamtam.session.turn import Turn

#: The phase in which a question is seconded: by True, there is no no.
SECOND = "second"
#: Where one says how the pace is, and what one may say.
PACE: Slot = ("pace", "now")
PACES = ("fast", "fine", "lost")
#: How long a word on the pace counts (ms). Who was lost has found the thread by then, or says so again.
FRESH = 5 * 60_000
#: How many of one person's questions may be unsettled at once, and how long one may be (characters).
MOST, LONGEST = 5, 200
#: What a facilitator makes of a question: taken up now (on the wall), answered, kept for later, or parked.
SETTLED = ("answered", "later", "parked")
MARKS = ("", "now", *SETTLED)


_WORDS = Words(BACKCHANNEL)


class BackchannelKind(Sentences):
    """Sentences that can be seconded, and the pace beside them. No deck asks it."""

    name = BACKCHANNEL

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        """Each question that is shown, and the pace."""
        return (*((item.id, SECOND) for item in activity.items), PACE)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> Any:
        """One of `PACES`; True for a question."""
        if slot == PACE:
            return one_of(value, PACES)
        if value is not True:
            raise refuse("not_an_option", options="true")
        return value

    def propose(self, activity: Activity, rng: random.Random) -> tuple[Text, ...]:
        """What a simulated participant asks: hardly ever anything."""
        examples = _WORDS.section(texts.LANGUAGES[0], "examples")
        if rng.random() >= 1 / 40:
            return ()
        return (_WORDS.both(f"examples.{rng.choice(list(examples))}"),)

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, Any]:
        """What a simulated participant says now and then: how the pace is, a second to a question."""
        said: dict[Slot, Any] = {}
        if rng.random() < 1 / 6:
            [said[PACE]] = rng.choices(PACES, (2, 4, 1))
        seconded = (item.id for item in activity.items if rng.random() < 1 / 6)
        return said | {(id, SECOND): True for id in seconded}


QUESTIONS = BackchannelKind()


class Backchannel(ActivityState):
    """Backchannel of one session: questions and pace.

    `said_at` has when each participant said how the pace is (ms since 1970): whoever looks compares it
    with the time it is then. `laid_at` is the position of the last event that changed a question.
    """

    def __init__(self) -> None:
        super().__init__(_activity(held=True), QUESTIONS)
        self.status = "open"
        self.turns.append(Turn(1, self.kind.tally(self.activity)))
        self.said_at: dict[str, int] = {}
        self.laid_at = 0

    def follow(self, deck: Deck) -> None:
        """Be as a deck says: held until approved, at once, or closed where it wants no questions.

        A deck of before there were any may have called an activity so.
        """
        none = deck.questions == "none" or deck.activity(BACKCHANNEL) is not None
        self.status = "closed" if none else "open"
        bare = _activity(held=deck.questions != "at_once")
        self.ask(msgspec.structs.replace(bare, items=self.activity.items))

    # --- the pace

    def note_time(self, event: e.Answered, at: int) -> None:
        """Note when an answer came that says how the pace is."""
        if (event.item, event.phase) != PACE:
            return
        if event.value is None:
            self.said_at.pop(event.participant, None)
        else:
            self.said_at[event.participant] = at

    def pace_of(self, participant: str, now: int) -> str | None:
        """How one participant finds the pace; None where they said nothing of late."""
        if now - self.said_at.get(participant, -FRESH) >= FRESH:
            return None
        word: str = self.turn.answers[participant][PACE]
        return word

    def paces(self, now: int) -> dict[str, int]:
        """How many find it too fast, fine, or are lost, of those who said so of late."""
        counts = dict.fromkeys(PACES, 0)
        for participant in self.said_at:
            if word := self.pace_of(participant, now):
                counts[word] += 1
        return counts

    # --- questions

    def seconds(self, question: str) -> int:
        """How many would like to know that too."""
        tally = self.turn.tally
        assert isinstance(tally, Counts)
        return tally.counts((question, SECOND), (True,))[True]

    def unsettled(self) -> tuple[int, int]:
        """How many questions are still to be read, and how many are shown and to be dealt with."""
        every = self.proposals.values()
        waiting = sum(1 for one in every if one.status == "held")
        return waiting, sum(1 for one in every if one.status == "shown" and one.mark not in SETTLED)

    def mark(self, question: str, mark: str, position: int) -> None:
        """Make one of `MARKS` of a question; only one is taken up at a time."""
        for id, proposal in self.proposals.items():
            if id == question:
                proposal.mark = mark
            elif mark == "now" and proposal.mark == "now":
                proposal.mark = ""
        self._lay_out(position, recount=False)

    def taken_up(self) -> str | None:
        """The question that is taken up now, if it is still shown."""
        for id, proposal in self.proposals.items():
            if proposal.mark == "now" and proposal.status == "shown":
                return id
        return None

    # --- as any activity

    def take_back(self, participant: str, position: int) -> None:
        """Take back all that a participant said, but for their questions."""
        super().take_back(participant, position)
        self.said_at.pop(participant, None)

    def _lay_out(self, position: int, recount: bool = True) -> None:
        super()._lay_out(position, recount)
        self.laid_at = position


def _activity(held: bool) -> Activity:
    title = _WORDS.both("title")
    return Activity(
        id=BACKCHANNEL,
        step="",
        part="",
        kind=BACKCHANNEL,
        title=title,
        question=title,
        minutes=0,
        options={"minutes": FRESH // 60_000},
        collect=Collect(_WORDS.both("prompt"), most=MOST, longest=LONGEST, held=held),
    )
