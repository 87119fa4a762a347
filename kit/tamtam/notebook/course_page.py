"""The page of a course, and its site: files that open in a browser in which nothing is installed.

The site holds Python as Pyodide runs it in the browser, this package, the deck and the forms; whoever opens
it needs no network and sends nothing. Pyodide and msgspec's wheel for it come from a folder: they are
fetched once, by whoever makes the site.
"""

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Literal

import msgspec

from tamtam import assets
from tamtam.assets import minify
from tamtam.authoring import deck_file
from tamtam.deck.deck import Deck
from tamtam.kinds import own
from tamtam.language import texts
from tamtam.language.errors import TamtamError, writing

#: What of Pyodide a page loads; the rest of its package is for developers.
RUNTIME = (
    *("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"),
    *("python_stdlib.zip", "pyodide-lock.json"),
)
#: The style sheets of the page, the general ones first.
_STYLES = ("look.css", "notebook/mirror.css", "course/course.css")
#: What of the package runs in the browser: all rooms but those that serve a room, and what they read.
_ROOMS = (
    *("assets", "language", "deck", "standing", "charts", "kinds", "authoring", "session"),
    *("results", "server", "notebook"),
)
_READ = (
    "locale/**/*.json",
    "forms/*.js",
    "look.css",
    "report/report.css",
    "notebook/*.css",
    "*.json",
)
#: Nothing is loaded from anywhere but beside the page; Pyodide compiles what it runs.
_POLICY = (
    "default-src 'self' blob: data:; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'unsafe-inline'; connect-src 'self'"
)


#: What runs Python: the browser, one's own machine, or the machine of somebody who hosts the course.
Host = Literal["browser", "machine", "hosted"]


def page(deck: Deck, language: str, host: Host) -> str:
    """The page of a course as HTML, for one of its hosts."""
    sheets = "".join((assets.folder() / one).read_text("utf-8") for one in _STYLES)
    told = {
        "/*LANGUAGE*/": language,
        "/*TITLE*/": escape(texts.pick(deck.title, language)),
        "/*WAITING*/": "".join(_waiting(deck, one, language) for one in deck.languages),
        "/*POLICY*/": _POLICY,
        "/*STYLE*/": minify.css(sheets),
        "/*HOST*/": host,
        "/*SCRIPT*/": assets.page_script(f"course_{'browser' if host == 'browser' else 'machine'}"),
    }
    written = (assets.folder() / "course" / "index.html").read_text("utf-8")
    for mark, words in told.items():
        written = written.replace(mark, words)
    return written


def _waiting(deck: Deck, language: str, first: str) -> str:
    """What one reads in a language while Python starts; the page shows that of its visitor."""
    title = escape(texts.pick(deck.title, language))
    story = texts.pick(deck.parts[0].story_alone, language) if deck.parts else ""
    failed = escape(texts.text(language, "course.failed"))
    hidden = "" if language == first else " hidden"
    return (
        f'<section lang="{language}" data-title="{title}" data-failed="{failed}"{hidden}>'
        f"<h1>{title}</h1>{''.join(_paragraphs(story))}"
        f'<p class="tamtam-lead" role="status">{escape(texts.text(language, "course.loading"))}</p>'
        "</section>"
    )


def _paragraphs(story: str) -> Iterator[str]:
    """The paragraphs of a story, as the page writes them; one that begins with “>” stands out."""
    for said in filter(None, story.split("\n")):
        if said.startswith("> "):
            yield f'<blockquote class="tt-course-pull">{escape(said[2:])}</blockquote>'
        else:
            yield f'<p class="tt-course-story">{escape(said)}</p>'


def forms(deck: Deck) -> dict[str, str]:
    """The forms that a course needs, as modules by their kind's name."""
    asked = {activity.kind for activity in deck.activities if activity.id in deck.steps("alone")}
    return {kind: assets.form_module(kind) for kind in sorted(asked)}


def write(workshop: str, language: str, folder: Path, runtime: Path) -> list[Path]:
    """Write a course's site into `folder`; returns its files.

    `runtime` holds what the npm package `pyodide` holds, and a wheel of msgspec for it. Raises TamtamError
    saying how to get them where one is missing, and where the folder can't be written.
    """
    deck = deck_file.read(deck_file.find(workshop))
    source, wheel = _found(runtime)
    with writing(folder):
        (folder / "pyodide").mkdir(parents=True, exist_ok=True)
        (folder / "forms").mkdir(exist_ok=True)
        for name in RUNTIME:
            shutil.copyfile(source / name, folder / "pyodide" / name)
        shutil.copyfile(wheel, folder / "msgspec.whl")
        (folder / "tamtam.zip").write_bytes(_packed(deck))
        for kind, module in forms(deck).items():
            form = folder / "forms" / f"{kind}.js"
            form.parent.mkdir(exist_ok=True)
            form.write_text(module, encoding="utf-8")
        written = page(deck, deck.spoken(language), "browser")
        (folder / "index.html").write_text(written, encoding="utf-8")
        names = ["./", *sorted(_names(folder))]
        (folder / "offline.js").write_text(_offline(folder, names), encoding="utf-8")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _found(runtime: Path) -> tuple[Path, Path]:
    """Where Pyodide's files lie in a folder or under it, and the wheel."""
    source = next((path.parent for path in sorted(runtime.rglob("pyodide.asm.wasm"))), None)
    wheel = next(iter(sorted(runtime.rglob("msgspec-*wasm32.whl"))), None)
    missing = source is None or any(not (source / name).is_file() for name in RUNTIME)
    if source is None or wheel is None or missing:
        raise TamtamError("no_runtime", folder=runtime)
    return source, wheel


def _packed(deck: Deck) -> bytes:
    """What Python needs in the browser, as a zip file: the package, what it reads, the deck as JSON."""
    into = io.BytesIO()
    package, beside = Path(assets.__file__).parent.parent, assets.folder()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted([package / "__init__.py", *_sources(package)]):
            _add(archive, path.read_bytes(), f"tamtam/{path.relative_to(package).as_posix()}")
        for path in sorted(path for one in _READ for path in beside.glob(one)):
            name = path.relative_to(beside).as_posix()
            _add(archive, path.read_bytes(), f"tamtam/{assets.PACKED}/{name}")
        _add(archive, msgspec.json.encode(deck), "deck.json")
        _add_own(archive, deck)
    return into.getvalue()


def _add(archive: zipfile.ZipFile, said: bytes, name: str) -> None:
    """Put a file into an archive, with the same time in every archive: the same files, the same bytes."""
    archive.writestr(zipfile.ZipInfo(name), said, zipfile.ZIP_DEFLATED)


def _add_own(archive: zipfile.ZipFile, deck: Deck) -> None:
    """The kinds of one's own that a deck asks, allowed there as they are here.

    Raises TamtamError for one that can't run here.
    """
    found = {}
    for kind in sorted({activity.kind for activity in deck.activities}):
        for path in own.files_of(kind) if own.is_own(kind) else ():
            place = f"own/{kind.partition('/')[0]}/{path.name}"
            _add(archive, path.read_bytes(), place)
            if path.suffix == ".py":
                found[kind] = place
    _add(archive, json.dumps(found).encode(), "own/kinds.json")


def _sources(package: Path) -> Iterator[Path]:
    for room in _ROOMS:
        yield from (package / room).rglob("*.py")


def _names(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and path.name not in ("offline.js", "index.html"):
            yield path.relative_to(folder).as_posix()


def _offline(folder: Path, names: Sequence[str]) -> str:
    """The service worker, which keeps these files; it is another one where any of them is."""
    digest = hashlib.sha256((folder / "index.html").read_bytes())
    for name in names[1:]:
        digest.update((folder / name).read_bytes())
    script = (assets.folder() / "course" / "offline.js").read_text("utf-8")
    named = script.replace("/*VERSION*/", f"tamtam-{digest.hexdigest()[:16]}")
    return named.replace("/*FILES*/ []", json.dumps(list(names)))
