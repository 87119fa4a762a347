"""Everything a session holds, for its owner: the log as it is stored, and each person's answers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tamtam.language import texts
from tamtam.results.answers import TidyAnswer, tidy_answers
from tamtam.results.folder import Folder
from tamtam.results.polis import files as polis
from tamtam.results.polis.exported import KIND, voted
from tamtam.session.log import Log


def write(log: Log, folder: Path, excel: bool = False) -> list[Path]:
    """Write the four files, and a folder of pol.is' four for each vote on sentences; returns them."""
    log.refresh()
    out = Folder(folder, excel, private=True)
    out.text("READ_ME.txt", _read_me(log))
    out.text("log.jsonl", _log(log))
    out.table("answers.csv", TidyAnswer._fields, _answers(log))
    out.workbook("answers.xlsx")
    language = log.state.session.language
    conversations = [
        path
        for id, asked in log.state.asked.items()
        if asked.kind.name == KIND and asked.turn.answers
        for path in polis.write(voted(log, id, language), folder / f"polis-{id}", private=True)
    ]
    return out.written + conversations


def _read_me(log: Log) -> str:
    return "\n\n".join(
        texts.text(
            language, "export.read_me", code=log.code, when=texts.instant(log.state.opened_at)
        )
        for language in texts.LANGUAGES
    )


def _log(log: Log) -> Iterator[str]:
    """One event a line, with the hashes that prove it; what was erased keeps them and nothing else."""
    for row in log.rows():
        line = {
            "position": row.position,
            "at": row.at,
            "type": row.type,
            "event": json.loads(row.payload) if row.payload is not None else None,
            "erased": row.payload is None,
            "salt": row.salt.hex() if row.salt is not None else None,
            "digest": row.digest.hex(),
            "chain": row.chain.hex(),
        }
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _answers(log: Log) -> Iterator[tuple[Any, ...]]:
    """The answers that count, each cell under the column of its name."""
    for answer in tidy_answers(log):
        cells = answer._asdict() | {"at": texts.instant(answer.at)}
        if isinstance(answer.value, dict | list):
            cells["value"] = json.dumps(answer.value, ensure_ascii=False, sort_keys=True)
        yield tuple(cells[name] for name in TidyAnswer._fields)
