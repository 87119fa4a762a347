"""What a guide says of each step, from the deck: between two marks, the rest being its author's."""

from collections.abc import Iterator

from tamtam.authoring.pages import LONGEST, asked, debrief, heading, say
from tamtam.deck.deck import CUTS, Activity, Deck, Part
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.errors import TamtamError

BEGIN = "<!-- written from the deck by `tamtam write`, from here … -->"
END = "<!-- … to here -->"


def renewed(before: str | None, deck: Deck, language: str) -> str:
    """A guide with its steps as the deck has them now; a new one where there was none.

    Raises TamtamError where the marks between which they stand are missing or in disorder.
    """
    if before is None:
        title = say(language, "guide.title", title=texts.pick(deck.title, language))
        before = f"# {title}\n\n{BEGIN}\n{END}\n"
    head, _, rest = before.partition(f"{BEGIN}\n")
    tail = rest.partition(f"{END}\n")[2]
    if not is_marked(before):
        name = f"guide.{language}.md"
        raise TamtamError("guide_without_marks", guide=name, begin=BEGIN, end=END)
    return f"{head}{BEGIN}\n\n{steps(deck, language)}\n{END}\n{tail}"


def is_marked(guide: str) -> bool:
    """Whether the marks between which its steps stand are there, in their order."""
    return f"{END}\n" in guide.partition(f"{BEGIN}\n")[2]


def steps(deck: Deck, language: str) -> str:
    """The times of each cut, then every part with its activities, as Markdown."""
    used = {activity.part for activity in deck.activities}
    parts = (_part(deck, part, language) for part in deck.parts if part.id in used)
    return "\n\n".join([_times(deck, language), *("\n\n".join(part) for part in parts)]) + "\n"


def _times(deck: Deck, language: str) -> str:
    """A table: a line for each activity and pause, a column for each cut, then the sums."""
    cuts = [cut for cut in CUTS if cut in deck.cuts]
    lengths = [sum(deck.cuts[cut].values()) for cut in cuts]
    rows = [
        (heading(activity, language), [deck.cuts[cut].get(activity.id) for cut in cuts])
        for part in deck.parts
        for activity in deck.activities
        if activity.part == part.id
    ]
    for pause in ("welcome", "break", "reserve"):
        rows.append((say(language, f"guide.{pause}"), [deck.cuts[cut].get(pause) for cut in cuts]))
    rows.append((say(language, "guide.total"), [*lengths]))
    called = [
        say(language, f"guide.cuts.{deck.called(cut)}", n=n)
        for cut, n in zip(cuts, lengths, strict=True)
    ]
    head = [say(language, "guide.minutes"), *called]
    written = [
        [name, *(str(texts.number(language, n)) if n else "–" for n in minutes)]
        for name, minutes in rows
        if any(minutes)
    ]
    lines = [head, ["---", *["--:"] * len(cuts)], *written]
    title = f"## {say(language, 'guide.times')}"
    return title + "\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _part(deck: Deck, part: Part, language: str) -> Iterator[str]:
    yield f"## {texts.pick(part.title, language)}"
    if part.aim:
        yield say(language, "aim", text=texts.pick(part.aim, language))
    if part.story:
        yield say(language, "guide.story", text=texts.pick(part.story, language))
    for activity, _ in asked(deck, part, LONGEST):
        yield from _step(activity, language)


def _step(activity: Activity, language: str) -> Iterator[str]:
    yield f"### {heading(activity, language)}"
    question = say(language, "guide.asked", text=texts.pick(activity.question, language))
    items = "\n".join(f"- {texts.pick(item.text, language)}" for item in activity.items)
    yield f"{question}\n\n{items}" if items else question
    if activity.say:
        yield say(language, "step.say", text=texts.pick(activity.say, language))
    yield say(language, "step.chart", text=Words(activity.kind).text(language, "chart"))
    if activity.expect:
        yield say(language, "step.expect", text=texts.pick(activity.expect, language))
    yield from debrief(activity, language)
