"""What every widget is made of: HTML from escaped words, buttons, and the one style sheet."""

from collections.abc import Callable
from functools import cache
from html import escape

import ipywidgets as widgets

from tamtam import assets
from tamtam.assets import minify


@cache
def _style() -> str:
    folder = assets.folder() / "notebook"
    sheets = (folder / "notebook.css", folder / "mirror.css")
    return (
        f"<style>{minify.css(''.join(one.read_text(encoding='utf-8') for one in sheets))}</style>"
    )


def panel(*children: widgets.Widget) -> widgets.VBox:
    """A column of widgets in Tamtam's look."""
    box = widgets.VBox([widgets.HTML(_style()), *children])
    box.add_class("tamtam")
    return box


def words(text: str, sort: str = "") -> str:
    """A paragraph of plain text; `sort` names its look in notebook.css (and its state, after a space)."""
    return f"<p{looks(*sort.split())}>{escape(text)}</p>"


def looks(*sorts: str) -> str:
    """The class attribute for looks and states of notebook.css, none for empty names.

    >>> looks("step", "now", "")
    ' class="tamtam-step tamtam-now"'
    """
    named = " ".join(f"tamtam-{sort}" for sort in sorts if sort)
    return f' class="{named}"' if named else ""


def qr(said: str) -> str:
    """A QR code as an image; always dark on light: not every phone reads one in a dark theme's colours."""
    import segno  # whoever works alone lets nobody in

    made = segno.make(said, error="m")
    return str(made.svg_data_uri(scale=8, border=3, dark="#1E2330", light="#FFFFFF"))


def button(label: str, press: Callable[[], None], sort: str = "") -> widgets.Button:
    """A button that does one thing; `sort` names its look in notebook.css."""
    made = widgets.Button(description=label)
    if sort:
        made.add_class(f"tamtam-{sort}")
    made.on_click(lambda _: press())
    return made


def folded(title: str, *inside: widgets.Widget) -> widgets.VBox:
    """Widgets out of sight until their title is pressed: a button, so that keys reach it too."""
    content = widgets.VBox(list(inside), layout={"display": "none"})

    def turn() -> None:
        hidden = content.layout.display == "none"
        content.layout.display = None if hidden else "none"
        fold.description = f"{'▾' if hidden else '▸'} {title}"

    fold = button(f"▸ {title}", turn, "fold")
    return widgets.VBox([fold, content])
