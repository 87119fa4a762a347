"""Commands for somebody alone: the course on this machine, and as a site that needs nothing installed."""

import webbrowser
from pathlib import Path

import click

from tamtam.cli.options import STORE, WORKSHOP, say
from tamtam.language import texts

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
@click.option("--quiet", is_flag=True, help="Open no browser.")
def study(
    workshop: str,
    language: str | None,
    store: str | None,
    port: int,
    visitors: Path | None,
    quiet: bool,
) -> None:
    """Study alone, on a page without cells. It listens to this machine only; Ctrl-C ends it.

    \b
    tamtam study --language en
    """
    from tamtam.notebook.course_server import CourseServer, a_store_each, one_store

    places = a_store_each(visitors) if visitors else one_store(store)
    spoken = language or texts.language_of_machine()
    with CourseServer(port, workshop, spoken, places, bool(visitors)) as server:
        say("studying", url=server.url)
        if not quiet:
            webbrowser.open(server.url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


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
