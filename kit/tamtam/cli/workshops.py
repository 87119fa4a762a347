"""Commands that make a workshop: copy one, check its deck, write its notebooks; add a kind of activity."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tamtam.cli.options import CUTS, YES, say, trust
from tamtam.language import texts

if TYPE_CHECKING:
    from tamtam.deck.deck import Deck


@click.command()
@click.argument("name")
@click.option(
    "--from", "original", metavar="WORKSHOP", help="What to copy. [default: trois_constats]"
)
@click.option("--blank", is_flag=True, help="Copy nothing: two activities, in one language.")
@click.option(
    "--language",
    type=click.Choice(texts.LANGUAGES),
    help="Of a blank one. Default: the machine's.",
)
def new(name: str, original: str | None, blank: bool, language: str | None) -> None:
    """Begin a workshop of your own: a copy of another, or two activities of your own to grow.

    \b
    tamtam new my_workshop
    tamtam new shorter --from my_workshop
    tamtam new retro --blank --language en
    """
    from tamtam.authoring import copying

    if blank and original:
        raise click.UsageError("--blank copies nothing: leave out --from.")
    if language and not blank:
        raise click.UsageError(
            "--language goes with --blank; a copy is in all the languages it had."
        )
    made = (
        copying.begin(name, language or texts.language_of_machine())
        if blank
        else copying.copy(name, original or "trois_constats")
    )
    for path in made:
        click.echo(str(path))
    say("next_steps", deck=Path(name) / "deck.yaml", name=name)


@click.command("new-kind")
@click.argument("name")
@click.option("--workshop", default=None, help="The workshop of your own that it belongs to.")
def new_kind(name: str, workshop: str | None) -> None:
    """Add a kind of activity to a workshop of yours: its smallest working files, to change.

    Without a workshop it is added to Tamtam's own source, in a checkout.

    \b
    tamtam new-kind thermometer --workshop my_workshop
    tamtam new-kind first_choice
    """
    from tamtam.authoring import new_kind

    if workshop is not None:
        made = new_kind.write_own(name, workshop)
        for path in made.files:
            click.echo(os.path.relpath(path))
        say("own_kind_written", name=made.name, deck=os.path.relpath(made.deck), workshop=workshop)
        return
    *written, deck = (Path(os.path.relpath(path)) for path in new_kind.write(name))
    for path in (*written, deck):
        click.echo(str(path))
    say("kind_written", name=name, deck=deck)


@click.command("trust")
@click.argument("workshop")
@YES
def trust_(workshop: str, yes: bool) -> None:
    """Let the kinds of activity that a workshop brings run on this computer. They are code.

    \b
    tamtam trust my_workshop
    """
    if not trust(workshop, yes):
        say("nothing_to_trust")


@click.command()
@click.argument("workshop", default="trois_constats")
@click.option(
    "--look", is_flag=True, help="Open each kind that it brings in the browser, answered."
)
@YES
def check(workshop: str, look: bool, yes: bool) -> None:
    """Check a workshop's deck; name every mistake with its line. Try kinds that the workshop brings.

    \b
    tamtam check
    tamtam check my_workshop/deck.yaml
    tamtam check my_workshop --look
    """
    from tamtam.authoring import deck_file

    trust(workshop, yes)
    path = deck_file.find(workshop)
    mistakes = deck_file.mistakes(path)
    for mistake in mistakes:
        click.echo(str(mistake))
    if mistakes:
        sys.exit(1)
    deck = deck_file.read(path)
    _try_kinds(deck, path.parent, look)
    say("no_mistakes", path=path)
    _hint(deck, path)


def _try_kinds(deck: "Deck", folder: Path, look: bool) -> None:
    """Let simulated people answer what a deck asks by kinds of its own; leaves with 1 if one fails."""
    from tamtam.cli.trial import tried
    from tamtam.kinds import own

    asked = [activity for activity in deck.activities if own.is_own(activity.kind)]
    failed = False
    for activity in asked:
        found = tried(deck, activity, look)
        for what in found.wrong:
            say("kind_fails", name=activity.kind, what=what)
        if not found.wrong:
            say("kind_tried" if found.in_browser else "kind_half_tried", name=activity.kind)
        failed = failed or bool(found.wrong)
    for name in sorted({*own.in_workshop(folder, deck.id)} - {activity.kind for activity in asked}):
        say("kind_unasked", name=name)
    if failed:
        sys.exit(1)


def _hint(deck: "Deck", path: Path) -> None:
    """Say what is no mistake, and perhaps not meant so, or missing all the same."""
    from tamtam.authoring import deck_file

    if doubts := deck_file.doubts(path):
        say("doubts")
    for doubt in doubts:
        click.echo(str(doubt))
    for activity in deck.activities:
        if activity.collect and not activity.collect.examples:
            say("silent_rehearsal", activity=activity.id)
    if missing := deck_file.unsaid(path):
        say("privacy_missing", fields=", ".join(missing))


@click.command()
@click.argument("workshop", default="trois_constats")
@YES
def write(workshop: str, yes: bool) -> None:
    """Write a workshop's notebooks and guides anew from its deck; remove those it has no more.

    A notebook that somebody changed is left where it is, and named.

    \b
    tamtam write
    tamtam write my_workshop
    """
    from tamtam import authoring

    trust(workshop, yes)
    written = authoring.write(workshop)
    removed, left = authoring.clear(workshop)
    for path in written:
        click.echo(str(path))
    for path in removed:
        say("removed", path=path)
    for path in left:
        say("left", path=path)
    if not written and not removed:
        say("written")


@click.command("print")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="printouts")
@click.option("--workshop", default="trois_constats", show_default=True)
@click.option("--cut", type=click.Choice(CUTS), default="half_day", show_default=True)
@YES
def print_(folder: Path, workshop: str, cut: str, yes: bool) -> None:
    """Write what a workshop needs on paper: cards, ballots, run sheet, notice; to print from a browser.

    \b
    tamtam print
    tamtam print on_paper --cut one_hour
    """
    from tamtam.authoring import printing

    trust(workshop, yes)
    for path in printing.write(workshop, folder, cut):
        click.echo(str(path))
