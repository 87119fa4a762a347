"""The cockpit: chosen and led in one place, from what stands there alone, pressed as a person would."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import yaml
from tamtam.language import texts
from tamtam.notebook.widgets.cockpit import Cockpit, reading
from tamtam.notebook.widgets.cockpit.door import DoorPane
from tamtam.notebook.widgets.cockpit.frame import REGIONS
from tamtam.notebook.widgets.cockpit.sheet import SheetPane
from tamtam.notebook.widgets.cockpit.surface import Surface
from tamtam.notebook.widgets.cockpit.tree import Node, buttons_of, texts_of
from tamtam.notebook.widgets.step_card import StepCard
from tamtam.notebook.workshop import Workshop
from tamtam.server.access import digest
from tamtam.server.form_failures import FailedForm
from tamtam.session import commands as c
from tamtam.session.log import Store, now_ms, open_store
from tamtam.session.run_sheet import run_sheet

from tests import decks

SETTINGS = {"audience": "team", "cut": "two_hours", "min_answers": "5", "people": "8"}


@pytest.fixture
def cockpit(place: Path) -> Cockpit:
    return Cockpit(Workshop(language="en", store=place))


@pytest.fixture
def led(cockpit: Cockpit) -> Cockpit:
    press(cockpit, "Rehearsal", **SETTINGS)
    room(cockpit).rehearsed()
    cockpit.redraw()
    return cockpit


def room(cockpit: Cockpit) -> Any:
    assert cockpit._panes is not None
    return cockpit._panes._room


def region(cockpit: Surface, name: str) -> Node:
    return ["section", {}, *getattr(cockpit.widget, name)]


def read(cockpit: Surface, *regions: str) -> str:
    found = [text for name in regions or REGIONS for text in texts_of(region(cockpit, name))]
    return " ".join(found)


def labels(cockpit: Surface, name: str = "bar") -> list[str]:
    return [*buttons_of(region(cockpit, name))]


def press(cockpit: Surface, label: str, **typed: str) -> None:
    found = {said: do for name in REGIONS for said, do in buttons_of(region(cockpit, name)).items()}
    [do] = [do for said, do in found.items() if said == label]
    cockpit.widget._pressed(
        cockpit.widget, {"act": do[0], "values": do[1:], "typed": typed, "seen": []}, []
    )


def main(cockpit: Surface) -> str:
    """The main button's words."""

    def found(node: Node) -> Iterator[str]:
        if isinstance(node, list):
            if "data-main" in node[1]:
                yield "".join(texts_of(node))
            for child in node[2:]:
                yield from found(child)

    [label] = found(region(cockpit, "bar"))
    return label


def test_where_only_this_laptop_gets_in_a_button_lets_phones_in(led: Cockpit) -> None:
    assert "Only this laptop can get in" in read(led, "step") and "Workshop(" not in read(led)
    press(led, "Let phones on this network in")
    assert room(led).reaches_phones and "Only this laptop" not in read(led, "step")


def test_nothing_is_opened_before_a_click(cockpit: Cockpit, place: Path) -> None:
    store = open_store(place)
    before = len(store.sessions())
    assert "Nothing is opened before you click" in read(cockpit)
    assert len(Cockpit(Workshop(language="en", store=place)).widget.sheet) == 0
    assert len(store.sessions()) == before
    store.close()


def test_what_is_chosen_is_led_in_the_same_place(led: Cockpit) -> None:
    assert "rehearsal" in read(led, "bar") and "8 people" in read(led, "bar")
    assert "Today: two hours" in read(led, "sheet")
    assert main(led) == "Begin: Welcome"


def test_at_the_welcome_there_is_what_to_say_with_the_way_in(led: Cockpit) -> None:
    with room(led).state() as state:
        said = state.deck.welcome["en"]
    assert said and said in read(led, "step")
    press(led, "Begin: Welcome")
    assert said in read(led, "step") and room(led).url in read(led, "step")
    room(led).begin("break")
    led.redraw()
    assert said not in read(led, "step")


def test_erasing_single_answers_and_a_backup_are_buttons_that_need_a_yes(
    led: Cockpit, tmp_path: Path
) -> None:
    press_tab(led, "privacy")
    press(led, "Erase the single answers of this session")
    press(led, "Erase them for good", yes="no")
    assert led.widget.said["sort"] == "refused"
    press(led, "Erase them for good", yes="yes")
    with room(led).state() as state:
        assert state.pruned and state.over
    led.redraw()
    press(led, "Copy everything", folder=str(tmp_path))
    [copy] = tmp_path.glob(f"tamtam-{room(led).code}-*.sqlite")
    assert str(copy) in read(led, "step")


def test_a_form_that_fails_on_phones_is_named_while_it_is_asked(
    led: Cockpit, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = [FailedForm("baseline", 3, "no such <b>thing</b>"), FailedForm("flows", 1, "")]
    monkeypatch.setattr(door(led)._failures, "now", lambda: failed)
    led.redraw()
    assert "does not work" not in read(led, "bar")
    room(led).open("baseline")
    led.redraw()
    told = read(led, "bar")
    assert "On 3 phones, “Where we start from” does not work: no such <b>thing</b>." in told
    assert "Take answers on paper" in told


def test_where_the_disk_fails_it_says_what_to_do_in_the_cockpit_and_the_button_is_there(
    led: Cockpit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with room(led).state() as state:
        assert door(led).alerts(state) == []
    notice = texts.both("server.trouble.disk_fails")
    monkeypatch.setattr(door(led)._notice, "now", lambda: notice)
    led.redraw()
    told = read(led, "bar")
    assert "Phones keep what was answered" in told and "tamtam backup" not in told
    for tab in ("Privacy", "Copy everything"):
        assert tab in told
    press_tab(led, "privacy")
    press(led, "Copy everything", folder=str(tmp_path))
    [copy] = tmp_path.glob(f"tamtam-{room(led).code}-*.sqlite")
    assert str(copy) in read(led, "panel")


def door(led: Cockpit) -> DoorPane:
    """What says above everything how the server is."""
    assert led._panes is not None
    return led._panes._panel.door


def test_the_main_button_leads_from_looking_to_the_next_step(led: Cockpit) -> None:
    press(led, "Begin: Welcome")
    press(led, "Next: 0B Where we start from")
    with room(led).state() as state:
        assert state.step == "welcome"  # looked at: nothing has reached a phone
    assert "Say (30 seconds)" in read(led, "step")
    pressed = []
    for _ in range(3):
        pressed.append(main(led))
        press(led, pressed[-1])
        if "Yes, do it" in labels(led):
            press(led, "Yes, do it")
        room(led).rehearsed()
    assert pressed == ["Open to phones", "Close answers", "Reveal the chart"]
    assert main(led).startswith("Next: ")
    assert "Ask " in read(led, "step")


def test_before_a_chart_that_would_show_somebody_alone_it_warns_and_asks(led: Cockpit) -> None:
    asked = room(led)
    asked._rehearsal.stop()
    asked.open("baseline")
    with asked.state() as state:
        people, slots = [*state.participants], state.activity("baseline").slots
    for number, person in enumerate(people):
        for item, phase in slots:
            answer = c.Answer(
                person, "baseline", item, phase, 1 if number else 5, f"{number}{item}"
            )
            asked._store.run([(asked.code, answer)])
    asked.close("baseline")
    led.redraw()
    assert "one person stands apart" in read(led, "step")
    press(led, "Reveal the chart")
    assert "One person would stand there alone" in read(led, "bar")
    press(led, "Not now")
    press(led, "Show nothing")
    assert main(led).startswith("Next: ") and "stands apart" not in read(led, "step")


def test_only_an_unfolded_preview_draws_what_was_not_revealed(led: Cockpit) -> None:
    room(led).open("baseline")
    room(led).rehearsed()
    led.redraw()
    assert led.widget.data == [] and led.widget.caption == ""
    led.widget._pressed(
        led.widget, {"act": "fold", "values": ["preview", True], "typed": {}, "seen": []}, []
    )
    assert led.widget.data and "Only you see this" in read(led, "step")


def test_before_a_reveal_another_line_is_chosen_and_is_what_the_room_is_told(led: Cockpit) -> None:
    room(led).open("baseline")
    room(led).rehearsed()
    press_with(led, "fold", "preview", True)
    claims = room(led).standing("baseline").standing.claims
    assert all(one.sentence["en"] in read(led, "step") for one in claims)
    other = claims[1]
    press_with(led, "highlight", "baseline", other.claim.key)
    assert led.widget.caption.startswith(other.sentence["en"])
    room(led).reveal("baseline")
    led.redraw()
    assert led.widget.caption.startswith(other.sentence["en"])
    assert "Say first" not in read(led, "step")
    with room(led).state() as state:
        frozen = state.activity("baseline").turn.standing
        asked = state.activity("baseline").activity
    assert frozen and frozen.about == other.claim.items
    question = asked.debrief.question(other.claim.debriefs)
    assert question["en"] in read(led, "step")


def test_a_reveal_folds_the_tab_that_is_open_so_that_the_chart_has_room(led: Cockpit) -> None:
    room(led).open("baseline")
    room(led).rehearsed()
    room(led).close("baseline")
    press_tab(led, "people")
    assert "Erase" in labels(led, "panel")
    press(led, main(led))
    if "Yes, do it" in labels(led):
        press(led, "Yes, do it")
    assert "Erase" not in labels(led, "panel")


def test_a_click_that_comes_late_does_nothing_and_says_so(led: Cockpit) -> None:
    room(led).open("baseline")
    led.redraw()
    do = buttons_of(region(led, "bar"))["Close answers"]
    room(led).close("baseline")
    led.redraw()
    led.widget._pressed(led.widget, {"act": do[0], "values": do[1:], "typed": {}, "seen": []}, [])
    assert led.widget.said["sort"] == "refused"
    with room(led).state() as state:
        assert state.activity("baseline").status == "closed"


def collecting(led: Cockpit, *said: str) -> tuple[str, dict[str, str]]:
    """An activity that collects, with these proposals waiting: its id, and theirs by what they say."""
    led_room = room(led)
    with led_room.state() as state:
        activity = next(id for id, one in state.asked.items() if one.activity.collect)
        people = [*state.participants]
    led_room._rehearsal.stop()
    led_room.open(activity)
    for number, text in enumerate(said):
        person = people[number % len(people)]
        led_room._store.run([(led_room.code, c.Propose(activity, text, f"k{number}", person))])
    led_room._log.refresh()
    press_tab(led, "read")
    with led_room.state() as state:
        found = state.activity(activity).proposals.items()
        return activity, {next(iter(one.item.text.values())): id for id, one in found}


def statuses(led: Cockpit, activity: str) -> dict[str, str]:
    with room(led).state() as state:
        found = state.activity(activity).proposals.values()
        return {next(iter(one.item.text.values())): one.status for one in found}


def press_with(cockpit: Surface, act: str, *values: object, seen: list[str] | None = None) -> None:
    said = {"act": act, "values": [*values], "typed": {}, "seen": seen or []}
    cockpit.widget._pressed(cockpit.widget, said, [])


def test_while_tables_talk_in_a_game_it_asks_that_and_counts_nobody(led: Cockpit) -> None:
    room(led).open("common_pot")
    with room(led).state() as state:
        asked = state.activity("common_pot")
        talk = next(number for number, one in enumerate(asked.rounds) if one.question is not None)
        words = asked.rounds[talk].question
    led.redraw()
    assert "of 8 done" in read(led, "bar")
    for _ in range(talk):
        press(led, "Play on")
    assert words is not None and words["en"] in read(led, "step")
    assert "What did you notice?" in read(
        led, "step"
    )  # what to say of the talk, not the rules again
    assert "0.4" not in read(led, "step")
    assert "of 8 done" not in read(led, "bar")


def test_what_waits_is_accepted_only_where_it_was_on_the_screen(led: Cockpit) -> None:
    activity, ids = collecting(led, "The harbour", "A night train", "Our oldest customer")
    press_with(led, "accept_seen", activity, seen=[ids["The harbour"]])
    assert statuses(led, activity) == {
        "The harbour": "shown",
        "A night train": "held",
        "Our oldest customer": "held",
    }


def test_what_is_flagged_is_never_accepted_with_the_rest(led: Cockpit) -> None:
    calls = "Call 06 12 34 56 78"
    mails = "Write to ana@example.org"
    activity, ids = collecting(led, "The harbour", calls, mails)
    assert "but for what is flagged" in read(led, "panel")
    press_with(led, "accept_seen", activity, seen=[*ids.values()])
    assert statuses(led, activity) == {"The harbour": "shown", calls: "held", mails: "held"}
    led.redraw()
    assert "but for what is flagged" not in read(led, "panel")  # nothing is left for it to do


def test_what_says_nearly_the_same_is_one_row_and_is_let_in_as_one(led: Cockpit) -> None:
    same = ("The night train", "the night train", "The night trains")
    activity, ids = collecting(led, *same, "The harbour")
    assert "×3" in read(led, "panel") and "The night trains" in read(led, "panel")
    press(led, "Approve 3 as one")
    assert statuses(led, activity) == dict(
        zip(same, ("shown", "merged", "merged"), strict=True)
    ) | {"The harbour": "held"}
    assert ids["The harbour"] in str(led.widget.panel)


def test_a_row_lets_in_what_it_was_drawn_with_and_nothing_that_came_since(led: Cockpit) -> None:
    activity, _ = collecting(led, "The night train")
    [do] = [do for _, do in buttons_of(region(led, "panel")).items() if do[0] == "verdict"][:1]
    with room(led).state() as state:
        person = [*state.participants][1]
    came = c.Propose(activity, "The night train, with Mrs Roy", "late", person)
    room(led)._store.run([(room(led).code, came)])
    press_with(led, *do)
    assert statuses(led, activity) == {
        "The night train": "shown",
        "The night train, with Mrs Roy": "held",
    }


def test_names_addresses_and_numbers_are_flagged(led: Cockpit) -> None:
    collecting(led, "Ask claire@firm.example", "Call 06 12 34 56 78", "Mrs Roy decides")
    said = read(led, "panel")
    assert "claire@firm.example" in said and "06 12 34 56 78" in said
    assert all(words in said for words in ("e-mail address:", "phone number:", "name: Roy"))


def test_every_proposal_can_be_reached(led: Cockpit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 4)
    said = (
        "bread",
        "a wolf",
        "the river",
        "our lamp",
        "stones",
        "nine keys",
        "clouds",
        "a harbour",
    )
    led.lead(room(led))
    collecting(led, *said)
    assert len([text for text in said if text in read(led, "panel")]) == 4
    press(led, "Show 4 more")
    assert [text for text in said if text not in read(led, "panel")] == []


def test_before_a_step_that_shows_them_unread_ones_are_asked_about_until_they_are_read(
    led: Cockpit,
) -> None:
    activity, _ = collecting(led, "The harbour")
    press(led, main(led))
    assert "1 proposal is still unread" in read(led, "bar")
    press(led, "Read them now")
    press(led, main(led))
    press(led, "Approve")
    assert "Not now" not in labels(led)  # the question went by itself, as there is nothing to ask
    assert statuses(led, activity) == {"The harbour": "shown"}


def test_what_nobody_can_vote_on_any_more_is_folded_and_not_counted(led: Cockpit) -> None:
    activity, _ = collecting(led, "The harbour", "A night train")
    assert "To read2" in labels(led, "panel")
    room(led).close(activity)
    led.redraw()
    assert "To read" in labels(led, "panel")
    assert "no longer comes in" in read(led, "panel")


def press_tab(cockpit: Cockpit, name: str) -> None:
    cockpit.widget._pressed(
        cockpit.widget, {"act": "tab", "values": [name], "typed": {}, "seen": []}, []
    )


def row_of(cockpit: Cockpit, alias: str) -> Node:
    """The row of somebody in the list of people."""
    parts: list[Node] = [region(cockpit, "panel")]
    for part in parts:
        if isinstance(part, list):
            if part[1].get("key") == f"person:{alias}":
                return part
            parts += part[2:]
    raise AssertionError(alias)


@pytest.mark.parametrize("yes", ["yes", "Oui", " y "])
def test_a_person_is_erased_with_a_yes_of_either_language(led: Cockpit, yes: str) -> None:
    press_tab(led, "people")
    alias = room(led).people()[0]
    press_key(led, "erase", alias)
    assert "Erase for good" in buttons_of(row_of(led, alias))  # in sight where it was pressed
    press(led, "Erase for good", yes="no")
    assert led.widget.said["sort"] == "refused" and alias in room(led).people()
    press(led, "Erase for good", yes=yes)
    assert alias not in room(led).people()


def test_what_people_will_read_is_said_at_the_choice_and_holds_the_next_time(place: Path) -> None:
    workshop = Workshop(language="en", store=place)
    first = Cockpit(workshop)
    assert "4 answers are missing" in read(first, "step")
    said = {"responsible": "Ada Lovelace", "purpose": "One trial", "kept": "A month", "sponsor": ""}
    press(first, "Save", **said)
    assert "1 answer is missing" in read(first, "step")
    press(first, "New session", **SETTINGS)
    with room(first).state() as state:
        assert state.deck.privacy.responsible == {"fr": "Ada Lovelace", "en": "Ada Lovelace"}
    first.redraw()
    press_tab(first, "privacy")
    press(first, "Save", **said | {"sponsor": "The report"})
    assert "answers are missing" not in read(Cockpit(workshop), "step")
    assert workshop.privacy().sponsor["fr"] == "The report"
    workshop.say_privacy(**dict.fromkeys(said, ""))  # emptied, it is asked for again
    assert "4 answers are missing" in read(Cockpit(workshop), "step")


def test_what_people_read_of_privacy_is_filled_in_within_two_clicks(cockpit: Cockpit) -> None:
    press(cockpit, "New session", **SETTINGS)
    cockpit.redraw()
    press_tab(cockpit, "privacy")
    assert "4 answers are missing" in read(cockpit, "panel")
    assert "Privacy4" in labels(cockpit, "panel")
    said = {"responsible": "Camille Roy", "purpose": "One trial", "kept": " ", "sponsor": ""}
    press(cockpit, "Save", **said)
    with room(cockpit).state() as state:
        assert state.deck.privacy.responsible == {"fr": "Camille Roy", "en": "Camille Roy"}
        assert state.deck.privacy.kept == {}
    assert "2 answers are missing" in read(cockpit, "panel")
    press(cockpit, "Save", **said | {"kept": "A week"})
    press(cockpit, "Save", **said | {"kept": "A month", "sponsor": "The report"})
    assert "missing" not in read(cockpit, "panel")
    url = f"{room(cockpit).local_url}/api/{room(cockpit).code}/about"
    told = httpx.get(url, trust_env=False).json()
    assert told["sponsor"] == {"fr": "The report", "en": "The report"}
    assert told.pop("server") is None and told.pop("database") is False
    assert all(told.values())


def press_key(cockpit: Cockpit, act: str, *values: str) -> None:
    cockpit.widget._pressed(
        cockpit.widget, {"act": act, "values": [*values], "typed": {}, "seen": []}, []
    )


def test_after_another_session_was_begun_the_former_says_so(led: Cockpit, place: Path) -> None:
    other = Cockpit(Workshop(language="en", store=place))
    press(other, "Rehearsal", **SETTINGS)
    led.redraw()
    assert f"Session {room(other).code} was begun since" in read(led, "bar")


@pytest.mark.parametrize("way", ["begun", "gone on with"])
def test_what_led_the_former_session_goes_dark_or_says_so(place: Path, way: str) -> None:
    workshop = Workshop(language="en", store=place)
    later, former = workshop.open(new=True), workshop.begin()
    card = StepCard(former, "baseline")
    for use in c.LINKS:
        former.links.address(use)
    drawn = {use: digest(secret) for use, secret in former.links._secrets.items()}

    def opened(use: str) -> bool:
        assert isinstance(former._store, Store)
        return former._store.find(former.code, use, drawn[use]) is not None

    assert len(drawn) == 4 and all(map(opened, drawn))
    assert "was begun since" not in read(card, "bar")
    if way == "begun":
        later = workshop.begin()
    else:
        workshop.choose(later.code)
    assert not any(map(opened, drawn))
    card.redraw()
    assert f"Session {later.code} was begun since" in read(card, "bar")


def test_run_again_it_offers_to_go_on_where_it_was(led: Cockpit, place: Path) -> None:
    again = Cockpit(Workshop(language="en", store=place))
    press(again, f"Go on with {room(led).code}")
    assert room(again).code == room(led).code


def test_a_rehearsal_whose_simulated_people_are_gone_says_so(led: Cockpit) -> None:
    assert "answer no more" not in read(led, "sheet")
    room(led)._rehearsal.stop()
    press_tab(led, "people")
    assert "Let simulated people in" not in labels(led, "panel")  # it would silence those there are
    room(led)._rehearsal = None  # as in a kernel that was restarted
    led.redraw()
    assert "answer no more" in read(led, "sheet")
    press(led, "Let simulated people in", people="2")
    assert "answer no more" not in read(led, "sheet")
    assert "Let simulated people in" not in labels(led, "panel")


def test_when_it_is_late_it_says_that_the_reserve_is_enough_until_it_is_not(led: Cockpit) -> None:
    press(led, main(led))
    with room(led).state() as state:
        sheet = replace(run_sheet(state, now_ms()), behind=12.0, reserve=16.0, drop=())
        [calm] = texts_of(SheetPane(room(led))._late(state, sheet))
        pressed = replace(sheet, behind=30.0, drop=("attention",))
        late = " ".join(texts_of(SheetPane(room(led))._late(state, pressed)))
    assert calm == "12 minutes behind; the reserve of 16 is enough"
    assert "Drop 3B Your attention: saves 4 minutes" in late  # another step is 3B, too


def test_after_the_last_step_what_is_handed_out_is_written_and_nothing_is_ended(
    led: Cockpit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    room(led).open("baseline")
    room(led).rehearsed()
    room(led).reveal("baseline")
    room(led).plan(())
    led.redraw()
    press(led, main(led))
    assert [one.endswith("index.html") for one in opened] == [True]
    assert (tmp_path / f"results-{room(led).code}").is_dir()
    assert "Text of a mail" in read(led, "step") and "Attach summary.pdf" in read(led, "step")
    press(led, "Open the page to send")
    assert opened[-1].endswith("summary.pdf") and len(opened) == 2
    charts = tmp_path / f"results-{room(led).code}" / "charts"
    assert len(list(charts.iterdir())) == 2  # as SVG and as PNG
    [step] = [said for said in labels(led, "step") if said.startswith("✓ ")]
    press(led, step)
    assert not list(charts.iterdir()) and len(opened) == 2
    press(led, step.replace("✓", "–"))
    assert len(list(charts.iterdir())) == 2  # as SVG and as PNG
    assert f"Done: results in results-{room(led).code}" in read(led, "bar")
    assert "Finish" not in labels(led)
    press(led, "Not yet: back to the session")
    assert main(led) == "Finish" and "Done" not in read(led, "bar")
    with room(led).state() as state:
        assert not state.over


def test_what_is_handed_out_takes_the_order_that_was_chosen_also_in_the_mail(
    led: Cockpit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.open", lambda address: None)
    for id in ("baseline", "flows"):
        room(led).open(id)
        room(led).rehearsed()
        room(led).reveal(id)
    room(led).plan(())
    led.redraw()
    press(led, main(led))

    def handed_out() -> list[str]:
        told = (tmp_path / f"results-{room(led).code}" / "standings.json").read_text("utf-8")
        return [one["activity"] for one in json.loads(told)["revealed"]]

    assert handed_out() == ["baseline", "flows"]
    press_with(led, "hand_out_earlier", "flows")
    assert handed_out() == ["flows", "baseline"]
    steps = [said for said in labels(led, "step") if said.startswith("✓ ")]
    [left_out] = [one for one in steps if one.startswith("✓ 0B")]
    assert steps.index(left_out) == 1 and "0B Where we" in mail_of(led)
    press(led, left_out)
    assert handed_out() == ["flows"]
    assert "0B Where we" not in mail_of(led) and "3B Five flows" in mail_of(led)


def mail_of(cockpit: Cockpit) -> str:
    """The text of the mail that is offered."""
    [field] = [one for one in elements(region(cockpit, "step")) if one[1].get("name") == "mail"]
    return str(field[1]["value"])


def elements(node: Node) -> Iterator[list[Any]]:
    """Every element of a tree."""
    if isinstance(node, list):
        yield node
        for child in node[2:]:
            yield from elements(child)


def test_what_is_told_never_waits_for_a_press_which_may_wait_for_it(led: Cockpit) -> None:
    told = threading.Thread(target=room(led)._follower.stop, daemon=True)
    with led._lock:  # as while a press writes the results, or ends the session
        led.update([])
        by_another = threading.Thread(target=led.update, args=([],), daemon=True)
        by_another.start()
        by_another.join(30)
        assert not by_another.is_alive()
        told.start()
        told.join(30)
        assert not told.is_alive()


def test_what_people_type_is_text_in_the_tree(led: Cockpit) -> None:
    room(led).note("<b>$x$</b> http://a.b", None)
    press_tab(led, "notes")
    assert "<b>$x$</b> http://a.b" in " ".join(texts_of(region(led, "panel")))


def test_a_deck_in_one_language_and_without_cuts_is_chosen_and_led(
    place: Path, tmp_path: Path
) -> None:
    english = msgspec.structs.replace(decks.in_one("en", decks.deck()), id="plain")
    (tmp_path / "deck.yaml").write_text(yaml.safe_dump(msgspec.to_builtins(english)), "utf-8")
    cockpit = Cockpit(Workshop(tmp_path, language="fr", store=place))
    assert "Length" not in read(cockpit) and "Answers needed" in read(cockpit)
    press(cockpit, "Rehearsal", audience="team", min_answers="5", people="6")
    led = room(cockpit)
    led.rehearsed()
    assert led.language == "en" and led.activities() == ("baseline", "flows")
