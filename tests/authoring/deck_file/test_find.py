"""A workshop is found by its name, its folder or its file; an edited copy comes first."""

from pathlib import Path

import pytest
from tamtam import assets
from tamtam.authoring import deck_file
from tamtam.language.errors import TamtamError

SHIPPED = assets.workshops() / "trois_constats" / deck_file.FILE


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, two below the one that may hold workshops."""
    here = tmp_path / "year" / "day"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    return here


def copied(folder: Path, name: str = "trois_constats") -> Path:
    path = folder / name / deck_file.FILE
    path.parent.mkdir(parents=True)
    path.write_text(SHIPPED.read_text("utf-8"), "utf-8")
    return path


def test_what_came_with_the_product_is_found_by_name() -> None:
    assert deck_file.find("trois_constats") == SHIPPED


def test_a_deck_is_found_by_its_file_and_by_its_folder() -> None:
    assert deck_file.find(SHIPPED) == deck_file.find(str(SHIPPED)) == SHIPPED
    assert deck_file.find(SHIPPED.parent) == SHIPPED


def test_a_copy_where_one_works_comes_first(elsewhere: Path) -> None:
    copy = copied(elsewhere)
    assert deck_file.find("trois_constats").resolve() == copy.resolve()


def test_a_copy_in_the_workshops_folder_where_one_works_comes_first(elsewhere: Path) -> None:
    copy = copied(elsewhere / "workshops")
    assert deck_file.find("trois_constats") == copy
    assert "open_day" not in deck_file.workshops()
    copied(elsewhere / "workshops", "open_day")
    assert "open_day" in deck_file.workshops()


def test_a_copy_in_a_folder_around_is_never_led_by_surprise(elsewhere: Path) -> None:
    for around in elsewhere.parents[:2]:
        copied(around)
        copied(around / "workshops", "open_day")
    assert deck_file.find("trois_constats") == SHIPPED
    assert "open_day" not in deck_file.workshops()


def test_a_notebook_finds_the_workshop_it_lies_in(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copied(elsewhere, "ours")
    for place in (copy.parent, copy.parent / "en"):
        place.mkdir(exist_ok=True)
        monkeypatch.chdir(place)
        assert deck_file.find("ours") == copy


def test_the_folder_that_the_environment_names_is_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, other = copied(tmp_path / "ours"), copied(tmp_path / "ours", "open_day")
    monkeypatch.setenv("TAMTAM_WORKSHOPS", str(tmp_path / "ours"))
    assert deck_file.find("trois_constats") == copy
    assert deck_file.find("open_day") == other
    assert {"trois_constats", "open_day"} <= set(deck_file.workshops())


def test_a_copy_where_one_works_comes_before_the_environment(
    elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied(tmp_path / "ours")
    copy = copied(elsewhere)
    monkeypatch.setenv("TAMTAM_WORKSHOPS", str(tmp_path / "ours"))
    assert deck_file.find("trois_constats").resolve() == copy.resolve()


def test_a_folder_without_a_deck_hides_nothing(elsewhere: Path) -> None:
    (elsewhere / "trois_constats").mkdir()
    assert deck_file.find("trois_constats") == SHIPPED


def test_an_unknown_workshop_is_told_with_those_there_are(elsewhere: Path) -> None:
    copied(elsewhere, "open_day")
    with pytest.raises(TamtamError) as caught:
        deck_file.find("trois_constat")
    assert (caught.value.code, caught.value.status) == ("no_such_workshop", 404)
    assert "trois_constat" in caught.value.message("en")
    assert all(name in caught.value.hint("fr") for name in ("open_day", "trois_constats"))


def test_workshops_are_named_once_in_alphabetical_order(elsewhere: Path) -> None:
    copied(elsewhere)
    copied(elsewhere, "open_day")
    names = deck_file.workshops()
    assert list(names) == sorted(set(names))
