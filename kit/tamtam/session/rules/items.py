"""Items that people propose: who may when, and what a facilitator does with them."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import count

from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.activity import ActivityState, base_of
from tamtam.session.backchannel import MARKS
from tamtam.session.extra_time import is_open_for
from tamtam.session.rules.decision import Decision, checked_key, clean_text, is_repeated, one_of
from tamtam.session.state import State

#: Where an activity doesn't say how long an item may be.
LONGEST = 500
#: What can be done with items that wait.
VERDICTS = ("accept", "accept_as_one", "hide")


def propose(state: State, command: c.Propose, now: int) -> Decision:
    """Add an item, as long as items are collected."""
    asked = state.receiver(command.activity)
    author, collect = command.participant, asked.activity.collect
    if author is not None:
        state.participant(author)
    if collect is None:
        raise TamtamError("collects_nothing", activity=command.activity)
    text = clean_text(command.text, collect.longest)
    table = asked.turn.table_of(author) if author and asked.turn.by_table else 0
    proposed = e.ItemProposed(
        activity=command.activity,
        item=_id(state, command),
        text=text,
        participant=author,
        held=collect.held and author is not None,
        key=checked_key(command.key),
        table=table,
    )
    if is_repeated(state, proposed):
        return Decision(repeated=True)
    if author is not None:
        if not is_open_for(state, asked, author, now) or not asked.collects or state.over:
            raise TamtamError("closed", activity=command.activity)
        if asked.turn.by_table:
            return _in_the_place_of(asked, proposed)
        own = (one for one in asked.proposals.values() if one.participant == author)
        if sum(1 for one in own if not one.mark) >= collect.most:
            enough = "enough_asked" if asked is state.backchannel else "enough_proposed"
            raise TamtamError(enough, field="text", most=collect.most)
    return Decision((proposed,))


def _id(state: State, command: c.Propose) -> str:
    """An id that tells nobody who reads it when an item came, or beside whose answers.

    It follows from the session's seed, the place in the log and the key by which its author sent it.
    """
    asked = state.receiver(command.activity)
    for attempt in count():
        made = f"{state.session.seed} {state.position} {attempt} {command.key}"
        id = f"p{int.from_bytes(sha256(made.encode()).digest()[:4])}"
        if id not in asked.proposals:
            return id
    raise AssertionError("count never ends")


def _in_the_place_of(asked: ActivityState, proposed: e.ItemProposed) -> Decision:
    """A table's one item; the one before it goes, whoever at the table had sent it."""
    if not proposed.table:
        raise TamtamError("no_table", activity=proposed.activity)
    before = asked.of_table(proposed.table)
    if before is None:
        return Decision((proposed,))
    withdrawn, unsay = _withdrawn(asked, before)
    return Decision((withdrawn, proposed), unsay=unsay)


def carried(state: State, asked: ActivityState) -> tuple[e.ItemsCarried, ...]:
    """The items of another activity that this one is to ask about, decided as long as nobody answered.

    Somebody alone goes back and forth: there it is decided anew, and what they answered stays.
    """
    shown = state.shown_whole(asked.kind.source(asked.activity))
    given = {item for turn in asked.turns for own in turn.given.values() for item, _ in own}
    alone = state.session.audience == "alone"
    if shown is None or (not alone and (asked.carried or given)):
        return ()
    answered = [id for id in asked.carried if id in given]
    found = tuple(dict.fromkeys((*answered, *asked.kind.carries(asked.activity, shown))))
    return (e.ItemsCarried(asked.activity.id, found),) if found not in ((), asked.carried) else ()


def withdraw(state: State, command: c.Withdraw, now: int) -> Decision:
    """Take back an item of one's own, as long as items are collected; if nobody saw it, for good."""
    asked = state.receiver(command.activity)
    proposal = asked.proposals.get(command.item)
    if proposal is None or not asked.owns(command.participant, proposal):
        return Decision(repeated=True)
    if not is_open_for(state, asked, command.participant, now) or not asked.collects:
        raise TamtamError("closed", activity=command.activity)
    withdrawn, unsay = _withdrawn(asked, command.item)
    return Decision((withdrawn,), unsay=unsay)


def _withdrawn(asked: ActivityState, item: str) -> tuple[e.ItemWithdrawn, tuple[str, str] | None]:
    """That an item is taken back, in its author's name: if they are forgotten, both are gone from the log.

    Its words are erased too, if nobody but its table saw them.
    """
    id, proposal = asked.activity.id, asked.proposals[item]
    unsay = (id, item) if proposal.held else None
    return e.ItemWithdrawn(id, item, proposal.participant or ""), unsay


def _item(state: State, activity: str, item: str) -> ActivityState:
    asked = state.receiver(activity)
    if item not in asked.proposals:
        raise TamtamError("no_such_item", field="item", items=", ".join(asked.proposals))
    return asked


def show(state: State, command: c.Show, now: int) -> Decision:
    """Approve a held item, or show a hidden one again."""
    proposal = _item(state, command.activity, command.item).proposals[command.item]
    if not proposal.held and not proposal.hidden:
        return Decision(repeated=True)
    return Decision((e.ItemHidden(command.activity, command.item, hidden=False),))


def hide(state: State, command: c.Hide, now: int) -> Decision:
    """Show an item no more."""
    if _item(state, command.activity, command.item).proposals[command.item].hidden:
        return Decision(repeated=True)
    return Decision((e.ItemHidden(command.activity, command.item),))


def moderate(state: State, command: c.Moderate, now: int) -> Decision:
    """Let in, or hide, what was read of what waits."""
    one_of("verdict", command.verdict, VERDICTS)
    asked = state.receiver(command.activity)
    for item in command.items:
        _item(state, command.activity, item)
    held = [id for id in dict.fromkeys(command.items) if asked.proposals[id].status == "held"]
    if not held:
        return Decision(repeated=True)
    return Decision(tuple(_verdicts(asked, held, command.verdict)))


def _verdicts(asked: ActivityState, held: list[str], verdict: str) -> Iterator[e.AnyEvent]:
    id, first = asked.activity.id, held[0]
    same = _first_of_the_same(asked) if verdict == "accept" else {}
    for item in held:
        if verdict == "hide":
            yield e.ItemHidden(id, item)
        elif verdict == "accept_as_one":
            yield e.ItemHidden(id, first, False) if item == first else e.ItemMerged(id, item, first)
        elif same[item] == item:
            yield e.ItemHidden(id, item, hidden=False)
        elif asked.proposals[same[item]].status == "shown" or same[item] in held:
            yield e.ItemMerged(id, item, same[item])


def _first_of_the_same(asked: ActivityState) -> dict[str, str]:
    """For each item the first that says the same to the letter, of those that stand for themselves."""
    first: dict[str, str] = {}
    found = {}
    for id, one in asked.proposals.items():
        if one.status != "merged":
            found[id] = first.setdefault(next(iter(one.item.text.values())).casefold(), id)
    return found


def merge(state: State, command: c.Merge, now: int) -> Decision:
    """Let an item count for another that says the same; never in a circle."""
    asked = _item(state, command.activity, command.item)
    if asked.proposals[command.item].into == command.into:
        return Decision(repeated=True)
    if command.into:
        _item(state, command.activity, command.into)
        in_a_circle = command.item in asked.merged(command.into)
        if in_a_circle or asked.stands_for(command.into) is None:
            raise TamtamError("cannot_merge", field="into")
    return Decision((e.ItemMerged(command.activity, command.item, command.into),))


def mark(state: State, command: c.Mark, now: int) -> Decision:
    """Say what becomes of a question that is shown."""
    one_of("mark", command.mark, MARKS)
    shown = {id: one for id, one in state.backchannel.proposals.items() if one.status == "shown"}
    if command.item not in shown:
        raise TamtamError("no_such_item", field="item", items=", ".join(shown))
    if shown[command.item].mark == command.mark:
        return Decision(repeated=True)
    return Decision((e.QuestionMarked(command.item, command.mark),))


def edit(state: State, command: c.Edit, now: int) -> Decision:
    """Word an item otherwise, as long as nobody has answered it."""
    asked = _item(state, command.activity, command.item)
    collect = asked.activity.collect
    text = clean_text(command.text, collect.longest if collect else LONGEST)
    given = (slot for turn in asked.turns for own in turn.given.values() for slot in own)
    is_carried = asked.proposals[command.item].origin == "carried"  # answered where it comes from
    if is_carried or any(base_of(slot) == command.item for slot in given):
        said = texts.pick(asked.proposals[command.item].item.text, state.session.language)
        raise TamtamError("items_answered", item=said)
    return Decision((e.ItemEdited(command.activity, command.item, text),))
