"""The way for who has no phone: the code of the page that a spare one shows, to be handed round."""

from html import escape
from typing import TYPE_CHECKING

from tamtam.notebook.widgets.elements import qr, words

if TYPE_CHECKING:
    from tamtam.notebook.room import Room


def spare(room: "Room") -> str:
    """How to hand a spare phone round, as HTML: what to do, the code, the address."""
    url = room.spare_url
    alt = escape(room.say("spare.qr", url=url))
    return (
        f'<div class="tamtam-join"><img src="{qr(url)}" alt="{alt}"><div>'
        + words(room.say("spare.title"), "title")
        + words(room.say("spare.scan"))
        + words(url, "url")
        + "</div></div>"
        + words(room.say("spare.lead"))
        + words(room.say("spare.paper"), "muted")
    )
