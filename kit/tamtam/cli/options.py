"""Options that several commands share, and what commands say."""

from collections.abc import Callable
from typing import Any

import click

from tamtam.language import texts

#: As `tamtam.deck.deck.CUTS`, which loads more than a command line needs.
CUTS = ("half_day", "two_hours", "one_hour")
STORE = click.option(
    "--store",
    metavar="PLACE",
    default=None,
    help="Where sessions are kept: a file, or postgresql://… Default: TAMTAM_STORE, or your data folder.",
)
PORT = click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=None,
    help="Port phones use. Default: the last one.",
)
ADDRESS = click.option(
    "--address",
    metavar="IP",
    default=None,
    help="This laptop's address that phones use, where it has several. `tamtam doctor` lists them.",
)
#: How a server is reached from beyond the room's network.
_EXPOSURE = (
    click.option(
        "--public-url",
        metavar="URL",
        default=None,
        help="The address people type, beyond the room.",
    ),
    click.option(
        "--root-path",
        metavar="PATH",
        default=None,
        help="Path it is served under. Default: its own.",
    ),
    click.option("--certfile", metavar="FILE", default=None, help="Certificate (PEM): speak TLS."),
    click.option(
        "--keyfile", metavar="FILE", default=None, help="Its key (PEM), without a password."
    ),
    click.option(
        "--trusted-proxy",
        metavar="IP",
        multiple=True,
        help="Proxy in front whose forwarded headers are believed; address or block, several times.",
    ),
    click.option(
        "--name/--no-name",
        default=True,
        help="Answer to tamtam.local too, in a network where nobody else does.",
    ),
)


def exposure(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that say how a server is reached, mostly from beyond the room's network."""
    for option in reversed(_EXPOSURE):
        command = option(command)
    return command


YES = click.option("--yes", is_flag=True, help="Ask nothing.")
WORKSHOP = click.option("--workshop", default="trois_constats", show_default=True)


def trust(workshop: str, yes: bool) -> bool:
    """Ask whether the kinds that a workshop brings may run, where nobody has allowed them yet.

    Returns whether there were any; leaves with status 1 where they may not.
    """
    from tamtam.authoring import deck_file
    from tamtam.kinds import own

    path = deck_file.find(workshop)
    new = own.waiting(path.parent, deck_file.id_of(path))
    if not new:
        return False
    for file in new.values():
        click.echo(str(file))
    confirm(text("trust", n=len(new)), yes)
    own.allow(new)
    for name in new:
        say("trusted", name=name)
    return True


def say(key: str, **values: Any) -> None:
    """Say one of the command line's texts, in the language of the machine."""
    click.echo(text(key, **values))


def text(key: str, **values: Any) -> str:
    """One of the command line's texts, in the language of the machine."""
    return texts.text(texts.language_of_machine(), f"cli.{key}", **values)


def confirm(words: str, yes: bool) -> None:
    """Ask whether to go on, unless `yes`; leaves with status 1 where the answer isn't yes.

    Yes and no are understood in every language, whatever the machine's is; no answer is a no.
    """
    agreed, refused = _answers("yes"), _answers("no") | {""}
    while not yes:
        said = click.prompt(f"{words} {text('yes_or_no')}", default="", show_default=False)
        answer = said.strip().casefold()
        if answer in agreed:
            return
        if answer in refused:
            raise click.Abort


def _answers(sort: str) -> set[str]:
    """What may be answered for a yes, or a no, in any language."""
    said = (texts.text(language, f"cli.{sort}") for language in texts.LANGUAGES)
    return {answer for answers in said for answer in answers.split()}
