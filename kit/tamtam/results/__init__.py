"""What leaves a session: results that may be handed out, and the archive for its owner."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tamtam.results.comparison import Comparison
    from tamtam.session.log import Log
    from tamtam.session.state import State


def write_results(
    state: "State",
    folder: Path,
    language: str | None = None,
    excel: bool = False,
    since: "Comparison | None" = None,
    **chosen: Any,
) -> list[Path]:
    """Write what was revealed into `folder`, made if it isn't there; returns the files.

    index.html that says what each file is for, summary.pdf and mail-… to send, report.html in `language` (the
    session's own by default), slides.pptx, charts/, results.xlsx with a sheet for each step, csv/ with
    counts.csv, its codebook and what else there is to count, standings.json and datapackage.json for
    programs, comparison.html where it asked another session again (`since`). With `excel`, CSV files are
    parted by `;`, with decimal commas. Nobody's answers are in it, nor anything that wasn't shown to the
    room. The same state gives the same bytes.

    `chosen` says more of an `Edition`: `steps` to hand out, in this order; `without` which; `organisation`
    and `logo` of who hands it out. Raises TamtamError where the folder can't be written, or a step isn't
    there.
    """
    from tamtam.results import handout
    from tamtam.results.revealed import Edition

    edition = Edition(language or state.session.language, excel, **chosen)
    return handout.write(state, folder, edition, since)


def write_archive(log: "Log", folder: Path, excel: bool = False) -> list[Path]:
    """Write everything there is into `folder`: the log, each person's answers, how to read them.

    For the session's owner only. `excel` is as in `write_results`. Raises TamtamError where the folder
    can't be written.
    """
    from tamtam.results import archive

    return archive.write(log, folder, excel)


def compare(
    first: "State | Path", second: "State | Path", language: str | None = None
) -> "Comparison":
    """Compare two sessions, or folders of results: before and 90 days after, or two teams.

    What is compared is what the room saw of both, in the same words; each step says its sentence, chart and
    table by `view(language)`. It is shown in `language`, the machine's by default. Raises TamtamError where
    one of them has nothing to compare.
    """
    from tamtam.results import comparison

    return comparison.compare(first, second, language)
