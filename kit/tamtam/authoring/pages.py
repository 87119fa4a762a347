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
    if activity.debrief is not None:
        questions = {
            name: texts.pick(getattr(activity.debrief, name), language)
            for name in kinds.get(activity.kind).outcomes
        }
        if len(questions) == 1:
            yield say(language, "step.ask", text=next(iter(questions.values())))
        else:
            yield f"{say(language, 'step.depending')}\n\n" + "\n".join(
                f"- {say(language, f'outcome.{name}')} → {question}"
                for name, question in questions.items()
            )
    if activity.question_d:
        yield say(language, "step.further", text=texts.pick(activity.question_d, language))
    if activity.pitfall:
        yield say(language, "step.pitfall", text=texts.pick(activity.pitfall, language))
