"""Where assets and workshops are: in a checkout beside the package, in a wheel inside it.

Nothing else in the product knows a path to either.
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_IMPORT_OF_SHARED = 'from "./shared.js";'


def _shipped(name: str) -> Path:
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def assets() -> Path:
    """The folder of browser files, texts and images."""
    return _shipped("assets")


def workshops() -> Path:
    """The folder of workshops that came with the product."""
    return _shipped("workshops")


@cache
def form_module(kind: str) -> str:
    """The ES module of a kind's form, shared helpers included, for the phone and for anywidget.

    Neither host can resolve a relative import, so `shared.js` and the form are joined into one
    module: the form's import line and the helpers' ``export`` words go.
    """
    shared = (assets() / "forms" / "shared.js").read_text(encoding="utf-8")
    form = (assets() / "forms" / f"{kind}.js").read_text(encoding="utf-8")
    kept = [line for line in form.splitlines() if not line.rstrip().endswith(_IMPORT_OF_SHARED)]
    return shared.replace("\nexport ", "\n") + "\n" + "\n".join(kept) + "\n"
