"""Sign of votes in files of pol.is: whether agree is +1, told by the counts that stand beside them.

Counts may be missing or all zero (converters leave them so): then the sign is the format's own. They may
be of more people than the votes: so not numbers are compared but their direction, weighed by votes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from tamtam.language.errors import TamtamError
from tamtam.results.polis.votes import PolisVote

#: How many agree and disagree, as a file says.
Told = tuple[int, int]
#: From how clear the counts have to speak against the votes to turn them (0 to 1).
_CLEAR = 0.5
#: So many votes of a side are expected before it is strange that there is none.
_MANY = 5


def upright(
    path: Path, votes: list[PolisVote], statements: Mapping[int, Told], people: Mapping[int, Told]
) -> list[PolisVote]:
    """The votes with agree as +1, whichever way they came.

    `statements` and `people` are what the files say of each. Raises TamtamError, naming the file at
    `path`, where their counts contradict the votes and each other.
    """
    latest = {(vote.voter, vote.statement): vote.value for vote in votes}
    said = [
        _direction(statements, Counter((id, value) for (_, id), value in latest.items())),
        _direction(people, Counter((id, value) for (id, _), value in latest.items())),
    ]
    sign = 1 if min(said) >= 0 else -1
    unclear = sign < 0 and (min(said) > -_CLEAR or max(said) > 0)
    cast = Counter(sign * value for value in latest.values())
    if unclear or any(_lacks_a_side(told.values(), cast) for told in (statements, people)):
        raise TamtamError("conversation_sign", file=path.name)
    return [vote._replace(value=sign * vote.value) for vote in votes]


def _lacks_a_side(told: Iterable[Told], cast: Mapping[int, int]) -> bool:
    """Whether no vote is on a side on which the counts have many: who disagrees may be written as 0."""
    counted = list(told)
    sides = {1: sum(agree for agree, _ in counted), -1: sum(against for _, against in counted)}
    of = sum(sides.values())
    return any(
        not cast.get(side) and of and sides[side] * cast.get(-side, 0) >= _MANY * of
        for side in sides
    )


def _direction(told: Mapping[int, Told], given: Mapping[tuple[int, int], int]) -> float:
    """Whether counts and votes point the same way: 1 fully, −1 the opposite way, 0 they don't say."""
    same = against = 0.0
    for id, (agree, disagree) in told.items():
        for_it, not_for_it = given[id, 1], given[id, -1]
        if not (agree + disagree and for_it + not_for_it):
            continue
        weight = (agree - disagree) / (agree + disagree) * (for_it - not_for_it)
        same, against = same + max(weight, 0.0), against + max(-weight, 0.0)
    return (same - against) / (same + against) if same + against else 0.0
