"""Writing a deck as YAML that a person goes on editing."""

from pathlib import Path
from typing import Any

import msgspec
import yaml

from tamtam.deck.deck import Deck
from tamtam.language.errors import writing

_HEAD = """\
# Adapted in a notebook, which keeps no comments: what was noted beside the original stands there.
# `tamtam check` names every mistake with its line.
"""
#: Where lines of text break (characters).
_WIDTH = 100


class _Dumper(yaml.SafeDumper):
    """Lists stand indented under their key, as in the decks that came with Tamtam."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def write(deck: Deck, path: Path) -> None:
    """Write a deck, at no moment half of it. Raises TamtamError where its folder can't be written."""
    plain: dict[str, Any] = msgspec.to_builtins(deck)
    said = yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    keep(_HEAD + said, path)


def keep(said: str, path: Path) -> None:
    """Let a deck file say this, at no moment half of it; raises TamtamError as `write` does."""
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.write_bytes(said.encode("utf-8"))
        draft.replace(path)
