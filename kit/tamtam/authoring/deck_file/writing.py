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
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.write_text(_HEAD + said, encoding="utf-8", newline="\n")
        draft.replace(path)
