"""What may be handed out: revealed standings, counts of them with a codebook, and a report."""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tamtam import kinds
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.parts import classes
from tamtam.language import texts
from tamtam.results import (
    comparison_page,
    data_package,
    feedback,
    follow_up,
    index_page,
    kind_tables,
    mail,
    one_page,
    questions,
    sheets,
    slides,
)
from tamtam.results.comparison import Comparison
from tamtam.results.folder import Folder
from tamtam.results.report import report
from tamtam.results.report_steps import PICTURES, pictures
from tamtam.results.revealed import Edition, RevealedStep, revealed
from tamtam.results.shown_standings import standings
from tamtam.session.state import State

#: The folder of tables.
CSV = "csv"
#: Tables of which there is not always one.
TABLES = ("follow_up", "questions", "feedback")
COUNTS = ("session", "activity", "turn", "item", "phase", "answer", "value", "label", "count", "n")
CODEBOOK = ("sort", "activity", "name")


def write(
    state: State, folder: Path, edition: Edition, since: Comparison | None = None
) -> list[Path]:
    """Write its files, and what to come back to and what was asked where there is any; returns them.

    `since` compares it with the session that it asked again.
    """
    shown, language = list(revealed(state, edition)), edition.language
    out = Folder(folder, edition.excel, tables=CSV)
    out.text("standings.json", json.dumps(standings(state, shown), ensure_ascii=False, indent=1))
    counted(state, shown, out, language)
    if gestures := list(follow_up.rows(state, shown)):
        out.table("follow_up.csv", follow_up.columns(state), gestures)
    if asked := list(questions.rows(state, language)):
        out.table("questions.csv", questions.COLUMNS, asked)
    if rated := list(feedback.rows(state)):
        out.table("feedback.csv", feedback.COLUMNS, rated)
    own = kind_tables.tables(state, shown, language)
    for one in own:
        out.table(f"{one.name}.csv", one.columns, one.rows)
    out.workbook(sheets.NAME, sheets.sheets(state, shown, edition))
    described = data_package.descriptor(state, shown, out, language, own)
    out.text(data_package.FILE, json.dumps(described, ensure_ascii=False, indent=1))
    after = (
        questions.section(state, language)
        + follow_up.section(state, shown, language)
        + feedback.section(state, language)
    )
    sheet = one_page.page(state, edition)
    out.saved(one_page.NAME, sheet)
    for name, text in mail.files(state, edition):
        out.text(name, text)
    if slides.possible():
        out.saved(slides.NAME, slides.Slides(state, shown, edition))
    out.text("report.html", report(state, shown, edition, after))
    out.clear(PICTURES, "*.svg", "*.png")  # of steps that are no longer handed out
    for name, picture in pictures(shown, language):
        out.data(f"{PICTURES}/{name}", picture)
    if since is not None:
        chosen = since.only(edition.chosen(state))
        out.text(comparison_page.FILE, comparison_page.page(chosen, language))
    out.clear("", slides.NAME, comparison_page.FILE)
    out.clear(CSV, *(f"{name}.csv" for name in (*TABLES, *kinds.names())))
    of_steps = {one.name: one.steps for one in own}
    written = tuple(out.written)
    out.text(index_page.FILE, index_page.page(state, written, edition, of_steps, sheet.lacking))
    return out.written


def counted(state: State, shown: list[RevealedStep], out: Folder, language: str) -> None:
    """Write the counts of what was shown, and what each name in them means."""
    out.table("counts.csv", COUNTS, _counts(state, shown, language))
    languages = state.deck.languages
    out.table("codebook.csv", (*CODEBOOK, *languages), _codebook(shown, languages))


def _counts(state: State, shown: list[RevealedStep], language: str) -> Iterator[tuple[Any, ...]]:
    for one in shown:
        kind = kinds.get(one.standing.kind)
        activity, standing = one.activity, one.standing
        for item in standing.items if one.whole else ():
            for found in item.distributions:
                for value, count in classes.named(found).items():
                    place = (state.code, activity.id, standing.turn, item.item, found.phase)
                    number = int(value) if value.lstrip("-").isdigit() else None
                    answer = value if number is None else number
                    yield (
                        *place,
                        answer,
                        number,
                        kind.value_name(activity, value, language) or answer,
                        count,
                        found.n,
                    )


def _codebook(shown: list[RevealedStep], languages: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What every column and every name in the counts means, in the languages of the deck."""

    def said(words: Text) -> tuple[str, ...]:
        return tuple(texts.pick(words, language) for language in languages)

    charts = [one for one in shown if one.show == "chart"]
    read = {(one.activity.id, item.item) for one in charts for item in one.standing.items}
    for column in COUNTS:
        yield ("column", "", column, *said(texts.both(f"export.columns.{column}")))
    for activity in {one.activity.id: one.activity for one in shown}.values():
        yield ("activity", activity.id, activity.id, *said(activity.question))
        for item in activity.items:
            if item.is_proposed and (activity.id, item.id) not in read:
                continue  # what people wrote is theirs, unless the room has seen it
            yield ("item", activity.id, item.id, *said(item.text))
        yield from _values(activity, shown, languages)
    known = {one.activity.id: one.activity for one in shown}
    for id, phase in dict.fromkeys(
        (one.activity.id, found.phase)
        for one in shown
        for item in one.standing.items
        for found in item.distributions
    ):
        name = partial(kinds.get(known[id].kind).aspect_name, known[id], phase)
        yield ("phase", id, phase, *map(name, languages))


def _values(
    activity: Activity, shown: list[RevealedStep], languages: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    """What the values that were counted of an activity mean, as far as a number doesn't say it."""
    kind = kinds.get(activity.kind)
    counted = dict.fromkeys(
        value
        for one in shown
        if one.activity.id == activity.id
        for item in one.standing.items
        for found in item.distributions
        for value in classes.named(found)
    )
    for value in counted:
        names = [kind.value_name(activity, value, language) for language in languages]
        if any(names):
            yield ("value", activity.id, value, *names)
