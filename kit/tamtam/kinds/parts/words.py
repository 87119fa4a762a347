"""The words of one kind: what its form and its standings say, in `assets/locale/*/kinds/{kind}.json`.

Under ``chart`` stands how its chart is read, for guides; under ``form`` what its form says; beside them
what its sentences, captions and charts do. Names of columns and measures that other kinds have too
stand in ``standing.json``; a kind adds its own under the same headings (``columns``, ``names``,
``measures``, ``methods``, ``phases``).
"""

from dataclasses import dataclass
from typing import Any

from tamtam import assets
from tamtam.language import texts

#: The parts of forms that have words of their own, in `assets/locale/*/forms`.
_SPEAKING_PARTS = ("collect", "five", "line")


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
        found: dict[str, Any] = texts.section(language, self._section).get(name, {})
        return found

    def names(self, language: str, heading: str) -> dict[str, str]:
        """The names under a heading that all kinds share, with the kind's own: "columns", "measures"."""
        shared: dict[str, str] = texts.section(language, "standing").get(heading, {})
        return shared | self.section(language, heading)

    def form(self, language: str) -> dict[str, Any]:
        """What its form says, under the kind's name; beside it what the parts say that it brings along."""
        parts = (part for part in assets.form_parts(self.kind) if part in _SPEAKING_PARTS)
        said = {part: texts.section(language, f"forms/{part}") for part in parts}
        return said | {self.kind: self.section(language, "form")}

    @property
    def _section(self) -> str:
        return f"kinds/{self.kind}"
