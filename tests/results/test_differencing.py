"""The attack of whoever holds two exports of one session: no change between them is of a few people."""

import csv
import hashlib
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import msgspec
import pptx
import pytest
from pptx.shapes.graphfrm import GraphicFrame
from pypdf import PdfReader
from tamtam.language.errors import TamtamError
from tamtam.results import write_results
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests.decks import agreement, flows, new_session
from tests.results.sessions import Lived
from tests.results.workbooks import sheets

LEAST = 5
#: The columns that tell it, and what they are called in a workbook.
TOLD = ("answer", "value", "label", "count", "n")
COLUMNS = {"Number": "value", "Answer": "label", "People": "count"}
#: What a count is of, and how many gave each value.
Counts = dict[tuple[str, ...], Counter[str]]


def of_rows(rows: list[dict[str, Any]]) -> Counts:
    found: Counts = defaultdict(Counter)
    for row in rows:
        place = tuple(str(row[name]) for name in row if name not in TOLD)
        found[place][str(row.get("label", row["value"]))] += int(row["count"])
    return found


def of_csv(folder: Path) -> Counts:
    found: Counts = {}
    for path in (folder / "csv").iterdir():
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
        found |= of_rows(rows) if rows and "count" in rows[0] else {}
    return found


def of_workbook(folder: Path) -> Counts:
    found: Counts = {}
    for name, (head, *rows) in sheets(folder / "results.xlsx").items():
        if name in ("All counts", "Feedback"):
            told = [COLUMNS.get(column, column) for column in head]
            found |= of_rows([dict(zip(told, row, strict=True)) for row in rows])
    return found


def of_standings(folder: Path) -> Counts:
    told = json.loads((folder / "standings.json").read_text("utf-8"))
    return {
        (one["activity"], str(one["turn"]), item["item"], found["phase"]): Counter(found["counts"])
        for one in told["revealed"]
        for item in (one["standing"] or {}).get("items", ())
        for found in item["distributions"]
        if found.get("counts")
    }


def of_slides(folder: Path) -> Counts:
    """The numbers in the native charts, by the title of their slide and the bar they stand in."""
    found: Counts = {}
    for slide in pptx.Presentation(str(folder / "slides.pptx")).slides:
        for shape in slide.shapes:
            if isinstance(shape, GraphicFrame) and shape.has_chart:
                plot: Any = shape.chart.plots[0]
                for at, bar in enumerate(plot.categories):
                    told = {series.name: int(series.values[at]) for series in plot.series}
                    found[str(slide.slide_id), str(bar)] = Counter(told)
    return found


def as_read(folder: Path) -> dict[str, str]:
    """What there is in report, workbook, slides, charts and page to send, but for how many were there.

    Of slides that is every part, also notes, titles, the workbooks in charts and what says who made them.
    """
    report = (folder / "report.html").read_text("utf-8").partition("</header>")[2]
    page = PdfReader(folder / "summary.pdf").pages[0].extract_text().splitlines()
    read = sheets(folder / "results.xlsx")
    steps = {name: rows for name, rows in read.items() if name not in ("Contents", "Feedback")}
    charts = sorted((folder / "charts").iterdir())
    with ZipFile(folder / "slides.pptx") as parts:
        slides = {name: _digest(parts.read(name)) for name in parts.namelist()}
    del slides["ppt/slides/slide1.xml"]
    csv_files = [one for one in (folder / "csv").iterdir() if one.name != "feedback.csv"]
    return {
        "slides.pptx": repr(sorted(slides.items())),
        "csv": "".join(_digest(one.read_bytes()) for one in sorted(csv_files)),
        "results.xlsx": repr(steps),
        "charts": "".join(_digest(one.read_bytes()) for one in charts),
        "report.html": re.sub(
            "<section>\n<h2>How you found.*?</section>\n", "", report, flags=re.S
        ),
        "summary.pdf": "\n".join(line for line in page if " people · " not in line),
    }


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


READERS = (of_csv, of_workbook, of_standings, of_slides)


def moved(before: Counter[str], after: Counter[str]) -> int:
    """How many answers must have changed at least between two tellings of one count."""
    values = before.keys() | after.keys()
    more = sum(max(0, after[value] - before[value]) for value in values)
    less = sum(max(0, before[value] - after[value]) for value in values)
    return max(more, less)


def someone_changes(session: Lived) -> None:
    session.do(c.Answer("id000000", "baseline", "s1", "before", 1, "changed"))


def someone_late_answers(session: Lived) -> None:
    session.do(c.Join("id000099", "Late"))
    session.do(c.Answer("id000099", "baseline", "s1", "before", 5, "late"))


def two_change_two_come(session: Lived) -> None:
    someone_changes(session)
    someone_late_answers(session)
    session.do(c.Join("id000098", "Later"))
    session.do(c.Answer("id000098", "baseline", "s2", "before", 5, "later"))
    session.do(c.Answer("id000001", "baseline", "s2", "before", 1, "changed"))


def someone_goes(session: Lived) -> None:
    session.do(c.Forget("id000002"))


def someone_rates(session: Lived) -> None:
    session.do(c.Rate("id000005", "worth", 1))


def someone_rates_otherwise(session: Lived) -> None:
    session.do(c.Rate("id000001", "worth", 1))


@pytest.fixture(params=[LEAST, 6, 14])
def session(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Lived]:
    store = open_store(tmp_path / "sessions.sqlite")
    lived = Lived(store, store.create(new_session(agreement(), flows())))
    lived.join(max(request.param, 6))
    for id in ("baseline", "flows"):
        lived.do(c.Open(id))
        lived.answer(id, request.param)
        lived.reveal(id)
    lived.do(*(c.Rate(f"id{n:06}", "worth", 4 + n % 2) for n in range(5)))
    yield lived
    store.close()


def shown_again(session: Lived) -> None:
    """What a facilitator does who wants the newcomer in: reveal once more, if it is taken."""
    state = session.log.state
    standing = state.standing("baseline").to_json()
    [done] = session.store.run([(session.code, c.Reveal("baseline", standing, state.position))])
    assert not isinstance(done, Exception) or isinstance(done, TamtamError)


@pytest.mark.parametrize(
    "meanwhile",
    [
        *(someone_changes, someone_late_answers, two_change_two_come),
        *(someone_goes, someone_rates, someone_rates_otherwise),
    ],
)
def test_two_exports_tell_no_more_than_one_of_a_few(
    session: Lived, tmp_path: Path, meanwhile: Callable[[Lived], None]
) -> None:
    write_results(session.log.state, tmp_path / "first")
    session.do(c.Open("baseline", reopen=True))
    meanwhile(session)
    shown_again(session)
    write_results(session.log.state, tmp_path / "second")
    for read in READERS:
        first, second = read(tmp_path / "first"), read(tmp_path / "second")
        assert first and second, read
        for place, counts in second.items():
            change = moved(first.get(place, Counter()), counts)
            assert change == 0 or change >= LEAST, (read.__name__, place)
    if of_standings(tmp_path / "first") == of_standings(tmp_path / "second"):
        assert as_read(tmp_path / "first") == as_read(tmp_path / "second")


def test_enough_who_change_are_seen(session: Lived, tmp_path: Path) -> None:
    """The attack finds something where there is something to find: it can fail."""
    write_results(session.log.state, tmp_path / "first")
    session.do(c.Open("baseline", reopen=True))
    session.do(*(c.Join(f"new{n:05}", f"New {n}") for n in range(9)))
    for item in ("s1", "s2"):
        session.do(
            *(c.Answer(f"new{n:05}", "baseline", item, "before", 5, f"{item}") for n in range(9))
        )
    shown_again(session)
    write_results(session.log.state, tmp_path / "second")
    for read in READERS:
        first, second = read(tmp_path / "first"), read(tmp_path / "second")
        assert any(moved(first[place], second[place]) >= LEAST for place in first), read
    before, after = as_read(tmp_path / "first"), as_read(tmp_path / "second")
    assert all(before[name] != after[name] for name in before)


@pytest.mark.parametrize("people", [6, 14])
@pytest.mark.parametrize("left", [1, 4, 5])
def test_two_steps_of_one_export_tell_no_more_than_one_of_who_left(
    tmp_path: Path, people: int, left: int
) -> None:
    """What was rated at the beginning is rated again at the end, when everybody knows who has gone."""
    first = agreement(statements=1)
    again = msgspec.structs.replace(
        first,
        id="exit",
        kind="change",
        phases=("after",),
        options={"since": first.id},
        debrief=None,
    )
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session(first, again)))
    session.join(people)
    session.played(first.id, people)
    session.do(c.Open("exit"))
    session.answer("exit", people - left)
    session.reveal("exit")
    write_results(session.log.state, tmp_path / "out")
    for read in (of_csv, of_standings):
        told = [counts for place, counts in read(tmp_path / "out").items() if "before" in place]
        change = max((moved(one, other) for one in told for other in told), default=0)
        assert change == 0 or change >= LEAST, read.__name__
    store.close()
