"""Results: what was revealed, as it was shown, and nothing else; read as a receiver reads them."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd
import pytest
from tamtam.language import texts
from tamtam.results import write_results
from tamtam.session import commands as c
from tamtam.session.log import open_store
from tamtam.standing.standing import Standing

from tests import decks
from tests.decks import in_one, new_session
from tests.refusals import refused
from tests.results.sessions import TRAPS, Lived, as_text, lived, tricky_deck


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    yield from lived(tmp_path)


def results(session: Lived, folder: Path, language: str = "en") -> dict[str, str]:
    """The files by name, as text."""
    written = write_results(session.log.state, folder, language)
    return {path.name: as_text(path) for path in written}


def standings(session: Lived, folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(results(session, folder)["standings.json"])
    return told


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table)))


class Report(HTMLParser):
    """The words of a report as a reader sees them, its tags, and its tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self._skip = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._skip = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._skip = False

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


# --- what is in them


def test_standings_are_the_frozen_ones(session: Lived, tmp_path: Path) -> None:
    told = standings(session, tmp_path / "out")
    asked = session.log.state.asked
    assert [one["activity"] for one in told["revealed"]] == ["baseline", "flows"]
    for one in told["revealed"]:
        frozen = asked[one["activity"]].turn.standing
        assert frozen is not None
        assert Standing.from_json(one["standing"]) == frozen
        assert set(one["standing"]["sentence"]) == {"fr", "en"}
    assert told["people"] == 12
    assert told["session"] == session.code
    assert told["min_answers"] == 5


def test_answers_after_the_reveal_and_the_forgotten_leave_what_was_shown(
    session: Lived, tmp_path: Path
) -> None:
    before = standings(session, tmp_path / "one")
    session.do(c.Forget("id000003"))
    after = standings(session, tmp_path / "two")
    assert after["revealed"] == before["revealed"]
    assert (before["people"], after["people"]) == (12, 11)


def test_counts_add_up_to_the_answers_given(session: Lived, tmp_path: Path) -> None:
    counted = rows(results(session, tmp_path / "out")["counts.csv"])
    state = session.log.state
    for id in ("baseline", "flows"):
        turn = state.activity(id).turn
        mine = [row for row in counted if row["activity"] == id]
        slots = {(row["item"], row["phase"]) for row in mine}
        assert slots
        for item, phase in slots:
            here = [row for row in mine if (row["item"], row["phase"]) == (item, phase)]
            slot = (f"{item}.trend", "today") if phase == "trend" else (item, phase)
            given = [own[slot] for own in turn.answers.values() if slot in own]
            total = sum(int(row["count"]) for row in here)
            assert total == int(here[0]["n"]) == len(given)
            expected = sum(int(value) for value in given)
            assert sum(int(row["value"]) * int(row["count"]) for row in here) == expected


def test_counts_open_in_a_data_frame_with_numbers(session: Lived, tmp_path: Path) -> None:
    write_results(session.log.state, tmp_path / "out")
    frame = pd.read_csv(tmp_path / "out" / "csv" / "counts.csv")
    assert frame["value"].dtype.kind == frame["count"].dtype.kind == "i"
    assert set(frame["session"]) == {session.code}


def test_every_name_in_the_counts_is_in_the_codebook(session: Lived, tmp_path: Path) -> None:
    files = results(session, tmp_path / "out")
    counted, book = rows(files["counts.csv"]), rows(files["codebook.csv"])

    def named(sort: str) -> set[tuple[str, str]]:
        return {(row["activity"], row["name"]) for row in book if row["sort"] == sort}

    assert {("", column) for column in counted[0]} == named("column")
    assert {(row["activity"], row["activity"]) for row in counted} == named("activity")
    assert {(row["activity"], row["item"]) for row in counted} <= named("item")
    assert {(row["activity"], row["phase"]) for row in counted} <= named("phase")
    assert ("baseline", "5") in named("value")
    assert named("value") <= {(row["activity"], row["answer"]) for row in counted}
    assert all(row["fr"] and row["en"] for row in book)


def test_the_codebook_of_a_deck_in_one_language_is_in_that_one_alone(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    new = new_session()
    spoken = in_one("en", new.deck)
    session = Lived(store, store.create(msgspec.structs.replace(new, deck=spoken, language="en")))
    session.join(6)
    session.played("baseline", 6)
    book = rows(results(session, tmp_path / "out")["codebook.csv"])
    assert list(book[0]) == ["sort", "activity", "name", "en"]
    assert all(row["en"] for row in book)
    store.close()


def test_a_report_begins_with_the_session_on_one_page(session: Lived, tmp_path: Path) -> None:
    report = Report(results(session, tmp_path / "out")["report.html"]).text
    page, _, rest = report.partition("How far do you agree?")
    assert "The session in five minutes" in page and "the sponsor gets it" in page
    assert "0B Where we start — " in page and "3B Five flows — " in page
    assert "The session in five minutes" not in rest


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_the_report_says_in_words_and_tables_what_its_charts_show(
    session: Lived, tmp_path: Path, language: str
) -> None:
    html = results(session, tmp_path / "out", language)["report.html"]
    read = Report(html)
    assert f'<html lang="{language}">' in html
    for asked in session.log.state.asked.values():
        standing = asked.turn.standing
        assert standing is not None
        assert texts.pick(asked.activity.title, language) in read.text
        caption = asked.kind.caption(asked.activity, standing, language)
        assert " ".join(caption.split()) in read.text
        for row in asked.kind.table(asked.activity, standing, language).rows:
            assert all(" ".join(str(cell).split()) in read.text for cell in row)
    assert read.tags.count("table") == read.tags.count("figure") == 2


# --- what isn't


def test_what_was_asked_and_never_revealed_is_nowhere(session: Lived, tmp_path: Path) -> None:
    session.do(c.Open("baseline", again=True))
    session.answer("baseline", 12, seed=9)
    told = standings(session, tmp_path / "open")
    assert [(one["activity"], one["turn"]) for one in told["revealed"]] == [
        ("baseline", 1),
        ("flows", 1),
    ]
    session.reveal("baseline")
    assert len(standings(session, tmp_path / "shown")["revealed"]) == 3


def test_only_as_much_as_the_room_saw(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session()))
    session.join(8)
    session.played("baseline", 8, show="sentence")
    session.played("flows", 8, show="nothing")
    files = results(session, tmp_path / "out")
    told = [one["standing"] for one in json.loads(files["standings.json"])["revealed"]]
    frozen = session.log.state.activity("baseline").turn.standing
    assert frozen is not None
    assert told == [{"sentence": frozen.sentence, "n": 8}, None]
    assert rows(files["counts.csv"]) == []
    read = Report(files["report.html"])
    assert frozen.sentence["en"] in read.text
    assert "table" not in read.tags
    hidden = session.log.state.activity("flows").turn.standing
    assert hidden is not None
    assert hidden.sentence["en"] not in read.text
    store.close()


def test_with_too_few_answers_only_the_count(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session()))
    session.join(4)
    session.played("baseline", 4)
    files = results(session, tmp_path / "out")
    [told] = json.loads(files["standings.json"])["revealed"]
    assert told["standing"]["n"] == 4
    assert "items" not in told["standing"]
    assert rows(files["counts.csv"]) == []
    store.close()


def test_nobody_is_named_and_no_answer_is_anybody_s(session: Lived, tmp_path: Path) -> None:
    everything = "".join(results(session, tmp_path / "out").values())
    for participant in session.log.state.participants.values():
        assert participant.id not in everything
        assert not re.search(rf"\b{participant.alias}\b", everything)


def test_a_session_in_which_nothing_was_shown_gives_empty_results_that_say_so(
    tmp_path: Path,
) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session()))
    files = results(session, tmp_path / "out")
    assert json.loads(files["standings.json"])["revealed"] == []
    assert rows(files["counts.csv"]) == []
    assert "Nothing has been revealed" in Report(files["report.html"]).text
    store.close()


def test_a_rehearsal_is_marked(tmp_path: Path) -> None:
    for session in lived(tmp_path, rehearsal=True):
        files = results(session, tmp_path / "out", "fr")
        assert json.loads(files["standings.json"])["rehearsal"] is True
        assert "Essai à blanc" in Report(files["report.html"]).text


def test_a_turn_asked_again_stands_beside_the_first(session: Lived, tmp_path: Path) -> None:
    session.played("baseline", 12, seed=5)
    files = results(session, tmp_path / "out")
    assert {row["turn"] for row in rows(files["counts.csv"]) if row["activity"] == "baseline"} == {
        "1",
        "2",
    }
    assert "time no. 2" in Report(files["report.html"]).text


# --- what is chosen of them


def test_steps_are_chosen_and_ordered_everywhere(session: Lived, tmp_path: Path) -> None:
    written = write_results(session.log.state, tmp_path / "two", "en", steps=("3b", "baseline"))
    [told] = [json.loads(path.read_text()) for path in written if path.name == "standings.json"]
    assert [one["activity"] for one in told["revealed"]] == ["flows", "baseline"]
    written = write_results(session.log.state, tmp_path / "one", "en", without=("0B",))
    assert "charts/3B-flows.svg" in {
        path.relative_to(tmp_path / "one").as_posix() for path in written
    }
    everything = "".join(map(as_text, written))
    assert "Five flows" in everything
    assert "Where we start" not in everything


def test_a_step_that_isn_t_there_is_refused_with_those_that_are(
    session: Lived, tmp_path: Path
) -> None:
    with refused("no_such_activity"):
        write_results(session.log.state, tmp_path / "out", steps=("9Z",))


def test_an_organisation_and_its_logo_stand_at_the_head(session: Lived, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    chosen: dict[str, Any] = {"organisation": "Maison <b>Ébène</b>", "logo": logo}
    [report] = [
        path
        for path in write_results(session.log.state, tmp_path / "out", "en", **chosen)
        if path.name == "report.html"
    ]
    html = report.read_text("utf-8")
    assert 'src="data:image/svg+xml;base64,' in html
    assert "Maison &lt;b&gt;Ébène&lt;/b&gt;" in html
    with refused("no_picture"):
        write_results(session.log.state, tmp_path / "out", "en", logo=tmp_path / "none.png")


# --- how they are written


def test_the_same_log_gives_the_same_bytes(
    session: Lived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = write_results(session.log.state, tmp_path / "one", "fr")
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    session.log.fold_again()
    two = write_results(session.log.state, tmp_path / "two", "fr")
    assert [path.name for path in one] == [path.name for path in two]
    for first, second in zip(one, two, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_typed_text_is_text_in_every_file(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    new = msgspec.structs.replace(new_session(), deck=tricky_deck())
    session = Lived(store, store.create(new))
    session.join(6)
    session.played("baseline", 6)
    session.played("flows", 6)
    files = results(session, tmp_path / "out")
    html = files["report.html"]
    read = Report(html)
    used = {text for text in TRAPS if text in json.loads(files["standings.json"]).__repr__()}
    assert used
    for trap in used:
        assert " ".join(trap.split()) in read.text
    assert not {"img", "b"} & set(read.tags)
    assert all(to.startswith("#") for to in re.findall(r'<a href="([^"]*)"', html))
    assert html.count("<script") == 1
    for table in ("counts.csv", "codebook.csv"):
        for row in csv.reader(io.StringIO(files[table])):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row)
    book = {row["en"] for row in rows(files["codebook.csv"]) if row["sort"] in ("item", "activity")}
    for text in (item.text["en"] for a in new.deck.activities for item in a.items):
        assert text in book or f"'{text}" in book
    store.close()


def test_nothing_in_the_report_comes_from_elsewhere(session: Lived, tmp_path: Path) -> None:
    html = results(session, tmp_path / "out")["report.html"]
    bare = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"""(src|href|action|url)\s*[=(]\s*["']?(https?:)?//""", bare)
    assert "default-src 'none'" in html


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_the_first_page_says_what_every_file_is_for(
    session: Lived, tmp_path: Path, language: str
) -> None:
    folder = tmp_path / "out"
    written = write_results(session.log.state, folder, language)
    html = (folder / "index.html").read_text("utf-8")
    linked = re.findall(r'<a href="([^"]+)">', html)
    assert linked[:3] == ["summary.pdf", "report.html", "slides.pptx"]
    assert linked[-2:] == ["standings.json", "datapackage.json"]
    lies = {path.relative_to(folder).as_posix() for path in written} - {"index.html"}
    assert sorted(linked) == sorted({name for name in lies if "charts/" not in name} | {"charts/"})
    assert len(re.findall(r"<td>[^<]{15,}</td>", html)) == len(linked)
    assert texts.text(language, "export.report.people", n=12) in html


def test_a_file_that_is_there_is_replaced_whole_and_nothing_else_is_touched(
    session: Lived, tmp_path: Path
) -> None:
    folder = tmp_path / "deep" / "out"
    write_results(session.log.state, folder)
    (folder / "mine.txt").write_text("keep me")
    (folder / "csv" / "counts.csv").write_text("old")
    write_results(session.log.state, folder)
    assert (folder / "mine.txt").read_text() == "keep me"
    assert (folder / "csv" / "counts.csv").read_text("utf-8-sig").startswith("session,")
    assert sorted(path.name for path in folder.iterdir()) == [
        "charts",
        "csv",
        "datapackage.json",
        "index.html",
        "mail-en.md",
        "mail-en.txt",
        "mail-fr.md",
        "mail-fr.txt",
        "mine.txt",
        "report.html",
        "results.xlsx",
        "slides.pptx",
        "standings.json",
        "summary.pdf",
    ]


def test_a_folder_that_cannot_be_written_is_told(session: Lived, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with refused("folder_not_writable"):
        write_results(session.log.state, tmp_path / "file" / "out")
