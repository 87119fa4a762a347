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
    output = checked_with(workshop / BRINGS, before, after)
    assert "retro/thermometer, tried by 40 simulated people: " in output
    assert told in output


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        (
            "js",
            '"./bar.js"',
            '"./bra.js"',
            "thermometer.js, line 3: forms have no “bra.js” (“bar.js”?)",
        ),
        ("js", "bar, barCss }", "bar, barCs }", "line 3: “bar.js” has no “barCs” (“barCss”?)"),
        (
            "js",
            "import { h }",
            "import h",
            "line 4: an import is written like this: import { h } from",
        ),
        ("js", "export default", "const form =", "thermometer.js: it ends with export default"),
        ("js", "thermometer.you", "thermometer.yuo", "en.json has no “form.yuo” (“you”?)"),
        ("en.json", '"Yes",', '"Yes"', "thermometer.en.json, line 5: Expecting ',' delimiter"),
        ("en.json", '"drawn"', '"drown"', "thermometer.en.json has no 'drawn'"),
        (
            "en.json",
            "{count} of {n}",
            "{cout} of {n}",
            "'say.yes' wants {cout}, and may have {item}",
        ),
        ("py", 'Words("retro/', 'Words("', 'line 21: its words are Words("retro/thermometer")'),
    ],
)
def test_a_mistake_is_told_with_the_file_in_which_it_stands(
    workshop: Path, file: str, before: str, after: str, told: str
) -> None:
    assert told in checked_with((workshop / BRINGS).with_name(f"thermometer.{file}"), before, after)


def checked_with(path: Path, before: str, after: str) -> str:
    """What `tamtam check` says once there is a mistake in one of the kind's files."""
    said = path.read_text("utf-8")
    assert before in said
    path.write_text(said.replace(before, after), "utf-8")
    checked = tamtam("check", "retro")
    assert checked.exit_code == 1
    return checked.output


def test_what_was_not_tried_is_said(workshop: Path) -> None:
    told = tamtam("check", "retro").output
    assert "No Chromium, Chrome or Edge was found to try its form" in told
    deck = workshop / "deck.yaml"
    deck.write_text(
        deck.read_text("utf-8").replace("kind: retro/thermometer", "kind: agreement"), "utf-8"
    )
    told = tamtam("check", "retro").output
    assert "no activity uses it yet (kind: retro/thermometer), so it was not tried" in told


def test_where_people_write_the_missing_examples_of_a_rehearsal_are_named(workshop: Path) -> None:
    deck = workshop / "deck.yaml"
    head, _, rest = deck.read_text("utf-8").partition("      examples:\n")
    deck.write_text(head + rest[rest.index("    say:") :], "utf-8")
    assert "“one_change”: what simulated people write stands in" in tamtam("check", "retro").output
