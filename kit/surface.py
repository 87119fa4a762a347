"""What a person sees of a call: widgets in a notebook, plain text in a terminal or a script."""

import sys
from html import escape
from typing import Any


def in_notebook() -> bool:
    """Whether this runs in a kernel that a notebook talks to."""
    if "ipykernel" not in sys.modules:
        return False
    from IPython import get_ipython

    return getattr(get_ipython(), "kernel", None) is not None


def show(*widgets: Any) -> None:
    """Put widgets under the running cell."""
    from IPython.display import display

    for widget in widgets:
        display(widget)  # type: ignore[no-untyped-call]


def tell(words: str) -> None:
    """Say something: as text under the cell, or in the terminal. Line breaks are kept."""
    if not in_notebook():
        print(words)  # noqa: T201 — the terminal is the surface here
        return
    from IPython.display import HTML, display

    lines = escape(words).replace("\n", "<br>")
    said = HTML(f'<p class="tamtam-said">{lines}</p>')
    display({"text/html": said.data, "text/plain": words}, raw=True)  # type: ignore[no-untyped-call]
