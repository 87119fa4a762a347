"""The format in which pol.is hands out a conversation: read and written.

Four CSV files: `summary` (a name and a value a line, no header), `comments`, `votes` (every vote,
also those that were changed later) and `participants-votes` (a row a person, a column a statement).
What differs between its versions is met here: names with a prefix, `participant-votes`, columns
that were added (`xid`, `importance`), seconds or milliseconds, votes in another order than time.

Agree is +1 in these files, as it is everywhere with us. pol.is' own database has it the other way
round; a copy that came from there is recognised by the counts beside it, and turned (`orientation`).
"""

import csv
import gzip
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from tamtam.language import tables
from tamtam.language.errors import TamtamError
from tamtam.results.folder import Folder
from tamtam.results.polis import orientation
from tamtam.results.polis.votes import PolisVote

T = TypeVar("T")

#: Instants before this are in seconds: in milliseconds they would lie in 1973.
_SECONDS = 100_000_000_000
#: From here on they are in microseconds or finer: in milliseconds they would lie in 5138.
_FINER = 100_000_000_000_000
#: What a text begins with that would be a formula, where it was kept from being one.
_GUARDED = ("'=", "'+", "'-", "'@")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FILES = {
    "summary": "summary",
    "comments": "comments",
    "votes": "(?<!participants-)(?<!participant-)votes",
    "people": "participants?-votes",
}
#: What a file is that was renamed, by the columns it has.
_COLUMNS = {
    "comments": {"comment-id", "comment-body"},
    "votes": {"comment-id", "voter-id", "vote"},
    "people": {"participant", "group-id"},
}
_DIGITS = re.compile(r"-?\d+")
#: A column of a statement, also as a data frame names it.
_NUMBERED = re.compile(r"\d+(\.0)?")
#: When a file was handed out; those of one conversation may differ by a minute.
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(-\d{3,4})?-?")
_COMMENTS = (
    *("timestamp", "datetime", "comment-id", "author-id"),
    *("agrees", "disagrees", "moderated", "comment-body"),
)
_VOTES = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
_PEOPLE = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")


@dataclass(frozen=True, slots=True)
class PolisStatement:
    """A sentence that was voted on. `moderated` is 1 accepted, 0 not looked at, −1 rejected.

    `author` is a person's number, `at` when it was written (ms since 1970).
    """

    id: int
    text: str
    author: int
    moderated: int = 0
    at: int = 0


@dataclass(frozen=True, slots=True)
class PolisConversation:
    """A conversation: its statements by number, and its votes by time, the changed ones included.

    `groups` says in which group pol.is last put a person, where it did; `summary` what it says of
    the whole ("topic", "url", "conversation-description").
    """

    statements: tuple[PolisStatement, ...]
    votes: tuple[PolisVote, ...]
    groups: Mapping[int, int] = field(default_factory=dict)
    summary: Mapping[str, str] = field(default_factory=dict)

    @property
    def latest(self) -> dict[tuple[int, int], int]:
        """The vote that counts, by voter and statement."""
        return {(vote.voter, vote.statement): vote.value for vote in self.votes}

    @property
    def people(self) -> list[int]:
        """Everybody who voted, wrote, or was put in a group, by number."""
        known = {vote.voter for vote in self.votes} | {one.author for one in self.statements}
        return sorted(known | set(self.groups))


def read(folder: Path) -> PolisConversation:
    """The conversation in a folder that pol.is' files were put into, as they are or gzipped.

    It takes `comments` and at least one of `votes` and `participants-votes`; the latter alone knows
    no times. Files that were renamed are known by their columns. Raises TamtamError where they aren't
    there, are of several conversations, or can't be understood.
    """
    there = _found(folder)
    comments, votes, people = there.get("comments"), there.get("votes"), there.get("people")
    if comments is None or (votes or people) is None:
        raise TamtamError("no_conversation", folder=folder)
    counted = list(_converted(comments, _statement))
    rows = list(_converted(people, _person)) if people else []
    cast = list(_converted(votes, _vote)) if votes else []
    cast = cast or [vote for row in rows for vote in row.votes]
    cast.sort(key=lambda vote: vote.at)  # the last of somebody's votes counts, wherever it stands
    _refuse_empty(comments, counted)
    _refuse_empty(votes or people or comments, cast)
    _refuse_twice(comments, [statement.id for statement, _ in counted])
    _refuse_twice(people, [row.person for row in rows])
    ids = {statement.id for statement, _ in counted}
    lost = {vote.statement for vote in cast} - ids  # without words nobody can be asked
    statements = [statement for statement, _ in counted] + [
        PolisStatement(id, "", -1, -1) for id in lost
    ]
    claims = (
        {statement.id: told for statement, told in counted},
        {row.person: row.told for row in rows},
    )
    upright = orientation.upright(votes or people or comments, cast, *claims)
    return PolisConversation(
        tuple(sorted(statements, key=lambda one: one.id)),
        tuple(upright),
        {row.person: row.group for row in rows if row.group is not None},
        _summary(there["summary"]) if "summary" in there else {},
    )


def write(
    conversation: PolisConversation,
    folder: Path,
    groups: Mapping[int, int] | None = None,
    private: bool = False,
) -> list[Path]:
    """Write the four files into `folder`, made if it isn't there; returns them.

    `groups` are those of a map of our own, in place of the conversation's. Counts are of the votes
    that count, so that the files agree with each other. Raises TamtamError where the folder can't
    be written. `private` is as in `Folder`.
    """
    groups = conversation.groups if groups is None else groups
    out = Folder(folder, private=private)
    out.table("summary.csv", None, _summary_rows(conversation, groups), mark=False)
    out.table("comments.csv", _COMMENTS, _comment_rows(conversation), mark=False)
    out.table("votes.csv", _VOTES, _vote_rows(conversation), mark=False)
    columns = (*_PEOPLE, *(str(one.id) for one in conversation.statements))
    out.table("participants-votes.csv", columns, _people_rows(conversation, groups), mark=False)
    return out.written


# --- reading


def _found(folder: Path) -> dict[str, Path]:
    """The files of one conversation, by what they are.

    They are known by their names, whatever stands before (`2025-06-19-comments.csv.gz`), else by their
    columns. Raises TamtamError where there are several of a sort, or of several conversations.
    """
    found: dict[str, dict[str, Path]] = {}
    prefixes: dict[str, Path] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        sort, prefix = _sort(path)
        if sort:
            found.setdefault(sort, {}).setdefault(path.name.casefold().removesuffix(".gz"), path)
            prefixes.setdefault(_DATED.sub("", prefix), path)
    several = [path for paths in found.values() if len(paths) > 1 for path in paths.values()]
    if not several and len(set(prefixes) - {""}) > 1:
        several = list(prefixes.values())
    if several:
        names = ", ".join(path.name for path in several)
        raise TamtamError("conversation_several", folder=folder, files=names)
    return {sort: next(iter(paths.values())) for sort, paths in found.items()}


def _sort(path: Path) -> tuple[str, str]:
    """What a file is of a conversation, and what stands before its name; "" for none."""
    name = path.name.casefold()
    if not name.removesuffix(".gz").endswith((".csv", ".tsv", ".txt")):
        return "", ""
    for sort, pattern in _FILES.items():
        if known := re.fullmatch(rf"(?:(.*)-)?{pattern}\.csv(?:\.gz)?", name):
            return sort, known[1] or ""
    try:
        columns = set(_columns(next(_table(path), None)))
    except TamtamError:
        return "", ""
    return next((sort for sort, wanted in _COLUMNS.items() if wanted <= columns), ""), ""


def _table(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines of a file that hold something, with their numbers, as cells."""
    try:
        raw = path.read_bytes()
        # A browser may have unpacked what goes on being called .gz.
        whole = tables.decoded(gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw)
        text, said = tables.without_said(whole)
        head = text.lstrip("\r\n").splitlines()[:1]
        between = said or max(tables.SEPARATORS, key=head[0].count) if head else ","
        yield from (line for line in tables.rows(text, between) if any(map(str.strip, line[1])))
    except (OSError, EOFError, zlib.error, csv.Error) as problem:
        raise _unreadable(path, 0) from problem


def _columns(line: tuple[int, list[str]] | None) -> list[str]:
    """The names in a first line, in the letters of pol.is."""
    return [name.strip().casefold().replace("_", "-") for name in line[1]] if line else []


def _converted(path: Path, convert: Callable[[dict[str, str]], T]) -> Iterator[T]:
    """Each line of a file, by the names of its columns, as `convert` makes it."""
    lines = _table(path)
    columns = _columns(next(lines, None))
    for number, line in lines:
        try:
            if any(line[len(columns) :]):  # a text that holds what parts the cells, without quotes
                raise ValueError(line)
            yield convert(dict(zip(columns, line, strict=False)))
        except (KeyError, ValueError, OverflowError) as problem:
            raise _unreadable(path, number) from problem


def _summary(path: Path) -> dict[str, str]:
    """What the file says of the whole, whose first line is no heading."""
    return dict(cells for _, cells in _table(path) if len(cells) == 2)


def _refuse_empty(path: Path, rows: Sequence[object]) -> None:
    if not rows:
        raise TamtamError("conversation_empty", file=path.name)


def _refuse_twice(path: Path | None, ids: Sequence[int]) -> None:
    seen = Counter(ids)
    if path is not None and (twice := [id for id, times in seen.items() if times > 1]):
        raise TamtamError("conversation_twice", file=path.name, id=twice[0])


def _unreadable(path: Path, line: int) -> TamtamError:
    return TamtamError("conversation_unreadable", file=path.name, line=line)


class _Person(NamedTuple):
    person: int
    group: int | None
    votes: list[PolisVote]
    told: orientation.Told


def _statement(row: dict[str, str]) -> tuple[PolisStatement, orientation.Told]:
    """A statement, and how many agree and disagree with it as the file says."""
    text = row["comment-body"]
    statement = PolisStatement(
        id=_whole(row["comment-id"]),
        text=text[1:] if text.startswith(_GUARDED) else text,
        author=_whole(row.get("author-id") or "0"),
        moderated=_whole(row.get("moderated") or "0"),
        at=_instant(row.get("timestamp", "")),
    )
    return statement, _told(row, "agrees", "disagrees")


def _vote(row: dict[str, str]) -> PolisVote:
    at, value = _instant(row.get("timestamp", "")), _whole(row["vote"])
    return PolisVote(at, _whole(row["comment-id"]), _whole(row["voter-id"]), _allowed(value))


def _person(row: dict[str, str]) -> _Person:
    """Someone's group and votes. Columns of statements are those whose name is a number."""
    person, group = _whole(row["participant"]), row.get("group-id", "").strip()
    return _Person(
        person,
        _whole(group) if group else None,
        [
            PolisVote(0, _whole(column), person, _allowed(_whole(cell)))
            for column, cell in row.items()
            if _NUMBERED.fullmatch(column) and cell.strip()
        ],
        _told(row, "n-agree", "n-disagree"),
    )


def _told(row: dict[str, str], agree: str, disagree: str) -> orientation.Told:
    return _counted(row.get(agree, "")), _counted(row.get(disagree, ""))


def _counted(cell: str) -> int:
    """A count; none where a spreadsheet or a data frame has nothing."""
    return 0 if cell.strip().casefold() in ("", "nan", "na") else _whole(cell)


def _whole(cell: str) -> int:
    """A whole number, also as a spreadsheet or a data frame writes it: `1.0`, `1,0`. ValueError else."""
    written = cell.strip().replace("\u2212", "-").replace(",", ".")
    if _DIGITS.fullmatch(written):  # of any length: a float would make two people one
        return int(written)
    value = float(written)
    if value != int(value):
        raise ValueError(cell)
    return int(value)


def _allowed(value: int) -> int:
    if value not in (-1, 0, 1):
        raise ValueError(value)
    return value


def _instant(cell: str) -> int:
    at = int(float(cell.strip().replace(",", ".") or 0))
    while at >= _FINER:
        at //= 1000
    return at * 1000 if at < _SECONDS else at


# --- writing

Row = tuple[object, ...]


def _summary_rows(conversation: PolisConversation, groups: Mapping[int, int]) -> Iterator[Row]:
    known, voters = conversation.summary, {vote.voter for vote in conversation.votes}
    yield "topic", known.get("topic", "")
    yield "url", known.get("url", "")
    yield "voters", len(voters)
    yield "voters-in-conv", len(groups)
    yield "commenters", len({one.author for one in conversation.statements})
    yield "comments", len(conversation.statements)
    yield "groups", len(set(groups.values()))
    yield "conversation-description", known.get("conversation-description", "")


def _comment_rows(conversation: PolisConversation) -> Iterator[Row]:
    given = Counter((statement, value) for (_, statement), value in conversation.latest.items())
    for one in conversation.statements:
        counts = given[one.id, 1], given[one.id, -1]
        yield one.at, _date(one.at), one.id, one.author, *counts, one.moderated, one.text


def _vote_rows(conversation: PolisConversation) -> Iterator[Row]:
    for vote in conversation.votes:
        yield vote.at, _date(vote.at), vote.statement, vote.voter, vote.value


def _people_rows(conversation: PolisConversation, groups: Mapping[int, int]) -> Iterator[Row]:
    latest = conversation.latest
    written = Counter(one.author for one in conversation.statements)
    for person in conversation.people:
        given = [latest.get((person, one.id)) for one in conversation.statements]
        counts = sum(vote is not None for vote in given), given.count(1), given.count(-1)
        cells = ["" if vote is None else vote for vote in given]
        yield person, groups.get(person, ""), written[person], *counts, *cells


def _date(at: int) -> str:
    """An instant as pol.is writes it, in English whatever the machine's language."""
    when = datetime.fromtimestamp(at / 1000, UTC)
    day, month = _DAYS[when.weekday()], _MONTHS[when.month - 1]
    return f"{day} {month} {when:%d %Y %H:%M:%S} GMT+0000 (Coordinated Universal Time)"
