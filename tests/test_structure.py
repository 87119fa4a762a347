"""The shape of the code: imports go one way, heavy parts load late, one place for each secret."""

import ast
import re
import subprocess
import sys
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from tamtam import kinds

from tests.imports import DOORS, MODULES, ROOMS, imported, room_of


def test_every_file_stands_in_a_room() -> None:
    assert {room_of(name) for name in MODULES if name not in DOORS} == set(ROOMS)


def test_imports_run_one_way_through_the_rooms() -> None:
    upward = [
        f"{name} imports {other}"
        for name, path in MODULES.items()
        if name not in DOORS
        for other in imported(path)
        if other in DOORS or ROOMS.index(room_of(other)) > ROOMS.index(room_of(name))
    ]
    assert upward == []


def test_imports_form_no_circle() -> None:
    graph = {name: imported(path) - {name} for name, path in MODULES.items()}
    assert list(TopologicalSorter(graph).static_order())


def classes(module: str) -> list[str]:
    """The names of a module's classes, but for its private ones."""
    body = ast.parse(MODULES[module].read_text("utf-8")).body
    names = [node.name for node in body if isinstance(node, ast.ClassDef)]
    return [name for name in names if not name.startswith("_")]


def test_a_class_name_exists_once() -> None:
    defined = Counter(name for module in MODULES for name in classes(module))
    assert [name for name, times in defined.items() if times > 1] == []


def test_a_participle_alone_names_no_class_but_an_event() -> None:
    elsewhere = [module for module in MODULES if module != "tamtam.session.events"]
    alone = re.compile(
        r"[A-Z][a-z]*(ed|own|osen|ozen|iven|aken|itten)|Found|Told|Said|Held|Kept|Made|Done|Running|Asking"
    )
    assert [name for module in elsewhere for name in classes(module) if alone.fullmatch(name)] == []


def test_kinds_do_not_know_each_other() -> None:
    for name in kinds.names():
        others = {f"tamtam.kinds.{other}" for other in kinds.names() if other != name}
        assert not imported(MODULES[f"tamtam.kinds.{name}"]) & others


#: What is built on a kind as a deck's activity is, and so names it: unplanned questions, the backchannel,
#: files of pol.is.
BUILT_ON = {
    "tamtam.authoring.unplanned": {"choice", "sentences"},
    "tamtam.session.backchannel": {"sentences"},
    "tamtam.results.polis.exported": {"statements"},
    "tamtam.results.polis.imported": {"statements"},
}
#: Kinds whose names are also words of something else: a measure, a field of a command, a drawing.
ALSO_WORDS = {"agreement", "change", "dots"}


def test_no_kind_is_named_outside_its_own_room() -> None:
    names = set(kinds.names()) - ALSO_WORDS
    for module, path in MODULES.items():
        if module.startswith("tamtam.kinds"):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        loaded = {
            other.split(".")[2]
            for other in imported(path)
            if other.count(".") > 1 and other.startswith("tamtam.kinds.")
        }
        named = {name for name in names if name in said or name in loaded}
        assert named <= BUILT_ON.get(module, set()), f"{module} names {named}"


def holding(word: str) -> set[str]:
    return {name for name, path in MODULES.items() if word in path.read_text("utf-8")}


def test_one_place_knows_each_thing() -> None:
    assert holding("_shipped") == {"tamtam.assets"}
    assert holding("import sqlite3") == {"tamtam.session.log.sqlite"}
    dialect = "tamtam.session.log.postgres"
    assert {name.removeprefix(dialect) for name in holding("import psycopg")} == {
        "",
        ".connection",
        ".others",
    }
    assert holding('"folder_not_writable"') == {"tamtam.language.errors"}
    assert holding(".folder / f") == {
        "tamtam.session.log.beside",
        "tamtam.server.lock",
        "tamtam.server.run",
    }  # the latter: a lock, a log


@pytest.mark.parametrize(
    ("program", "unwanted"),
    [
        ("import tamtam", ["numpy", "pandas", "plotly", "anywidget", "ipywidgets", "msgspec"]),
        (
            "import tamtam.cli",
            ["numpy", "pandas", "plotly", "anywidget", "uvicorn", "httpx", "msgspec"],
        ),
        (
            "import tamtam.server.run, tamtam.server.app; from tamtam import kinds; "
            "[kinds.get(name) for name in kinds.names()]",
            ["numpy", "pandas", "plotly", "anywidget", "ipywidgets", "httpx"],
        ),
        (
            "import tamtam.notebook.room, tamtam.notebook.workshop",
            ["numpy", "pandas", "plotly", "anywidget", "httpx"],
        ),
        ("import tamtam.results", ["numpy", "pandas", "plotly"]),
    ],
)
def test_heavy_parts_are_loaded_late(program: str, unwanted: list[str]) -> None:
    code = f"import sys; {program}; print(*[name for name in {unwanted} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_pages_of_the_site_link_to_what_the_repository_has() -> None:
    """They are read there, too, where nothing is that is made when the site is built."""
    docs = Path(__file__).parents[1] / "kit" / "docs"
    written = (docs / ".." / ".." / ".gitignore").read_text("utf-8").split()
    kept = [
        page
        for page in docs.rglob("*.md")
        if not any(page.match(f"kit/docs/{one}") for one in _made_by_the_site(written))
        or f"!/{page.relative_to(docs.parents[1]).as_posix()}" in written
    ]
    assert len(kept) >= 8
    links = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:|#)([^)#\s]+)")
    astray = [
        f"{page.name}: {target}"
        for page in kept
        for target in links.findall(page.read_text("utf-8"))
        if (found := (page.parent / target).resolve()) and found not in kept
        if docs in found.parents or not found.exists()
    ]
    assert astray == []


def _made_by_the_site(written: list[str]) -> list[str]:
    return [one.removeprefix("/kit/docs/") for one in written if one.startswith("/kit/docs/")]
