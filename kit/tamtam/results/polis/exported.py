"""Sentences that a room voted on, as a conversation that can be written in the format of pol.is."""

from collections.abc import Iterator, Mapping

from tamtam.kinds.statements.votes import Votes
from tamtam.language import texts
from tamtam.results.polis.files import PolisConversation, PolisStatement
from tamtam.results.polis.votes import PolisVote
from tamtam.session import events as e
from tamtam.session.activity import ActivityState
from tamtam.session.log import Log
from tamtam.session.paper_sheet import row_id
from tamtam.session.proposal import Proposal

KIND = "statements"
#: pol.is' word for what became of a sentence: accepted, not looked at, rejected.
_MODERATED = {"shown": 1, "held": 0, "hidden": -1, "merged": -1}
#: The author of the deck's own sentences, and of the facilitator's: nobody who voted.
_NOBODY = 0


def voted(log: Log, activity: str, language: str) -> PolisConversation:
    """What was voted on an activity of kind `statements` in its present turn.

    People are known by a number, in the order in which they came; a vote that was taken back is not
    among the votes. Groups are those of the map, where there are any to speak of.
    """
    asked = log.state.activity(activity)
    number = {id: person.number for id, person in log.state.participants.items()}
    on_paper = [id for sheet in asked.turn.sheets.values() for id in sheet.ids]
    number |= {id: log.state.came + at for at, id in enumerate(on_paper, start=1)}
    proposals = asked.proposals or {item.id: Proposal(item) for item in asked.activity.items}
    place = {id: at for at, id in enumerate(proposals)}
    written = {
        event.item: entry.at
        for entry in log.entries()
        if isinstance(event := entry.event, e.ItemProposed) and event.activity == activity
    }
    statements = tuple(
        PolisStatement(
            id=place[id],
            text=texts.pick(one.item.text, language),
            author=number.get(one.participant or "", _NOBODY),
            moderated=_MODERATED[one.status],
            at=written.get(id, log.state.opened_at),
        )
        for id, one in proposals.items()
    )
    votes = _votes(log, asked, place, number)
    topic = {"topic": texts.pick(asked.activity.title, language)}
    return PolisConversation(statements, votes, _groups(asked, number), topic)


def _votes(
    log: Log, asked: ActivityState, place: Mapping[str, int], number: Mapping[str, int]
) -> tuple[PolisVote, ...]:
    votes: list[PolisVote] = []
    for at, event in _given(log):
        here = (event.activity, event.turn) == (asked.activity.id, asked.turn.number)
        if not here or event.participant not in number or event.item not in place:
            continue
        one = PolisVote(at, place[event.item], number[event.participant], event.value or 0)
        if event.value is None:
            votes = [v for v in votes if (v.voter, v.statement) != (one.voter, one.statement)]
        else:
            votes.append(one)
    return tuple(votes)


def _given(log: Log) -> Iterator[tuple[int, e.Answered]]:
    """Every answer with when it was given; each on paper as if its row had given it."""
    for entry in log.entries():
        event = entry.event
        if isinstance(event, e.Answered):
            yield entry.at, event
        elif isinstance(event, e.SheetEntered):
            for number, row in enumerate(event.rows, start=1):
                id = row_id(event.sheet, number)
                for item, phase, value in row:
                    place = (event.activity, event.turn, item, phase, value)
                    yield entry.at, e.Answered(id, *place, key="")


def _groups(asked: ActivityState, number: Mapping[str, int]) -> dict[int, int]:
    """The group of everybody who is in the map, if the room separates beyond chance."""
    history = asked.turn.history
    camps = history.camps() if isinstance(history, Votes) else {}
    return {number[id]: letter for id, letter in camps.items() if id in number}
