"""The workshop alone: kept, gone on with, one's own standing, and no server about."""

import csv
import json
import random
import re
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import pytest
from tamtam import Study, Workshop, kinds
from tamtam.kinds import change
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.results.bet_view import BetView
from tamtam.server import run
from tamtam.session import commands as c
from tamtam.session import company
from tamtam.session import events as e
from tamtam.session.log import open_store

from tests.refusals import refused


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(language="en", store=tmp_path / "alone.sqlite")


def test_what_is_answered_is_kept_and_gone_on_with(workshop: Workshop, tmp_path: Path) -> None:
    study = workshop.study()
    study.answer("baseline", "client", 4)
    study.answer("flows", "trust", 3, phase="today")
    study.answer("baseline", "colleagues", 2)  # going back is free
    mirror = study.answer("baseline", "client", 5)
    assert [line.marks[0].words for line in mirror.lines] == ["strongly agree", "rather disagree"]
    store = open_store(tmp_path / "alone.sqlite")
    assert run.find(store) is None
    [session] = store.sessions()
    answers = store.log(session.code).state.activity("baseline").turn.answers
    assert [list(own.values()) for own in answers.values()] == [[5, 2]]
    assert workshop.study().code == study.code
    assert workshop.study(new=True).code != study.code
    store.close()


def test_an_answer_is_taken_back_and_a_bad_one_refused(workshop: Workshop) -> None:
    study = workshop.study()
    study.answer("baseline", "client", 4)
    assert study.answer("baseline", "client", None).is_empty
    for item, value in (("client", 6), ("client", "much"), ("nothing", 3)):
        with pytest.raises(TamtamError):
            study.answer("baseline", item, value)
    with refused("no_such_phase"):
        study.answer("flows", "trust", 3)


def test_an_ended_study_takes_no_more(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    study = workshop.study()
    assert study.activity("baseline").items[0].text["en"].endswith("work against my values.")
    study.ask("baseline")
    assert "study.answer" in capsys.readouterr().out
    study.answer("baseline", "client", 4)
    study.end()
    with pytest.raises(TamtamError):
        study.answer("baseline", "client", 4)
    assert workshop.study().code != study.code


def test_alone_the_barbarian_is_what_one_set_aside(tmp_path: Path) -> None:
    study = Workshop(language="en", store=tmp_path / "store.sqlite").study()
    study.answer("polis", "too_alike", -1)
    study.answer("polis", "watched", 1)
    study.answer("polis", "worn_down", -1)
    mirror = study.answer("barbarian", "worn_down", 1)
    assert [item.id for item in study.activity("barbarian").items] == ["worn_down", "too_alike"]
    assert "could serve you" in repr(mirror)


def test_whenever_sentences_are_voted_on_the_barbarian_takes_them_over(workshop: Workshop) -> None:
    study = workshop.study()
    study.ask("barbarian")  # as where all cells are run at once

    def asked() -> list[str]:
        return [item.id for item in study.activity("barbarian").items]

    before = asked()
    study.answer("polis", "watched", -1)
    study.ask("barbarian")
    assert asked() == ["watched"] != before
    study.answer("barbarian", "watched", 1)
    study.answer("polis", "too_alike", -1)
    study.answer("polis", "watched", 1)
    study.ask("barbarian")
    assert asked() == ["watched", "too_alike"]  # what was answered stays
    assert "could serve you" in repr(study.mirror("barbarian"))


#: What only a room has; none of it may be said to somebody alone.
SIMULATED = {"en": "simulat", "fr": "simul"}
ROOM = {
    "en": r"the room|\bpeople answered|\bperson answered|\bcamps?\b|\bmedian|\bmajority|\bof \d+ agree"
    r"|facilitator|everyone|\bour\b|\bwe\b|until it closes",
    "fr": r"\bla salle\b|\bpersonnes? (a|ont) répondu|\bcamps?\b|médian|majorité|sur \d+ d’accord"
    r"|la personne qui anime|tout le monde|\bnos?\b|\bnotre\b|\bnous\b|jusqu’à la fermeture",
}


@pytest.fixture(params=["en", "fr"])
def studied(request: pytest.FixtureRequest, tmp_path: Path) -> Study:
    """A study in which every step was answered, and written in where one may write."""
    study = Workshop(language=request.param, store=tmp_path / "all.sqlite").study()
    rng = random.Random(3)
    for id in study.activities():
        activity = study.activity(id)
        kind = kinds.get(activity.kind)
        for text in kind.propose(activity, rng)[: activity.collect.most if activity.collect else 0]:
            study.write(id, text[request.param])
        for (item, phase), value in kind.simulate(study.activity(id), rng).items():
            study.answer(id, item, value, phase)
    return study


def test_nothing_that_is_said_to_one_who_is_alone_speaks_of_a_room(studied: Study) -> None:
    for id in studied.activities():
        mirror = studied.mirror(id)
        assert not mirror.is_empty, id
        own = [mirror.sentence, texts.pick(mirror.activity.question, studied.language)]
        own += [texts.pick(mirror.activity.title, studied.language)]
        own += [texts.pick(mirror.activity.question_d, studied.language)]
        own += [mark.phase for line in mirror.lines for mark in line.marks]
        for words in (re.sub("“[^”]*”|«[^»]*»", "", said) for said in own):  # quotes aside
            assert not re.search(ROOM[studied.language], words, re.IGNORECASE), (id, words)


def test_the_stories_speak_to_one_person(studied: Study) -> None:
    room = r"\bcamps?\b|each of you|talk about it|chaque personne|en parler|vous tient ensemble"
    with studied.state() as state:
        told = [texts.pick(part.story_alone, studied.language) for part in state.deck.parts]
    assert not [words for words in told if re.search(room, words)]


def test_the_form_of_each_step_asks_everything_that_is_asked_there(workshop: Workshop) -> None:
    study = workshop.study()
    study.answer("polis", "watched", -1)
    for id in study.activities():
        study.open(id)
        items: Any = study.shown(id)["activity"]["items"]
        assert [one["id"] for one in items] == [item.id for item in study.activity(id).items], id
    study.write("polis", "Saying no is a service")
    assert "Saying no" not in json.dumps(study.shown("polis")["activity"])
    assert [item.id for item in study.activity("barbarian").items] == ["watched"]


def test_every_answer_is_seen_in_its_mirror(studied: Study) -> None:
    flows = studied.mirror("flows")
    assert [len(line.marks) for line in flows.lines] == [2] * 5
    with studied.state() as state:
        [own] = state.activity("flows").turn.answers.values()
    assert [mark.words for line in flows.lines for mark in line.marks] == [
        str(own[item.id, phase]) for item in flows.activity.items for phase in ("today", "wanted")
    ]
    assert all(
        0 <= mark.at <= 1 for line in flows.lines for mark in line.marks if mark.at is not None
    )
    [after] = {len(line.marks) for line in studied.mirror("exit").lines}
    assert after == 2  # what was said at the start, and now


def test_how_far_one_is_counts_steps_and_the_minutes_left(workshop: Workshop) -> None:
    study = workshop.study()
    whole = study.progress()
    assert (whole.done, whole.of, whole.next) == (0, len(study.activities()), "baseline")
    study.answer("baseline", "client", 4)
    later = study.progress()
    assert (later.done, later.next) == (1, "values")
    assert later.minutes == whole.minutes - 2


def test_what_is_taken_home_is_read_again_and_tells_what_moved(
    studied: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    step = "If a client shouts, then I say so"
    studied.hold("commitments", {"gesture": {"text": step}})
    written = {path.name: path for path in studied.results(tmp_path / "home")}
    assert set(written) == {
        "my_notebook.html",
        "my_answers.csv",
        "my_answers.json",
        "come_back.ics",
    }
    page = written["my_notebook.html"].read_text("utf-8")
    for id in studied.activities():
        assert escape(texts.pick(studied.activity(id).title, studied.language)) in page
    assert not re.search(r"https?://", page)
    assert page.index(escape(step)) < page.index(escape(studied.mirror("baseline").sentence))
    assert escape(studied.mirror("exit").sentence) in page
    with written["my_answers.csv"].open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert step in {row["answer"] for row in rows}
    agreed = next(row for row in rows if row["activity"] == "baseline")
    assert agreed["asked"] == texts.pick(
        studied.activity("baseline").items[0].text, studied.language
    )
    named = {"fr": r"\w\u00a0: \w", "en": r"\w: \w"}[studied.language]
    assert any(re.search(named, row["answer"]) for row in rows), rows
    assert studied.compare(written["my_answers.json"]).differences == ()
    with studied.state() as state:
        [own] = state.activity("flows").turn.answers.values()
    was = own["trust", "today"]
    studied.answer("flows", "trust", (was + 5) % 11, "today")
    capsys.readouterr()
    shift = studied.compare(written["my_answers.json"])
    [moved] = shift.differences
    assert (moved.activity, moved.then, moved.now) == ("flows", str(was), str((was + 5) % 11))
    assert (moved.then_at, moved.now_at) == (was / 10, (was + 5) % 11 / 10)
    assert step in shift.step
    assert repr(shift) in capsys.readouterr().out


def test_one_comes_back_once_to_empty_steps_beside_what_one_answered_then(
    studied: Study, workshop: Workshop, tmp_path: Path
) -> None:
    step = "If a client <shouts>, then I say so"
    studied.hold("commitments", {"gesture": {"text": step}})
    [answers] = [path for path in studied.results(tmp_path / "home") if path.suffix == ".json"]
    study = workshop.study(again=answers)
    assert workshop.study(again=answers).code == workshop.study().code == study.code
    assert study.progress().done == 0
    shift = study.since()
    assert shift is not None
    assert (shift.compared, shift.differences, shift.done) == (0, (), "")
    assert step in shift.step
    with studied.state() as state:
        [own] = state.activity("flows").turn.answers.values()
    was = own["trust", "today"]
    study.answer("flows", "trust", (was + 5) % 11, "today")
    assert "then" in study.view("flows").html()
    study.did("partly")
    [page] = [path for path in study.results(tmp_path / "again") if path.suffix == ".html"]
    told = page.read_text("utf-8")
    assert "1 of 1 answers is different from then." in told
    assert "You did part of it." in told
    assert escape(step) in told
    assert "<shouts>" not in told
    with refused("wrong_argument"):
        study.did("perhaps")  # type: ignore[arg-type]
    with refused("no_own_answers"):
        workshop.study(again=tmp_path / "nowhere.json")


def test_a_file_that_is_no_answers_is_refused_in_words(workshop: Workshop, tmp_path: Path) -> None:
    study = workshop.study()
    study.answer("baseline", "client", 4)
    [answers] = [path for path in study.results(tmp_path) if path.suffix == ".json"]
    known = json.loads(answers.read_text("utf-8"))
    other = tmp_path / "other.json"
    for wrong in (
        "",
        "[]",
        json.dumps(known | {"workshop": "x"}),
        json.dumps(known | {"answers": [1]}),
    ):
        other.write_text(wrong, encoding="utf-8")
        with refused("no_own_answers"):
            study.compare(other)
    with refused("no_own_answers"):
        study.compare(tmp_path / "nowhere.json")


def test_the_calendar_file_rings_twice_and_keeps_to_its_line_length(
    studied: Study, tmp_path: Path
) -> None:
    [calendar] = [path for path in studied.results(tmp_path) if path.suffix == ".ics"]
    text = calendar.read_bytes().decode()
    assert text.count("BEGIN:VALARM") == 2
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_the_calendar_rings_with_one_s_step_on_the_monday_that_comes(
    studied: Study, tmp_path: Path
) -> None:
    step = "If a client shouts, then I say so"
    studied.hold("commitments", {"gesture": {"text": step}})
    [calendar] = [path for path in studied.results(tmp_path) if path.suffix == ".ics"]
    first, *later = calendar.read_text("utf-8").split("BEGIN:VEVENT")[1:]
    assert len(later) == 2
    [day] = re.findall(r"DTSTART:(\d{8})T090000", first)
    rings = datetime.strptime(day, "%Y%m%d")
    assert rings.weekday() == 0
    assert 0 < (rings.date() - datetime.now(tz=UTC).date()).days <= 7
    assert r"SUMMARY:If a client shouts\, then I say so" in first


def test_answers_that_jar_are_laid_side_by_side(workshop: Workshop) -> None:
    study = workshop.study()
    assert study.echoes("community") == ()
    study.answer("baseline", "client", 5)
    ranks = ["profit", "respect", "word", "transparency", "usefulness", "less", "learning"]
    study.answer("values", "order", ranks)
    [jars] = study.echoes("community")
    assert "rather lose a client" in jars
    assert "profitability weighs at rank 1" in jars
    study.answer("values", "order", ranks[::-1])
    [fits] = study.echoes("community")
    assert "comes only at rank 7" in fits


def test_of_what_is_answered_twice_item_by_item_what_jars_most_is_told(workshop: Workshop) -> None:
    study = workshop.study()
    flows = ("matter", "money", "knowledge", "trust", "emotion")
    for flow, wanted in zip(flows, (5, 5, 6, 9, 8), strict=True):
        study.answer("flows", flow, 5, "today")
        study.answer("flows", flow, wanted, "wanted")
    assert study.echoes("flows") == ()
    points = dict(zip(flows, (20, 40, 20, 10, 10), strict=True))
    study.answer("attention", "split", points, "last_week")
    study.answer("attention", "split", points | {"money": 30, "emotion": 20}, "wanted")
    [jars] = study.echoes("flows")
    assert jars.startswith("Trust: you want it to have more room, 4 more of 10, without")
    study.answer("attention", "split", points, "wanted")
    for flow in flows:
        study.answer("flows", flow, 5, "wanted")
    [still] = study.echoes("flows")
    assert still.startswith("No flow would have more room")


def test_being_seen_is_laid_beside_what_one_says_of_being_expected(workshop: Workshop) -> None:
    study = workshop.study()
    study.answer("baseline", "colleagues", 5)
    played(study, (10, 10, 10, 12, 12, 13))
    [more] = study.echoes("social_pressure")
    assert "you gave more: 2.3 more a round" in more
    study.play_with()
    assert study.echoes("social_pressure") == ()
    played(study, (10, 10, 10, 0, 0, 0))
    [less] = study.echoes("social_pressure")
    assert "you did not give more once gifts were seen" in less


def test_answers_given_after_it_was_shown_stand_at_a_part_s_end(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tamtam.notebook import study as module

    shown: list[Any] = []
    monkeypatch.setattr(module, "in_notebook", lambda: True)
    monkeypatch.setattr(module, "show", shown.append)
    study = workshop.study()
    study.check("community")
    assert len(shown) == 1
    echoes = study._checks["community"]._echoes
    assert echoes.children == ()
    study.answer("baseline", "client", 5)
    study.widget("values")
    ranks = ["profit", "respect", "word", "transparency", "usefulness", "less", "learning"]
    study._steps["values"].form.answers = {"order": {"today": ranks}}
    title, jars = (one.value for one in echoes.children)
    assert "side by side" in title
    assert "profitability weighs at rank 1" in jars


def test_a_check_tells_why_each_answer_is_right_or_not(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    study = workshop.study()
    study.check("community")
    told = capsys.readouterr().out
    assert told.count("(Yes: ") == 2
    assert told.count("(Not quite: ") == 4
    with refused("not_an_option"):
        study.check("nowhere")


def test_every_observation_is_checked_doubted_and_read_on() -> None:
    deck = Workshop(language="en").deck
    for part in deck.parts[1:]:
        assert len(part.study.checks) == 2, part.id
        assert part.study.critic, part.id
        assert all(re.search(r"\((19|20)\d\d\)", work["en"]) for work in part.study.reading), (
            part.id
        )
        assert all(
            " doi.org/" in one["en"] or ".com" in one["en"] for one in part.study.reading[:2]
        )


# --- bets, and simulated company

GIFTS = (10, 8, 5, 12, 14, 20)


def played(study: Study, gifts: tuple[int, ...] = GIFTS) -> None:
    for number, gift in enumerate(gifts, start=1):
        study.answer("common_pot", "give", gift, f"round_{number}")


def test_a_bet_is_kept_and_told_once_its_surprise_has_come(workshop: Workshop) -> None:
    study = workshop.study()
    assert study.bet("first_gifts").is_open
    assert study.bet("first_gifts", 8).happened == ""
    assert study.bet("first_gifts", 9).value == 9  # until then it may be made otherwise
    played(study, (10,))
    told = study.bet("first_gifts")
    assert (told.value, told.is_open) == (9, False)
    given = [answers["give", "round_1"] for answers in company_of(study)]
    mean = texts.number("en", round(sum(given) / 3, 1))
    assert f"put {mean} tokens" in told.happened
    assert "9" in repr(study.view("common_pot").decided)
    drawn = study.view("common_pot").html()
    assert f"left:{9 / 20:.0%}" in drawn  # the bet, and beside it what happened, on one line
    assert f"left:{round(sum(given) / 3, 1) / 20:.0%}" in drawn
    with refused("bet_is_over"):
        study.bet("first_gifts", 3)
    for name, value in (("nothing", 3), ("moved_by_the_end", 4), ("moved_by_the_end", -1)):
        with pytest.raises(TamtamError):
            study.bet(name, value)


def company_of(study: Study) -> list[dict[tuple[str, str], int]]:
    with study.state() as state:
        asked, [me] = state.activity("common_pot"), state.participants
        return [dict(one) for one in company.others(state, asked, me)]


def test_a_fact_is_told_once_it_was_bet_on_and_not_before(workshop: Workshop) -> None:
    study = workshop.study()
    assert not study.bet("conditional_people").happened
    assert "2001" in study.bet("conditional_people", 30).happened
    with refused("bet_is_over"):
        study.bet("conditional_people", 50)


def test_every_bet_of_a_workshop_is_decided_by_what_one_answers(studied: Study) -> None:
    studied.write("community", "A third relationship")
    for item in studied.activity("community").items:
        for aspect, value in (("values", 7), ("weight", 3)):
            studied.answer("community", f"{item.id}.{aspect}", value, "today")
    with studied.state() as state:
        bets = state.deck.bets()
        [me] = state.participants
        views = [BetView.of(state, bet, me, studied.language) for bet in bets]
    assert {bet.before for bet in bets} <= set(studied.activities())
    assert all(view.happened for view in views), [view.id for view in views if not view.happened]


def test_simulated_players_give_before_they_see_ones_gift(workshop: Workshop) -> None:
    study = workshop.study()
    study.play_with("conditional", "conditional", "conditional")
    played(study, (20,))
    first = company_of(study)
    study.answer("common_pot", "give", 0, "round_1")
    assert company_of(study) == first
    played(study, (0, 0))
    second = company_of(study)
    study.answer("common_pot", "give", 20, "round_1")
    assert company_of(study) != second  # what they do next rests on what they were told


def test_one_chooses_whom_to_play_with_and_begins_anew(workshop: Workshop) -> None:
    study = workshop.study()
    played(study)
    assert study.shown("common_pot")["status"] == "closed"
    assert study.progress().done == 1
    assert study.play_with("altruist", "altruist", "altruist").is_empty
    assert study.progress().done == 1  # what was played before is not lost
    played(study, (0,))
    assert all(one["give", "round_1"] >= 15 for one in company_of(study))
    played(study)
    study.play_with("free_rider", "free_rider", "free_rider")
    assert study.view("common_pot").players == ()  # once it is over, one may play again
    played(study, (0,))
    assert all(one["give", "round_1"] <= 2 for one in company_of(study))
    for wrong in (("altruist",), ("altruist", "altruist", "saint")):
        with refused("not_an_option"):
            study.play_with(*wrong)


def test_games_that_were_played_before_are_told_and_taken_home(
    workshop: Workshop, tmp_path: Path
) -> None:
    study = workshop.study()
    study.play_with("free_rider", "free_rider", "free_rider")
    played(study)
    study.play_with("altruist", "altruist", "altruist")
    before = study.view("common_pot").company
    assert before is not None
    [told] = before.sentences
    assert told.startswith("Before that you played with a simulated free rider")
    [page] = [path for path in study.results(tmp_path / "home") if path.suffix == ".html"]
    assert escape(told) in page.read_text("utf-8")
    with refused("not_an_option"):
        study._run(c.Keep(study._me, company.FORMER, "no games"))


def test_players_alike_are_named_once_and_who_gave_all_reads_no_more(workshop: Workshop) -> None:
    study = workshop.study()
    study.play_with("altruist", "altruist", "altruist")
    played(study, (20,) * 6)
    game = study.view("common_pot").company
    assert game is not None
    _, who = game.sentences
    assert who == "They were: a simulated altruist, who gives nearly everything (×3)."
    study.play_with("altruist", "altruist", "altruist")
    played(study, (20, 20, 20, 20, 20, 18))
    again = study.view("common_pot").company
    assert again is not None
    assert again.sentences[2].startswith("Had you given 5 more in each round, or all you had,")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_answers_only_at_the_end_is_told_so_without_a_room(
    tmp_path: Path, language: str
) -> None:
    study = Workshop(language=language, store=tmp_path / "alone.sqlite").study()
    nothing = change.WORDS.text(language, "say.own_few")
    assert study.answer("exit", "client", 4).sentence == nothing
    study.answer("baseline", "client", 2)
    assert study.mirror("exit").sentence != nothing


def test_who_had_given_all_is_not_asked_why_no_more_once_it_was_seen(workshop: Workshop) -> None:
    study = workshop.study()
    study.answer("baseline", "colleagues", 5)
    played(study, (20,) * 6)
    assert study.echoes("social_pressure") == ()
    study.play_with()
    played(study, (10,) * 6)
    [echo] = study.echoes("social_pressure")
    assert "you did not give more once gifts were seen" in echo


def test_an_answer_too_little_for_a_sentence_is_not_called_none(workshop: Workshop) -> None:
    study = workshop.study()
    mirror = study.answer("flows", "trust", 3, phase="today")
    assert mirror.sentence == ""
    assert [line.name for line in mirror.lines] == ["Trust"]
    study.write("community", "The mill")
    [mill, *_] = [item for item, _ in kinds.get("placement").slots(study.activity("community"))]
    assert study.answer("community", mill, 5).sentence == ""


def test_a_game_played_over_again_pays_what_the_rules_say(workshop: Workshop) -> None:
    study = workshop.study()
    study.play_with("free_rider", "free_rider", "free_rider")
    played(study, (10,) * 6)
    with study.state() as state:
        [me] = state.participants
        found = company.replay(state, state.activity("common_pot"), me)
    assert found is not None
    # A free rider gives alike, whatever one does: five more in the pot cost one 3 and bring each 2 a round.
    assert found.mine_then == pytest.approx(found.mine - 18)
    assert found.theirs_then == pytest.approx(found.theirs + 12)


def test_whatever_is_said_of_simulated_people_says_that_they_are(studied: Study) -> None:
    told = 0
    for id in studied.activities():
        view = studied.view(id).company
        for sentence in (view.title, *view.sentences) if view else ():
            told += 1
            assert SIMULATED[studied.language] in sentence.lower(), (id, sentence)
            assert not re.search(
                r"the room|la salle|facilitator|qui anime", sentence, re.IGNORECASE
            )
    assert told > 40


def test_one_stands_among_simulated_people_at_every_kind_that_compares(studied: Study) -> None:
    among = {id for id in studied.activities() if studied.view(id).company}
    assert {"baseline", "values", "tamtam", "exchanges", "decisions", "flows", "polis"} <= among
    assert not among & {
        "missing",
        "community",
        "sieve",
        "commitments",
    }  # there one speaks of one's own
    assert "<svg" in studied.view("polis").html()
    assert studied.view("exchanges").html().count("<svg") == 4


def test_the_words_of_one_s_step_are_kept_and_taken_home(
    workshop: Workshop, tmp_path: Path
) -> None:
    study = workshop.study()
    drafts = {"gesture": {"text": "If a client shouts, then I say so", "seen": "private"}}
    study.hold("commitments", drafts)
    assert study.shown("commitments")["drafts"] == drafts
    assert study.mirror("commitments").written == ("If a client shouts, then I say so",)
    [page] = [path for path in study.results(tmp_path / "home") if path.suffix == ".html"]
    assert "If a client shouts" in page.read_text("utf-8")
    with refused("text_too_long"):
        study.hold("commitments", {"gesture": {"text": "x" * 30_000}})


def test_words_that_stand_twice_are_told_once_and_a_decision_is_told_too(
    workshop: Workshop,
) -> None:
    study = workshop.study()
    study.write("commitments", "If a client shouts, then I say so")
    study.hold("commitments", {"gesture": {"text": "If a client shouts, then I say so"}})
    assert study.mirror("commitments").written == ("If a client shouts, then I say so",)
    study.hold("sieve", {"decision": "Leave the <b>bank</b>"})
    assert "Leave the &lt;b&gt;bank" in study.mirror("sieve").html()


def test_where_no_other_widget_is_shown_the_form_brings_bets_and_players(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tamtam.notebook.widgets import study_step

    monkeypatch.setattr(study_step, "in_marimo", lambda: True)
    study = workshop.study()
    study.widget("common_pot")
    form = study._steps["common_pot"].form
    assert [one["make"] for one in form.bets] == ["Keep my bet"] * 2
    form.pressed = {"bet": "first_gifts", "value": 8, "at": 1}
    assert study.bet("first_gifts").value == 8
    assert form.bets[0]["make"] == "Change my bet"
    assert form.players == {}
    played(study)
    study.widget("common_pot")
    assert [sort for sort, _ in form.players["sorts"]] == ["free_rider", "conditional", "altruist"]
    form.pressed = {"players": ["altruist"] * 3, "at": 2}
    assert form.players == {}
    assert study.mirror("common_pot").is_empty


def test_what_one_holds_as_firmly_as_another_is_not_picked_out(workshop: Workshop) -> None:
    study = workshop.study()
    for item in ("client", "colleagues"):
        study.answer("baseline", item, 4)
    both = study.mirror("baseline").sentence
    assert both.startswith("You are firmest on “I would rather lose a client")
    assert "and on “What my colleagues expect" in both
    study.answer("baseline", "another_person", 4)
    assert "equally firmly" in study.mirror("baseline").sentence
    study.answer("baseline", "another_person", 1)
    assert study.mirror("baseline").sentence.startswith("You disagree most with “At work")


def test_whom_one_lacks_is_named_and_a_role_alone_is_no_answer(workshop: Workshop) -> None:
    study = workshop.study()
    study.answer("exchanges", "role", "it")
    assert "given your role" in study.mirror("exchanges").sentence
    study.answer("exchanges", "teaches", ["it"])
    study.answer("exchanges", "feels", [])
    assert study.mirror("exchanges").sentence == (
        "“With whom do you share what you feel?”: you name nobody"
    )


def test_a_gap_that_the_trend_works_against_is_said_first(workshop: Workshop) -> None:
    study = workshop.study()
    for phase, trust, money in (("today", 3, 9), ("wanted", 7, 2)):
        study.answer("flows", "trust", trust, phase)
        study.answer("flows", "money", money, phase)
    study.answer("flows", "trust.trend", -1, "today")
    study.answer("flows", "money.trend", -1, "today")
    said = study.mirror("flows").sentence
    assert said == "You want more trust: 3\u00a0→\u00a07, but it is falling"


def test_what_one_wrote_oneself_is_placed_but_not_voted_on(workshop: Workshop) -> None:
    study = workshop.study()
    study.write("polis", "Saying no is a service")
    study.write("community", "The <i>bank")
    assert "Saying no is a service" not in json.dumps(study.shown("polis")["activity"])
    [item] = study.activity("community").items
    for aspect, value in (("values", 3), ("weight", 9), ("energy", -1)):
        study.answer("community", f"{item.id}.{aspect}", value)
    mirror = study.mirror("community")
    assert "▼" in mirror.picture
    assert "The &lt;i&gt;bank" in mirror.picture
    assert "−1" in repr(mirror)


def test_a_forecast_is_marked_otherwise_than_a_wish(workshop: Workshop) -> None:
    study = workshop.study()
    for phase, euros in (("today", 30), ("wanted", 70), ("forecast", 50)):
        study.answer("tamtam", "kindred", euros, phase)
    [line] = study.mirror("tamtam").lines
    assert [(one.glyph, one.phase) for one in line.marks] == [
        ("●", "today"),
        ("○", "wish in two years"),
        ("◆", "my forecast"),
    ]


def test_bets_and_players_are_erased_with_whoever_kept_them(
    workshop: Workshop, tmp_path: Path
) -> None:
    study = workshop.study()
    study.bet("moved_by_the_end", 2)
    study.play_with("altruist", "altruist", "altruist")
    store = open_store(tmp_path / "alone.sqlite")
    [me] = store.log(study.code).state.participants
    store.run([(study.code, c.Forget(me))])
    kept = [
        entry for entry in store.log(study.code).entries() if isinstance(entry.event, e.ChoiceKept)
    ]
    assert kept == []
    store.close()
