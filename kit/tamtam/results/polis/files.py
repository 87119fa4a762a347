"""The format in which pol.is hands out a conversation: read and written.

Four CSV files: `summary` (a name and a value a line, no header), `comments`, `votes` (every vote,
also those that were changed later) and `participants-votes` (a row a person, a column a statement).
What differs between its versions is met here: names with a prefix, `participant-votes`, columns
that were added (`xid`, `importance`), seconds or milliseconds, votes in another order than time.

Agree is +1 in these files, as it is everywhere with us. pol.is' own database has it the other way
round; a copy that came from there is recognised by the counts beside it, and turned.
"""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from tamtam.language.errors import TamtamError
from tamtam.results.folder import Folder

T = TypeVar("T")

#: Instants before this are in seconds: in milliseconds they would lie in 1973.
_SECONDS = 100_000_000_000
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


class PolisVote(NamedTuple):
    """One vote: +1 agree, 0 pass, −1 disagree. `at` is when it was cast (ms since 1970)."""

    at: int
    statement: int
    voter: int
    value: int


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
    no times. Raises TamtamError where they aren't there or can't be understood.
    """
    comments, votes = _found(folder, "comments"), _found(folder, "votes")
    people, summary = _found(folder, "people"), _found(folder, "summary")
    if comments is None or (votes or people) is None:
        raise TamtamError("no_conversation", folder=folder)
    counted = list(_converted(comments, _statement))
    rows = list(_converted(people, _person)) if people else []
    cast = list(_converted(votes, _vote)) if votes else [vote for row in rows for vote in row.votes]
    agrees = {statement.id: agreed for statement, agreed in counted}
    lost = {vote.statement for vote in cast} - set(agrees)  # without words nobody can be asked
    statements = [statement for statement, _ in counted] + [
        PolisStatement(id, "", -1, -1) for id in lost
    ]
    return PolisConversation(
        tuple(sorted(statements, key=lambda one: one.id)),
        tuple(sorted(_upright(cast, agrees), key=lambda vote: vote.at)),
        {row.person: row.group for row in rows if row.group is not None},
        dict(line for line in _lines(summary) if len(line) == 2) if summary else {},
    )


def write(
    conversation: PolisConversation, folder: Path, groups: Mapping[int, int] | None = None
) -> list[Path]:
    """Write the four files into `folder`, made if it isn't there; returns them.

    `groups` are those of a map of our own, in place of the conversation's. Counts are of the votes
    that count, so that the files agree with each other. Raises TamtamError where the folder can't
    be written.
    """
    groups = conversation.groups if groups is None else groups
    out = Folder(folder)
    out.table("summary.csv", None, _summary_rows(conversation, groups), mark=False)
    out.table("comments.csv", _COMMENTS, _comment_rows(conversation), mark=False)
    out.table("votes.csv", _VOTES, _vote_rows(conversation), mark=False)
    columns = (*_PEOPLE, *(str(one.id) for one in conversation.statements))
    out.table("participants-votes.csv", columns, _people_rows(conversation, groups), mark=False)
    return out.written


# --- reading


def _found(folder: Path, name: str) -> Path | None:
    """The file of that name, whatever stands before it: `2025-06-19-comments.csv.gz`."""
    pattern = re.compile(rf"(?:.*-)?{_FILES[name]}\.csv(?:\.gz)?")
    there = sorted(folder.iterdir()) if folder.is_dir() else ()
    return next((path for path in there if pattern.fullmatch(path.name)), None)


def _lines(path: Path) -> Iterator[list[str]]:
    try:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as problem:
        raise _unreadable(path, 0) from problem


def _converted(path: Path, convert: Callable[[dict[str, str]], T]) -> Iterator[T]:
    """Each line of a file, by the names of its columns, as `convert` makes it."""
    lines = _lines(path)
    columns = next(lines, [])
    for number, line in enumerate(lines, 2):
        try:
            yield convert(dict(zip(columns, line, strict=False)))
        except (KeyError, ValueError, OverflowError) as problem:
            raise _unreadable(path, number) from problem


def _unreadable(path: Path, line: int) -> TamtamError:
    return TamtamError("conversation_unreadable", file=path.name, line=line)


class _Person(NamedTuple):
    person: int
    group: int | None
    votes: list[PolisVote]


def _statement(row: dict[str, str]) -> tuple[PolisStatement, int]:
    """A statement, and how many agree with it as the file says."""
    text = row["comment-body"]
    statement = PolisStatement(
        id=int(row["comment-id"]),
        text=text[1:] if text.startswith(_GUARDED) else text,
        author=int(row["author-id"]),
        moderated=int(row.get("moderated") or 0),
        at=_instant(row.get("timestamp", "")),
    )
    return statement, int(row.get("agrees") or 0)


def _vote(row: dict[str, str]) -> PolisVote:
    at, value = _instant(row.get("timestamp", "")), int(row["vote"])
    return PolisVote(at, int(row["comment-id"]), int(row["voter-id"]), _allowed(value))


def _person(row: dict[str, str]) -> _Person:
    """Someone's group and votes. Columns of statements are those whose name is a number."""
    person, group = int(row["participant"]), row.get("group-id", "")
    return _Person(
        person,
        int(float(group)) if group else None,
        [
            PolisVote(0, int(column), person, _allowed(int(float(cell))))
            for column, cell in row.items()
            if column.isdecimal() and cell
        ],
    )


def _allowed(value: int) -> int:
    if value not in (-1, 0, 1):
        raise ValueError(value)
    return value


def _instant(cell: str) -> int:
    at = int(float(cell or 0))
    return at * 1000 if at < _SECONDS else at


def _upright(votes: list[PolisVote], agrees: Mapping[int, int]) -> list[PolisVote]:
    """The votes with agree as +1, whichever way they came: as fits best with how many agree."""
    given = Counter((vote.statement, vote.value) for vote in votes)
    off = {
        sign: sum(abs(agreed - given[id, sign]) for id, agreed in agrees.items())
        for sign in (1, -1)
    }
    if off[1] <= off[-1]:
        return votes
    return [vote._replace(value=-vote.value) for vote in votes]


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
