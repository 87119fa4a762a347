"""Options that several commands share, and what commands say."""

from typing import Any

import click

from tamtam.language import texts

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


def say(key: str, **values: Any) -> None:
    """Say one of the command line's texts, in the language of the machine."""
    click.echo(text(key, **values))


def text(key: str, **values: Any) -> str:
    """One of the command line's texts, in the language of the machine."""
    return texts.text(texts.language_of_machine(), f"cli.{key}", **values)
