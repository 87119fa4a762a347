"""Fold: what each event changes in the state of its session.

It reads no clock, no random generator and no file, and each answer costs O(1), so that the same log gives
the same state on any machine and a follower keeps up whatever the size of the session.
"""

from collections.abc import Callable, Mapping
from typing import Any, get_args

import msgspec

from tamtam.deck import formation, pictures
from tamtam.deck.deck import WELCOME, Text
from tamtam.language.characters import name_key
from tamtam.session import events as e
from tamtam.session.activity import ActivityState
from tamtam.session.participant import Participant
from tamtam.session.ratings import ToldRatings
from tamtam.session.state import CrossTabRecord, State
from tamtam.session.turn import Turn


def apply(state: State, entry: e.Entry) -> None:
    """Take one more event in. An erased one only moves the position."""
    state.position = entry.position
    state.at = entry.at
    if entry.event is not None:
        _APPLY[type(entry.event)](state, entry.event, entry.at)


# --- the session


def _session_opened(state: State, event: e.SessionOpened, at: int) -> None:
    state.opened = event
    state.opened_at = at
    state.asked = {activity.id: ActivityState(activity) for activity in event.deck.activities}
    state.backchannel.follow(event.deck)
    state.cut = event.cut
    state.plan = event.deck.steps(event.cut)


def _session_closed(state: State, event: e.SessionClosed, at: int) -> None:
    state.over = True
    state.closed_at = at


# --- people


def _joined(state: State, event: e.Joined, at: int) -> None:
    state.participants[event.participant] = Participant(
        *(event.participant, event.alias, event.language, event.simulated, at), event.number
    )
    state.came = max(state.came, event.number)
    state.aliases[name_key(event.alias)] = event.participant


def _renamed(state: State, event: e.Renamed, at: int) -> None:
    if participant := state.participants.get(event.participant):
        _free(state, participant)
        participant.alias = event.alias
        state.aliases[name_key(event.alias)] = event.participant


def _free(state: State, participant: Participant) -> None:
    """Let somebody's name be taken; where another has one just like it, it stays theirs."""
    key = name_key(participant.alias)
    if state.aliases.get(key) == participant.id:
        del state.aliases[key]


def _door_turned(state: State, event: e.DoorTurned, at: int) -> None:
    state.door_closed = event.closed


def _language_chosen(state: State, event: e.LanguageChosen, at: int) -> None:
    if participant := state.participants.get(event.participant):
        participant.language = event.language


def _extra_time_set(state: State, event: e.ExtraTimeSet, at: int) -> None:
    if participant := state.participants.get(event.participant):
        participant.extra_time = event.granted


def _rated(state: State, event: e.Rated, at: int) -> None:
    if participant := state.participants.get(event.participant):
        participant.ratings[event.question] = event.value
        told = state.ratings.setdefault(event.question, ToldRatings())
        told.rate(event.participant, event.value, state.min_answers)


def _choice_kept(state: State, event: e.ChoiceKept, at: int) -> None:
    if participant := state.participants.get(event.participant):
        participant.kept.pop(event.name, None)
        if event.value is not None:
            participant.kept[event.name] = event.value


def _comparison_allowed(state: State, event: e.ComparisonAllowed, at: int) -> None:
    if participant := state.participants.get(event.participant):
        participant.comparable = event.allowed


def _former_named(state: State, event: e.FormerNamed, at: int) -> None:
    if participant := state.participants.get(event.participant):
        participant.former = event.former


# --- tables


def _seated(state: State, event: e.Seated, at: int) -> None:
    state.seatings += 1
    state.tables = _there(state, event.tables)
    table_of = {id: table for table, seated in state.tables.items() for id in seated}
    for participant in state.participants.values():
        participant.table = table_of.get(participant.id)
    if turn := _open_at_tables(state):
        turn.tables = state.tables


def _sat_down(state: State, event: e.SatDown, at: int) -> None:
    who, table = event.participant, event.table
    state.tables = formation.sat_down(state.tables, who, table)
    if participant := state.participants.get(who):
        participant.table = table
    if turn := _open_at_tables(state):
        turn.tables = formation.sat_down(turn.tables, who, table)


def _open_at_tables(state: State) -> Turn | None:
    """What is asked at tables where people may come and go, as they may not in a game."""
    asked = state.current_activity
    is_open = asked is not None and asked.status == "open" and not asked.seated
    return asked.turn if asked is not None and is_open else None


def _there(state: State, tables: Mapping[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    """Tables with those who are still there, and only those at which somebody is."""
    there = {n: tuple(id for id in ids if id in state.participants) for n, ids in tables.items()}
    return {table: ids for table, ids in there.items() if ids}


def _known(state: State, tables: Mapping[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    """Tables of a game; the seat of someone who was forgotten stays empty, and all others theirs."""
    return {
        table: tuple(id if id in state.participants else "" for id in seated)
        for table, seated in tables.items()
    }


# --- an activity and its rounds


def _activity_opened(state: State, event: e.ActivityOpened, at: int) -> None:
    asked = state.asked[event.activity]
    if event.turn > len(asked.turns):
        tally = asked.kind.tally(asked.activity)
        history = asked.kind.history(asked.activity, state.min_answers)
        tables = _known(state, event.tables) or state.tables
        asked.turns.append(Turn(event.turn, tally, history, tables=tables, by_table=event.by_table))
        asked.turn.talk = event.talk
    asked.status = "open"
    asked.opened_at = at
    asked.ends_at = event.ends_at
    asked.left = asked.late_until = None
    asked.skipped = False
    state.current = event.activity
    _begin(state, event.activity, at)


def _cards_turned(state: State, event: e.CardsTurned, at: int) -> None:
    state.asked[event.activity].turn.turned = True


def _begin(state: State, step: str, at: int) -> None:
    state.pause = None
    if step != state.step:  # one that is opened anew at once goes on
        state.begun.append((at, step))
        # Once anything else began, the welcome is over, whether or not somebody took note of it.
        state.plan = _without(_without(state.plan, step), WELCOME)


def _activity_closed(state: State, event: e.ActivityClosed, at: int) -> None:
    asked = state.asked[event.activity]
    if asked.status == "waiting":
        state.plan = _without(state.plan, event.activity)
    asked.status = "revealed" if asked.turn.show else "closed"
    asked.ends_at = asked.left = None
    asked.late_until = event.late_until
    asked.skipped = event.reason == "skip"


def _round_opened(state: State, event: e.RoundOpened, at: int) -> None:
    asked = state.asked[event.activity]
    asked.ends_at, asked.left = event.ends_at, None
    asked.turn.round, asked.turn.dealt = event.number, event.dealt
    asked.turn.hand = event.hand
    asked.turn.complete.clear()


def _round_closed(state: State, event: e.RoundClosed, at: int) -> None:
    asked = state.asked[event.activity]
    asked.ends_at = asked.left = None
    asked.turn.over = event.number


def _timer_changed(state: State, event: e.TimerChanged, at: int) -> None:
    asked = state.asked[event.activity]
    asked.ends_at, asked.left = event.ends_at, event.left


# --- answers and items


def _answered(state: State, event: e.Answered, at: int) -> None:
    participant = state.participants.get(event.participant)
    number = participant.number if participant else 0
    asked = state.asked.get(event.activity)
    if asked is None:
        asked = state.receiver(event.activity)
        state.backchannel.note_time(event, at)
    asked.answer(event, state.position, number)
    state.sent.keep(event)


def _sheet_entered(state: State, event: e.SheetEntered, at: int) -> None:
    state.asked[event.activity].enter(event, state.position)


def _sheet_withdrawn(state: State, event: e.SheetWithdrawn, at: int) -> None:
    state.asked[event.activity].take_out(event.sheet, state.position)


def _item_proposed(state: State, event: e.ItemProposed, at: int) -> None:
    words = _in_each_language(state, event.text)
    state.receiver(event.activity).propose(event, words, state.position)
    state.sent.keep(event)


def _items_carried(state: State, event: e.ItemsCarried, at: int) -> None:
    state.asked[event.activity].take_over(event.items, state.position)
    _follow_carried(state)


def _follow_carried(state: State) -> None:
    """Let items that were carried from another activity be what they are there now."""
    for asked in state.asked.values():
        source = state.asked.get(asked.kind.source(asked.activity))
        if asked.carried and source:
            there = [source.activity.item(id) for id in asked.carried]
            asked.carry([item for item in there if item], state.position)


def _item_withdrawn(state: State, event: e.ItemWithdrawn, at: int) -> None:
    state.receiver(event.activity).withdraw(event.item, state.position)
    _follow_carried(state)


def _item_edited(state: State, event: e.ItemEdited, at: int) -> None:
    words = _in_each_language(state, event.text)
    state.receiver(event.activity).edit(event.item, words, state.position)
    _follow_carried(state)


def _item_merged(state: State, event: e.ItemMerged, at: int) -> None:
    state.receiver(event.activity).merge(event.item, event.into, state.position)
    _follow_carried(state)


def _item_hidden(state: State, event: e.ItemHidden, at: int) -> None:
    state.receiver(event.activity).hide(event.item, event.hidden, state.position)
    _follow_carried(state)


def _question_marked(state: State, event: e.QuestionMarked, at: int) -> None:
    state.backchannel.mark(event.item, event.mark, state.position)


def _in_each_language(state: State, text: str) -> Text:
    return dict.fromkeys(state.deck.languages, text)


# --- what is shown


def _revealed(state: State, event: e.Revealed, at: int) -> None:
    asked = state.asked[event.activity]
    asked.turns[event.turn - 1].reveal(event, state.position)
    asked.status = "revealed"
    state.pause = None  # whoever reveals wants it to be seen


def _focused(state: State, event: e.Focused, at: int) -> None:
    state.asked[event.activity].turns[event.turn - 1].facet = event.facet


def _highlighted(state: State, event: e.Highlighted, at: int) -> None:
    turn = state.asked[event.activity].turns[event.turn - 1]
    turn.highlight, turn.changed_at = event.claim, state.position


# --- the plan


def _deck_edited(state: State, event: e.DeckEdited, at: int) -> None:
    edited_deck = pictures.kept(event.deck, state.deck)
    before, after = state.deck.steps(state.cut), edited_deck.steps(state.cut)
    state.plan = tuple(step for step in state.plan if step in after)
    for step in after:
        if step not in before:
            state.plan = edited_deck.placed(state.plan, step, state.cut)
    fresh = {activity.id: ActivityState(activity) for activity in edited_deck.activities}
    for id, asked in state.asked.items():
        written = state.deck.activity(id)
        if id in fresh and written and asked.is_begun(written):
            edited, items = fresh[id].activity, asked.activity.items
            asked.ask(msgspec.structs.replace(edited, items=items))
            fresh[id] = asked
    state.asked = fresh
    state.backchannel.follow(edited_deck)
    state.opened = msgspec.structs.replace(state.session, deck=edited_deck)


def _without(plan: tuple[str, ...], step: str) -> tuple[str, ...]:
    """A plan without the first time that `step` stands in it."""
    if step not in plan:
        return plan
    number = plan.index(step)
    return (*plan[:number], *plan[number + 1 :])


def _planned(state: State, event: e.Planned, at: int) -> None:
    state.plan = event.steps
    state.cut = event.cut or state.cut


def _pause_began(state: State, event: e.PauseBegan, at: int) -> None:
    _begin(state, event.pause, at)
    state.pause = event


def _agreed(state: State, event: e.Agreed, at: int) -> None:
    state.agreed = event


def _cross_tabulated(state: State, event: e.CrossTabulated, at: int) -> None:
    places = event.first, event.second
    first, second = (state.asked[id].side((item, phase)) for id, item, phase in places)
    state.crossings[frozenset(places)] = CrossTabRecord(event.first, (first, second), event.told)


def _noted(state: State, event: e.Noted, at: int) -> None:
    state.notes.append(event)


# --- erasing


def _forgotten(state: State, event: e.Forgotten, at: int) -> None:
    """Take a participant out, as if they had never come; what was revealed stays revealed."""
    gone = event.participant
    if participant := state.participants.pop(gone, None):
        _free(state, participant)
        if participant.number == state.came:
            state.came = max((one.number for one in state.participants.values()), default=0)
    state.sent.forget(gone)
    state.tables = formation.left(state.tables, gone)
    items_are_gone = False
    for _, asked in state.receivers():
        items_are_gone |= asked.forget(gone, state.position)
        for turn in asked.turns:
            left = formation.emptied if asked.seated else formation.left
            turn.tables = left(turn.tables, gone)
    if items_are_gone:
        _follow_carried(state)


def _pruned(state: State, event: e.Pruned, at: int) -> None:
    """Take all answers out, as they are in the log no more; what was revealed stays revealed."""
    _prune(state, frozenset())


def _pruned_but_spared(state: State, event: e.PrunedButSpared, at: int) -> None:
    _prune(state, state.spared())


def _prune(state: State, spared: frozenset[tuple[str, str]]) -> None:
    state.pruned, state.spares = True, bool(spared)
    state.sent.clear()
    state.ratings.clear()
    for person in state.participants.values():
        person.ratings.clear()
        person.kept.clear()
    for id, asked in state.receivers():
        for participant in state.participants:
            if (participant, id) not in spared:
                asked.take_back(participant, state.position)
        for sheet in [sheet for turn in asked.turns for sheet in turn.sheets]:
            asked.take_out(sheet, state.position)


# --- all of them


def _function(event: type[e.AnyEvent]) -> Callable[[State, Any, int], None]:
    """How an event is taken in: the function called as its tag is, with an underscore before it."""
    name = f"_{event.__struct_config__.tag}"
    found: Callable[[State, Any, int], None] | None = globals().get(name)
    if found is None:
        raise NotImplementedError(f"{__name__}.{name}: an event needs its place in the fold")
    return found


_APPLY = {event: _function(event) for event in get_args(e.AnyEvent)}
