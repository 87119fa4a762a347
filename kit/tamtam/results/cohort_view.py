"""A cohort as somebody alone reads it beside their own answers: how many gave the same, or less, or more."""

from collections.abc import Iterator, Mapping
from typing import Any

from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts
from tamtam.results.company_view import CompanyView
from tamtam.session import cohort, company
from tamtam.session.activity import ActivityState
from tamtam.session.state import State

#: With as few values as this it is told how many gave the same, with more how many gave less and more.
FEW_VALUES = 5


def of(state: State, activity: str, participant: str, language: str) -> CompanyView | None:
    """What a cohort answered that one stands beside; None without one, and where it tells nothing here."""
    kept = state.participants[participant].kept.get(company.COHORT)
    asked = state.activity(activity)
    own = asked.turn.answers.get(participant, {})
    if not isinstance(kept, str) or not own:
        return None
    told = cohort.read_counts(kept.encode())
    lines = tuple(_lines(asked, own, told, language))
    if not lines:
        return None
    named = {"n": told.people, "code": told.code}
    title = texts.text(language, "standing.cohort.title", **named)
    return CompanyView(title, lines, note=texts.text(language, "standing.cohort.note", **named))


def _lines(
    asked: ActivityState, own: Mapping[Slot, Any], told: cohort.CohortCounts, language: str
) -> Iterator[str]:
    """A sentence for each answer that the cohort tells of."""
    counts = told.counts.get(asked.activity.id, {})
    for (item, phase), value in own.items():
        known = counts.get(item, {}).get(phase)
        mirrored = asked.kind.mirror(asked.activity, {(item, phase): value}, language)
        if known is None or len(mirrored) != 1 or len(mirrored[0].marks) != 1:
            continue
        name = mirrored[0].name.removesuffix(".")
        if len(asked.activity.phases) > 1:
            name = f"{name} ({asked.kind.phase_words(phase, language)})"
        values = {"name": name, "words": mirrored[0].marks[0].words, "code": told.code}
        same, of = known.get(str(value), 0), sum(known.values())
        lower = sum(n for key, n in known.items() if _is_number(key) and int(key) < _or_0(value))
        is_scale = type(value) is int and all(map(_is_number, known))
        key = "scale" if is_scale and len(known) > FEW_VALUES else "same"
        counted = {"same": same, "of": of, "lower": lower, "higher": of - same - lower}
        yield texts.text(language, f"standing.cohort.{key}", **values, **counted)


def _is_number(key: str) -> bool:
    return key.removeprefix("-").isdecimal()


def _or_0(value: Any) -> int:
    return value if type(value) is int else 0
