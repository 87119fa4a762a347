"""The pictures of an activity's items, for pages that are one file: print, report."""

from html import escape

from tamtam.deck import pictures
from tamtam.deck.deck import Activity
from tamtam.language import texts


def pictured(activity: Activity, language: str, look: str) -> str:
    """Each picture over what it is of, in a row of the class `look`; "" where there is none."""
    figures = "".join(
        f'<figure><img src="{pictures.data_uri(item.picture.data)}" '
        f'alt="{escape(texts.pick(item.picture.alt, language))}">'
        f"<figcaption>{escape(texts.pick(item.text, language))}</figcaption></figure>"
        for item in pictures.shown(activity)
        if item.picture
    )
    return f'<div class="{look}">{figures}</div>\n' if figures else ""
