"""A workshop in one language with a kind of its own, made by the commands one makes it with."""

from pathlib import Path

import pytest
from tamtam.authoring import copying, new_kind


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workshop "retro", whose first activity is of its own kind, which may run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TAMTAM_KINDS", str(tmp_path / "kinds.json"))
    monkeypatch.setenv("TAMTAM_CHROMIUM", str(tmp_path / "none"))  # forms: tests/browser
    copying.begin("retro", "en")
    new_kind.write_own("thermometer", "retro")
    deck = tmp_path / "retro" / "deck.yaml"
    said = deck.read_text("utf-8").replace("kind: agreement", "kind: retro/thermometer")
    deck.write_text("\n".join(line for line in said.split("\n") if "split:" not in line), "utf-8")
    return deck.parent


@pytest.fixture
def kind(workshop: Path) -> Path:
    """The Python file of its kind."""
    return workshop / "kinds" / "thermometer.py"
