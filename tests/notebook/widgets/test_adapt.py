"""The form to adapt questions, by its fields and buttons; saved as a copy that is found first."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets
import pytest
from tamtam import Workshop, assets
from tamtam.authoring import deck_file
from tamtam.notebook.adaptation import place_of_own
from tamtam.notebook.widgets.adapt import Adapt
from tamtam.notebook.widgets.form import FormWidget
from tamtam.server import run
from tamtam.session.log import open_store

from tests.notebook.widgets.test_lobby import inside

NAME = "trois_constats"
#: What an item is called that was added: by its first words in the deck's first language.
NEW = "quelque_chose_de_nouveau"


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workshop]:
    """Its notebooks are worked in where `tamtam` lays them out."""
    here = tmp_path / "Tamtam" / NAME / "en"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    place = tmp_path / "sessions.sqlite"
    yield Workshop(language="en", store=place)
    store = open_store(place)
    run.stop(store)
    store.close()


def press(adapt: Adapt, label: str, number: int = 0) -> None:
    found = [
        each
        for each in inside(adapt.widget)
        if isinstance(each, widgets.Button) and label in each.description
    ]
    found[number].click()


def texts_of(adapt: Adapt) -> list[widgets.Textarea]:
    return [each for each in inside(adapt._fields) if isinstance(each, widgets.Textarea)]


def preview(adapt: Adapt) -> FormWidget:
    [form] = [each for each in adapt._preview.children if isinstance(each, FormWidget)]
    return form


def test_what_is_typed_shows_on_the_phone_beside_and_is_kept_only_when_saved(
    workshop: Workshop, tmp_path: Path
) -> None:
    adapt = Adapt(workshop.adaptation(), "en")
    adapt._which.value = "baseline"
    english, french = texts_of(adapt)[:2]  # one's own language first
    assert (english.description, french.description) == ("English", "Français")
    english.value = "How far, honestly?"
    assert preview(adapt).activity["question"]["en"] == "How far, honestly?"
    assert not preview(adapt).own  # as in a room, where others read what is proposed
    own = tmp_path / "Tamtam" / NAME / "deck.yaml"
    assert not own.exists()
    press(adapt, "Save as my own")
    assert (
        str(own) in adapt._alert.widget.value
        and "the original stays as it is" in adapt._alert.widget.value
    )
    assert deck_file.find(NAME) == own
    assert deck_file.mistakes(own) == []
    room = workshop.varied(language="en").open()
    assert room.activity("baseline").question["en"] == "How far, honestly?"


def test_notebooks_and_guides_say_what_was_saved_but_for_those_changed_by_hand(
    workshop: Workshop, tmp_path: Path
) -> None:
    folder = tmp_path / "Tamtam" / NAME
    shutil.copytree(assets.workshops() / NAME, folder, dirs_exist_ok=True)
    (folder / "deck.yaml").unlink()
    english, french = folder / "en" / "self_paced.ipynb", folder / "fr" / "autonomie.ipynb"
    notebook = json.loads(english.read_text("utf-8"))
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["ran"]}]
    english.write_text(json.dumps(notebook), encoding="utf-8")  # it was run: not changed by that

    def say(question: str) -> str:
        adapt = Adapt(workshop.adaptation(), "en")
        adapt._which.value = "baseline"
        texts_of(adapt)[0].value = f"And honestly, {question}?"
        texts_of(adapt)[1].value = f"Et franchement, {question} ?"
        press(adapt, "Save as my own")
        return str(adapt._alert.widget.value)

    assert "rewritten" in say("how far")
    assert "And honestly, how far?" in english.read_text("utf-8")
    assert "Et franchement, how far" in french.read_text("utf-8")
    assert "And honestly, how far?" in (folder / "guide.en.md").read_text("utf-8")

    # Once more; in between somebody wrote into one of them.
    french.write_text(french.read_text("utf-8").replace("# À votre rythme", "# Bonjour"), "utf-8")
    assert f"Not rewritten, as you have changed them: {french.name}" in say("how much")
    assert "And honestly, how much?" in english.read_text("utf-8")
    assert "# Bonjour" in french.read_text("utf-8")
    assert "how far" in french.read_text("utf-8")


def test_what_the_room_proposes_first_is_worded_too_and_stands_on_the_phone_beside(
    workshop: Workshop,
) -> None:
    adapt = Adapt(workshop.adaptation(), "en")
    adapt._which.value = "uses"
    english, french = texts_of(adapt)[2:4]
    assert "quel outil numérique" in french.value
    english.value = "Which tool takes most of your day?"
    [head] = [each for each in adapt._preview.children if isinstance(each, widgets.HTML)]
    assert "Which tool takes most of your day?" in head.value
    assert preview(adapt).activity["collect"]["prompt"]["en"] == english.value
    adapt._which.value = "baseline"
    assert len(texts_of(adapt)) == 2 + 2 * 3  # there nothing is collected


def test_items_come_and_go_in_both_languages(workshop: Workshop) -> None:
    adapt = Adapt(workshop.adaptation(), "en")
    adapt._which.value = "baseline"
    press(adapt, "Add a line")
    new = texts_of(adapt)[-2:]
    assert [field.value for field in new] == ["Something new", "Quelque chose de nouveau"]
    new[0].value = "Here one may be wrong."
    press(adapt, "Remove")
    shown = preview(adapt).activity["items"]
    assert [item["text"]["en"] for item in shown][-1] == "Here one may be wrong."
    assert len(shown) == 3
    press(adapt, "Save as my own")
    deck = deck_file.read(deck_file.find(NAME))
    kept = deck.activity("baseline")
    assert kept and [item.id for item in kept.items] == ["colleagues", "another_person", NEW]
    again = deck.activity("exit")
    assert again and again.items == kept.items


def test_a_sentence_that_is_asked_again_changes_both_times(workshop: Workshop) -> None:
    adapt = Adapt(workshop.adaptation(), "en")
    adapt._which.value = "exit"
    assert "asked in 0B Where we start" in adapt._told.value
    next(field for field in texts_of(adapt) if "lose a client" in field.value).value = "A client"
    press(adapt, "Add a line")
    press(adapt, "Remove", 1)
    press(adapt, "Save as my own")
    deck = deck_file.read(deck_file.find(NAME))
    before, after = deck.activity("baseline"), deck.activity("exit")
    assert before and after and before.items == after.items
    assert [item.id for item in after.items] == ["client", "another_person", NEW]
    assert after.items[0].text["en"] == "A client"


def test_once_it_was_answered_its_words_stay_where_it_is_asked_again(workshop: Workshop) -> None:
    room = workshop.open()
    room.open("baseline")
    adapt = Adapt(room.adaptation(), "en")
    adapt._which.value = "exit"
    assert "already" in adapt._told.value
    questions, items = texts_of(adapt)[:2], texts_of(adapt)[2:]
    assert items and all(field.disabled for field in items)
    assert not any(field.disabled for field in questions)


def test_minutes_and_order_are_changed(workshop: Workshop) -> None:
    adapt = Adapt(workshop.adaptation(), "en")
    adapt._which.value = "baseline"
    adapt._minutes.value = 8
    press(adapt, "Later")
    assert "Now number 3" in adapt._alert.widget.value
    adapt._which.value = "flows"
    adapt._asked.value = False
    press(adapt, "Save as my own")
    deck = deck_file.read(deck_file.find(NAME))
    assert deck.activities[2].id == "baseline"
    assert deck.cuts["half_day"]["baseline"] == 8
    assert "flows" not in deck.cuts["half_day"]
    assert "flows" in deck.cuts["two_hours"]


def test_what_can_not_be_is_told_and_nothing_is_kept(workshop: Workshop, tmp_path: Path) -> None:
    adapt = Adapt(workshop.adaptation(), "en")
    adapt._which.value = "baseline"
    texts_of(adapt)[0].value = "   "
    press(adapt, "Save as my own")
    assert (
        'role="alert"' in adapt._alert.widget.value
        and "the text is empty" in adapt._alert.widget.value
    )
    assert not (tmp_path / "Tamtam" / NAME / "deck.yaml").exists()


def test_a_session_takes_it_over_but_for_what_was_asked(workshop: Workshop) -> None:
    room = workshop.open()
    room.open("baseline")
    unplanned = room.pose("A break?", ["yes", "no"])
    adapt = Adapt(room.adaptation(), "en")
    adapt._which.value = "baseline"
    assert all(field.disabled for field in texts_of(adapt))
    assert "This activity has already been asked" in adapt._told.value
    adapt._which.value = "flows"
    texts_of(adapt)[0].value = "How much room, here?"
    press(adapt, "Save as my own")
    assert "The session uses this from now on" in adapt._alert.widget.value
    assert room.activity("flows").question["en"] == "How much room, here?"
    assert room.activity(unplanned).question["en"] == "A break?"
    assert deck_file.read(deck_file.find(NAME)).activity(unplanned) is None


def test_a_change_under_answers_is_refused_and_nothing_is_kept(
    workshop: Workshop, tmp_path: Path
) -> None:
    room = workshop.open()
    adapt = Adapt(room.adaptation(), "en")
    adapt._which.value = "baseline"
    texts_of(adapt)[0].value = "Too late?"
    room.open("baseline")
    press(adapt, "Save as my own")
    assert "already has answers" in adapt._alert.widget.value
    assert not (tmp_path / "Tamtam" / NAME / "deck.yaml").exists()


def test_the_deck_that_came_with_the_product_is_never_written_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shipped = tmp_path / "workshops"
    shutil.copytree(assets.workshops() / NAME, shipped / NAME)
    monkeypatch.setattr(assets, "workshops", lambda: shipped)
    monkeypatch.chdir(shipped / NAME / "fr")
    own = place_of_own(NAME)
    assert own != shipped / NAME / "deck.yaml"
    own.parent.mkdir()
    shutil.copyfile(shipped / NAME / "deck.yaml", own)
    assert deck_file.find(NAME).resolve() == own.resolve()


def test_who_is_done_without_saving_has_it_saved(workshop: Workshop, tmp_path: Path) -> None:
    adapt = Adapt(workshop.adaptation(), "en")
    own = tmp_path / "Tamtam" / NAME / "deck.yaml"
    assert adapt.finish() == "" and not own.exists()  # nothing was changed
    adapt._which.value = "baseline"
    texts_of(adapt)[0].value = "How far, honestly?"
    assert str(own) in (adapt.finish() or "")
    room = workshop.varied(language="en").open()
    assert room.activity("baseline").question["en"] == "How far, honestly?"


def test_what_can_t_be_saved_is_said_and_not_put_away(workshop: Workshop, tmp_path: Path) -> None:
    adapt = Adapt(workshop.adaptation(), "en")
    adapt._which.value = "baseline"
    texts_of(adapt)[0].value = ""
    assert adapt.finish() is None
    assert 'role="alert"' in adapt._alert.widget.value
    assert not (tmp_path / "Tamtam" / NAME / "deck.yaml").exists()
