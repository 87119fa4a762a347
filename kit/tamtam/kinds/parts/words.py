"""The words of one kind: what its form and its standings say, in `assets/locale/*/kinds/{kind}.json`.

What stands under which key:

- ``chart``: how its chart is read, for guides; ``form``: what its form says. Every kind has both.
- ``say``: its sentences, one for each claim that it makes; ``tag``: the same of one item, in a word or two.
- ``drawn``: what its chart draws, for the caption; ``counted``: the numbers of one item in it.
- ``columns``: of its table; ``names`` and ``measures``: of each measure, short and explained; ``methods``: of
  their intervals; ``phases``. What several kinds have stands in ``standing.json``, a kind adds its own.
- ``values``: what a counted value means that is no number, for the codebook.
- ``crossed``: ``yes`` and ``no``, where `Kind.sides` tells them apart.
- ``on_paper``: how one answers on a paper sheet.

`tests/kinds/test_words.py` names each key that a kind's code asks for and a file lacks.
"""

from dataclasses import dataclass
from typing import Any

from tamtam import assets
from tamtam.language import texts

#: The parts of forms that have words of their own, in `assets/locale/*/forms`.
_SPEAKING_PARTS = ("collect", "five", "line", "plan")


@dataclass(frozen=True, slots=True)
class Words:
    """What one kind says, by keys inside its own file."""

    kind: str

    def text(self, language: str, key: str, **values: Any) -> str:
        """The text under `key` with its placeholders filled, as `texts.text`."""
        return texts.text(language, f"{self._section}.{key}", **values)

    def both(self, key: str, **values: Any) -> dict[str, str]:
        """The same text in every language."""
        return texts.both(f"{self._section}.{key}", **values)

    def section(self, language: str, name: str) -> dict[str, Any]:
        """All texts under one heading of the kind's file; none where it has no such heading."""
        found: dict[str, Any] = texts.spaced_all(language, self._raw(language, name))
        return found

    def names(self, language: str, heading: str) -> dict[str, str]:
        """The names under a heading that all kinds share, with the kind's own: "columns", "measures"."""
        known = texts.section(language, "standing").get(heading, {})
        shared: dict[str, str] = texts.spaced_all(language, known)
        return shared | self.section(language, heading)

    def form(self, language: str) -> dict[str, Any]:
        """What its form says, under the kind's name; beside it what the parts say that it brings along."""
        parts = (part for part in assets.form_parts(self.kind) if part in _SPEAKING_PARTS)
        there = (part for part in parts if assets.words_file(language, f"forms/{part}").exists())
        said = {part: texts.section(language, f"forms/{part}") for part in there}
        return said | {self.kind: self._raw(language, "form")}  # forms put their spaces themselves

    def _raw(self, language: str, name: str) -> dict[str, Any]:
        found: dict[str, Any] = texts.section(language, self._section).get(name, {})
        return found

    @property
    def _section(self) -> str:
        return f"kinds/{self.kind}"
