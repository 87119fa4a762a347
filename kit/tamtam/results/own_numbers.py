"""What somebody alone answered, as numbers that a deck names: bets are about them, echoes compare them."""

from tamtam import kinds
from tamtam.session import company
from tamtam.session.state import State


def outcomes(state: State, activity: str, participant: str) -> dict[str, float]:
    """An activity's outcomes by their names, those that are known by now."""
    asked = state.activity(activity)
    kind = kinds.get(asked.activity.kind)
    own = dict(asked.turn.answers.get(participant, {}))
    for other in kind.related(asked.activity):
        own = {**state.activity(other).turn.answers.get(participant, {}), **own}
    others = company.others(state, asked, participant)
    return kind.numbers_of(asked.activity, own, others)


def by_item(state: State, activity: str, participant: str) -> dict[str, float]:
    """The number of each of its items that was answered."""
    asked = state.activity(activity)
    own = asked.turn.answers.get(participant, {})
    return kinds.get(asked.activity.kind).numbers_by_item(asked.activity, own)
