"""A deck file while its workshop is built: every edit is in the file at once, and can be undone.

The file may be changed by hand meanwhile: before each edit it is read again, and what was written by hand is
taken over first, as one more step that can be undone. Its history is the file's own words, so that going
back gives the same bytes.
"""

from dataclasses import dataclass, field
from pathlib import Path

from tamtam.authoring import deck_file
from tamtam.authoring.building.edits import Edit, Plain
from tamtam.authoring.deck_file import DeckMistake, patching, reading, writing
from tamtam.language.errors import TamtamError


@dataclass
class OwnDeck:
    """The deck in a file: what it says, what it said before, what was undone.

    Raises TamtamError where the file is none that can be read.
    """

    path: Path
    said: str = ""
    past: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    _of: str = ""
    _read_as: tuple[str | None, Plain] = (None, {})
    _checked: tuple[str | None, list[DeckMistake]] = (None, [])

    def __post_init__(self) -> None:
        self.said = self._read()
        self.plain  # noqa: B018 - one that can't be read is refused at once

    @property
    def plain(self) -> Plain:
        """What it says, as plain data."""
        if self._read_as[0] == self.said:
            return self._read_as[1]
        found: list[DeckMistake] = []
        root = reading.parsed(self.said, self.path, found)
        plain = root.plain() if root is not None and not found else None
        if not isinstance(plain, dict):
            listed = "\n".join(map(str, found)) or f"{self.path}:1"
            raise TamtamError("deck_has_mistakes", path=str(self.path), mistakes=listed)
        self._read_as = self.said, plain
        return plain

    def mistakes(self) -> list[DeckMistake]:
        """Everything in it that can't be, in the order of its lines."""
        if self._checked[0] != self.said:
            self._checked = self.said, deck_file.mistakes(self.path)
        return self._checked[1]

    def edit(self, edit: Edit, of: str = "") -> None:
        """Let the file say what an edit makes of it; one after the other `of` the same field are one step.

        Raises TamtamError where the file was changed by hand into what can't be read, or can't be written:
        then it stays as it is.
        """
        self.take_over()
        made = patching.patched(self.said, edit(self.plain))
        if made == self.said:
            return
        self._keep(made)
        if not of or of != self._of:
            self.past.append(self.said)
        self.said, self._of = made, of
        self.undone.clear()

    def take_over(self) -> bool:
        """Take over what was written into the file by hand since; whether anything was."""
        there = self._read()
        if there == self.said:
            return False
        before, self.said = self.said, there
        try:
            self.plain  # noqa: B018
        except TamtamError:
            self.said = before
            raise
        self.past.append(before)
        self.undone.clear()
        self._of = ""
        return True

    def undo(self) -> None:
        """Let it say what it said before the last step."""
        self.take_over()
        if self.past:
            self._turn(self.past, self.undone)

    def redo(self) -> None:
        """Let it say again what was undone last."""
        self.take_over()
        if self.undone:
            self._turn(self.undone, self.past)

    def _turn(self, taken: list[str], put: list[str]) -> None:
        self._keep(taken[-1])
        put.append(self.said)
        self.said, self._of = taken.pop(), ""

    def _keep(self, said: str) -> None:
        writing.keep(said, self.path)

    def _read(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8")
        except OSError as error:
            raise TamtamError("no_such_workshop", workshop=str(self.path), workshops="–") from error
        except UnicodeDecodeError as error:
            listed = "\n".join(map(str, deck_file.mistakes(self.path)))
            raise TamtamError("deck_has_mistakes", path=str(self.path), mistakes=listed) from error
