"""What an activity begins with, by its kind: one that runs as it is, in the languages of the deck."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tamtam.authoring.building.edits import Plain

_FILE = Path(__file__).with_name("starters.yaml.txt")


@cache
def _all() -> dict[str, Plain]:
    found: dict[str, Plain] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def kinds() -> tuple[str, ...]:
    """The kinds that one can begin with, in the order in which they are offered."""
    return tuple(_all())


def activity(kind: str, languages: list[str]) -> Plain:
    """The activity that a kind begins with; its place and number are for the deck to say."""
    begun: Plain = _said(_all()[kind], frozenset(languages))
    return {"id": kind, "step": "", "part": "", "kind": kind, **begun}


def _said(value: Any, languages: frozenset[str]) -> Any:
    """A value with its texts in some languages only."""
    if isinstance(value, list):
        return [_said(one, languages) for one in value]
    if not isinstance(value, dict):
        return value
    is_text = all(len(key) == 2 for key in value)
    return {
        key: _said(one, languages) for key, one in value.items() if not is_text or key in languages
    }
