"""Commands that look after sessions: list, prove and copy them, erase a person or old answers."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tamtam.cli.options import STORE, YES, confirm, say, text
from tamtam.language import texts

if TYPE_CHECKING:
    from tamtam.session.log import SessionSummary


@click.command()
@STORE
def sessions(store: str | None) -> None:
    """List sessions, the newest first.

    \b
    tamtam sessions
    """
    from tamtam.language.errors import TamtamError
    from tamtam.session.log import open_to_read

    try:
        found = open_to_read(store).sessions()
    except TamtamError as error:
        if error.code != "no_store" or store is not None:
            raise
        found = []
    for each in found:
        click.echo(_line(each))
    if not found:
        say("no_session")


def _line(session: "SessionSummary") -> str:
    """A session in one line of a list."""
    if session.damaged:
        return text("damaged", code=session.code, problem=session.damaged)
    kind = text(f"kind.{'rehearsal' if session.rehearsal else 'session'}")
    over = text(f"life.{'pruned' if session.pruned else 'over' if session.over else 'open'}")
    people = text("people", n=session.participants)
    when, workshop = texts.moment(session.opened_at), f"{session.workshop} ({session.language})"
    return f"{session.code}  {when}  {workshop}  {kind}, {over}, {people}"


@click.command()
@click.argument("code")
@STORE
def verify(code: str, store: str | None) -> None:
    """Prove that a session's log is as it was written, or the folder of its archive.

    \b
    tamtam verify K7P2QX
    tamtam verify private/
    """
    from tamtam.results import archive
    from tamtam.session.log import code_in, open_to_read

    folder = Path(code)
    of_folder = "://" not in code and (len(folder.parts) > 1 or archive.is_there(folder))
    found = archive.verify(folder) if of_folder else open_to_read(store).verify(code_in(code))
    for problem in found.problems:
        click.echo(problem)
    if not found.ok:
        sys.exit(1)
    say("holds", n=found.events, erased=found.erased)


@click.command()
@click.argument("place", type=click.Path(path_type=Path))
@STORE
def backup(place: Path, store: str | None) -> None:
    """Copy all sessions into a file, also while one runs.

    \b
    tamtam backup /media/stick/tamtam.sqlite
    """
    from tamtam.session.log import open_to_read

    open_to_read(store).back_up(place)
    say("backed_up", place=place)


@click.command()
@click.argument("place", type=click.Path(path_type=Path))
@STORE
def rescue(place: Path, store: str | None) -> None:
    """Write what can be read of a damaged store into a new one.

    \b
    tamtam rescue rescued.sqlite --store damaged.sqlite
    """
    from tamtam.language.errors import TamtamError
    from tamtam.session.log import open_store

    if place.exists():
        raise TamtamError("file_there", place=place)
    for code, (taken, written) in open_store(store).rescue(open_store(place)).items():
        say("rescued", code=code, taken=taken, written=written)
    say("rescued_into", place=place)


@click.command()
@click.argument("code")
@click.argument("alias")
@YES
@STORE
def forget(code: str, alias: str, yes: bool, store: str | None) -> None:
    """Erase a person from a session: their name and all they gave.

    \b
    tamtam forget K7P2QX Capucine
    tamtam forget K7P2QX "Zoé D'Almeida" --yes
    """
    from tamtam.server import retention
    from tamtam.session.log import code_in, open_store

    kept = open_store(store)
    code = code_in(code)
    person = retention.person(kept, code, alias)
    words = {"alias": person.alias, "code": code, "n": person.answers}
    confirm(text("forget", **words), yes)
    retention.forget(kept, code, person)
    say("forgotten", alias=person.alias)


@click.command()
@click.option("--days", type=click.IntRange(0), default=30, show_default=True)
@click.option("--every", type=click.FloatRange(0.001), metavar="HOURS", help="Again and again.")
@YES
@STORE
def prune(days: int, every: float | None, yes: bool, store: str | None) -> None:
    """Erase the single answers of old sessions. What was revealed stays.

    \b
    tamtam prune --days 30
    tamtam prune --days 30 --every 24 --yes    beside a server that runs for days
    """
    if every is None:
        _prune(days, yes, store)
        return
    if not yes:
        confirm(text("prune_every", n=days), yes)
    while True:
        _prune(days, True, store)
        time.sleep(every * 3600)


def _prune(days: int, yes: bool, store: str | None) -> None:
    from tamtam.server import retention
    from tamtam.session.log import now_ms, open_store

    kept = open_store(store)
    found = retention.grown_old(kept, days, now_ms())
    if not found:
        say("nothing_old", n=days)
        return
    for each in found:
        click.echo(_line(each))
    confirm(text("prune", n=len(found)), yes)
    for each in found:
        retention.prune(kept, each.code)
    say("pruned", n=len(found))
