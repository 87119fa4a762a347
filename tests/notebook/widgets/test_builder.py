"""A workshop of one's own, built in the cockpit from what stands there alone, and led from there."""

import base64
from pathlib import Path
from typing import Any

import pytest
from tamtam.authoring import copying, deck_file, new_kind
from tamtam.authoring.building.own_deck import OwnDeck
from tamtam.deck.deck import Picture, SelfStudy
from tamtam.notebook.widgets.cockpit import Cockpit
from tamtam.notebook.widgets.cockpit.builder import Builder
from tamtam.notebook.widgets.cockpit.frame import REGIONS
from tamtam.notebook.widgets.cockpit.tree import Node
from tamtam.notebook.widgets.form import FormWidget
from tamtam.notebook.workshop import Workshop

from tests.decks import png
from tests.notebook.widgets.test_cockpit import press, read, region


@pytest.fixture
def cockpit(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> Cockpit:
    desk = tmp_path / "Tamtam" / "trois_constats" / "fr"
    desk.mkdir(parents=True)
    monkeypatch.chdir(desk)
    return Cockpit(Workshop(language="fr", store=place))


@pytest.fixture
def built(cockpit: Cockpit) -> Cockpit:
    press(cockpit, "Créer mon atelier")
    press(cockpit, "Commencer", title="Bilan d’équipe", language="fr", **{"from": "-"})
    return cockpit


def path(tmp_path: Path) -> Path:
    return tmp_path / "Tamtam" / "bilan_d_equipe" / deck_file.FILE


def do(cockpit: Cockpit, act: str, *values: Any) -> None:
    """What a field sends, as its place in the tree has it."""
    cockpit.widget._pressed(
        cockpit.widget, {"act": act, "values": [*values], "typed": {}, "seen": []}, []
    )


def press_form(cockpit: Cockpit, act: str, *values: Any, **typed: str) -> None:
    """What a button sends with what was typed beside it."""
    cockpit.widget._pressed(
        cockpit.widget, {"act": act, "values": [*values], "typed": typed, "seen": []}, []
    )


def fields(node: Node) -> dict[str, list[Any]]:
    """What each labelled field of a tree sends, by its label."""
    if not isinstance(node, list):
        return {}
    found: dict[str, list[Any]] = {}
    if node[0] == "label" and isinstance(node[2], list):
        controls = [one for one in node[2:] if isinstance(one, list) and "do" in one[1]]
        label = next((one[2] for one in node[2:] if one[0] == "span" and len(one) > 2), "")
        found |= {str(label): one[1]["do"] for one in controls}
    for child in node[2:]:
        found = fields(child) | found
    return found


def type_into(cockpit: Cockpit, label: str, value: Any) -> None:
    name, *values = fields(region(cockpit, "step"))[label]
    do(cockpit, name, *values, value)


def phone(cockpit: Cockpit) -> FormWidget:
    made = cockpit._making
    assert isinstance(made, Builder) and made._phone._form is not None
    return made._phone._form


def test_it_begins_beside_the_others_with_two_activities_that_run(
    built: Cockpit, tmp_path: Path
) -> None:
    assert deck_file.read(path(tmp_path)).title == {"fr": "Bilan d’équipe"}
    assert "Où nous en sommes" in read(built, "sheet")
    assert phone(built).status == "open"
    press(built, "Fermer")
    assert "Continuer « Bilan d’équipe »" in read(built).replace("\u00a0", " ")
    press(built, "Continuer «\u00a0Bilan d’équipe\u00a0»")
    assert "Où nous en sommes" in read(built, "sheet")


def test_whoever_begins_none_after_all_is_back_at_the_choice(cockpit: Cockpit) -> None:
    press(cockpit, "Créer mon atelier")
    press_form(cockpit, "back", title="", language="fr", **{"from": "-"})
    assert "Nouvelle séance" in read(cockpit, "step")


def test_a_picture_is_put_beside_a_line_described_and_taken_away(
    built: Cockpit, tmp_path: Path
) -> None:
    grey = base64.b64encode(png()).decode()
    do(built, "add_picture", "where_we_stand", "goal", "Notre salle.png", grey)
    assert "Écrivez quelques mots." in read(built, "step")
    assert phone(built).activity["items"][0]["picture"]["src"].startswith("data:image/png")
    type_into(built, "Ce qu’on y voit, pour qui ne la voit pas", "Notre salle, vide")
    [goal, *_] = deck_file.read(path(tmp_path)).activities[0].items
    assert goal.picture == Picture("pictures/notre_salle.png", {"fr": "Notre salle, vide"}, png())
    do(built, "drop_picture", "where_we_stand", "goal")
    assert deck_file.read(path(tmp_path)).activities[0].items[0].picture is None
    do(built, "add_picture", "where_we_stand", "goal", "a.svg", "PHN2Zy8+")
    assert "« a.svg » ne s’affiche pas" in built.widget.said["words"].replace("\u00a0", " ")


def test_what_is_typed_is_in_the_file_and_on_the_phone_and_can_be_undone(
    built: Cockpit, tmp_path: Path
) -> None:
    before = path(tmp_path).read_bytes()
    type_into(built, "Ligne 1", "Nous savons pourquoi.")
    assert phone(built).activity["items"][0]["text"] == {"fr": "Nous savons pourquoi."}
    type_into(built, "Minutes", "9")
    deck = deck_file.read(path(tmp_path))
    assert deck.cuts["one_hour"]["where_we_stand"] == deck.activities[0].minutes == 9
    press(built, "Annuler")
    press(built, "Annuler")
    assert path(tmp_path).read_bytes() == before


def test_a_mistake_is_named_at_its_field_counted_and_in_the_way_until_it_is_mended(
    built: Cockpit,
) -> None:
    type_into(built, "Titre", "")
    assert "Écrivez quelques mots." in read(built, "step")
    assert "1 à corriger" in read(built, "sheet")
    press(built, "L’essayer à blanc")
    assert "Il reste 1 chose à corriger" in built.widget.said["words"]
    type_into(built, "Titre", "Nous")
    press(built, "L’essayer à blanc")
    assert built.widget.said == {"words": "", "sort": ""}
    assert "Nouvelle séance" in read(built, "step")


def test_what_is_added_by_its_picture_stands_behind_what_was_looked_at(
    built: Cockpit, tmp_path: Path
) -> None:
    press(built, "Ajouter une activité")
    press(built, "Échelle")
    type_into(built, "De", "1")
    press(built, "Plus tard")
    ids = [one.id for one in deck_file.read(path(tmp_path)).activities]
    assert ids == ["where_we_stand", "one_change", "rating"]
    press(built, "Retirer cette activité")
    assert len(deck_file.read(path(tmp_path)).activities) == 2


def test_lines_are_pasted_and_read_from_a_file(built: Cockpit, tmp_path: Path) -> None:
    press(built, "Remplacer toutes les lignes", rows="Un\nDeux\n")
    raw = base64.b64encode(b"Trois;x\nQuatre;y").decode()
    do(built, "add_file", "where_we_stand", "a.csv", raw)
    press(built, "Ajouter", new_item="Cinq")
    found = [one.text["fr"] for one in deck_file.read(path(tmp_path)).activities[0].items]
    assert found == ["Un", "Deux", "Trois", "Quatre", "Cinq"]


def test_cells_of_a_spreadsheet_go_where_they_are_pasted(built: Cockpit, tmp_path: Path) -> None:
    do(built, "paste_rows", "where_we_stand", "goal", "Fractions\r\nÉquations\r\n")
    do(built, "paste_rows", "where_we_stand", "", "Géométrie\nVolumes")
    found = [one.text["fr"] for one in deck_file.read(path(tmp_path)).activities[0].items]
    lines = ["Quand je bloque, on m’aide vite.", "Je peux dire quand quelque chose ne va pas."]
    assert found == ["Fractions", "Équations", *lines, "Géométrie", "Volumes"]


def test_what_stands_on_another_comes_with_it_and_says_so(built: Cockpit, tmp_path: Path) -> None:
    press(built, "Ajouter une activité")
    said = read(built, "step").replace("\u00a0", " ")
    assert "D’abord vient « Phrases et votes »" in said
    assert "Reprend « Où nous en sommes », déjà dans votre atelier." in said
    press(built, "Ce qui a bougé")
    type_into(built, "Ligne 1", "Nous savons où aller.")
    asked, again = deck_file.read(path(tmp_path)).activities[:2]
    assert (again.kind, again.options) == ("change", {"since": asked.id})
    assert asked.items == again.items and asked.items[0].text["fr"] == "Nous savons où aller."


def test_what_a_kind_asks_about_is_chosen_among_what_it_takes(
    built: Cockpit, tmp_path: Path
) -> None:
    press(built, "Ajouter une activité")
    press(built, "Échelle")
    type_into(built, "On répond pour", "today wanted")
    assert deck_file.read(path(tmp_path)).activities[1].phases == ("today", "wanted")
    assert list(phone(built).activity["phases"]) == ["today", "wanted"]
    type_into(built, "On répond pour", "today")
    assert "phases" not in path(tmp_path).read_text("utf-8")
    press(built, "Ajouter une activité")
    press(built, "Un choix")
    assert "On répond pour" not in read(built, "step")


def test_roles_come_and_go_and_a_kind_keeps_the_lines_that_are_its_own(
    built: Cockpit, tmp_path: Path
) -> None:
    press(built, "Ajouter une activité")
    press(built, "Les échanges")
    roles = ["activities", "exchanges", "options", "roles"]
    do(built, "clear", [*roles, "lead"])
    press_form(built, "add_entry", roles, new_entry="Le service après-vente")
    found = deck_file.read(path(tmp_path)).activities[1].options["roles"]
    assert [one["id"] for one in found] == ["make", "sell", "le_service_apres_vente"]
    press(built, "Ajouter une activité")
    press(built, "Mur ou porte")
    assert "Une ligne de plus" not in read(built, "step")
    assert "drop_item" not in str(region(built, "step"))


def test_a_kind_of_one_s_own_is_added_like_any_other(
    built: Cockpit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMTAM_KINDS", str(tmp_path / "kinds.json"))
    made = new_kind.write_own("thermometer", path(tmp_path).parent)
    do(built, "look_at", "+")
    assert "faite pour cet atelier" in read(built, "step")
    press(built, "thermometer")
    activity = deck_file.read(path(tmp_path)).activities[1]
    assert (activity.id, activity.kind) == ("thermometer", made.name)
    assert phone(built).activity["kind"] == made.name
    press(built, "L’essayer à blanc")
    assert built.widget.said["words"] == ""


def test_parts_come_in_another_order_and_hand_on_what_is_asked(
    built: Cockpit, tmp_path: Path
) -> None:
    do(built, "look_at", "")
    press(built, "Ajouter une partie")
    do(built, "put", ["activities", "one_change", "part"], "part")
    do(built, "move", ["parts", "part"], -1)
    deck = deck_file.read(path(tmp_path))
    assert [(part.id, part.title["fr"]) for part in deck.parts] == [
        ("part", "Une autre partie"),
        ("together", "Notre façon de travailler ensemble"),
    ]
    do(built, "look_at", "one_change")
    assert "Partie" in fields(region(built, "step"))
    do(built, "drop_part", "part")
    deck = deck_file.read(path(tmp_path))
    assert {one.part for one in deck.activities} == {"together"}
    do(built, "drop_part", "together")
    assert len(deck_file.read(path(tmp_path)).parts) == 1  # the last stays
    for _ in range(4):
        press(built, "Annuler")
    assert len(deck_file.read(path(tmp_path)).parts) == 1


def test_who_studies_alone_is_asked_bets_and_whether_it_was_understood(
    built: Cockpit, tmp_path: Path
) -> None:
    do(built, "look_at", "")
    do(built, "add_bet", "together")
    do(built, "add_check", "together")
    check = ["parts", "together", "study", "checks", "1"]
    do(built, "add_answer", check)
    do(built, "right", check, "3")
    [part] = deck_file.read(path(tmp_path)).parts
    assert [one.right for one in part.study.checks[0].choices] == [False, False, True]
    [bet] = part.study.bets
    assert (bet.before, bet.fact, bet.high) == ("where_we_stand", 50, 100)
    assert "Question de compréhension 1" in read(built, "step")

    press(built, "Ajouter une activité")
    press(built, "Flux")
    do(built, "look_at", "")
    place = ["parts", "together", "study", "bets", "bet"]
    do(built, "bet_by", place, "flows.more")
    [bet] = deck_file.read(path(tmp_path)).bets()
    assert (bet.of, bet.fact) == ("flows.more", None)
    do(built, "number", [*place, "high"], "0")
    assert "1 à corriger" in read(built, "step")
    do(built, "clear", place)
    do(built, "clear", check)
    assert deck_file.read(path(tmp_path)).parts[0].study == SelfStudy()


def test_what_to_skip_first_is_said_for_each_length(built: Cockpit, tmp_path: Path) -> None:
    do(built, "look_at", "")
    do(built, "dropped", "one_hour", "one_change")
    do(built, "dropped", "one_hour", "where_we_stand")
    do(built, "move", ["drop_first", "one_hour", "2"], -1)
    found = deck_file.read(path(tmp_path)).drop_first
    assert found == {"one_hour": ("where_we_stand", "one_change")}
    do(built, "dropped", "one_hour", "one_change", False)
    do(built, "dropped", "one_hour", "where_we_stand", False)
    assert deck_file.read(path(tmp_path)).drop_first == {}


def test_a_second_language_names_what_is_missing_until_it_is_said(built: Cockpit) -> None:
    do(built, "look_at", "")
    press(built, "Ajouter\u00a0: English")
    assert "Il manque un texte\u00a0: English." in read(built, "step")
    type_into(built, "Titre de l’atelier · English", "Our team")
    do(built, "look_at", "where_we_stand")
    type_into(built, "Question · English", "Do you agree?")
    press(built, "Afficher English")
    assert "Do you agree?" in read(built, "panel")
    do(built, "look_at", "")
    press(built, "Retirer\u00a0: English")
    assert "à corriger" not in read(built)


def test_the_chart_of_simulated_answers_takes_the_place_of_the_card(built: Cockpit) -> None:
    press(built, "Essayer le graphique")
    assert "24 personnes simulées" in read(built, "step")
    assert built.widget.data
    press(built, "Revenir aux questions")
    assert "Ce sur quoi on répond" in read(built, "step")


def test_other_words_for_an_audience_are_kept_for_it_alone(built: Cockpit, tmp_path: Path) -> None:
    wording = ["activities", "where_we_stand", "wording", "mixed", "question", "fr"]
    do(built, "say", wording, False, "Et chez vous ?")
    activity = deck_file.read(path(tmp_path)).worded("mixed").activities[0]
    assert activity.question == {"fr": "Et chez vous ?"}
    do(built, "say", wording, False, "")
    assert "wording" not in path(tmp_path).read_text("utf-8")


def test_it_is_rehearsed_in_the_same_place_and_adapted_in_its_own_file(
    built: Cockpit, tmp_path: Path
) -> None:
    press(built, "L’essayer à blanc")
    folder = path(tmp_path).parent
    assert (folder / "fr" / "animer.ipynb").is_file()
    assert built._opening.deck.title == {"fr": "Bilan d’équipe"}
    press(built, "Adapter les questions")
    type_into(built, "Titre", "Autrement")
    assert "Autrement" in path(tmp_path).read_text("utf-8")
    assert REGIONS and not (tmp_path / "Tamtam" / "trois_constats" / "deck.yaml").exists()


def test_what_somebody_wrote_into_the_file_meanwhile_is_taken_over(
    built: Cockpit, tmp_path: Path
) -> None:
    there = path(tmp_path)
    there.write_text(there.read_text("utf-8").replace("minutes: 5", "minutes: 9", 1), "utf-8")
    type_into(built, "Titre", "Nous")
    assert "est repris ici" in read(built, "bar")
    assert deck_file.read(there).activities[0].minutes == 9
    there.write_text("activities: [", "utf-8")
    type_into(built, "Titre", "Perdu")
    assert "deck.yaml" in built.widget.said["words"]
    assert there.read_text("utf-8") == "activities: ["


def test_a_shipped_workshop_is_copied_whole(cockpit: Cockpit, tmp_path: Path) -> None:
    press(cockpit, "Créer mon atelier")
    press(cockpit, "Commencer", title="Le nôtre", language="fr", **{"from": "retrospective"})
    made = deck_file.read(tmp_path / "Tamtam" / "le_notre" / deck_file.FILE)
    assert made.title["fr"] == "Le nôtre" and made.title["en"] == "Team retrospective"
    for activity in made.activities:
        do(cockpit, "look_at", activity.id)
        assert cockpit.widget.said["words"] == ""
        assert phone(cockpit).activity["id"] == activity.id


def test_every_activity_that_is_shipped_can_be_looked_at(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copying.copy("whole", "trois_constats")
    cockpit = Cockpit(Workshop(language="en", store=place))
    cockpit.build(OwnDeck(tmp_path / "whole" / deck_file.FILE))
    for activity in deck_file.read(tmp_path / "whole" / deck_file.FILE).activities:
        do(cockpit, "look_at", activity.id)
        assert cockpit.widget.said["words"] == "", activity.id
