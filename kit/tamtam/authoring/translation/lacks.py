"""What a translation lacks, and how far it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

#: What may be wrong with a text; only one that is not there, or has other placeholders or forms than its
#: language wants, keeps it from being used.
Sort = Literal["missing", "stale", "placeholders", "forms", "left_over", "words"]


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that keeps a translation from being whole: where, what it is, and its source."""

    file: str
    key: str
    sort: Sort
    source: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """How far a language is: how many texts there are to be in each file, what is wrong, what was written."""

    language: str
    files: dict[str, int]
    lacks: tuple[Lack, ...]
    written: tuple[Path, ...] = ()

    @property
    def of(self) -> int:
        """How many texts there are to be."""
        return sum(self.files.values())

    @property
    def done(self) -> int:
        """How many there are, with all that they need."""
        return self.of - sum(
            lack.sort in ("missing", "placeholders", "forms") for lack in self.lacks
        )

    @property
    def is_whole(self) -> bool:
        """Whether it may be offered: what was translated from other words than today's may stand."""
        return all(lack.sort in ("stale", "left_over") for lack in self.lacks)
