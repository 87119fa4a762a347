"""The schema by which editors check a deck: what ships fits it, what `tamtam check` refuses doesn't."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tamtam import assets
from tamtam.authoring import copying
from tamtam.authoring.deck_file import schema

SHIPPED = sorted(assets.workshops().glob("*/deck.yaml"))
BLANK = sorted(Path(copying.__file__).with_name("blank_deck").iterdir())


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def validator() -> Any:
    from jsonschema import Draft202012Validator  # loading it takes a second

    return Draft202012Validator


def wrong(deck: Any) -> list[str]:
    checked = validator()(schema.schema())
    return [error.json_path for error in checked.iter_errors(deck)]


def test_it_is_a_schema_that_needs_no_network() -> None:
    validator().check_schema(schema.schema())
    named = json.loads(schema.text())
    assert all(ref.startswith("#/$defs/") for ref in _refs(named))


def _refs(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [ref for below in node.values() for ref in _refs(below)]
    return [ref for below in node for ref in _refs(below)] if isinstance(node, list) else []


@pytest.mark.parametrize("path", [*SHIPPED, *BLANK], ids=lambda path: f"{path.parent.name}")
def test_every_deck_that_ships_fits_it(path: Path) -> None:
    assert wrong(read(path)) == []


@pytest.mark.parametrize(
    ("place", "value", "where"),
    [
        (("title",), "Three", "$.title"),
        (("activities", 0, "minutes"), "five", "$.activities[0].minutes"),
        (("activities", 0, "kind"), "ratings", "$.activities[0].kind"),
        (("activities", 0, "minute"), 5, "$.activities[0]"),
        (("activities", 0, "options"), {"lowest": 1}, "$.activities[0].options"),
        (("questions",), "sometimes", "$.questions"),
    ],
)
def test_what_is_wrong_is_found_where_it_stands(
    place: tuple[str | int, ...], value: Any, where: str
) -> None:
    deck = read(BLANK[0])
    node = deck
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = value
    assert where in wrong(deck)


def test_a_deck_of_one_s_own_names_the_schema_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written = {path.name for path in copying.begin("ours", "en")}
    assert schema.FILE in written
    copying.copy("again", "ours")
    for name in ("ours", "again"):
        said = (tmp_path / name / "deck.yaml").read_text("utf-8")
        assert said.count(schema.LINE) == 1 and said.startswith(schema.LINE)
        assert (tmp_path / name / schema.FILE).read_text("utf-8") == schema.text()
