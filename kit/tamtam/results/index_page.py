"""The first page of a folder of results: what was held and when, what each file is for and for whom."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path, PurePath

from tamtam.language import spoken, texts
from tamtam.results import report, slides
from tamtam.results.folder import listed
from tamtam.results.revealed import Edition
from tamtam.session.state import State

FILE = "index.html"
#: The folder whose files are listed one by one, and what most people open first.
_TABLES = "csv/"
#: What a chart is written as, where it can.
_AS = (".svg", ".png")
_FIRST = ("summary.pdf", "report.html", "comparison.html", "slides.pptx")
#: What is for whom: by the beginning of a name; the rest is to be read, shown and sent.
_COUNT, _PROGRAMS = ("results.xlsx", _TABLES), ("datapackage.json", "standings.json")


def page(
    state: State,
    written: Sequence[Path],
    edition: Edition,
    of_steps: Mapping[str, str],
    lacking: str = "",
) -> Iterator[str]:
    """The page's HTML, in pieces: what to read first, then what to count with, at last what programs read.

    `of_steps` are the steps, in words, that tables of kinds tell of, by the name of each. Signs that the page
    to send is `lacking`, or for which a chart is there as SVG alone, are told.
    """
    language = edition.language
    title = f"{texts.pick(state.deck.title, language)} · {state.code}"
    tables = [f"{_TABLES}{path.name}" for path in written if f"{path.parent.name}/" == _TABLES]
    names = [name for name in listed(written) if name != _TABLES] + tables
    first = (*_FIRST, f"mail-{language}.txt", f"mail-{language}.md")
    names.sort(key=lambda name: first.index(name) if name in first else len(first))
    groups: dict[str, list[str]] = {"read": [], "count": [], "programs": []}
    for name in names:
        groups[_group(name)].append(name)
    lists = "".join(_list(key, found, of_steps, language) for key, found in groups.items() if found)
    notes = [texts.text(language, "export.index.unpack")]
    if not slides.possible():
        notes.append(texts.text(language, "export.slides.missing"))
    pictures = {suffix: {path.stem for path in written if path.suffix == suffix} for suffix in _AS}
    if lacking or pictures[".svg"] - pictures[".png"]:
        notes.append(texts.text(language, "export.letters.note"))
    noted = "".join(f'<p class="tt-report-note">{escape(one)}</p>\n' for one in notes)
    yield from report.page(title, report.head(state, edition), lists + noted, language)


def _group(name: str) -> str:
    if name.startswith(_COUNT):
        return "count"
    return "programs" if name in _PROGRAMS else "read"


def _list(key: str, names: Sequence[str], of_steps: Mapping[str, str], language: str) -> str:
    rows = "".join(
        f'<tr><th scope="row"><a href="{escape(name)}">{escape(name)}</a></th>'
        f"<td>{escape(_use(name, of_steps, language))}</td></tr>\n"
        for name in names
    )
    heading = escape(texts.text(language, f"export.index.{key}"))
    return (
        f"<section>\n<h2>{heading}</h2>\n<table>\n<tbody>\n{rows}</tbody>\n</table>\n</section>\n"
    )


def _use(name: str, of_steps: Mapping[str, str], language: str) -> str:
    """What a file is for; some there are in each language, or for a kind of step."""
    stem = PurePath(name).stem
    if stem in of_steps:
        return texts.text(language, "export.tables.kind", steps=of_steps[stem])
    sort, _, of = stem.partition("-")
    if name.endswith(".md"):
        sort += "_md"
    return texts.text(language, f"export.files.{sort}", spoken=spoken.name(of) if of else "")
