"""Commands on what sessions came to: hand it out, compare it, play it back, bring it in again."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tamtam.cli.options import STORE, YES, confirm, say, text
from tamtam.language import texts

if TYPE_CHECKING:
    from tamtam.session.state import State


@click.command()
@click.argument("code")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--archive", is_flag=True, help="Everything, for its owner: answers of each person.")
@click.option("--excel", is_flag=True, help="CSV parted by ; with decimal commas, as in France.")
@click.option("--steps", metavar="STEPS", default="", help="These alone, in this order: 2C,3B.")
@click.option("--without", metavar="STEPS", default="", help="All but these.")
@click.option("--charts", metavar="STEPS", default="", help="Up to three, on the page to send.")
@click.option("--organisation", metavar="NAME", default="", help="Who hands it out.")
@click.option("--logo", type=click.Path(path_type=Path), help="PNG, JPEG or SVG.")
@click.option("--language", type=click.Choice(texts.LANGUAGES), help="Default: the session's.")
@YES
@STORE
def export(
    code: str,
    folder: Path,
    archive: bool,
    excel: bool,
    yes: bool,
    store: str | None,
    language: str | None,
    **chosen: Any,
) -> None:
    """Write the results of a session into a folder. At any time, also while it runs.

    \b
    tamtam export K7P2QX results
    tamtam export K7P2QX results --excel --language en
    tamtam export K7P2QX results --steps 0B,2C,3B --organisation "Our house" --logo logo.png
    tamtam export K7P2QX private --archive --yes
    """
    from tamtam.notebook.former import SinceFormer
    from tamtam.results import write_archive, write_results
    from tamtam.session.log import code_in, open_to_read

    kept = open_to_read(store)
    log = kept.log(code_in(code))
    if archive:
        confirm(text("archive"), yes)
        written = write_archive(log, folder, excel)
    else:
        for name in ("steps", "without", "charts"):
            chosen[name] = tuple(step.strip() for step in chosen[name].split(",") if step.strip())
        spoken = language or log.state.session.language
        since = SinceFormer(kept, spoken).comparison(log.state)
        written = write_results(log.state, folder, spoken, excel, since, **chosen)
    for path in written:
        click.echo(str(path))


@click.command()
@click.argument("first")
@click.argument("second")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(texts.LANGUAGES), help="Default: the machine's.")
@STORE
def compare(first: str, second: str, folder: Path, language: str | None, store: str | None) -> None:
    """Compare two sessions, by code or folder of results: before and after, or two teams.

    \b
    tamtam compare K7P2QX M3RT9W comparison
    tamtam compare results-march results-june comparison --language en
    """
    from tamtam.results import comparison, comparison_page

    found = comparison.compare(_handed_out(first, store), _handed_out(second, store))
    for one in found:
        click.echo(one.view(language or texts.language_of_machine()).sentence)
    for path in comparison_page.write(found, folder, language or texts.language_of_machine()):
        click.echo(str(path))


@click.command()
@click.argument("code")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--language", type=click.Choice(texts.LANGUAGES), help="Default: the session's.")
@STORE
def replay(code: str, file: Path | None, language: str | None, store: str | None) -> None:
    """Play a session back on the wall: a page with a slider, of what was revealed. Opens a browser.

    \b
    tamtam replay K7P2QX
    tamtam replay K7P2QX replay.html --language en
    """
    import webbrowser

    from tamtam.results import replay_page
    from tamtam.results.replay import replay as played
    from tamtam.session.log import code_in, open_to_read

    log = open_to_read(store).log(code_in(code))
    place = file or Path(f"replay-{log.state.code}.html")
    spoken = log.state.deck.spoken(language or log.state.session.language)
    replay_page.write(log.state, played(log.entries(), log.state), place, spoken)
    click.echo(str(place))
    webbrowser.open(place.resolve().as_uri())


def _handed_out(named: str, store: str | None) -> "State | Path":
    """The folder of results, or the session, that somebody named."""
    from tamtam.session.log import code_in, open_to_read

    return Path(named) if Path(named).is_dir() else open_to_read(store).log(code_in(named)).state


@click.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@STORE
def import_(folder: Path, store: str | None) -> None:
    """Bring a session back from its archive, as it was written.

    \b
    tamtam import private
    tamtam import private --store other.sqlite
    """
    from tamtam.results import archive
    from tamtam.session.log import open_store

    code, found = archive.restore(open_store(store), folder)
    say("restored", code=code, n=found.events, erased=found.erased)


@click.command("import-polis")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(texts.LANGUAGES), default="en", show_default=True)
@STORE
def import_polis(folder: Path, language: str, store: str | None) -> None:
    """Make a session of a conversation that was held on pol.is, from the files it hands out.

    \b
    tamtam import-polis downloads/conversation
    """
    from tamtam.results.polis import files as polis
    from tamtam.results.polis import imported
    from tamtam.session.log import open_store

    kept = open_store(store)
    code = imported.keep(kept, polis.read(folder), language)
    standing = kept.log(code).state.asked[imported.ACTIVITY].turn.standing
    if standing is not None:
        click.echo(texts.pick(standing.sentence, language))
    say("imported", code=code)
