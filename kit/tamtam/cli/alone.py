"""Commands for somebody alone: the course on this machine, and as a site that needs nothing installed."""

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tamtam.cli.options import STORE, WORKSHOP, say
from tamtam.language import texts

if TYPE_CHECKING:
    from tamtam.session.log import Store

_LANGUAGE = click.option(
    "--language", type=click.Choice(texts.LANGUAGES), help="To begin with. Default: the machine's."
)


@click.command()
@WORKSHOP
@_LANGUAGE
@STORE
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="Default: a free one.")
@click.option(
    "--visitors",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Host it for others: a store for each visitor, in this folder.",
)
@click.option(
    "--class",
    "code",
    metavar="[CODE]",
    is_flag=False,
    flag_value="new",
    default="",
    help="Let visitors hand in to a class, a new one without its code.",
)
@click.option("--quiet", is_flag=True, help="Open no browser.")
def study(
    workshop: str,
    language: str | None,
    store: str | None,
    port: int,
    visitors: Path | None,
    code: str,
    quiet: bool,
) -> None:
    """Study alone, on a page without cells. It listens to this machine only; Ctrl-C ends it.

    \b
    tamtam study --language en
    tamtam study --visitors visitors --class --port 8000
    """
    from tamtam.notebook.course_server import CourseServer, a_store_each, one_store

    places = a_store_each(visitors) if visitors else one_store(store)
    spoken = language or texts.language_of_machine()
    classes = _class_store(store, code)
    with CourseServer(port, workshop, spoken, places, bool(visitors), classes) as server:
        say("studying", url=server.url)
        if classes is not None:
            say("for_class", url=server.url, code=_class(classes, workshop, spoken, code))
        if not quiet:
            webbrowser.open(server.url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def _class_store(store: str | None, code: str) -> "Store | None":
    """Where classes are kept; None where none is asked for."""
    from tamtam.session.log import open_store

    return open_store(store) if code else None


def _class(classes: "Store", workshop: str, language: str, code: str) -> str:
    """The code of the class that is asked for, begun where it is a new one."""
    from tamtam.notebook import cohort

    return cohort.begin(classes, workshop, language) if code == "new" else code.upper()


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@WORKSHOP
@_LANGUAGE
@click.option(
    "--runtime",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("runtime"),
    show_default=True,
    help="Where Pyodide and msgspec's wheel for it lie.",
)
def site(folder: Path, workshop: str, language: str | None, runtime: Path) -> None:
    """Write the workshop for one person as a site: nothing to install, and answers stay in the browser.

    Once, with internet, fetch what runs Python in a browser:

    \b
    npm install --prefix runtime pyodide@314.0.7
    pip download --no-deps -d runtime --only-binary=:all: --python-version 3.14 \\
        --platform pyemscripten_2026_0_wasm32 msgspec==0.23.0
    tamtam site my_site
    python -m http.server -d my_site
    """
    from tamtam.notebook import course_page

    spoken = language or texts.language_of_machine()
    written = course_page.write(workshop, spoken, folder, runtime)
    megabytes = sum(path.stat().st_size for path in written) / 1e6
    say("site", folder=folder, n=len(written), size=round(megabytes, 1))


@click.command()
@click.argument("places", nargs=-1, type=click.Path(exists=True, path_type=Path))
@WORKSHOP
@_LANGUAGE
@STORE
@click.option("--into", "code", metavar="CODE", default="", help="A cohort begun before.")
@click.option(
    "--to",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("cohort.json"),
    show_default=True,
    help="Where to write what learners stand beside.",
)
def gather(
    places: tuple[Path, ...],
    workshop: str,
    language: str | None,
    store: str | None,
    code: str,
    path: Path,
) -> None:
    """Take what learners hand in, files or folders of them, into a cohort: one session, no names.

    Without any file it begins a cohort and says its code, for learners to join where a server runs. From
    five people on it is told where they stand, and written for them to stand beside.

    \b
    tamtam gather handed_in/
    tamtam gather late.json --into K7P2QX
    tamtam export K7P2QX results
    """
    from tamtam.notebook import cohort
    from tamtam.session.log import open_store

    spoken = language or texts.language_of_machine()
    opened = open_store(store)
    found = cohort.gather(opened, places, workshop, spoken, code)
    for one in found.refused:
        say("not_gathered", path=one.path, why=one.why.message(texts.language_of_machine()))
    say("gathered", code=found.code, n=found.people)
    if found.people >= cohort.LEAST:
        say("beside", path=cohort.write(opened, found.code, path))
    else:
        say("too_few_gathered", least=cohort.LEAST)
