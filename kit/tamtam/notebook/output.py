"""What a person sees of a call: widgets in a notebook, plain text in a terminal or a script."""

import sys
from html import escape
from typing import Any

from tamtam.language.typed import as_html, unlinked


def in_notebook() -> bool:
    """Whether this runs in a kernel that a notebook talks to."""
    if "ipykernel" not in sys.modules:
        return False
    from IPython import get_ipython

    return getattr(get_ipython(), "kernel", None) is not None


def in_marimo() -> bool:
    """Whether this runs in a marimo notebook, which shows anywidgets and no other widgets."""
    marimo: Any = sys.modules.get("marimo")
    return marimo is not None and bool(marimo.running_in_notebook())


def show(widget: Any) -> None:
    """Put a widget under the running cell."""
    from IPython.display import display

    display(widget)  # type: ignore[no-untyped-call]


def framed(page: str) -> str:
    """A page that stands in a cell as a page of its own, apart from the notebook around it."""
    return (
        '<iframe sandbox="allow-scripts" style="width:100%;height:760px;border:0" '
        f'srcdoc="{escape(page, quote=True)}"></iframe>'
    )


def tell(words: str) -> None:
    """Say something: as text under the cell, or in the terminal. Line breaks are kept."""
    if not in_notebook():
        print(words)  # noqa: T201 — the terminal is the surface here
        return
    from IPython.display import display

    display(_bundle(words), raw=True)  # type: ignore[no-untyped-call]


class CellNote:
    """Text beside a widget, which can be said anew.

    It is kept in the notebook, where a widget is gone once its kernel is: reopened, a notebook still
    tells what a cell came to. While the widget is there its style hides the text.
    """

    def __init__(self, words: str) -> None:
        from IPython.display import display

        self._words = words
        handle: Any = display(_bundle(words, "tamtam-note"), raw=True, display_id=True)  # type: ignore[no-untyped-call]
        self._id = handle.display_id

    def say(self, words: str) -> None:
        """Replace the text, if it is another."""
        if words != self._words:
            from IPython.display import update_display

            self._words = words
            update_display(_bundle(words, "tamtam-note"), display_id=self._id, raw=True)  # type: ignore[no-untyped-call]


def _bundle(words: str, sort: str = "tamtam-said") -> dict[str, str]:
    lines = as_html(words).replace("\n", "<br>")
    return {"text/html": f'<p class="{sort}">{lines}</p>', "text/plain": unlinked(words)}
