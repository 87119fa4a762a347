"""What leaves a session: results that may be handed out, and the archive for its owner."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tamtam.session.log import Log
    from tamtam.session.state import State


def write_results(state: "State", folder: Path, language: str | None = None) -> list[Path]:
    """Write what was revealed into `folder`, made if it isn't there; returns the files.

    standings.json, counts.csv with codebook.csv, follow_up.csv where gestures were shared with everybody,
    questions.csv where the room asked some, and report.html in `language` (the session's own by default).
    Nobody's answers are in it, nor anything that wasn't shown to the room. The same state gives the same
    bytes. Raises TamtamError where the folder can't be written.
    """
    from tamtam.results import handout

    return handout.write(state, folder, language or state.session.language)


def write_archive(log: "Log", folder: Path) -> list[Path]:
    """Write everything there is into `folder`: the log, each person's answers, how to read them.

    For the session's owner only. Raises TamtamError where the folder can't be written.
    """
    from tamtam.results import archive

    return archive.write(log, folder)
