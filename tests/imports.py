"""Who imports whom in the package: what the tests of its shape hold, and the site draws."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "kit" / "tamtam"
MODULES = {
    ".".join(("tamtam", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in PACKAGE.rglob("*.py")
    if "_shipped" not in path.parts
}


#: The rooms of the package, each with what lies above it: imports run one way, from the last to the first.
ROOMS = (
    *("assets", "language", "deck", "standing", "charts", "kinds", "authoring", "session"),
    *("results", "server", "notebook", "cli"),
)
#: What stands at the door and opens rooms late: the package itself, and `python -m tamtam`.
DOORS = ("tamtam", "tamtam.__main__")


def imported(path: Path) -> set[str]:
    """The modules of the package that one imports: at once, inside functions, or for types alone."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            deeper = {f"{node.module}.{alias.name}" for alias in node.names} & set(MODULES)
            whole = len(deeper) < len(node.names) and node.module in MODULES
            found |= deeper | ({node.module} if whole else set())
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & set(MODULES)
    return found


def room_of(module: str) -> str:
    return module.split(".")[1]
