"""What is run in a cut: its activities with their minutes, and the notebooks they stand in."""

from collections.abc import Iterator

from tamtam import kinds
from tamtam.deck.deck import Activity, Deck, Part
from tamtam.language import texts

#: The cut that notebooks and guides are written for; rooms with less time leave activities out.
LONGEST = "half_day"


def say(language: str, key: str, **values: object) -> str:
    """A text of notebooks and guides."""
    return texts.text(language, f"authoring.{key}", **values)


def asked(deck: Deck, part: Part, cut: str) -> Iterator[tuple[Activity, float]]:
    """A part's activities in a cut, each with its minutes; all of them where the deck has no such cut."""
    granted = deck.cuts.get(cut)
    for activity in deck.activities:
        if activity.part == part.id and (granted is None or activity.id in granted):
            yield activity, (granted or {}).get(activity.id, activity.minutes)


def notebook_names(deck: Deck, language: str) -> dict[str, str]:
    """The name of each part's notebook in the deck's order, "0_opening", and last that of "results".

    A part without activities has none; its number stays free.
    """
    used = {activity.part for activity in deck.activities}
    names = {
        part.id: f"{number}_{texts.pick(part.notebook, language) or part.id}"
        for number, part in enumerate(deck.parts)
        if part.id in used
    }
    return names | {"": f"{len(deck.parts)}_{say(language, 'file.results')}"}


def heading(activity: Activity, language: str) -> str:
    """An activity's step and title: "0B · Where we start from"."""
    return f"{activity.step} · {texts.pick(activity.title, language)}"


def debrief(activity: Activity, language: str) -> Iterator[str]:
    """The question for each outcome there can be, then what leads further and the pitfall."""
    questions = dict(_questions(activity, language)) if activity.debrief else {}
    if len(questions) == 1:
        yield say(language, "step.ask", text=next(iter(questions.values())))
    elif questions:
        yield f"{say(language, 'step.depending')}\n\n" + "\n".join(
            f"- {heard} → {question}" for heard, question in questions.items()
        )
    if activity.question_d:
        yield say(language, "step.further", text=texts.pick(activity.question_d, language))
    if activity.pitfall:
        yield say(language, "step.pitfall", text=texts.pick(activity.pitfall, language))


def _questions(activity: Activity, language: str) -> Iterator[tuple[str, str]]:
    """When which question is asked: the most particular first; none that can never be."""
    asked = activity.debrief
    assert asked is not None
    for key, question in asked.claims.items():
        yield claim_name(activity, key, language), texts.pick(question, language)
    for name in kinds.get(activity.kind).outcomes:
        if question := getattr(asked, name):
            yield say(language, f"outcome.{name}"), texts.pick(question, language)


def claim_name(activity: Activity, key: str, language: str) -> str:
    """What a key of debriefs stands for: "gap.more.trust" is « On en veut plus · Confiance »."""
    sort, *rest = key.split(".")
    item = activity.item(rest[-1]) if rest else None
    side = rest[0] if rest[: len(rest) - bool(item)] else ""
    named = texts.section(language, "authoring")["claim"]
    heard = named.get(f"{sort}_{side}")
    if heard is None:
        called = kinds.get(activity.kind).side_name(activity, side, language) if side else ""
        colon = texts.text(language, "standing.colon")
        heard = f"{named[sort]}{colon}{called}" if called else named[sort]
    return f"{heard} · {texts.pick(item.text, language)}" if item else heard
