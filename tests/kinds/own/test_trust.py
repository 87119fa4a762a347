"""Code that a workshop brings: shown and asked for once, tried before it is led."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tamtam.cli import main

BRINGS = "kinds/thermometer.py"


def tamtam(*words: str, said: str = "") -> Result:
    return CliRunner().invoke(main, words, input=said)


@pytest.fixture
def handed_over(workshop: Path, tmp_path: Path) -> Path:
    """The workshop as somebody else has it who was handed it: nothing is allowed yet."""
    (tmp_path / "kinds.json").unlink()
    return workshop


def test_it_is_shown_and_asked_for_once(handed_over: Path) -> None:
    refused = tamtam("check", "retro", said="n\n")
    assert refused.exit_code == 1
    assert BRINGS in refused.output and "Do you trust whoever wrote it?" in refused.output
    assert tamtam("check", "retro", said="yes\n").exit_code == 0
    again = tamtam("check", "retro")
    assert again.exit_code == 0 and "trust" not in again.output


def test_a_script_may_say_yes(handed_over: Path) -> None:
    told = tamtam("trust", "retro", "--yes")
    assert told.exit_code == 0 and "retro/thermometer: allowed to run." in told.output
    assert "no code of its own that still waits" in tamtam("trust", "retro").output


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("return Counts()", "return {}", "TypeError: update expected"),
        ("return whole_number(value, NO, YES)", "return whole_number(value, 2, 3)", "2 to 3"),
        ('("item", "n", "yes", "share")', '("item", "n", "yes")', "table: a row has more or fewer"),
        ("return tuple((item.id, activity.phases[0])", 'return tuple((item.id, "x")', "no phase x"),
        ("int(rng.random() < chances[", "int(rng.random() / 0 < chances[", "thermometer.py, line "),
    ],
)
def test_what_goes_wrong_in_a_trial_is_named(
    workshop: Path, before: str, after: str, told: str
) -> None:
    kind = workshop / BRINGS
    said = kind.read_text("utf-8")
    assert before in said
    kind.write_text(said.replace(before, after), "utf-8")
    checked = tamtam("check", "retro")
    assert checked.exit_code == 1
    assert "retro/thermometer, tried by 40 simulated people: " in checked.output
    assert told in checked.output
