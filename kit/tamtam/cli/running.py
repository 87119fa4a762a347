"""Commands that run something: a workshop, its server, a rehearsal, a look at the network."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tamtam.cli import console
from tamtam.cli.options import (
    ADDRESS,
    CUTS,
    PORT,
    STORE,
    WORKSHOP,
    YES,
    confirm,
    exposure,
    say,
    text,
    trust,
)
from tamtam.language import spoken, texts

if TYPE_CHECKING:
    from tamtam.server.run import RunningServer
    from tamtam.session.log import Store


@click.command()
@click.option(
    "--language", type=click.Choice(texts.LANGUAGES), default=None, help="Of the notebook."
)
@click.option("--lan/--no-lan", default=True, help="Let phones on this network in.")
@click.option(
    "--again", metavar="CODE", default="", help="Ask again what a session saw, 90 days on."
)
@WORKSHOP
@STORE
@PORT
@ADDRESS
@YES
@exposure
def start(
    language: str | None,
    lan: bool,
    again: str,
    workshop: str,
    store: str | None,
    port: int | None,
    address: str | None,
    yes: bool,
    **reached: Any,
) -> None:
    """Start a workshop. JupyterLab opens on the facilitator's notebook, phones may come in.

    \b
    tamtam start
    tamtam start --language en --no-lan
    tamtam start --workshop my_workshop --address 192.168.137.1
    tamtam start --again K7P2QX
    tamtam start --public-url https://room.example.org --trusted-proxy 127.0.0.1
    BROWSER=true tamtam start         opens no window
    TAMTAM_SERVER=https://room.example.org TAMTAM_TOKEN=... tamtam start    led there, none started here
    """
    from tamtam.authoring import deck_file
    from tamtam.notebook import jupyterlab, remote_backend
    from tamtam.server import run
    from tamtam.server.exposure import exposed
    from tamtam.session.log import open_store

    said = exposed(**reached)  # refused before anything starts, too
    trust(workshop, yes)
    deck = deck_file.read(deck_file.find(workshop))  # refused before anything starts
    folder = jupyterlab.lay_out(workshop)
    kept = open_store(store)
    language = deck.spoken(language or texts.language_of_machine())
    if elsewhere := remote_backend.elsewhere(None, None, store):
        click.echo(texts.text(language, "cli.elsewhere", url=elsewhere[0]))
        _begin_again(workshop, again, language, None)
        sys.exit(_lab(folder, workshop, language, kept))
    with _stopped_where_refused(kept):
        before = run.find(kept)
        running = run.start(kept, lan, port, address, said)
        if before == running:
            click.echo(texts.text(language, "cli.server_went_on"))
        _tell_address(running, language)
        _begin_again(workshop, again, language, kept.place)
        _tell_what_to_know(kept, language)
        status = _lab(folder, workshop, language, kept)
    click.echo(texts.text(language, "cli.server_goes_on"))
    sys.exit(status)


@contextmanager
def _stopped_where_refused(store: "Store") -> Iterator[None]:
    """Stop the server again where what it was started for is ended or refused; not one that ran before."""
    from tamtam.language.errors import TamtamError
    from tamtam.server import run

    ran_before = run.find(store) is not None
    try:
        yield
    except (SystemExit, TamtamError):
        if not ran_before:
            run.stop(store)
        raise


def _lab(folder: Path, workshop: str, language: str, store: "Store") -> int:
    """Open JupyterLab on the facilitator's notebook; returns its status once it is closed."""
    from tamtam.notebook import jupyterlab

    click.echo(texts.text(language, "cli.opening"))
    return jupyterlab.open_lab(folder, workshop, language, store.place)


def _tell_what_to_know(store: "Store", language: str) -> None:
    """Say what is to be known before the day: how good a language is, which answers are old."""
    from tamtam.server import retention
    from tamtam.session.log import now_ms

    for note in spoken.notes([language]):
        click.echo(note)
    if old := retention.grown_old(store, retention.KEPT_DAYS, now_ms()):
        click.echo(texts.text(language, "cli.grown_old", n=len(old), days=retention.KEPT_DAYS))


def _begin_again(workshop: str, former: str, language: str, place: str | None) -> None:
    """Open the session that asks another again, and say so; nothing where no other is named."""
    if not former:
        return
    from tamtam.notebook.workshop import Workshop

    room = Workshop(workshop, language=language, store=place).again(former)
    steps = ", ".join(room.activity(id).step for id in room.activities())
    said = {"code": room.code, "former": former.upper(), "steps": steps}
    click.echo(texts.text(language, "cli.again", **said))


def _tell_address(running: "RunningServer", language: str) -> None:
    """Say where phones come in, with a code to scan; or that none can."""
    from tamtam.notebook import jupyterlab

    if not running.lan:
        click.echo(texts.text(language, "cli.no_lan", url=running.url))
        return
    click.echo(texts.text(language, "cli.phones", url=running.lan_url))
    if console.shows(code := jupyterlab.qr_in_terminal(running.lan_url)):
        click.echo(code)


@click.command()
@click.option("--lan/--no-lan", default=False, help="Let phones on this network in.")
@STORE
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="0 takes a free one.")
@ADDRESS
@exposure
@click.option(
    "--log", type=click.Choice(("text", "json")), default="text", help="What it says, as lines of."
)
def serve(
    lan: bool, store: str | None, port: int, address: str | None, log: str, **reached: Any
) -> None:
    """Run the session server in the foreground, until Ctrl-C.

    \b
    tamtam serve --lan --port 8800
    tamtam serve --lan --address 192.168.137.1
    tamtam serve --lan --port 443 --certfile cert.pem --keyfile key.pem --public-url https://room.example.org
    tamtam serve --port 8800 --public-url https://example.org/tamtam --trusted-proxy 127.0.0.1 --log json
    """
    from tamtam.server import serving
    from tamtam.server.exposure import exposed

    serving.serve(store, port, lan, address, exposed(**reached), log)


@click.command()
@YES
@STORE
def stop(yes: bool, store: str | None) -> None:
    """Stop the session server. Nothing is lost: sessions are resumed later.

    \b
    tamtam stop
    """
    from tamtam.server import run
    from tamtam.session.log import open_store

    kept = open_store(store)
    if (pid := run.hanging(kept)) is not None:
        confirm(text("hangs", pid=str(pid)), yes)
        run.end(kept)
        say("ended")
        return
    say("stopped" if run.stop(kept) else "not_running")


@click.command()
@click.option("--people", type=click.IntRange(1, 5000), default=40, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option(
    "--language",
    type=click.Choice(texts.LANGUAGES),
    default=None,
    help="Of the notebook. Default: the deck's first.",
)
@WORKSHOP
@STORE
@click.option("--cut", type=click.Choice(CUTS), default="half_day", show_default=True)
@YES
def rehearse(
    people: int,
    seed: int,
    language: str | None,
    workshop: str,
    store: str | None,
    cut: str,
    yes: bool,
) -> None:
    """Run a workshop with simulated participants. They come in through the real server.

    \b
    tamtam rehearse --people 40 --seed 1
    tamtam rehearse --cut one_hour
    tamtam rehearse --workshop my_workshop --language en
    """
    from tamtam.authoring import deck_file
    from tamtam.notebook.workshop import Workshop
    from tamtam.server import run
    from tamtam.session.log import open_store

    trust(workshop, yes)
    deck = deck_file.read(deck_file.find(workshop))  # refused before anything starts
    language = deck.spoken(language or deck.languages[0])
    with run.borrowed(open_store(store)):
        room = Workshop(workshop, language=language, cut=cut, store=store).open(
            rehearsal=True, new=True
        )
        room.rehearse(people, seed=seed, pace=0, wait=True)
        for id in room.activities():
            room.open(id)
            room.play_through()
            click.echo(f"{id}: {room.reveal(id).sentence}")
        room.end()
    click.echo(texts.text(language, "cli.rehearsed", code=room.code))


@click.command()
@click.option("--language", type=click.Choice(texts.LANGUAGES), default=None)
@click.option("--wait/--no-wait", default=None, help="For a phone. Default: in a terminal.")
@STORE
@PORT
@ADDRESS
def doctor(
    language: str | None,
    wait: bool | None,
    store: str | None,
    port: int | None,
    address: str | None,
) -> None:
    """Look at what may keep phones out. All is well once one has loaded the page.

    \b
    tamtam doctor
    tamtam doctor --no-wait
    tamtam doctor --address 192.168.137.1
    """
    from tamtam.cli import doctor as doctor_command

    language = language or texts.language_of_machine()
    wait = sys.stdout.isatty() if wait is None else wait
    sys.exit(doctor_command.hold(store, port, language, wait, address))
