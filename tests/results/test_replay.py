"""A session played back: only what was revealed, in steps too large to tell anybody's answer."""

from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from tamtam.cli import main
from tamtam.results import replay_page
from tamtam.results.replay import ReplayedStep, replay, tells_a_few
from tamtam.session import commands as c
from tamtam.session.log import Store

from tests.decks import agreement, flows, new_session
from tests.results.sessions import TRAPS, Lived, tricky_deck

PEOPLE = 24


@pytest.fixture
def session(store: Store) -> Lived:
    session = Lived(store, store.create(new_session(agreement(), flows())))
    session.join(PEOPLE)
    return session


def played(session: Lived) -> list[ReplayedStep]:
    log = session.log
    return replay(log.entries(), log.state)


def test_a_step_grows_to_what_the_room_saw_and_no_two_moments_tell_of_a_few(
    session: Lived,
) -> None:
    session.played("baseline", PEOPLE)
    [step] = played(session)
    assert step.frames[-1].standing == session.log.state.asked["baseline"].turn.standing
    counted = [frame.standing.n for frame in step.frames]
    assert len(counted) >= 3 and counted == sorted(counted) and counted[-1] == PEOPLE
    for one, other in combinations(step.frames, 2):
        assert not tells_a_few(one.answers, other.answers, 5)


def test_whoever_changes_an_answer_at_the_last_moment_is_not_told_apart(session: Lived) -> None:
    session.do(c.Open("baseline"))
    session.answer("baseline", 20)
    session.do(c.Answer("id000001", "baseline", "s1", "before", 1, "late1"))
    session.do(c.Answer("id000002", "baseline", "s2", "before", 5, "late2"))
    session.reveal("baseline")
    [step] = played(session)
    for one, other in combinations(step.frames, 2):
        assert not tells_a_few(one.answers, other.answers, 5)


def test_a_difference_of_a_few_is_seen_in_every_answer() -> None:
    first = {f"p{n}": {("s1", "before"): 1} for n in range(6)}
    later = {id: {("s1", "before"): 2} for id in first}
    assert not tells_a_few(first, first, 5) and not tells_a_few(first, later, 5)
    one_more = {**later, "p6": {("s2", "before"): 3}}
    assert tells_a_few(first, one_more, 5)
    assert tells_a_few(first, {**first, "p0": {("s1", "before"): 4}}, 5)


def test_what_was_not_revealed_is_not_played_nor_what_came_after(session: Lived) -> None:
    session.do(c.Open("flows"))
    session.answer("flows", PEOPLE)
    session.do(c.Close("flows"))
    assert played(session) == []
    session.played("baseline", PEOPLE, show="sentence")
    [step] = played(session)
    assert step.activity.id == "baseline" and len(step.frames) == 1 and not step.whole
    session.do(c.Open("baseline", again=True))
    session.answer("baseline", PEOPLE, seed=2)
    assert [len(one.frames) for one in played(session)] == [1]


def test_once_somebody_was_erased_only_what_was_revealed_is_played(session: Lived) -> None:
    session.played("baseline", PEOPLE)
    session.do(c.Forget("id000003"))
    assert [len(one.frames) for one in played(session)] == [1]
    session.do(c.Prune())
    assert [one.frames[0].standing.n for one in played(session)] == [PEOPLE]


def test_the_command_writes_a_page_that_plays_offline_in_either_language(
    session: Lived, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.played("baseline", PEOPLE)
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    page = tmp_path / "replay.html"
    for language, words in (("en", "people had answered"), ("fr", "personnes avaient répondu")):
        typed = ["replay", session.code.lower(), str(page), "--language", language]
        told = CliRunner().invoke(main, [*typed, "--store", store.place])
        assert told.exit_code == 0, told.output
        html = page.read_text("utf-8").replace("\u00a0", " ")
        assert words in html and html.count("<svg") == len(played(session)[0].frames)
        assert "default-src 'none'" in html and "http://" not in html.replace(
            "http://www.w3.org", ""
        )
    assert opened == [page.resolve().as_uri()] * 2


def test_typed_text_is_text_in_it(store: Store, tmp_path: Path) -> None:
    from msgspec.structs import replace

    new = replace(new_session(), deck=tricky_deck())
    session = Lived(store, store.create(new))
    session.join(12)
    session.played("baseline", 12)
    html = "".join(replay_page.page(session.log.state, played(session), "en"))
    assert not any(trap in html for trap in TRAPS if trap.startswith("<"))
