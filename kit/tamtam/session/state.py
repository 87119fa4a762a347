"""Events in, state out: what a session is now, from nothing but its log.

The fold reads no clock, no random generator and no file, and each answer costs O(1), so that the same
log gives the same state on any machine and a follower keeps up whatever the size of the session.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, get_args

import msgspec

from tamtam.deck import pictures
from tamtam.deck.deck import BACKCHANNEL, BREAK, WELCOME, Deck, Text
from tamtam.kinds.kind import Gathered
from tamtam.language.characters import bare_name, name_key
from tamtam.language.errors import TamtamError
from tamtam.session import events as e
from tamtam.session.activity import ActivityState
from tamtam.session.backchannel import Backchannel
from tamtam.session.ratings import ToldRatings
from tamtam.session.turn import Turn
from tamtam.standing.cross_tab import CrossTab, Side
from tamtam.standing.standing import Standing


@dataclass(slots=True)
class Participant:
    """Someone in the session: the `number`-th who came in.

    `table` is where they sit, None before that; with `extra_time` an activity stays open
    for them a while longer; `ratings` is what they say of the session, by question; `kept` is what
    somebody alone keeps beside their answers, by its name. With `comparable` they want to be compared with
    themselves when the same is asked again; `former` is who they were in the session that this one asks
    again, "" where they don't say.
    """

    id: str
    alias: str
    language: str
    simulated: bool
    joined_at: int
    number: int
    table: int | None = None
    extra_time: bool = False
    ratings: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int | str | tuple[str, ...]] = field(default_factory=dict)
    comparable: bool = False
    former: str = ""


#: How many keys of each sender are known again: a phone repeats its last sendings, never hundreds.
KEYS_KEPT = 200
#: What tells a question from others: its activity, item and phase.
Place = tuple[str, str, str]


class CrossTabRecord(NamedTuple):
    """Two questions that were crossed: who said yes and no to each then, and all that was told of it."""

    first: Place
    sides: tuple[Side, Side]
    told: CrossTab


class State:
    """What a session is after `position` events, the last of them at `at` (ms since 1970).

    `asked` maps activity ids, in the deck's order, to their life so far; `current` is the one opened
    last. `aside` is what phones say beside it. `begun` has when each step began, activities and pauses;
    `pause` is the one that is shown, `plan` the steps still to come, with the minutes of `cut`. `sent`
    recognises what is sent twice: per participant ("" is the facilitator) and key, a hash of what was
    sent with it. `came` is the highest number given to a participant, `tables` who sits where,
    `seatings` how often people were seated; with `door_closed` nobody new comes in.
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
        self.sent: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self.crossings: dict[frozenset[Place], CrossTabRecord] = {}
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

    def gathered(self, asked: ActivityState, turn: Turn) -> Gathered:
        """All that was gathered in a turn of an activity: what a standing rests on."""
        related = {
            id: self.asked[id].turn.answers
            for id in asked.kind.related(asked.activity)
            if id in self.asked
        }
        source = asked.kind.source(asked.activity)
        repeated = self.asked.get(asked.kind.repeats(asked.activity))
        return Gathered(
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

    def apply(self, entry: e.Entry) -> None:
        """Take one more event in. An erased one only moves the position."""
        self.position = entry.position
        self.at = entry.at
        if entry.event is not None:
            _APPLY[type(entry.event)](self, entry.event, entry.at)

    # --- one function an event

    def _session_opened(self, event: e.SessionOpened, at: int) -> None:
        self.opened = event
        self.opened_at = at
        self.asked = {activity.id: ActivityState(activity) for activity in event.deck.activities}
        self.backchannel.follow(event.deck)
        self.cut = event.cut
        self.plan = event.deck.steps(event.cut)

    def _joined(self, event: e.Joined, at: int) -> None:
        self.participants[event.participant] = Participant(
            *(event.participant, event.alias, event.language, event.simulated, at), event.number
        )
        self.came = max(self.came, event.number)
        self.aliases[name_key(event.alias)] = event.participant

    def _renamed(self, event: e.Renamed, at: int) -> None:
        if participant := self.participants.get(event.participant):
            self._free(participant)
            participant.alias = event.alias
            self.aliases[name_key(event.alias)] = event.participant

    def _free(self, participant: Participant) -> None:
        """Let somebody's name be taken; where another has one just like it, it stays theirs."""
        key = name_key(participant.alias)
        if self.aliases.get(key) == participant.id:
            del self.aliases[key]

    def _door_turned(self, event: e.DoorTurned, at: int) -> None:
        self.door_closed = event.closed

    def _language_chosen(self, event: e.LanguageChosen, at: int) -> None:
        if participant := self.participants.get(event.participant):
            participant.language = event.language

    def _extra_time_set(self, event: e.ExtraTimeSet, at: int) -> None:
        if participant := self.participants.get(event.participant):
            participant.extra_time = event.granted

    def _rated(self, event: e.Rated, at: int) -> None:
        if participant := self.participants.get(event.participant):
            participant.ratings[event.question] = event.value
            told = self.ratings.setdefault(event.question, ToldRatings())
            told.rate(event.participant, event.value, self.min_answers)

    def _choice_kept(self, event: e.ChoiceKept, at: int) -> None:
        if participant := self.participants.get(event.participant):
            participant.kept.pop(event.name, None)
            if event.value is not None:
                participant.kept[event.name] = event.value

    def _seated(self, event: e.Seated, at: int) -> None:
        self.seatings += 1
        self.tables = self._there(event.tables)
        table_of = {id: table for table, seated in self.tables.items() for id in seated}
        for participant in self.participants.values():
            participant.table = table_of.get(participant.id)
        if turn := self._open_at_tables():
            turn.tables = self.tables

    def _sat_down(self, event: e.SatDown, at: int) -> None:
        who, table = event.participant, event.table
        self.tables = _moved(self.tables, who, table)
        if participant := self.participants.get(who):
            participant.table = table
        if turn := self._open_at_tables():
            turn.tables = _moved(turn.tables, who, table)

    def _open_at_tables(self) -> Turn | None:
        """What is asked at tables where people may come and go, as they may not in a game."""
        asked = self.current_activity
        is_open = asked is not None and asked.status == "open" and not asked.seated
        return asked.turn if asked is not None and is_open else None

    def _there(self, tables: Mapping[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
        """Tables with those who are still there, and only those at which somebody is."""
        there = {n: tuple(id for id in ids if id in self.participants) for n, ids in tables.items()}
        return {table: ids for table, ids in there.items() if ids}

    def _known(self, tables: Mapping[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
        """Tables of a game; the seat of someone who was forgotten stays empty, and all others theirs."""
        return {
            table: tuple(id if id in self.participants else "" for id in seated)
            for table, seated in tables.items()
        }

    def _activity_opened(self, event: e.ActivityOpened, at: int) -> None:
        asked = self.asked[event.activity]
        if event.turn > len(asked.turns):
            tally = asked.kind.tally(asked.activity)
            history = asked.kind.history(asked.activity, self.min_answers)
            tables = self._known(event.tables) or self.tables
            asked.turns.append(
                Turn(event.turn, tally, history, tables=tables, by_table=event.by_table)
            )
            asked.turn.talk = event.talk
        asked.status = "open"
        asked.opened_at = at
        asked.ends_at = event.ends_at
        asked.left = asked.late_until = None
        asked.skipped = False
        self.current = event.activity
        self._begin(event.activity, at)

    def _cards_turned(self, event: e.CardsTurned, at: int) -> None:
        self.asked[event.activity].turn.turned = True

    def _begin(self, step: str, at: int) -> None:
        self.pause = None
        if step != self.step:  # one that is opened anew at once goes on
            self.begun.append((at, step))
            # Once anything else began, the welcome is over, whether or not somebody took note of it.
            self.plan = _without(_without(self.plan, step), WELCOME)

    def _activity_closed(self, event: e.ActivityClosed, at: int) -> None:
        asked = self.asked[event.activity]
        if asked.status == "waiting":
            self.plan = _without(self.plan, event.activity)
        asked.status = "revealed" if asked.turn.show else "closed"
        asked.ends_at = asked.left = None
        asked.late_until = event.late_until
        asked.skipped = event.reason == "skip"

    def _round_opened(self, event: e.RoundOpened, at: int) -> None:
        asked = self.asked[event.activity]
        asked.ends_at, asked.left = event.ends_at, None
        asked.turn.round, asked.turn.dealt = event.number, event.dealt
        asked.turn.hand = event.hand
        asked.turn.complete.clear()

    def _round_closed(self, event: e.RoundClosed, at: int) -> None:
        asked = self.asked[event.activity]
        asked.ends_at = asked.left = None
        asked.turn.over = event.number

    def _timer_changed(self, event: e.TimerChanged, at: int) -> None:
        asked = self.asked[event.activity]
        asked.ends_at, asked.left = event.ends_at, event.left

    def _answered(self, event: e.Answered, at: int) -> None:
        participant = self.participants.get(event.participant)
        number = participant.number if participant else 0
        asked = self.asked.get(event.activity)
        if asked is None:
            asked = self.receiver(event.activity)
            self.backchannel.note_time(event, at)
        asked.answer(event, self.position, number)
        self._recognise(event.participant, event.key, content_of(event))

    def _sheet_entered(self, event: e.SheetEntered, at: int) -> None:
        self.asked[event.activity].enter(event, self.position)

    def _sheet_withdrawn(self, event: e.SheetWithdrawn, at: int) -> None:
        self.asked[event.activity].take_out(event.sheet, self.position)

    def _item_proposed(self, event: e.ItemProposed, at: int) -> None:
        words = self._in_each_language(event.text)
        self.receiver(event.activity).propose(event, words, self.position)
        self._recognise(event.participant or "", event.key, content_of(event))

    def _recognise(self, sender: str, key: str, content: int) -> None:
        """Know a sending again should it come twice; of each sender the newest `KEYS_KEPT`."""
        known = self.sent[sender]
        known[key] = content
        if len(known) > KEYS_KEPT:
            del known[next(iter(known))]

    def _items_carried(self, event: e.ItemsCarried, at: int) -> None:
        self.asked[event.activity].take_over(event.items, self.position)
        self._follow_carried()

    def _follow_carried(self) -> None:
        """Let items that were carried from another activity be what they are there now."""
        for asked in self.asked.values():
            source = self.asked.get(asked.kind.source(asked.activity))
            if asked.carried and source:
                there = [source.activity.item(id) for id in asked.carried]
                asked.carry([item for item in there if item], self.position)

    def _item_withdrawn(self, event: e.ItemWithdrawn, at: int) -> None:
        self.receiver(event.activity).withdraw(event.item, self.position)
        self._follow_carried()

    def _item_edited(self, event: e.ItemEdited, at: int) -> None:
        words = self._in_each_language(event.text)
        self.receiver(event.activity).edit(event.item, words, self.position)
        self._follow_carried()

    def _item_merged(self, event: e.ItemMerged, at: int) -> None:
        self.receiver(event.activity).merge(event.item, event.into, self.position)
        self._follow_carried()

    def _item_hidden(self, event: e.ItemHidden, at: int) -> None:
        self.receiver(event.activity).hide(event.item, event.hidden, self.position)
        self._follow_carried()

    def _question_marked(self, event: e.QuestionMarked, at: int) -> None:
        self.backchannel.mark(event.item, event.mark, self.position)

    def _in_each_language(self, text: str) -> Text:
        return dict.fromkeys(self.deck.languages, text)

    def _revealed(self, event: e.Revealed, at: int) -> None:
        asked = self.asked[event.activity]
        asked.turns[event.turn - 1].reveal(event, self.position)
        asked.status = "revealed"
        self.pause = None  # whoever reveals wants it to be seen

    def _focused(self, event: e.Focused, at: int) -> None:
        self.asked[event.activity].turns[event.turn - 1].facet = event.facet

    def _highlighted(self, event: e.Highlighted, at: int) -> None:
        turn = self.asked[event.activity].turns[event.turn - 1]
        turn.highlight, turn.changed_at = event.claim, self.position

    def _deck_edited(self, event: e.DeckEdited, at: int) -> None:
        edited_deck = pictures.kept(event.deck, self.deck)
        before, after = self.deck.steps(self.cut), edited_deck.steps(self.cut)
        self.plan = tuple(step for step in self.plan if step in after)
        for step in after:
            if step not in before:
                self.plan = edited_deck.placed(self.plan, step, self.cut)
        fresh = {activity.id: ActivityState(activity) for activity in edited_deck.activities}
        for id, asked in self.asked.items():
            written = self.deck.activity(id)
            if id in fresh and written and asked.is_begun(written):
                edited, items = fresh[id].activity, asked.activity.items
                asked.ask(msgspec.structs.replace(edited, items=items))
                fresh[id] = asked
        self.asked = fresh
        self.backchannel.follow(edited_deck)
        self.opened = msgspec.structs.replace(self.session, deck=edited_deck)

    def _planned(self, event: e.Planned, at: int) -> None:
        self.plan = event.steps
        self.cut = event.cut or self.cut

    def _pause_began(self, event: e.PauseBegan, at: int) -> None:
        self._begin(event.pause, at)
        self.pause = event

    def _agreed(self, event: e.Agreed, at: int) -> None:
        self.agreed = event

    def _cross_tabulated(self, event: e.CrossTabulated, at: int) -> None:
        places = event.first, event.second
        first, second = (self.asked[id].side((item, phase)) for id, item, phase in places)
        self.crossings[frozenset(places)] = CrossTabRecord(event.first, (first, second), event.told)

    def _noted(self, event: e.Noted, at: int) -> None:
        self.notes.append(event)

    def _forgotten(self, event: e.Forgotten, at: int) -> None:
        """Take a participant out, as if they had never come; what was revealed stays revealed."""
        gone = event.participant
        if participant := self.participants.pop(gone, None):
            self._free(participant)
            if participant.number == self.came:
                self.came = max((one.number for one in self.participants.values()), default=0)
        self.sent.pop(gone, None)
        self.tables = _without_seat(self.tables, gone)
        items_are_gone = False
        for _, asked in self.receivers():
            items_are_gone |= asked.forget(gone, self.position)
            for turn in asked.turns:
                left = _emptied if asked.seated else _without_seat
                turn.tables = left(turn.tables, gone)
        if items_are_gone:
            self._follow_carried()

    def _comparison_allowed(self, event: e.ComparisonAllowed, at: int) -> None:
        if participant := self.participants.get(event.participant):
            participant.comparable = event.allowed

    def _former_named(self, event: e.FormerNamed, at: int) -> None:
        if participant := self.participants.get(event.participant):
            participant.former = event.former

    def _pruned(self, event: e.Pruned, at: int) -> None:
        """Take all answers out, as they are in the log no more; what was revealed stays revealed."""
        self._prune(frozenset())

    def _pruned_but_spared(self, event: e.PrunedButSpared, at: int) -> None:
        self._prune(self.spared())

    def _prune(self, spared: frozenset[tuple[str, str]]) -> None:
        self.pruned, self.spares = True, bool(spared)
        self.sent.clear()
        self.ratings.clear()
        for person in self.participants.values():
            person.ratings.clear()
            person.kept.clear()
        for id, asked in self.receivers():
            for participant in self.participants:
                if (participant, id) not in spared:
                    asked.take_back(participant, self.position)
            for sheet in [sheet for turn in asked.turns for sheet in turn.sheets]:
                asked.take_out(sheet, self.position)

    def _session_closed(self, event: e.SessionClosed, at: int) -> None:
        self.over = True
        self.closed_at = at


def _emptied(tables: Mapping[int, tuple[str, ...]], id: str) -> Mapping[int, tuple[str, ...]]:
    """Tables of a game at which the seat of somebody who was forgotten stays empty."""
    if not any(id in seated for seated in tables.values()):
        return tables
    return {
        table: tuple("" if one == id else one for one in seated) for table, seated in tables.items()
    }


def _moved(
    tables: Mapping[int, tuple[str, ...]], who: str, table: int
) -> Mapping[int, tuple[str, ...]]:
    """Tables after somebody sat down at another, or at their first."""
    others = _without_seat(tables, who)
    return {**others, table: (*others.get(table, ()), who)}


def _without_seat(tables: Mapping[int, tuple[str, ...]], id: str) -> Mapping[int, tuple[str, ...]]:
    """Tables without somebody, nor the one at which they sat alone."""
    if not any(id in seated for seated in tables.values()):
        return tables
    left = {table: tuple(one for one in seated if one != id) for table, seated in tables.items()}
    return {table: seated for table, seated in left.items() if seated}


def _without(plan: tuple[str, ...], step: str) -> tuple[str, ...]:
    """A plan without the first time that `step` stands in it."""
    if step not in plan:
        return plan
    number = plan.index(step)
    return (*plan[:number], *plan[number + 1 :])


def content_of(sent: e.Answered | e.ItemProposed) -> int:
    """A hash of what was sent, to tell a repeated sending from another use of its key."""
    said: tuple[Any, ...] = (
        (sent.activity, sent.turn, sent.item, sent.phase, sent.value)
        if isinstance(sent, e.Answered)
        else (sent.activity, sent.text)
    )
    return hash(msgspec.json.encode(said, order="sorted"))


def _method(event: type[e.AnyEvent]) -> Callable[[State, Any, int], None]:
    """How an event is taken in: the method called as its tag is, with an underscore before it."""
    name = f"_{event.__struct_config__.tag}"
    found: Callable[[State, Any, int], None] | None = getattr(State, name, None)
    if found is None:
        raise NotImplementedError(f"State.{name}: an event needs its place in the fold")
    return found


_APPLY = {event: _method(event) for event in get_args(e.AnyEvent)}
