"""The workbook of a session, in words: contents, a sheet for each step that was shown, all counts.

It holds what the report holds, for whoever goes on counting: numbers are numbers, an interval has columns of
its own, and each name is what people read and no id.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tamtam import kinds
from tamtam.kinds.parts import classes, scale
from tamtam.language import texts
from tamtam.results import feedback, follow_up, numbers, questions
from tamtam.results.revealed import Edition, RevealedStep, note
from tamtam.results.view import View
from tamtam.results.workbook import SheetLink, WorkbookSheet, tab_name
from tamtam.session import cohort
from tamtam.session.state import State

NAME = "results.xlsx"
_COUNTS = ("step", "item", "phase", "value", "answer", "count", "n")


def sheets(
    state: State, shown: Sequence[RevealedStep], edition: Edition
) -> dict[str, WorkbookSheet]:
    """The sheets by the names of their tabs; the first says what there is and leads to each other one."""
    language = edition.language
    contents = tab_name(_say(language, "contents"))
    found: dict[str, WorkbookSheet] = {}
    listed: list[tuple[Any, ...]] = []
    for name, says, n, sheet in (*_steps(shown, language), *_others(state, shown, language)):
        if sheet is None:
            listed.append((name, says, n))
            continue
        tab = tab_name(name, [contents, *found])
        found[tab] = sheet
        listed.append((SheetLink(name, tab), says, n))
    return {contents: _contents(state, edition, listed)} | found


#: What is listed of a sheet: its name, what it says, how many answered, and itself where there is one.
_Listed = tuple[str, str, int | None, WorkbookSheet | None]


def _contents(state: State, edition: Edition, listed: Sequence[tuple[Any, ...]]) -> WorkbookSheet:
    language = edition.language
    title = f"{texts.pick(state.deck.title, language)} · {state.code}"
    report = [texts.text(language, "export.report.people", n=cohort.present(state))]
    if state.session.rehearsal:
        report.append(texts.text(language, "export.report.rehearsal"))
    day = texts.date(state.opened_at, language)
    told = note(state, language)
    above = (title, " · ".join(filter(None, (edition.organisation, day, *report))), told)
    return WorkbookSheet(_columns(language, "sheet", "says", "n"), listed, above)


def _steps(shown: Sequence[RevealedStep], language: str) -> Iterator[_Listed]:
    for one in shown:
        name = one.name(language)
        if one.show == "nothing":
            yield name, texts.text(language, "export.report.nothing"), None, None
            continue
        view = View(one.activity, one.standing, language)
        yield name, view.sentence, one.standing.n, _step(view, name) if one.whole else None
        if one.shift:
            moved = View(one.activity, one.shift, language)
            name = f"{name} · {texts.text(language, 'export.report.moved')}"
            yield name, moved.sentence, one.shift.n, _step(moved, name)


def _step(view: View, name: str) -> WorkbookSheet | None:
    """The numbers under a chart; None where too few answered."""
    columns = numbers.columns_of(numbers.filled(view.plain_table()), view.language)
    if not columns:
        return None
    rows = list(zip(*(cells for _, cells in columns), strict=True))
    asked = texts.pick(view.activity.question, view.language)
    above = (name, view.sentence, " · ".join(filter(None, (asked, view.people()))))
    return WorkbookSheet([heading for heading, _ in columns], rows, above) if rows else None


def _others(state: State, shown: Sequence[RevealedStep], language: str) -> Iterator[_Listed]:
    """All counts in one table, what to come back to, what was asked, how it was found."""
    for key, columns, rows in (
        ("counts", _columns(language, *_COUNTS), list(_counts(shown, language))),
        ("follow_up", _columns(language, "words", "check_on"), _follow_up(state, shown, language)),
        ("questions", _questions_columns(language), list(_questions(state, language))),
        ("feedback", _columns(language, "asked", "value", "count", "n"), _rated(state, language)),
    ):
        if rows:
            yield (
                _say(language, key),
                texts.text(language, f"export.tables.{key}"),
                None,
                WorkbookSheet(columns, rows),
            )


def _counts(shown: Sequence[RevealedStep], language: str) -> Iterator[tuple[Any, ...]]:
    """A row for each answer that may be told: what it is of, the answer in words, how many, of how many."""
    for one in shown:
        kind, activity = kinds.get(one.standing.kind), one.activity
        for item in one.standing.items if one.whole else ():
            for found in item.distributions:
                place = (
                    one.name(language),
                    scale.name_of(activity, item.item, language),
                    kind.aspect_name(activity, found.phase, language),
                )
                for value, count in classes.named(found).items():
                    number = int(value) if value.lstrip("-").isdecimal() else None
                    named = kind.value_name(activity, value, language)
                    answer = named or (value if number is None else number)
                    yield (*place, number, answer, count, found.n)


def _follow_up(
    state: State, shown: Sequence[RevealedStep], language: str
) -> list[tuple[str, date]]:
    day = date.fromisoformat(follow_up.day(state))
    return [(texts.pick(words, language), day) for *_, words in follow_up.aloud(shown)]


def _questions_columns(language: str) -> tuple[str, ...]:
    return tuple(
        texts.text(language, f"export.report.questions.{name}") for name in ("text", "too", "state")
    )


def _questions(state: State, language: str) -> Iterator[tuple[str, int, str]]:
    for _, _, text, seconds, became in questions.rows(state, language):
        yield text, seconds, texts.text(language, f"export.report.questions.{became}")


def _rated(state: State, language: str) -> list[tuple[Any, ...]]:
    return [
        (texts.text(language, f"export.report.feedback.{question}"), *told)
        for _, question, *told in feedback.rows(state)
    ]


def _columns(language: str, *names: str) -> tuple[str, ...]:
    return tuple(_say(language, f"columns.{name}") for name in names)


def _say(language: str, key: str) -> str:
    return texts.text(language, f"export.workbook.{key}")
