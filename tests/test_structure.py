"""The shape of the code: imports go one way, heavy parts load late, one place for each secret."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from kit import kinds

PACKAGE = Path(__file__).parent.parent / "kit"
MODULES = {
    ".".join(("kit", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in PACKAGE.rglob("*.py")
    if "_shipped" not in path.parts
}


def imported(path: Path, late: bool = False) -> set[str]:
    """The modules of the package that one imports: at once, or with `late` also inside functions."""
    tree = ast.parse(path.read_text("utf-8"))
    nodes = ast.walk(tree) if late else iter(tree.body)
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            deeper = {f"{node.module}.{alias.name}" for alias in node.names} & set(MODULES)
            whole = len(deeper) < len(node.names) and node.module in MODULES
            found |= deeper | ({node.module} if whole else set())
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & set(MODULES)
    return found


def test_imports_form_no_circle() -> None:
    graph = {name: imported(path) - {name} for name, path in MODULES.items()}
    assert list(TopologicalSorter(graph).static_order())


#: What a part may never import, not even late.
FORBIDDEN = {
    "kit.deck": ("kit.fold", "kit.log", "kit.server", "kit.kinds"),
    "kit.standing": ("kit.kinds", "kit.fold", "kit.log", "kit.server"),
    "kit.kinds": ("kit.fold", "kit.rules", "kit.log", "kit.server", "kit.widgets"),
    "kit.charts": ("kit.fold", "kit.log", "kit.server", "kit.widgets"),
    "kit.fold": ("kit.log", "kit.server", "kit.rules"),
    "kit.rules": ("kit.log", "kit.server"),
    "kit.log": ("kit.server", "kit.session", "kit.view"),
    "kit.export": ("kit.server", "kit.session", "kit.widgets"),
    "kit.widgets": ("kit.server", "kit.export"),
}


@pytest.mark.parametrize("part", FORBIDDEN)
def test_lower_parts_know_nothing_of_higher_ones(part: str) -> None:
    for name, path in MODULES.items():
        if name == part or name.startswith(f"{part}."):
            for other in imported(path, late=True):
                assert not other.startswith(FORBIDDEN[part]), f"{name} imports {other}"


def test_kinds_do_not_know_each_other() -> None:
    for name in kinds.names():
        others = {f"kit.kinds.{other}" for other in kinds.names() if other != name}
        assert not imported(MODULES[f"kit.kinds.{name}"], late=True) & others


def holding(word: str) -> set[str]:
    return {name for name, path in MODULES.items() if word in path.read_text("utf-8")}


def test_one_place_knows_each_thing() -> None:
    assert holding("_shipped") == {"kit.files"}
    assert holding("import sqlite3") == {"kit.log.sqlite"}


@pytest.mark.parametrize(
    ("program", "unwanted"),
    [
        ("import kit", ["numpy", "pandas", "plotly", "anywidget", "ipywidgets", "msgspec"]),
        (
            "import kit.cli",
            ["numpy", "pandas", "plotly", "anywidget", "uvicorn", "httpx", "msgspec"],
        ),
        (
            "import kit.server.run, kit.server.app; from kit import kinds; "
            "[kinds.get(name) for name in kinds.names()]",
            ["numpy", "pandas", "plotly", "anywidget", "ipywidgets", "httpx"],
        ),
        ("import kit.room, kit.workshop", ["numpy", "pandas", "plotly", "anywidget", "httpx"]),
        ("import kit.export", ["numpy", "pandas", "plotly"]),
    ],
)
def test_heavy_parts_are_loaded_late(program: str, unwanted: list[str]) -> None:
    code = f"import sys; {program}; print(*[name for name in {unwanted} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
