"""The stage and the lobby, by their buttons and what they show; a real room behind them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest
from tamtam import Room, Workshop
from tamtam.language.errors import TamtamError
from tamtam.notebook.widgets.live_chart import LiveChart
from tamtam.notebook.widgets.lobby import Lobby
from tamtam.notebook.widgets.stage import Stage
from tamtam.notebook.widgets.wrap_up import WrapUp
from tamtam.results.view import View
from tamtam.server import addresses, run
from tamtam.session import commands as c
from tamtam.session.log import now_ms, open_store


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store whose server all rooms of these tests share."""
    place = tmp_path_factory.mktemp("rooms") / "sessions.sqlite"
    yield place
    store = open_store(place)
    run.stop(store)
    store.close()


@pytest.fixture
def room(place: Path) -> Room:
    return Workshop(language="en", store=place).open(rehearsal=True, new=True)


@pytest.fixture
def stage(room: Room) -> Stage:
    room.rehearse(8, seed=2, pace=0, wait=True)
    return room.stage("baseline")


def inside(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def labels(stage: Stage | WrapUp) -> list[str]:
    """The buttons to lead by; unplanned questions and answers on paper have their own."""
    folds = (stage.unplanned, stage.by_hand) if isinstance(stage, Stage) else ()
    apart = [found for fold in folds for found in inside(fold.widget)]
    return [
        found.description
        for found in inside(stage.widget)
        if isinstance(found, widgets.Button)
        and found not in apart
        and found.layout.display != "none"
    ]


def press(stage: Stage | Lobby | WrapUp, label: str) -> None:
    [button] = [
        found
        for found in inside(stage.widget)
        if isinstance(found, widgets.Button) and label in found.description
    ]
    button.click()


def show(stage: Stage, label: str = "Reveal the chart") -> None:
    """Show it, whatever it warns of: eight people often have one among them who stands alone."""
    press(stage, label)
    if "Yes, do it" in labels(stage):
        press(stage, "Yes, do it")


def html(stage: Stage | Lobby | WrapUp) -> str:
    return "".join(found.value for found in inside(stage.widget) if isinstance(found, widgets.HTML))


def alert(stage: Stage) -> str:
    """What is said once something was pressed: what is asked back, or what was refused."""
    return "".join(re.findall(r'role="alert">(.*?)</div>', html(stage)))


def charts(stage: Stage) -> list[LiveChart]:
    return [found for found in inside(stage.widget) if isinstance(found, LiveChart)]


def test_the_buttons_are_those_of_the_moment(room: Room, stage: Stage) -> None:
    assert labels(stage) == ["Open to phones", "Skip"]
    press(stage, "Open to phones")
    preview = "▸ Preview, for your eyes only"
    assert labels(stage) == [
        *("Close answers", "Reveal the chart", "Pause", "+ 1 minute", "Skip"),
        preview,
    ]
    press(stage, "Pause")
    assert "Paused, " in html(stage)
    assert "Resume" in labels(stage)
    press(stage, "Resume")
    room.rehearsed()
    stage.update([])
    assert "8 of 8 have answered everything" in html(stage)
    press(stage, "Close answers")
    assert labels(stage) == [
        *("Reveal the chart", "Only the sentence", "Show nothing", "Reopen"),
        preview,
    ]
    press(stage, "Reopen")
    show(stage)
    assert labels(stage) == ["Reopen", "Ask again", "▾ Revealed on the phones"]
    assert len(charts(stage)) == 1


def asked_twice(room: Room, stage: Stage) -> None:
    """All answer, it is revealed, and asked again; eight of them have answered anew."""
    for label in ("Open to phones", "Ask again", "Yes, do it"):
        press(stage, label)
        room.rehearsed()
        if label == "Open to phones":
            show(stage)
    press(stage, "Close answers")


def test_asked_again_it_can_show_what_moved_or_this_time_alone(room: Room, stage: Stage) -> None:
    asked_twice(room, stage)
    assert labels(stage)[:2] == ["Reveal the chart", "Reveal the shift"]
    press(stage, "Preview")
    [chart] = charts(stage)
    assert "the last time" not in chart.caption
    press(stage, "Look at the shift since last time")
    assert "8 people answered last time, 8 this time, 8 both times" in chart.caption
    press(stage, "Look at this time only")
    assert "the last time" not in chart.caption
    show(stage, "Reveal the shift")
    assert "8 both times" in chart.caption and "8 both times" in stage.words()
    assert labels(stage)[:3] == ["Reveal the chart", "Reopen", "Ask again"]
    show(stage)
    assert "both times" not in chart.caption and "Reveal the shift" in labels(stage)


def test_reopened_it_says_how_long_what_was_shown_stays(room: Room, stage: Stage) -> None:
    press(stage, "Open to phones")
    room.rehearsed()
    show(stage)
    press(stage, "Reopen")
    assert "leaves the phones and the wall" in alert(stage)
    press(stage, "Yes, do it")
    assert labels(stage)[:2] == ["Close answers", "Reveal the chart"]
    with room.state() as state:
        people = list(state.participants)
    for number, person in enumerate(people[:5], start=1):
        slot = ("baseline", "colleagues", "before")
        value = 1 if state.asked["baseline"].turn.answers[person][slot[1:]] != 1 else 2
        answer = c.Answer(person, *slot, value, f"late{number}")
        [outcome] = room._store.run([(room.code, answer)])
        assert not isinstance(outcome, Exception), outcome
        stage.update([])
        said = html(stage)
        assert ("it stays as it is until 5 have" in said) == (number < 5)
        assert ("you can reveal it again" in said) == (number == 5)
    press(stage, "Close answers")
    assert labels(stage)[0] == "Reveal again"


def test_while_someone_has_extra_time_it_says_so_and_reveals_when_asked_twice(room: Room) -> None:
    people = [c.Join(f"p{number}", f"Voice {number}") for number in range(6)]
    room._store.run([(room.code, person) for person in people])
    room.extra_time("voice 5")
    stage = room.stage("baseline")
    press(stage, "Open to phones")
    for number in range(5):
        answer = c.Answer(
            f"p{number}", "baseline", "colleagues", "before", 2 + 2 * (number % 2), "k"
        )
        room._store.run([(room.code, answer)])
    press(stage, "Close answers")
    assert "1 person has extra time until" in html(stage) and "Voice 5" not in html(stage)
    press(stage, "Reveal the chart")
    assert "1 person has extra time until" in alert(stage)
    assert labels(stage)[:2] == ["Yes, do it", "Not now"]
    press(stage, "Yes, do it")
    assert not alert(stage) and labels(stage)[0] == "Reopen"


def test_from_forty_people_on_each_table_may_be_asked_for_one_sentence(room: Room) -> None:
    stage = room.stage("missing")
    for first, last in ((0, 39), (39, 40)):
        people = [c.Join(f"p{number}", f"Voice {number}") for number in range(first, last)]
        room._store.run([(room.code, person) for person in people])
        stage.update([])
        assert ("Open, one sentence per table" in labels(stage)) == (last == 40)
    assert "Open, one sentence per table" not in labels(room.stage("baseline"))
    press(stage, "Open, one sentence per table")
    with room.state() as state:
        turn = state.asked["missing"].turn
        assert turn.by_table and sum(map(len, turn.tables.values())) == 40


def test_the_preview_is_folded_until_asked_for_and_then_moves(room: Room) -> None:
    stage = room.stage("baseline")
    press(stage, "Open to phones")
    assert charts(stage) == []
    press(stage, "Preview")
    [chart] = charts(stage)
    assert "0 answers" in chart.caption
    room.rehearse(8, seed=2, pace=0, wait=True)
    stage.preview._drawn_at = 0  # as if time had passed
    stage.update([])
    assert charts(stage) == [chart]
    assert "0 answers" not in chart.caption
    assert chart.data


def test_before_the_question_there_is_what_to_say_and_what_to_expect(
    room: Room, stage: Stage
) -> None:
    asked = room.activity("baseline")
    assert asked.say["en"] in html(stage) and asked.expect["en"] in html(stage)
    press(stage, "Open to phones")
    assert asked.say["en"] in html(stage)
    room.rehearsed()
    press(stage, "Close answers")
    assert asked.say["en"] not in html(stage) and asked.expect["en"] in html(stage)


def test_once_the_preview_is_unfolded_the_question_that_will_fit_is_there(
    room: Room, stage: Stage
) -> None:
    press(stage, "Open to phones")
    room.rehearsed()
    press(stage, "Close answers")
    debrief = room.standing("baseline").debrief
    assert debrief and debrief not in html(stage)
    press(stage, "Preview")
    assert "Only you see this preview" in html(stage)
    assert debrief in html(stage) and room.standing("baseline").sentence in html(stage)
    press(stage, "Preview")
    assert debrief not in html(stage)


def test_time_that_presses_has_a_sign_beside_its_colour(
    room: Room, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open("baseline", minutes=10)
    stage.update([])
    assert "◑" not in html(stage)
    for later, sign in ((8.5, "◑"), (9.8, "●"), (10.5, "▲")):
        now = now_ms() + round(later * 60_000)
        monkeypatch.setattr("tamtam.notebook.widgets.stage.now_ms", lambda now=now: now)
        stage.update([])
        assert f"{sign} " in html(stage)


def test_after_the_reveal_there_is_the_next_question(room: Room, stage: Stage) -> None:
    press(stage, "Open to phones")
    room.rehearsed()
    show(stage)
    view = room.standing("baseline")
    assert view.debrief in html(stage)
    assert "Which sentence made you hesitate" in html(stage)
    assert "revealed" in stage.words()
    assert view.caption in stage.words()


@pytest.mark.parametrize("shown", ["Only the sentence", "Show nothing"])
def test_what_phones_do_not_show_is_said_and_can_still_be_shown(
    room: Room, stage: Stage, shown: str
) -> None:
    press(stage, "Open to phones")
    room.rehearsed()
    press(stage, "Close answers")
    show(stage, shown)
    assert "Phones show" in html(stage)
    assert charts(stage) == []
    show(stage)
    assert "Phones show" not in html(stage)


def test_one_facet_is_chosen_for_preview_and_wall_alike(room: Room) -> None:
    room.rehearse(8, seed=2, pace=0, wait=True)
    stage = room.stage("exchanges")
    [choice] = [one for one in inside(stage.widget) if isinstance(one, widgets.Dropdown)]
    assert choice.layout.display == "none"  # nothing was asked yet
    room.open("exchanges")
    room.rehearsed()
    stage.update([])
    press(stage, "Preview")
    assert choice.layout.display is None
    assert [name for name, _ in choice.options][::4] == ["everything", "Who warns you?"]
    choice.value = "warns"
    with room.state() as state:
        assert state.activity("exchanges").turn.facet == "warns"
    stage.preview._drawn_at = 0
    stage.update([])
    assert charts(stage)[0].caption == room.standing("exchanges", "warns").caption
    room.focus("trusts", "exchanges")  # from the clicker, say
    stage.update([])
    assert choice.value == "trusts"
    room.reveal("exchanges")
    assert room.standing("exchanges", "trusts").sentence in stage.words()
    with pytest.raises(TamtamError):
        room.chart("exchanges", "hears")


def test_a_chart_without_facets_offers_none(room: Room, stage: Stage) -> None:
    room.open("baseline")
    stage.update([])
    [choice] = [one for one in inside(stage.widget) if isinstance(one, widgets.Dropdown)]
    assert choice.layout.display == "none"


def test_asking_again_asks_whether_one_is_sure(room: Room, stage: Stage) -> None:
    press(stage, "Open to phones")
    room.rehearsed()
    show(stage)
    press(stage, "Ask again")
    assert "Yes, do it" in labels(stage)
    assert "earlier answers are kept apart" in html(stage)
    with room.state() as state:
        assert len(state.asked["baseline"].turns) == 1
    press(stage, "Yes, do it")
    with room.state() as state:
        assert len(state.asked["baseline"].turns) == 2
    assert "asked 2 times" in html(stage)


def test_what_is_refused_is_said_on_the_stage(room: Room, stage: Stage) -> None:
    press(stage, "Open to phones")
    shown_before = {found.description: found for found in stage._buttons.children}
    room.end()
    shown_before["Close answers"].click()  # pressed as the session ended elsewhere
    assert 'role="alert"' in html(stage)


def test_an_unplanned_question_is_typed_on_the_stage_and_led_under_it(
    room: Room, stage: Stage
) -> None:
    [question, options] = [w for w in inside(stage.widget) if isinstance(w, widgets.Text)]
    press(stage, "An unplanned question")
    question.value, options.value = "Do we take a break?", "yes"
    press(stage, "Ask now")
    assert "A question needs 2 to 12 options" in html(stage)
    options.value = "yes, no"
    press(stage, "Ask now")
    assert "Do we take a break?" in html(stage)
    assert (question.value, options.value) == ("", "")
    room.rehearsed()
    assert room.reveal().standing.n == 8
    question.value = "One word for today?"
    press(stage, "Ask now")
    assert room.queue().widget in list(inside(stage.widget))


def test_skipped_it_can_still_be_opened(stage: Stage) -> None:
    press(stage, "Skip")
    assert labels(stage) == ["Open to phones"]
    press(stage, "Open to phones")
    assert "open" in html(stage)


def test_names_are_text_in_the_lobby_and_many_are_summed_up(room: Room) -> None:
    lobby = Lobby(room)
    assert "Nobody yet" in html(lobby)
    assert room.url in html(lobby)
    room._store.run([(room.code, c.Join(f"p{n}", f"Person {n}")) for n in range(70)])
    lobby.update([])
    assert "and 10 more" in html(lobby)
    room._store.run([(room.code, c.Rename("p69", "<b>bold</b>"))])
    lobby.update([])
    assert "&lt;b&gt;bold&lt;/b&gt;" in html(lobby)
    assert "<b>bold" not in html(lobby)


def test_the_lobby_shows_the_way_for_a_spare_phone(room: Room) -> None:
    lobby = Lobby(room)
    assert f"{room.server_url}/spare/{room.code}" in html(lobby)
    assert "Pass it round the table" in html(lobby)


def test_the_lobby_s_code_follows_the_laptop_to_another_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(tmp_path / "moving.sqlite")
    room = Workshop(language="en", store=store.place).open(lan=True)
    lobby = Lobby(room)
    before = html(lobby)
    monkeypatch.setattr(run, "lan_address", lambda: "192.168.77.7")
    lobby._looked_at = 0  # as if a second had passed
    lobby.update([])
    assert "http://192.168.77.7:" in html(lobby)
    assert re.findall(r'src="([^"]+)"', before) != re.findall(r'src="([^"]+)"', html(lobby))
    run.stop(store)
    lobby._looked_at = 0
    lobby.update([])
    assert run.find(store) is None  # looking at the address starts no server
    store.close()


def test_another_network_of_the_laptop_can_be_chosen_in_the_lobby(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(tmp_path / "several.sqlite")
    wifi = addresses.LaptopNetwork("wlan0", "10.0.0.7", "wifi")
    cable = addresses.LaptopNetwork("eth0", "10.1.0.7", "cable")
    monkeypatch.setattr(addresses, "networks", lambda: (wifi, cable))
    lobby = Lobby(Workshop(language="en", store=store.place).open(lan=True))
    assert "http://10.0.0.7:" in html(lobby)
    [choice] = [one for one in inside(lobby.widget) if isinstance(one, widgets.Dropdown)]
    assert "10.1.0.7 (cable, eth0)" in [said for said, _ in choice.options]
    choice.value = "10.1.0.7"
    assert "http://10.1.0.7:" in html(lobby) and "http://10.0.0.7:" not in html(lobby)
    monkeypatch.setattr(addresses, "networks", lambda: (wifi,))
    lobby._looked_at = 0
    lobby.update([])
    assert "http://10.0.0.7:" in html(lobby)
    assert not [one for one in inside(lobby.widget) if isinstance(one, widgets.Dropdown)]
    run.stop(store)
    store.close()


def test_the_wi_fi_has_a_code_before_the_page_s_and_leaves_no_trace_in_the_log(
    room: Room, tmp_path: Path
) -> None:
    lobby = Lobby(room)
    form = lobby._wifi.children[1]
    assert form.layout.display == "none"  # folded, behind a button that keys reach
    press(lobby, "▸ Add a Wi-Fi code")
    assert form.layout.display is None
    [name, password] = [w for w in inside(lobby.widget) if isinstance(w, widgets.Text)]
    name.value, password.value = "Loft <3", "tam;tam-secret"
    press(lobby, "Show the code")
    shown = html(lobby)
    assert shown.index("1 · First join this Wi-Fi") < shown.index("2 · Then join")
    assert shown.count("<img") == 3  # and, folded away, the spare phone's
    assert "Loft &lt;3" in shown
    assert html(Lobby(room)).count("<img") == 3  # in another kernel
    for path in tmp_path.glob("sessions.sqlite*"):
        assert ("tam;tam-secret" in path.read_text("latin-1")) == path.name.endswith("wifi.json")
    press(lobby, "▾ Add a Wi-Fi code")
    assert form.layout.display == "none"
    room.end()
    assert not list(tmp_path.glob("*wifi*"))


def test_an_update_of_a_chart_sends_only_what_moved(
    room: Room, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open("baseline")
    chart = LiveChart(room.standing("baseline"))
    room.rehearsed()
    chart.show(room.standing("baseline"))
    sent: list[set[str]] = []
    real = chart.send_state

    def send_state(key: Any = None) -> None:
        sent.append(set(key or ()))
        real(key)

    monkeypatch.setattr(chart, "send_state", send_state)
    with room.state() as state:
        one = next(iter(state.participants))
    room._store.run([(room.code, c.Answer(one, "baseline", "client", "before", 1, "another"))])
    view = room.standing("baseline")
    chart.show(view)
    assert isinstance(view, View)
    [moved] = sent
    assert moved <= {"data", "moving", "caption"}


def test_the_end_is_asked_twice_for_and_results_are_written(room: Room, tmp_path: Path) -> None:
    wrap_up = WrapUp(room, str(tmp_path / "results"))
    press(wrap_up, "Write the results")
    assert "report.html" in html(wrap_up)
    assert (tmp_path / "results" / "report.html").exists()
    press(wrap_up, "End the session…")
    with room.state() as state:
        assert not state.over
    press(wrap_up, "Yes, end it")
    with room.state() as state:
        assert state.over
    assert labels(wrap_up) == ["Write the results"]


def test_a_step_says_the_minutes_of_today_and_one_left_out_is_folded_and_says_so(
    place: Path,
) -> None:
    room = Workshop(language="en", cut="one_hour", store=place).open(rehearsal=True, new=True)
    with room.state() as state:
        out, planned = "uses", next(step for step in state.plan if step in state.asked)
        minutes = state.deck.minutes(planned, "one_hour")
        assert out not in state.plan
    assert f"not asked yet · {minutes:g} minutes" in room.stage(planned)._head.value
    stage = room.stage(out)
    assert "minutes" not in stage._head.value
    assert labels(stage)[0] == "▸ Not in today’s plan: show it all the same"
    assert stage._rest.layout.display == "none"
    press(stage, "Not in today’s plan")
    assert stage._rest.layout.display is None
    press(stage, "Open")
    assert stage._left_out.layout.display == "none"
