"""One activity in a session: its turns and rounds, its items, the answers that count.

An activity that collects items keeps what was `given` apart from the `answers` that count: answers to
a hidden item count no more, those to a merged one count for the item it was merged into. When that
changes, a turn is counted anew from what was given, so that nothing is ever counted twice or lost.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec

from tamtam import kinds
from tamtam.deck.deck import Activity, Item, Text
from tamtam.kinds.kind import Kind, Round
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts
from tamtam.session import events as e
from tamtam.session.paper_sheet import PaperSheet, row_id
from tamtam.session.proposal import Proposal
from tamtam.session.turn import Turn
from tamtam.standing.cross_tab import Side
from tamtam.standing.standing import Standing

Status = Literal["waiting", "open", "closed", "revealed"]


def may_be_by_table(activity: Activity) -> bool:
    """Whether each table may propose one item of it: not where groups grow while they write."""
    return activity.collect is not None and not activity.collect.ladder


class ActivityState:
    """An activity in this session: where it is in its life, and every turn it was asked.

    `activity` is what is asked now: its items are the deck's and those collected, without the ones that
    are held, hidden or merged. `resting` are the ids of those among them that are asked no more, as the
    room has brought enough of its own: answers to them count, and are taken from who is late. `proposals`
    holds all of them where items are collected, or only what was
    proposed where that stands `beside` the deck's own; `carried` has the ids of those that it took over
    from another activity.
    """

    def __init__(self, activity: Activity, kind: Kind | None = None) -> None:
        self.kind: Kind = kind or kinds.get(activity.kind)
        self.rounds: tuple[Round, ...] = self.kind.rounds(activity)
        self.status: Status = "waiting"
        self.turns: list[Turn] = []
        self.opened_at: int | None = None
        self.ends_at: int | None = None
        self.left: int | None = None
        #: Until when those with extra time may answer though it is closed (ms since 1970).
        self.late_until: int | None = None
        #: Whether it was left before its end, and is closed since.
        self.skipped = False
        self.carried: tuple[str, ...] = ()
        self.proposals: dict[str, Proposal] = {}
        self._fixed = activity.items if activity.collect and self.kind.beside else ()
        if activity.collect and not self.kind.beside:
            self.proposals = {item.id: Proposal(item, origin="deck") for item in activity.items}
        self.ask(activity)

    def ask(self, activity: Activity) -> None:
        """Ask this from now on: the same activity with other words or items."""
        self.activity = activity
        self.slots = frozenset(self.kind.slots(activity))
        self.resting = self._resting()
        self._slots = {slot: slot for slot in self.slots}  # one object for all who answer to it

    def _resting(self) -> frozenset[str]:
        """The deck's items, once as many of the room are shown as the activity says are enough."""
        collect = self.activity.collect
        shown = {id: one.origin for id, one in self.proposals.items() if one.status == "shown"}
        own = sum(origin != "deck" for origin in shown.values())
        if not collect or not collect.enough or own < collect.enough:
            return frozenset()
        return frozenset(id for id, origin in shown.items() if origin == "deck")

    def is_begun(self, written: Activity) -> bool:
        """Whether it was asked, or has other items than those that are `written` in the deck."""
        own = {item.id: item for item in written.items}
        return bool(self.turns) or any(own.get(id) != p.item for id, p in self.proposals.items())

    def is_written(self, item: str) -> bool:
        """Whether a participant wrote an item here; the deck's, and those taken over, nobody did."""
        proposal = self.proposals.get(item)
        return proposal is not None and proposal.participant is not None

    @property
    def turn(self) -> Turn:
        """The present turn; an empty first one where the activity wasn't asked yet."""
        return self.turns[-1] if self.turns else Turn(1, self.kind.tally(self.activity))

    @property
    def changed_at(self) -> int:
        """The position of the last event that changed an answer, of whatever turn."""
        return max((turn.changed_at for turn in self.turns), default=0)

    @property
    def seated(self) -> bool:
        """Whether it is played at tables; nobody sits at one who is alone."""
        return self.kind.seated and self.activity.formation != "alone"

    @property
    def may_be_talked_about(self) -> bool:
        """Whether it can be asked without storing anything: neither a game nor one to write for."""
        is_plain = not self.seated and not self.rounds and self.activity.collect is None
        return is_plain and bool(self.slots)

    @property
    def round(self) -> Round | None:
        """The present round; None where the activity has none, or hasn't begun."""
        number = self.turn.round
        return self.rounds[number - 1] if 0 < number <= len(self.rounds) else None

    @property
    def counted_round(self) -> tuple[int, int] | None:
        """Which round is under way, of how many, as everybody counts: a talk in between is none of them."""
        if self.round is None or self.round.question is not None:
            return None
        counted = [round for round in self.rounds if round.question is None]
        return counted.index(self.round) + 1, len(counted)

    @property
    def rounds_left(self) -> int:
        """How many rounds are still to come after the present one, talks in between aside."""
        return sum(round.question is None for round in self.rounds[self.turn.round :])

    @property
    def question(self) -> Text:
        """What is asked now: of the round, where that has a question of its own, else of all of it."""
        round = self.round if self.status == "open" else None
        return (round and round.question) or self.activity.question

    @property
    def waits(self) -> bool:
        """Whether there is something to be done on phones now that is counted: not while people talk."""
        needed = (slot for slot in self.slots if not self.kind.optional(slot))
        return self.collects or any(map(self.takes, needed))

    @property
    def collects(self) -> bool:
        """Whether items are collected now, if it is open."""
        return self.activity.collect is not None and (self.round is None or self.round.collects)

    @property
    def may_let_in(self) -> bool:
        """Whether something still comes of a proposal that is let in now: it is voted on, or shown.

        What is answered needs its answers; what is only written is shown with what is revealed.
        """
        if self.status == "closed":
            return not self.skipped and (self.kind.beside or not self._asks_about_proposals())
        return self.status != "revealed"

    def _asks_about_proposals(self) -> bool:
        """Whether people answer to what they propose; elsewhere it is only written."""
        items = tuple(one.item for one in self.proposals.values())
        return bool(self.kind.slots(msgspec.structs.replace(self.activity, items=items)))

    def takes(self, slot: Slot) -> bool:
        """Whether answers to a slot are taken now, if it is open."""
        return self.round is None or self.round.takes(slot)

    @property
    def _only_collects(self) -> bool:
        """Whether there is nothing to give now but items."""
        return not any(map(self.takes, self.slots))

    def dealt(self, number: int) -> tuple[str, ...] | None:
        """The items dealt to the participant with this number; None where everybody answers all.

        Participants take their items in turn, as from a stack that is laid anew when it ends: whatever
        the number of people, no item is dealt out two times more often than another.
        """
        turn = self.turn
        if not self.is_dealt(turn):
            return None
        size, hand = len(turn.dealt), self._hand(turn)
        first = (number - 1) * hand
        mine = {turn.dealt[(first + place) % size] for place in range(hand)}
        return tuple(item.id for item in self.activity.items if item.id in mine)

    def is_dealt(self, turn: Turn) -> bool:
        """Whether each is asked about some of the items only, and nobody knows who about which."""
        size, hand = len(turn.dealt), self._hand(turn)
        return hand > 0 and size > 0 and (turn.hand > 0 or hand < size)

    def _hand(self, turn: Turn) -> int:
        """How many items each is dealt; 0 for all of them."""
        collect = self.activity.collect
        return turn.hand or (collect.deal if collect else 0)

    def waiting(self, turn: Turn) -> frozenset[str]:
        """The items that nobody is asked about in a turn, as there are more than the room can answer."""
        there = {item.id for item in self.activity.items} if turn.hand else set()
        return frozenset(there - set(turn.dealt))

    def asks(self, number: int) -> list[Slot]:
        """What the participant with this number is to answer now."""
        dealt, present = self.dealt(number), self.round
        taken = self.slots if present is None else filter(present.takes, self.slots)
        if dealt is None and not self.resting:
            return list(taken)
        return [
            slot
            for slot in taken
            if base_of(slot) not in self.resting and (dealt is None or base_of(slot) in dealt)
        ]

    def done(self) -> int:
        """How many have done something on their phones now: all of the present round, where there is one.

        What somebody wrote is done, whether or not it has been let in.
        """
        turn = self.turn
        if self.rounds:
            return len(turn.complete)
        return len((turn.answers.keys() | turn.complete) - turn.on_paper())

    def missing(self, participant: str) -> int | None:
        """How many at someone's table have still to answer in this round; None for who sits nowhere."""
        tables = self.turn.tables.values() if self.seated else ()
        mine = next((seated for seated in tables if participant in seated), None)
        return None if mine is None else len({id for id in mine if id} - self.turn.complete)

    def plays(self, participant: str) -> bool:
        """Whether someone is in a game that is played at tables: who came after it began watches."""
        return self.seated and self.turn.table_of(participant) > 0

    def people(self, turn: Turn) -> int:
        """How many people gave something: an answer or, where there is nothing to answer, an item."""
        if self.slots or self.activity.collect is None:
            return len(turn.answers.keys() - turn.on_paper()) + self.by_hand(turn)
        return len(self.authors())

    def by_hand(self, turn: Turn) -> int:
        """How many of them answered on paper."""
        return sum(sheet.people(turn.answers) for sheet in turn.sheets.values())

    def authors(self) -> set[str]:
        """Who proposed an item that is shown, or that was merged into one; of a table's all who sit there."""
        shown = (one for id, one in self.proposals.items() if self.stands_for(id))
        return {author for one in shown for author in self.behind(one)}

    def backing(self) -> dict[str, int]:
        """By how many people each shown item was written, as it is or in what was merged into it."""
        people: dict[str, set[str]] = {}
        for id, proposal in self.proposals.items():
            if shown := self.stands_for(id):
                people.setdefault(shown, set()).update(self.behind(proposal))
        return {id: len(authors) for id, authors in people.items()}

    def behind(self, proposal: Proposal) -> set[str]:
        """Who proposed an item: one person, or a table; nobody in the room for the deck's."""
        if proposal.participant is None:
            return set()
        if not proposal.table:
            return {proposal.participant}
        return self.turns[proposal.turn - 1].members(proposal.table)

    def of_table(self, table: int) -> str | None:
        """The item that a table has proposed this time; None before."""
        here = (table, self.turn.number)
        found = (id for id, one in self.proposals.items() if (one.table, one.turn) == here)
        return next(found, None)

    def owns(self, participant: str, proposal: Proposal) -> bool:
        """Whether an item is someone's own, or their table's, to be taken back by them."""
        if proposal.table:
            here = (self.turn.table_of(participant), self.turn.number)
            return here == (proposal.table, proposal.turn)
        return proposal.participant == participant

    def shown(self, turn: Turn) -> Standing | None:
        """What was revealed of a turn, without the items that may be shown no more."""
        return self.of_what_is_there(turn.standing)

    def shift_shown(self, turn: Turn) -> Standing | None:
        """What was shown of how a turn differs from the time before, likewise; None where it wasn't."""
        return self.of_what_is_there(turn.shift) if turn.shift_shown else None

    def displayed(self, turn: Turn) -> Standing | None:
        """What of a turn is to be seen now: what moved, where that was revealed, else where it stands."""
        return self.shift_shown(turn) if turn.show == "shift" else self.shown(turn)

    def of_what_is_there(self, standing: Standing | None) -> Standing | None:
        """A standing without the items that may be shown no more."""
        if standing is None or self.activity.collect is None:
            return standing
        there = {item.id for item in self.activity.items}
        gone = {item.item for item in standing.items} - there
        return standing.without(gone, texts.both("standing.withdrawn"))

    # --- answers

    def side(self, slot: Slot) -> Side:
        """Each participant's yes or no to one slot, in the present turn; for crossing it."""
        yes, no = self.kind.sides(self.activity, slot) or ((), ())
        given = {id: own[slot] for id, own in self.turn.answers.items() if slot in own}
        return {id: value in yes for id, value in given.items() if value in yes or value in no}

    def answer(self, event: e.Answered, position: int, number: int) -> None:
        """Take an answer in; `number` is its participant's."""
        turn = self.turns[event.turn - 1]
        given = (event.item, event.phase)
        self._take(turn, event.participant, self._slots.get(given, given), event.value)
        turn.changed_at = position
        self._note_complete(turn, event.participant, number)

    def enter(self, event: e.SheetEntered, position: int) -> None:
        """Take in what was written on paper."""
        turn = self.turns[event.turn - 1]
        ids = tuple(row_id(event.sheet, number) for number in range(1, len(event.rows) + 1))
        turn.sheets[event.sheet] = PaperSheet(ids, event.counts)
        for id, row in zip(ids, event.rows, strict=True):
            for item, phase, value in row:
                given = (item, phase)
                self._take(turn, id, self._slots.get(given, given), value)
        turn.changed_at = position

    def take_out(self, sheet: str, position: int) -> None:
        """Take back what was entered from a sheet."""
        for turn in self.turns:
            for id in turn.sheets[sheet].ids if sheet in turn.sheets else ():
                self.take_back(id, position)
            turn.sheets.pop(sheet, None)
            turn.changed_at = position
            for frozen in turn.frozen:
                frozen.leaves(sheet)

    def _take(self, turn: Turn, participant: str, slot: Slot, value: Any) -> None:
        for frozen in turn.frozen:
            frozen.sends(participant, turn.own(participant))
        if self.activity.collect is not None:
            self._give(turn, participant, slot, value)
        else:
            turn.count(participant, slot, value)

    def _give(self, turn: Turn, participant: str, slot: Slot, value: Any) -> None:
        given = turn.given.setdefault(participant, {})
        given[slot] = value
        if value is None:
            del given[slot]
        counted = self.counts_for(slot)
        if counted is not None:
            turn.count(participant, counted, self._counting(given, counted))

    def stands_for(self, id: str) -> str | None:
        """The shown item that an item stands for: itself, or what it was merged into; None without."""
        for step in self.merged(id):
            status = self.proposals[step].status
            if status != "merged":
                return step if status == "shown" else None
        return None

    def merged(self, id: str) -> Iterator[str]:
        """An item, what it was merged into, what that was merged into, and so on."""
        while id in self.proposals:
            yield id
            id = self.proposals[id].into

    def counts_for(self, slot: Slot) -> Slot | None:
        """The slot that an answer counts for: its own, or that of the item it was merged into."""
        base = base_of(slot)
        if base not in self.proposals and slot in self.slots:
            return slot  # about none of the items, or about one of the deck's that stand aside
        id = self.stands_for(base)
        return (id + slot[0][len(base) :], slot[1]) if id else None

    def _counting(self, given: Mapping[Slot, Any], slot: Slot) -> Any:
        """What counts of what someone gave for an item: to itself, else to one that was merged into it."""
        if slot in given:
            return given[slot]
        merged = (value for other, value in given.items() if self.counts_for(other) == slot)
        return next(merged, None)

    def _note_complete(self, turn: Turn, participant: str, number: int) -> None:
        own = turn.answers.get(participant, {})
        if not self.rounds and not turn.dealt and not self.resting:  # the usual case, at once
            done = len(own) == len(self.slots)
        else:
            wanted = [slot for slot in self.asks(number) if not self.kind.optional(slot)]
            done = bool(wanted) and all(slot in own for slot in wanted)
        if done:
            turn.complete.add(participant)
        else:
            turn.complete.discard(participant)

    def take_back(self, participant: str, position: int) -> None:
        """Take back all that a participant answered."""
        for turn in self.turns:
            for slot in list(turn.answers.get(participant, {})):
                turn.count(participant, slot, None)
                turn.changed_at = position
            turn.given.pop(participant, None)
            turn.complete.discard(participant)
            for frozen in turn.frozen:
                frozen.leaves(participant)

    def forget(self, participant: str, position: int) -> bool:
        """Take out all that a participant gave, answers and items; returns whether there were items."""
        self.take_back(participant, position)
        own = [id for id, p in self.proposals.items() if p.participant == participant]
        for id in own:
            self.withdraw(id, position)
        return bool(own)

    # --- items

    def propose(self, event: e.ItemProposed, words: Text, position: int) -> None:
        """Add an item; where there is nothing but items to give, its author has done what is asked."""
        item = Item(event.item, words)
        turn = self.turn.number if event.table else 0
        proposal = Proposal(item, event.participant, event.held, table=event.table, turn=turn)
        self.proposals[event.item] = proposal
        if event.participant and self.turns and self._only_collects:
            self.turn.complete |= self.behind(proposal)
        self._lay_out(position, recount=False)

    def withdraw(self, id: str, position: int) -> None:
        """Take an item out. What was merged into it stands for itself again."""
        gone = self.proposals.pop(id, None)
        for proposal in self.proposals.values():
            if proposal.into == id:
                proposal.into = ""
        if gone and self._only_collects:
            left = (self.behind(proposal) for proposal in self.proposals.values())
            self.turn.complete -= self.behind(gone).difference(*left)
        self._lay_out(position)

    def edit(self, id: str, words: Text, position: int) -> None:
        """Give an item other words."""
        if proposal := self.proposals.get(id):
            proposal.item = msgspec.structs.replace(proposal.item, text=words)
            self._lay_out(position, recount=False)

    def hide(self, id: str, hidden: bool, position: int) -> None:
        """Hide an item, or show it: a held one is approved by that."""
        if proposal := self.proposals.get(id):
            proposal.hidden = hidden
            proposal.held = proposal.held and hidden
            self._lay_out(position)

    def merge(self, id: str, into: str, position: int) -> None:
        """Let an item stand for another, or for itself again."""
        if (proposal := self.proposals.get(id)) and (not into or into in self.proposals):
            proposal.into = into
            self._lay_out(position)

    def take_over(self, items: tuple[str, ...], position: int) -> None:
        """From now on ask about these items of another activity, in the place of the deck's own."""
        self.carried = items
        self.proposals = {id: one for id, one in self.proposals.items() if one.origin != "deck"}
        self._lay_out(position)

    def carry(self, items: Sequence[Item], position: int) -> None:
        """Let the items that were taken over be these, in their words of now; they come first."""
        before = {id: one for id, one in self.proposals.items() if one.origin == "carried"}
        if [one.item for one in before.values()] == list(items):
            return
        carried = {item.id: Proposal(item, origin="carried") for item in items}
        for id in before.keys() & carried.keys():
            carried[id].hidden, carried[id].into = before[id].hidden, before[id].into
        own = {id: one for id, one in self.proposals.items() if id not in before}
        self.proposals = carried | own
        self._lay_out(position)

    def _lay_out(self, position: int, recount: bool = True) -> None:
        """Ask the items that are shown; where others were shown before, count anew what was given."""
        shown = tuple(p.item for p in self.proposals.values() if p.status == "shown")
        self.ask(msgspec.structs.replace(self.activity, items=(*self._fixed, *shown)))
        if not recount:
            return
        for turn in self.turns:
            turn.changed_at = position
            turn.recount(self.kind.tally(self.activity), self._counted(turn))

    def _counted(self, turn: Turn) -> Iterator[tuple[str, Slot, Any]]:
        """All that counts of what was given in a turn: who, to what, which value."""
        for participant, given in turn.given.items():
            for slot in self._slots_counted(given):
                yield participant, slot, self._counting(given, slot)

    def _slots_counted(self, given: Iterable[Slot]) -> list[Slot]:
        return [slot for slot in dict.fromkeys(map(self.counts_for, given)) if slot is not None]


def base_of(slot: Slot) -> str:
    """The id of the item that a slot is about: "trust" of ("trust.trend", "today")."""
    return slot[0].partition(".")[0]
