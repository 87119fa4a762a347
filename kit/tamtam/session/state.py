"""State: what a session is now, from nothing but its log; `session.fold` takes its events in."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from tamtam.deck.deck import BACKCHANNEL, BREAK, Deck
from tamtam.kinds.kind import GatheredAnswers
from tamtam.language.characters import bare_name, name_key
from tamtam.language.errors import TamtamError
from tamtam.session import events as e
from tamtam.session.activity import ActivityState
from tamtam.session.backchannel import Backchannel
from tamtam.session.participant import Participant
from tamtam.session.ratings import ToldRatings
from tamtam.session.sent_keys import SentKeys
from tamtam.session.turn import Turn
from tamtam.standing.cross_tab import CrossTab, Side
from tamtam.standing.standing import Standing

#: What tells a question from others: its activity, item and phase.
QuestionKey = tuple[str, str, str]


class CrossTabRecord(NamedTuple):
    """Two questions that were crossed: who said yes and no to each then, and all that was told of it."""

    first: QuestionKey
    sides: tuple[Side, Side]
    told: CrossTab


class State:
    """What a session is after `position` events, the last of them at `at` (ms since 1970).

    `asked` maps activity ids, in the deck's order, to their life so far; `current` is the one opened
    last. `backchannel` is what phones say beside it. `begun` has when each step began, activities and
    pauses; `pause` is the one that is shown, `plan` the steps still to come, with the minutes of `cut`.
    `sent` recognises what is sent twice. `came` is the highest number given to a participant, `tables` who
    sits where, `seatings` how often people were seated; with `door_closed` nobody new comes in.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.position = 0
        self.at = 0
        self.opened: e.SessionOpened | None = None
        self.opened_at = 0
        self.participants: dict[str, Participant] = {}
        #: What may be told of their ratings, by question.
        self.ratings: dict[str, ToldRatings] = {}
        self.aliases: dict[str, str] = {}
        self.asked: dict[str, ActivityState] = {}
        self.backchannel = Backchannel()
        self.current: str | None = None
        self.tables: Mapping[int, tuple[str, ...]] = {}
        self.seatings = 0
        self.came = 0
        self.door_closed = False
        self.sent = SentKeys()
        self.crossings: dict[frozenset[QuestionKey], CrossTabRecord] = {}
        self.notes: list[e.Noted] = []
        self.agreed: e.Agreed | None = None
        self.begun: list[tuple[int, str]] = []
        self.pause: e.PauseBegan | None = None
        self.plan: tuple[str, ...] = ()
        self.cut = ""
        self.over = False
        self.closed_at: int | None = None
        self.pruned = False
        #: Whether some answers were spared for a comparison.
        self.spares = False

    @property
    def session(self) -> e.SessionOpened:
        """How the session was opened. Raises TamtamError where its first event isn't there."""
        if self.opened is None:
            raise TamtamError("no_such_session", code=self.code)
        return self.opened

    @property
    def deck(self) -> Deck:
        """The deck of this session, as last edited."""
        return self.session.deck

    @property
    def min_answers(self) -> int:
        """The least number of answers to show a distribution; 1 for a person alone with their own."""
        return 1 if self.session.audience == "alone" else self.session.min_answers

    @property
    def step(self) -> str | None:
        """The step under way, an activity or a pause; None before the first."""
        return self.begun[-1][1] if self.begun else None

    @property
    def current_activity(self) -> ActivityState | None:
        """The activity opened last; None before the first."""
        return self.asked.get(self.current) if self.current else None

    @property
    def on_stage(self) -> ActivityState | None:
        """The activity that phones and wall show: the one opened last, none in a break."""
        in_a_break = self.pause is not None and self.pause.pause == BREAK
        return None if in_a_break else self.current_activity

    def spared(self) -> frozenset[tuple[str, str]]:
        """Whose answers to what stay until it is asked again: participant and activity."""
        who = [one.id for one in self.participants.values() if one.comparable]
        return frozenset((id, activity) for id in who for activity in self.deck.asked_again())

    def called(self, alias: str) -> Participant:
        """Who is called so, however it was typed; accents and signs count only to tell people apart.

        Raises TamtamError for a name that nobody has, or that could mean several.
        """
        id = self.aliases.get(name_key(alias))
        if id is None:
            meant = bare_name(alias)
            alike = [one.id for one in self.participants.values() if bare_name(one.alias) == meant]
            id = alike[0] if len(alike) == 1 else None
        if id is None:
            raise TamtamError("no_such_participant", participant=alias)
        return self.participants[id]

    def activity(self, id: str) -> ActivityState:
        """The activity called `id` in this session. Raises TamtamError naming those there are."""
        if id not in self.asked:
            raise TamtamError("no_such_activity", activity=id, activities=", ".join(self.asked))
        return self.asked[id]

    def participant(self, id: str) -> Participant:
        """Who is in this session under `id`. Raises TamtamError where nobody is."""
        if id not in self.participants:
            raise TamtamError("not_in_session", code=self.code)
        return self.participants[id]

    def simulated(self) -> list[Participant]:
        """Those of a rehearsal who are no people, as they came in."""
        return [one for one in self.participants.values() if one.simulated]

    def receiver(self, id: str) -> ActivityState:
        """What takes answers and items under `id`: an activity, or what is said aside."""
        return self.backchannel if id == BACKCHANNEL and id not in self.asked else self.activity(id)

    def receivers(self) -> Iterator[tuple[str, ActivityState]]:
        """All that takes answers and items, by its id: the activities in the deck's order, and the aside."""
        yield from self.asked.items()
        if BACKCHANNEL not in self.asked:
            yield BACKCHANNEL, self.backchannel

    def standing(self, activity: str, turn: int | None = None) -> Standing:
        """Where the group stands on an activity now, in its present turn or in turn number `turn`."""
        asked = self.activity(activity)
        chosen = asked.turn if turn is None or not asked.turns else asked.turns[turn - 1]
        found = asked.kind.standing(asked.activity, self.gathered(asked, chosen))
        by_hand = asked.by_hand(chosen)
        silent = max(0, len(self.participants) - (found.n - by_hand))
        whole = msgspec.structs.replace(found, by_hand=by_hand, silent=silent)
        return whole.highlighting(chosen.highlight) if chosen.highlight else whole

    def gathered(self, asked: ActivityState, turn: Turn) -> GatheredAnswers:
        """All that was gathered in a turn of an activity: what a standing rests on."""
        related = {
            id: self.asked[id].turn.answers
            for id in asked.kind.related(asked.activity)
            if id in self.asked
        }
        source = asked.kind.source(asked.activity)
        repeated = self.asked.get(asked.kind.repeats(asked.activity))
        return GatheredAnswers(
            *(turn.number, turn.tally, asked.people(turn), self.min_answers),
            answers=turn.answers,
            related=related,
            source=self.shown_whole(source) if source else None,
            tables=turn.tables,
            over=turn.over,
            seed=self.session.seed,
            history=turn.history,
            resting=asked.resting,
            waiting=asked.waiting(turn),
            reworded=asked.activity.reworded(repeated.activity) if repeated else frozenset(),
            backing=asked.backing,
        )

    def shown_whole(self, activity: str) -> Standing | None:
        """What the room last saw the chart of; someone alone sees where they stand. None without."""
        asked = self.asked.get(activity)
        if asked is None:
            return None
        if self.session.audience == "alone":
            return self.standing(activity)
        seen = (turn for turn in reversed(asked.turns) if turn.shows_chart)
        turn = next(seen, None)
        return asked.shown(turn) if turn else None

    def everybody_is_done(self, asked: ActivityState) -> bool:
        """Whether all whom the open activity asks have answered; never where it asks nobody."""
        seated = asked.seated
        wanted = {id for id in self.participants if not seated or asked.plays(id)}
        return bool(wanted) and wanted <= asked.turn.complete
