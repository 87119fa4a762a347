"""What to come back to after 30 days: the gestures that the room could read, and nothing of the others."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tamtam.deck.deck import Collect
from tamtam.results import write_results
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests.decks import deck, words
from tests.kinds.test_commitments import ASKED
from tests.results.sessions import Lived, as_text

PEOPLE = 12
GESTURE = "=If I <b>doubt</b>, then I say so"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    """Twelve people; one shared, one was hidden, one is still to be read."""
    november = 1_795_593_600_000  # 2026-11-25T08:00:00Z
    store = open_store(tmp_path / "sessions.sqlite", lambda: november)
    asked = msgspec.structs.replace(
        ASKED, part="opening", collect=Collect(words("Share it"), longest=300)
    )
    session = Lived(store, store.create(c.NewSession("small", deck(asked))))
    session.join(PEOPLE)
    session.do(c.Open("commitments"))
    for number, text in enumerate((GESTURE, "If Zebulon, then gone", "If Quirk, then held")):
        session.do(c.Propose("commitments", text, f"k{number}", f"id{number:06}"))
    shared, hidden, _ = session.log.state.activity("commitments").proposals
    session.do(c.Show("commitments", shared), c.Show("commitments", hidden))
    session.answer("commitments", PEOPLE)
    yield session
    store.close()


def results(session: Lived, folder: Path, language: str = "en") -> dict[str, str]:
    written = write_results(session.log.state, folder, language)
    return {path.name: as_text(path) for path in written}


def test_what_the_room_could_read_is_listed_with_the_day_to_ask_about_it(
    session: Lived, tmp_path: Path
) -> None:
    hidden = list(session.log.state.activity("commitments").proposals)[1]
    session.reveal("commitments")
    session.do(c.Hide("commitments", hidden))
    files = results(session, tmp_path / "out")
    [row] = csv.DictReader(io.StringIO(files["follow_up.csv"]))
    assert (row["en"], row["check_on"]) == (f"'{GESTURE}", "2026-12-25")
    report = files["report.html"]
    assert 'Witnesses check on <time datetime="2026-12-25">' in report
    assert "=If I &lt;b&gt;doubt&lt;/b&gt;, then I say so</li>" in report
    whole = "".join(files.values())
    assert not any(told in whole for told in ("Zebulon", "Quirk", "id000000"))
    french = results(session, tmp_path / "fr", "fr")["report.html"]
    assert "Les témoins prennent des nouvelles le" in french


def test_where_only_the_sentence_was_shown_there_is_a_day_but_no_list(
    session: Lived, tmp_path: Path
) -> None:
    session.reveal("commitments", show="sentence")
    files = results(session, tmp_path / "out")
    assert "follow_up.csv" not in files and "Witnesses check on" in files["report.html"]
    assert "doubt" not in "".join(files.values())


def test_before_the_reveal_there_is_nothing_to_come_back_to(session: Lived, tmp_path: Path) -> None:
    files = results(session, tmp_path / "out")
    assert "follow_up.csv" not in files and "Witnesses check" not in files["report.html"]
