"""The whole workshop, from its first step to its last, in every cut: nothing is left unasked or untold."""

import csv
import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from tamtam import Workshop
from tamtam.deck.deck import PAUSES
from tamtam.language import texts
from tamtam.notebook.simulated import SimulatedAnswers
from tamtam.results import write_archive, write_results
from tamtam.results.answers import tidy_answers
from tamtam.results.summary import Summary
from tamtam.session.state import State

from tests import decks
from tests.results.recomputing import counts_in, recomputed
from tests.results.workbooks import sheets
from tests.rooms import folded
from tests.walk import Walk

CUTS = ("half_day", "two_hours", "one_hour")
#: Each cut in a small room and in a full one, in one language and in the other; the longest in both.
ROOMS = [
    *((cut, 40, language) for cut, language in zip(CUTS, ("fr", "en", "fr"), strict=True)),
    *((cut, 7, language) for cut, language in zip(CUTS, ("en", "fr", "en"), strict=True)),
    ("half_day", 40, "en"),
    pytest.param(("half_day", 500, "fr"), marks=pytest.mark.slow, id="half_day-500-fr"),
]


@pytest.fixture(scope="module", params=ROOMS, ids=lambda room: "-".join(map(str, room)))
def walk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    walked = Walk(tmp_path_factory.mktemp("walk"), *request.param)
    walked.to_the_end()
    yield walked
    walked.store.close()


def asked_in(state: State, cut: str) -> list[str]:
    return [step for step in state.deck.cuts[cut] if step not in PAUSES]


def test_every_activity_is_opened_answered_and_revealed(walk: Walk) -> None:
    state = walk.log.state
    for id in asked_in(state, walk.cut):
        asked = state.activity(id)
        assert asked.status == "revealed", id
        standing = asked.turn.standing
        assert standing is not None and standing.n == asked.people(asked.turn) > 0
        enough = standing.n >= state.min_answers
        assert (standing.outcome != "few") or walk.people < 40 or not enough, id
    begun = {id for id, asked in state.asked.items() if asked.turns}
    assert begun == set(asked_in(state, walk.cut))


def test_rounds_are_gone_through_to_the_last(walk: Walk) -> None:
    state = walk.log.state
    with_rounds = [asked for asked in state.asked.values() if asked.rounds and asked.turns]
    assert with_rounds or walk.cut == "one_hour"
    for asked in with_rounds:
        assert asked.turn.over == len(asked.rounds), asked.activity.id


def test_a_script_of_pandas_alone_finds_every_count_again(walk: Walk, tmp_path: Path) -> None:
    write_archive(walk.log, tmp_path)
    assert recomputed(tmp_path) == counts_in(tmp_path)


def test_what_people_write_is_approved_dealt_and_carried(walk: Walk) -> None:
    state = walk.log.state
    for id in asked_in(state, walk.cut):
        asked = state.activity(id)
        if asked.activity.collect is None:
            continue
        assert not [one for one in asked.proposals.values() if one.status == "held"], id
        assert any(one.participant for one in asked.proposals.values()) or walk.people < 40, id
    dealt = state.activity("community").turn
    most = max(len({item for item, _ in own}) for own in dealt.answers.values())
    assert most <= 4 * 6  # three to six relationships each, four things asked of each
    if walk.cut == "half_day" and walk.people >= 40:
        assert len(state.activity("barbarian").carried) >= 3


def test_it_is_read_aloud_in_five_minutes(walk: Walk) -> None:
    state, language = walk.log.state, walk.language
    summary = Summary.of(state, language)
    assert 0 < summary.minutes <= 5
    page = repr(summary)
    heading = texts.text(language, "notebook.summary.left_out")
    left = {one.heading: one.said for one in summary.sections}.get(heading, ("",))[0]
    for line in summary.lines:
        assert line.title(language) in page or line.activity.step in left
    assert "Whoever does the work sets the hours" in page


def test_report_and_answers_leave_whole_and_the_log_verifies(walk: Walk, tmp_path: Path) -> None:
    state = walk.log.state
    files = {path.name: path for path in write_results(state, tmp_path, walk.language)}
    report = files["report.html"].read_text("utf-8")
    for id in asked_in(state, walk.cut):
        activity = state.activity(id).activity
        title = escape(f"{activity.step} {texts.pick(activity.title, walk.language)}")
        assert f"<h2>{title}</h2>" in report, id
    with files["counts.csv"].open(encoding="utf-8-sig", newline="") as counts:
        for row in csv.DictReader(counts):
            times = 3 if row["activity"] == "exchanges" else 1  # up to three roles are named
            assert int(row["count"]) <= times * int(row["n"]), row
            assert row["value"] in ("", row["answer"]), row  # numbers alone, whatever stands beside
            assert re.fullmatch(r"-?\d*", row["value"]), row
    tab = texts.text(walk.language, "export.workbook.counts")
    told = {row[2] for row in sheets(files["results.xlsx"])[tab][1:]}
    for one in json.loads(files["datapackage.json"].read_text("utf-8"))["questions"]:
        asked = state.activity(one["activity"])
        for id, name in one["phases"].items():
            assert name == asked.kind.aspect_name(asked.activity, id, walk.language)
            assert name in told
    given = [len(own) for asked in state.asked.values() for own in asked.turn.answers.values()]
    rows = list(tidy_answers(walk.log))
    assert len(rows) == sum(given)
    assert len({row.participant for row in rows}) == walk.people
    verified = walk.store.verify(walk.code)
    assert verified.ok
    again = folded(list(walk.log.entries()))
    for id, asked in state.asked.items():
        assert again.standing(id) == state.standing(id)
        assert again.asked[id].turn.standing == asked.turn.standing


def test_it_takes_the_minutes_of_its_cut(walk: Walk) -> None:
    granted = walk.log.state.deck.cuts[walk.cut]
    minutes = sum(walk.took.values()) / 60_000
    assert minutes == sum(granted.values()) - granted["reserve"]


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_alone_every_step_is_answered_and_told(tmp_path: Path, language: str) -> None:
    study = Workshop(language=language, store=tmp_path / "alone.sqlite").study()
    me = SimulatedAnswers(1, 1, language)
    for id in study.activities():
        study.ask(id)
        chance = me.chance(study.activity(id), 1)
        for text in me.proposes(study.activity(id), chance):
            study.write(id, text)
        answers = me.answers(study.activity(id), chance, None, None)
        for (item, phase), value in answers.items():
            study.answer(id, item, value, phase)
        if study.activity(id).kind == "common_pot":  # a game, played among simulated players
            for round in study.activity(id).phases:
                study.answer(id, "give", 10, round)
        assert not study.mirror(id).is_empty
    assert study.progress().minutes == 0
    study.end()
    assert {path.name for path in study.write_results(tmp_path / "out")} >= {"my_notebook.html"}


def test_each_cut_is_as_long_as_it_says() -> None:
    deck = decks.shipped()
    assert {cut: sum(minutes.values()) for cut, minutes in deck.cuts.items()} == {
        "half_day": 210,
        "two_hours": 120,
        "one_hour": 60,
        "again": 30,
        "alone": 45,
    }
