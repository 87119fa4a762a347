"""Everything a session holds, for its owner: the log as it is stored, and each person's answers.

An archive proves itself and comes back: `archive.json` says where the log ends, as a log alone can't show
that its last lines are missing.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec

from tamtam import assets
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.results import handout, people_table, research
from tamtam.results.answers import TidyAnswer, tidy_answers
from tamtam.results.folder import Folder
from tamtam.results.polis import files as polis
from tamtam.results.polis.exported import KIND, voted
from tamtam.results.revealed import revealed
from tamtam.session.log import Log, Store, Verification, lines
from tamtam.session.log.batch import head_of
from tamtam.session.log.database import Head, LogRow

MANIFEST, LOG = "archive.json", "log.jsonl"
#: What finds every count again, as a script and as a notebook.
AGAIN = ("recompute.py", "recompute.ipynb")


class Manifest(msgspec.Struct):
    """Which session an archive is of, where its log ends, and the SHA-256 of every other file."""

    session: Annotated[str, msgspec.Meta(pattern="^[A-Z0-9]{4,12}$")]
    events: Annotated[int, msgspec.Meta(ge=1)]
    chain: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    files: dict[str, str]

    @property
    def head(self) -> Head:
        """Where the log ends."""
        return Head(self.events, bytes.fromhex(self.chain))


def write(log: Log, folder: Path, excel: bool = False) -> list[Path]:
    """Write its files, and a folder of pol.is' four for each vote on sentences; returns them."""
    log.refresh()
    out = Folder(folder, excel, private=True)
    out.text("READ_ME.txt", _read_me(log))
    head = _log(log, out)
    answers = list(tidy_answers(log))
    cells = list(_cells(answers))
    out.table("answers.csv", TidyAnswer._fields, cells)
    research.write_answers(answers, cells, out)
    out.workbook("answers.xlsx")
    people_table.write(log, answers, out, log.state.session.language)
    handout.counted(log.state, list(revealed(log.state)), out, log.state.session.language)
    for name in AGAIN:
        out.text(name, (assets.folder() / "archive" / name).read_text("utf-8"))
    language = log.state.session.language
    conversations = [
        path
        for id, asked in log.state.asked.items()
        if asked.kind.name == KIND and asked.turn.answers
        for path in polis.write(voted(log, id, language), folder / f"polis-{id}", private=True)
    ]
    written = out.written + conversations
    files = {path.relative_to(folder).as_posix(): _sum(path) for path in written}
    manifest = Manifest(log.code, head.events, head.chain.hex(), files)
    out.text(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)).decode() + "\n")
    return [*written, folder / MANIFEST]


def restore(store: Store, folder: Path) -> tuple[str, Verification]:
    """Take the session of an archive into a store, as it was written: its code, and what was proved.

    Raises TamtamError, and takes nothing, where the log isn't whole or the session is there already.
    """
    manifest = _manifest(folder)
    rows = lines.proved(manifest.session, _rows(folder, manifest), manifest.head)
    store.restore(manifest.session, rows)
    return manifest.session, store.verify(manifest.session)


def verify(folder: Path) -> Verification:
    """Prove the archive in a folder: its log, and that every other file is as it was written.

    Raises TamtamError where there is none.
    """
    manifest = _manifest(folder)
    try:
        rows = lines.proved(manifest.session, _rows(folder, manifest), manifest.head)
    except TamtamError as error:
        return Verification(problems=[str(error)])
    found = Verification(len(rows), sum(row.payload is None for row in rows))
    for name, digest in manifest.files.items():
        if not (folder / name).is_file():
            found.problems.append(f"{name}: missing")
        elif _sum(folder / name) != digest:
            found.problems.append(f"{name}: the file was changed")
    return found


def is_there(folder: Path) -> bool:
    """Whether there is an archive in a folder."""
    return (folder / MANIFEST).is_file()


def _manifest(folder: Path) -> Manifest:
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TamtamError("no_archive", folder=folder) from error


def _rows(folder: Path, manifest: Manifest) -> Iterator[LogRow]:
    try:
        with (folder / LOG).open("rb") as log:
            yield from lines.read(manifest.session, log)
    except OSError as error:
        raise TamtamError("no_archive", folder=folder) from error


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_me(log: Log) -> str:
    return "\n\n".join(
        texts.text(
            language, "export.read_me", code=log.code, when=texts.instant(log.state.opened_at)
        )
        for language in texts.LANGUAGES
    )


def _log(log: Log, out: Folder) -> Head:
    """Write one event a line, with the hashes that prove it; returns where the log ends."""
    last: list[LogRow] = []
    out.text(LOG, lines.written(_keeping(log.rows(), last)))
    return head_of(last[0])


def _keeping(rows: Iterable[LogRow], last: list[LogRow]) -> Iterator[LogRow]:
    """The rows; in `last` stays the last of them."""
    for row in rows:
        last[:] = [row]
        yield row


def _cells(answers: Iterable[TidyAnswer]) -> Iterator[tuple[Any, ...]]:
    """The answers that count, each cell under the column of its name."""
    for answer in answers:
        cells = answer._asdict() | {"at": texts.instant(answer.at)}
        if isinstance(answer.value, dict | list):
            cells["value"] = json.dumps(answer.value, ensure_ascii=False, sort_keys=True)
        yield tuple(cells[name] for name in TidyAnswer._fields)
