"""Pages that are made from the code when the site is built: the rooms, the wire, what a kind is made of."""

import inspect
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from tamtam import assets, charts
from tamtam.kinds import parts
from tamtam.kinds.kind import Kind
from tamtam.server.routes.catalogue import ROUTES

from tests.imports import DOORS, MODULES, ROOMS, imported, room_of

#: What a form of one's own may import, beside its own code.
FORMS = ("elements", "shared", "line", "bar", "dumbbell", "table")
_LENT = re.compile(
    r"(?:/\*\*(?P<said>(?:(?!\*/).)*)\*/\n)?^export (?:async )?function (?P<name>\w+)(?P<takes>\([^)]*\))",
    re.MULTILINE | re.DOTALL,
)
#: Of the picture of the rooms, in pixels: its width, a room's height, the gap below it, where rooms end.
_WIDTH, _HIGH, _GAP, _RIGHT = 420, 26, 14, 128


def write(site: Path) -> None:
    """Write every such page into the folder of the site's sources."""
    for place, text in {
        "developers/rooms.svg": rooms(),
        "developers/wire.md": _wire(),
        "authors/parts.md": _parts(),
    }.items():
        (site / place).parent.mkdir(exist_ok=True)
        (site / place).write_text(text, encoding="utf-8", newline="\n")


def imports() -> Counter[tuple[str, str]]:
    """How many imports there are from each room to each other."""
    return Counter(
        (room_of(name), room_of(other))
        for name, path in MODULES.items()
        for other in imported(path)
        if not {name, other} & set(DOORS) and room_of(name) != room_of(other)
    )


def rooms() -> str:
    """The rooms of the package from top to bottom, and who imports whom, as a picture (SVG)."""
    files = Counter(room_of(name) for name in MODULES if name not in DOORS)
    lines = [_arc(*rooms, count) for rooms, count in sorted(imports().items(), key=lambda n: -n[1])]
    boxes = [
        f'<g><rect x="1" y="{_top(room)}" width="{_RIGHT - 1}" height="{_HIGH}" rx="6"/>'
        f'<text x="10" y="{_top(room) + 18}">{room}</text>'
        f'<text class="n" x="{_RIGHT - 8}" y="{_top(room) + 18}">{files[room]}</text></g>'
        for room in ROOMS
    ]
    style = (
        "rect{fill:none;stroke:currentColor;stroke-opacity:.5}"
        "text{fill:currentColor;font:13px sans-serif}.n{text-anchor:end;opacity:.6}"
        "path{fill:none;stroke:currentColor;stroke-opacity:.35}"
        "path:hover{stroke-opacity:1}"
    )
    high = len(ROOMS) * (_HIGH + _GAP)
    named = "Rooms of the package, with how many files each has, and which imports which"
    return (
        f'<svg class="rooms" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {high}" '
        f'style="width:100%;max-width:560px" role="img" aria-label="{named}">'
        f"<style>.rooms {style.replace('}', '} .rooms ').removesuffix('.rooms ')}</style>"
        f"{''.join(lines)}{''.join(boxes)}</svg>\n"
    )


def _top(room: str) -> int:
    return ROOMS.index(room) * (_HIGH + _GAP) + 2


def _arc(room: str, other: str, count: int) -> str:
    """A line from a room to the one that it imports: the farther apart, the farther out."""
    here, there = (_top(one) + _HIGH / 2 for one in (room, other))
    apart = ROOMS.index(room) - ROOMS.index(other)
    out = _RIGHT + (_WIDTH - _RIGHT) * 4 / 3 * apart / len(ROOMS)
    wide = round(0.6 + math.log2(count) / 1.6, 1)
    return (
        f'<path stroke-width="{wide}" '
        f'd="M{_RIGHT} {here}C{out:.0f} {here} {out:.0f} {there} {_RIGHT} {there}">'
        f"<title>{room} imports {other}: {count}</title></path>"
    )


def _wire() -> str:
    rows = (
        (f"`{one.method.upper()} {one.path}`", one.does, ", ".join(one.who) or "anybody")
        for one in ROUTES
    )
    return (
        "# The wire\n\n"
        "Every route of a server, as the code that answers it describes it. A running server hands the "
        "same out with every field, as OpenAPI 3.1: `/openapi.json`. Who may ask: somebody with a cookie "
        "is a participant, with the key the facilitator, with a link whoever was given it for what it "
        f"is for.\n\n{_table(('route', 'does', 'for'), rows)}\n"
    )


def _parts() -> str:
    """What a kind of one's own may take from Tamtam, method by method."""
    methods = ((f"`{name}`", _lead(method)) for name, method in _functions(vars(Kind).items()))
    drawn = (
        (f"`charts.{name}`", _lead(one))
        for name, one in _functions((name, getattr(charts, name)) for name in charts.__all__)
    )
    shared = (
        (f"`{path.stem}`", _lead(import_module(f"tamtam.kinds.parts.{path.stem}")))
        for path in sorted(Path(parts.__file__).parent.glob("[!_]*.py"))
    )
    lent = (
        (f"`{file}.js`", f"`{name}{takes}`", said)
        for file in FORMS
        for name, takes, said in _of(file)
    )
    return "\n\n".join(
        (
            "# Forms, charts and parts that kinds share",
            "What a kind of one's own may take from Tamtam. [The tutorial](thermometer.md) uses a "
            "few of them; how each is used well is read in the kinds that came with Tamtam, "
            "`kit/tamtam/kinds/` and `assets/forms/`.",
            "## The form: JavaScript",
            'Import by name: `import { h } from "./elements.js";`.',
            _table(("from", "take", "which is"), lent),
            "## What a kind says: Python",
            "Methods of `tamtam.kinds.kind.Kind`. The first of them every kind writes: `slots`, "
            "`validate`, `values`, `tally`, `found`, `figure`, `caption`, `table`, `simulate`. "
            "The others have a default that does nothing.",
            _table(("method", "gives"), methods),
            "## Charts",
            "A chart is a plain dictionary, drawn by Plotly: a frame, `charts.Frame.of(activity, "
            "standing, language, canvas)`, and its rows.",
            _table(("chart", "draws"), drawn),
            "## Parts",
            "Files of `tamtam.kinds.parts`.",
            _table(("part", "is"), shared),
        )
    )


def _functions(named: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    return ((name, one) for name, one in named if inspect.isfunction(one) and name[0] != "_")


def _of(file: str) -> Iterator[tuple[str, str, str]]:
    """What a file of forms lends: name, what it takes, what is said of it."""
    source = (assets.folder() / "forms" / f"{file}.js").read_text(encoding="utf-8")
    for found in _LENT.finditer(source):
        said = " ".join(re.sub(r"^ *\* ?", "", found["said"] or "", flags=re.MULTILINE).split())
        yield found["name"], " ".join(found["takes"].split()), _escaped(said.split(" @param")[0])


def _lead(thing: Any) -> str:
    return _escaped(" ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split()))


def _escaped(said: str) -> str:
    """Words about code, in which what looks like an element of a page is none."""
    return said.replace("<", "\\<")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '·') for cell in line)} |" for line in lines)
