"""The form of a kind of one's own, tried by `tamtam check` in a browser without a window."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tamtam.authoring import copying, deck_file, new_kind
from tamtam.cli.trial import TriedKind, tried

pytestmark = pytest.mark.browser


@pytest.fixture
def form(tmp_path: Path, chromium: Browser, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The form of a new kind, which a blank workshop asks."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TAMTAM_KINDS", str(tmp_path / "kinds.json"))
    if not shutil.which("chromium") and "TAMTAM_CHROMIUM" not in os.environ:
        monkeypatch.setenv("TAMTAM_CHROMIUM", chromium.browser_type.executable_path)
    copying.begin("retro", "en")
    made = new_kind.write_own("light", "retro")
    deck = made.deck.read_text("utf-8").replace("kind: agreement", f"kind: {made.name}")
    made.deck.write_text(
        "\n".join(line for line in deck.split("\n") if "split:" not in line), "utf-8"
    )
    return Path("retro/kinds/light.js")


def changed(form: Path, **instead: str) -> TriedKind:
    """What is found once `before` in the form is `after`."""
    said = form.read_text("utf-8")
    assert instead["before"] in said
    form.write_text(said.replace(instead["before"], instead["after"]), "utf-8")
    deck = deck_file.read(Path("retro/deck.yaml"))
    found = tried(deck, deck.activities[0], look=False)
    form.write_text(said, "utf-8")
    return found


def test_what_only_a_browser_sees_is_named_with_its_line(form: Path) -> None:
    lines = form.read_text("utf-8").splitlines()
    values = next(at for at, line in enumerate(lines, 1) if "const VALUES" in line)
    asked = next(at for at, line in enumerate(lines, 1) if "values: VALUES" in line)
    [read] = changed(form, before="[1, 0];", after="[1, 0;").wrong
    assert read.startswith(f"light.js, line {values}: ") and "SyntaxError" in read
    [run] = changed(form, before="values: VALUES", after="values: VALEUS").wrong
    assert run == f"light.js, line {asked}: ReferenceError: VALEUS is not defined"
    [said] = changed(form, before='"yes" : "no"', after='"yse" : "no"').wrong
    assert said == "light.js: no word in en for “form.yse”"
    [sent] = changed(form, before="[1, 0]", after="[2, 0]").wrong
    assert sent.startswith("its form: it answers 2, which validate() refuses: ")
