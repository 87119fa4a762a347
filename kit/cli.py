"""The command line: start a workshop, look after sessions. Each command loads only what it needs."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kit import texts
from kit.errors import TamtamError

if TYPE_CHECKING:
    from kit.log import SessionSummary


class Commands(click.Group):
    """The group of all commands; without one it starts a workshop. Refusals are told, not traced."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; say what is wrong in words, and leave with status 1."""
        try:
            return super().invoke(ctx)
        except TamtamError as error:
            raise click.ClickException(str(error)) from error


STORE = click.option(
    "--store",
    metavar="FILE",
    default=None,
    help="Where sessions are kept. Default: TAMTAM_STORE, or your data folder.",
)
PORT = click.option(
    "--port", type=int, default=None, help="Port phones use. Default: the last one."
)
YES = click.option("--yes", is_flag=True, help="Ask nothing.")
WORKSHOP = click.option("--workshop", default="trois_constats", show_default=True)


@click.group(cls=Commands, invoke_without_command=True)
@click.version_option(package_name="tamtam", prog_name="tamtam")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Lead a room of people with phones through a workshop.

    \b
    tamtam                        start: JupyterLab opens on the facilitator's notebook
    tamtam start --language en    the same, in English
    tamtam rehearse --people 40   try it out with simulated participants
    tamtam sessions               what was run, with codes
    tamtam export K7P2QX results  the results of a session, to hand out
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(start)


@main.command()
@click.option(
    "--language", type=click.Choice(texts.LANGUAGES), default=None, help="Of the notebook."
)
@click.option("--lan/--no-lan", default=True, help="Let phones on this network in.")
@WORKSHOP
@STORE
@PORT
def start(
    language: str | None = None,
    lan: bool = True,
    workshop: str = "trois_constats",
    store: str | None = None,
    port: int | None = None,
) -> None:
    """Start a workshop: the session server, and JupyterLab on the facilitator's notebook.

    \b
    tamtam start
    tamtam start --language en --no-lan
    BROWSER=true tamtam start         opens no window
    """
    from kit import desk
    from kit.log import open_store
    from kit.server import run

    kept = open_store(store)
    running = run.start(kept, lan=lan, port=port)
    language = language or texts.language_of_machine()
    click.echo(texts.text(language, "cli.phones", url=running.lan_url))
    click.echo(desk.qr_in_terminal(running.lan_url))
    click.echo(texts.text(language, "cli.opening"))
    status = desk.open_lab(workshop, language, kept.place)
    click.echo(texts.text(language, "cli.server_goes_on"))
    sys.exit(status)


@main.command()
@click.option("--lan/--no-lan", default=False, help="Let phones on this network in.")
@STORE
@click.option("--port", type=int, default=0, help="0 takes a free one.")
def serve(lan: bool, store: str | None, port: int) -> None:
    """Run the session server in the foreground, until Ctrl-C.

    \b
    tamtam serve --lan --port 8800
    """
    from kit.server import run

    run.serve(store, port, lan)


@main.command()
@STORE
def stop(store: str | None) -> None:
    """Stop the session server. Nothing is lost: sessions are resumed later.

    \b
    tamtam stop
    """
    from kit.log import open_store
    from kit.server import run

    stopped = run.stop(open_store(store))
    click.echo("The server has stopped." if stopped else "No server is running.")


@main.command()
@STORE
def sessions(store: str | None) -> None:
    """List sessions, the newest first.

    \b
    tamtam sessions
    """
    from kit.log import open_store

    found = open_store(store).sessions()
    for each in found:
        click.echo(_line(each))
    if not found:
        click.echo("No session yet. Start one: tamtam")


def _line(session: "SessionSummary") -> str:
    """A session in one line of a list."""
    kind = "rehearsal" if session.rehearsal else "session"
    over = "pruned" if session.pruned else "over" if session.over else "open"
    people = texts.text("en", "cli.people", n=session.participants)
    when, workshop = texts.moment(session.opened_at), f"{session.workshop} ({session.language})"
    return f"{session.code}  {when}  {workshop}  {kind}, {over}, {people}"


@main.command()
@click.option("--language", type=click.Choice(texts.LANGUAGES), default=None)
@click.option("--wait/--no-wait", default=None, help="For a phone. Default: in a terminal.")
@STORE
@PORT
def doctor(language: str | None, wait: bool | None, store: str | None, port: int | None) -> None:
    """Look at what may keep phones out; all is well once one has loaded the page.

    \b
    tamtam doctor
    tamtam doctor --no-wait
    """
    from kit import consultation

    language = language or texts.language_of_machine()
    wait = sys.stdout.isatty() if wait is None else wait
    sys.exit(consultation.hold(store, port, language, wait))


@main.command()
@click.argument("workshop", default="trois_constats")
def check(workshop: str) -> None:
    """Check a workshop's deck; name every mistake with its line.

    \b
    tamtam check
    tamtam check my_workshop/deck.yaml
    """
    from kit import deck_file

    path = deck_file.find(workshop)
    mistakes = deck_file.mistakes(path)
    for mistake in mistakes:
        click.echo(str(mistake))
    if mistakes:
        sys.exit(1)
    click.echo(f"{path}: no mistakes.")


@main.command()
@click.argument("name")
@click.option("--from", "original", metavar="WORKSHOP", default="trois_constats", show_default=True)
def new(name: str, original: str) -> None:
    """Copy a workshop into a folder of your own, to change it.

    \b
    tamtam new my_workshop
    tamtam new shorter --from my_workshop
    """
    from kit.authoring.copying import copy

    for path in copy(name, original):
        click.echo(str(path))
    language = texts.language_of_machine()
    click.echo(texts.text(language, "cli.next_steps", deck=Path(name) / "deck.yaml", name=name))


@main.command()
@click.argument("workshop", default="trois_constats")
def write(workshop: str) -> None:
    """Write a workshop's notebooks and guides anew from its deck.

    \b
    tamtam write
    tamtam write my_workshop
    """
    from kit import authoring

    written = authoring.write(workshop)
    for path in written:
        click.echo(str(path))
    if not written:
        click.echo("Notebooks and guides say what the deck says.")


@main.command()
@click.argument("code")
@STORE
def verify(code: str, store: str | None) -> None:
    """Prove that a session's log is as it was written.

    \b
    tamtam verify K7P2QX
    """
    from kit.log import open_store

    found = open_store(store).verify(code.upper())
    for problem in found.problems:
        click.echo(problem)
    if not found.ok:
        sys.exit(1)
    click.echo(f"{found.events} events, {found.erased} erased, chain and counts hold.")


@main.command()
@click.argument("code")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--archive", is_flag=True, help="Everything, for its owner: answers of each person.")
@STORE
def export(code: str, folder: Path, archive: bool, store: str | None) -> None:
    """Write the results of a session into a folder; at any time, also while it runs.

    \b
    tamtam export K7P2QX results
    tamtam export K7P2QX private --archive
    """
    from kit.export import write_archive, write_results
    from kit.log import open_store

    log = open_store(store).log(code.upper())
    if archive:
        click.confirm(
            "The archive holds what each person answered. Keep it to yourself. Go on?", abort=True
        )
        written = write_archive(log, folder)
    else:
        written = write_results(log.state, folder)
    for path in written:
        click.echo(str(path))


@main.command()
@click.argument("code")
@click.argument("alias")
@YES
@STORE
def forget(code: str, alias: str, yes: bool, store: str | None) -> None:
    """Erase a person from a session: their name and all they gave.

    \b
    tamtam forget K7P2QX Capucine
    """
    from kit import keeping
    from kit.log import open_store

    kept = open_store(store)
    language, code = texts.language_of_machine(), code.upper()
    person = keeping.person(kept, code, alias)
    if not yes:
        words = {"alias": person.alias, "code": code, "n": person.answers}
        click.confirm(texts.text(language, "cli.forget", **words), abort=True)
    keeping.forget(kept, code, person)
    click.echo(texts.text(language, "cli.forgotten", alias=person.alias))


@main.command()
@click.option("--days", type=click.IntRange(0), default=30, show_default=True)
@YES
@STORE
def prune(days: int, yes: bool, store: str | None) -> None:
    """Erase the single answers of sessions that are older; what was revealed stays.

    \b
    tamtam prune --days 30
    """
    from kit import keeping
    from kit.log import now_ms, open_store

    kept = open_store(store)
    language = texts.language_of_machine()
    found = keeping.grown_old(kept, days, now_ms())
    if not found:
        click.echo(texts.text(language, "cli.nothing_old", n=days))
        return
    for each in found:
        click.echo(_line(each))
    if not yes:
        click.confirm(texts.text(language, "cli.prune", n=len(found)), abort=True)
    for each in found:
        keeping.prune(kept, each.code)
    click.echo(texts.text(language, "cli.pruned", n=len(found)))


@main.command()
@click.option("--people", type=click.IntRange(1, 5000), default=40, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--language", type=click.Choice(texts.LANGUAGES), default="fr", show_default=True)
@WORKSHOP
@STORE
def rehearse(people: int, seed: int, language: str, workshop: str, store: str | None) -> None:
    """Run a whole workshop with simulated participants, through the real server.

    \b
    tamtam rehearse --people 40 --seed 1
    """
    from kit.workshop import Workshop

    room = Workshop(workshop, language=language, store=store).open(rehearsal=True, new=True)
    room.rehearse(people, seed=seed, pace=0, wait=True)
    for id in room.activities():
        room.open(id)
        room.rehearsed()
        click.echo(f"{id}: {room.reveal(id).sentence}")
    room.end()
    click.echo(texts.text(language, "cli.rehearsed", code=room.code))


if os.name == "nt":  # consoles that can't show QR blocks or accents otherwise
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
