"""Pictures that are put beside items while a workshop is built."""

from pathlib import Path

import pytest
import yaml
from tamtam.authoring import copying, deck_file
from tamtam.authoring.building import photos, starters

from tests.decks import png
from tests.refusals import refused

GREY, DARK = png(), png(shade=20)


def test_each_is_kept_once_under_the_name_it_had_and_none_is_written_over(tmp_path: Path) -> None:
    assert photos.keep(GREY, "Der große Saal.PNG", tmp_path) == "pictures/der_grosse_saal.png"
    assert photos.keep(GREY, "again.png", tmp_path) == "pictures/der_grosse_saal.png"
    assert photos.keep(DARK, "der große Saal.jpg", tmp_path) == "pictures/der_grosse_saal_2.png"
    assert (tmp_path / "pictures" / "der_grosse_saal.png").read_bytes() == GREY


@pytest.mark.parametrize("data", [b"<svg/>", b"", GREY + bytes(150_000)])
def test_what_phones_cannot_be_sent_is_refused(data: bytes, tmp_path: Path) -> None:
    with refused("not_a_picture"):
        photos.keep(data, "drawing.svg", tmp_path)
    assert not (tmp_path / "pictures").exists()


def test_one_stands_wherever_its_item_is_asked_and_goes_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copying.begin("retro", "de")
    path = tmp_path / "retro" / deck_file.FILE
    deck = starters.added(yaml.safe_load(path.read_text("utf-8")), "change")
    bare = deck
    file = photos.keep(GREY, "saal.png", path.parent)
    for id in ("where_we_stand", "change"):
        deck = photos.with_picture(bare, id, "goal", file)
        found = [one["items"][0].get("picture") for one in deck["activities"] if one.get("items")]
        assert found == [{"file": "pictures/saal.png", "alt": {"de": ""}}] * 2
    assert photos.without_picture(deck, "where_we_stand", "goal") == bare
