"""Commands for whoever runs a server for others: who may lead sessions on it from elsewhere."""

import click

from tamtam.cli.options import STORE, YES, confirm, say, text


@click.group()
def token() -> None:
    """Say who may lead sessions on this server from elsewhere, each seeing their own alone.

    \b
    tamtam token add ada
    tamtam token list
    tamtam token remove ada
    """


@token.command()
@click.argument("name")
@STORE
def add(name: str, store: str | None) -> None:
    """Draw a token for somebody. It is shown this once.

    \b
    tamtam token add ada
    """
    from tamtam.server import facilitators
    from tamtam.session.log import open_store

    drawn = facilitators.add(open_store(store), name)
    say("token.added", name=name)
    click.echo(drawn)


@token.command("list")
@STORE
def list_(store: str | None) -> None:
    """List who has a token.

    \b
    tamtam token list
    """
    from tamtam.server import facilitators
    from tamtam.session.log import open_store

    for name in facilitators.names(open_store(store)):
        click.echo(name)


@token.command()
@click.argument("name")
@YES
@STORE
def remove(name: str, yes: bool, store: str | None) -> None:
    """Make somebody's token worthless at once. Their sessions stay; so do the links they drew.

    \b
    tamtam token remove ada
    """
    from tamtam.server import facilitators
    from tamtam.session.log import open_store

    kept = open_store(store)
    if name in facilitators.names(kept):
        confirm(text("token.remove", name=name), yes)
    facilitators.remove(kept, name)
    say("token.removed", name=name)
