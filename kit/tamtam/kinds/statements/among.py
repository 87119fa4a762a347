"""Somebody alone among simulated voters: the two simulated camps, and how often one votes as each does."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import mode
from typing import Any

from tamtam.charts import among as drawn
from tamtam.kinds.kind import Among, SimulatedPerson
from tamtam.kinds.parts import saying
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts


def voters(own: Mapping[Slot, Any], people: Sequence[SimulatedPerson], language: str) -> Among:
    """In which camps simulated people are, how often one votes with each; everybody beside oneself."""

    def say(key: str, **values: Any) -> str:
        return texts.text(language, f"standing.company.{key}", **values)

    voted = [slot for slot in people[0].answers if slot in own]
    if not voted:
        return Among()
    sizes = Counter(one.camp for one in people)
    named = [
        say("camp", camp=camp, n=sizes[camp], glyph=drawn.GLYPHS.get(camp, "●"))
        for camp in sorted(sizes)
    ]
    said = [say("camps", of=len(people), camps=saying.listed(named, language))]
    for camp in sorted(sizes):
        theirs = [one.answers for one in people if one.camp == camp]
        same = sum(own[slot] == mode(votes[slot] for votes in theirs) for slot in voted)
        said.append(say("like", camp=camp, n=same, of=len(voted)))
    alike = [(one.camp, sum(one.answers[slot] == own[slot] for slot in voted)) for one in people]
    ends = drawn.StripWords(say("none_alike"), say("all_alike"), say("you"), " ".join(said))
    return Among(tuple(said), (drawn.strip(alike, len(voted), ends),))
