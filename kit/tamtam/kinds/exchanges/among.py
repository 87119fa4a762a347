"""Somebody alone among simulated people who name roles: whom those name most, and whom oneself."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tamtam.charts import among as drawn
from tamtam.deck.deck import Activity
from tamtam.kinds.exchanges.nominations import ROLE
from tamtam.kinds.kind import Among, SimulatedPerson
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts


def namers(
    activity: Activity,
    own: Mapping[Slot, Any],
    people: Sequence[SimulatedPerson],
    names: Mapping[str, str],
    language: str,
) -> Among:
    """Question by question the role that simulated people name most, one's own names in the same circle.

    `names` are the roles as people read them, in the order in which they stand around the circle.
    """
    [phase] = activity.phases
    said, pictures = [], []
    for item in activity.items:
        slot = (item.id, phase)
        named = Counter(role for one in people for role in one.answers[slot])
        if slot not in own or not named:
            continue
        role, n = named.most_common(1)[0]
        question = texts.pick(item.text, language)
        key = "named_too" if role in own[slot] else "named"
        told = {"question": question, "role": names[role], "n": n, "of": len(people)}
        said.append(texts.text(language, f"standing.company.{key}", **told))
        links = Counter(
            (one.answers[ROLE, phase], role) for one in people for role in one.answers[slot]
        )
        mine = own.get((ROLE, phase))
        circle = drawn.Circle(question, said[-1], names, links, mine, tuple(own[slot]))
        pictures.append(drawn.circle(circle))
    return Among(tuple(said), tuple(pictures))
