"""What is written about the code is what the code says now: lists, names of tests, files and commands."""

import re
from pathlib import Path

import msgspec
import pytest
import yaml
from tamtam.cli import main

from tests import reference
from tests.reference import ROOT

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^ *(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
}


@pytest.mark.parametrize(
    ("path", "text"),
    [pytest.param(path, text, id=path.parent.name) for path, text in reference.pages()],
)
def test_a_reference_is_what_the_code_says(path: Path, text: str) -> None:
    assert path.read_text("utf-8") == text, "to renew it: python -m tests.reference"


@pytest.mark.parametrize("name", reference.structs())
def test_every_type_of_a_deck_has_an_example_that_can_be_read(name: str) -> None:
    example = yaml.safe_load(reference.EXAMPLES[name])
    read = msgspec.convert(example, reference.structs()[name])
    said = msgspec.to_builtins(read)
    assert all(key in said for key in example)
    assert set(reference.EXAMPLES) == set(reference.structs())


def test_every_test_that_bears_an_invariant_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", CONTRIBUTING))
    assert len(named) >= 11
    assert named <= TESTS, named - TESTS


def test_every_file_it_sends_one_to_is_there() -> None:
    named = re.findall(r"`((?:kit|tests|assets|workshops)/[\w./]*)`", CONTRIBUTING)
    assert named
    missing = [name for name in named if not (ROOT / name).exists()]
    assert [name for name in missing if "NAME" not in name] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "workshops/README.md"])
def test_every_command_it_names_is_one(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    named = set(re.findall(r"tamtam (\w+)", "\n".join(re.findall(r"`([^`\n]+)`", text))))
    assert named and named <= set(main.commands), named - set(main.commands)


def test_it_is_read_in_one_sitting() -> None:
    assert len(CONTRIBUTING.splitlines()) <= 180


def test_the_picture_at_the_top_is_there_described_and_light() -> None:
    above, _, _ = (ROOT / "README.md").read_text("utf-8").partition("## Run it")
    [(described, place)] = re.findall(r"!\[(.+?)\]\((.+?)\)", above)
    assert len(described) > 40
    assert (ROOT / place).stat().st_size < 300_000
