"""The way for who has no phone: the code of the page that a spare one shows, to be handed round."""

from html import escape

from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.elements import qr, words


def spare(lead: Lead) -> str:
    """How to hand a spare phone round, as HTML: what to do, the code, the address."""
    url = lead.spare_url
    alt = escape(lead.say("spare.qr", url=url))
    return (
        f'<div class="tamtam-join"><img src="{qr(url)}" alt="{alt}"><div>'
        + words(lead.say("spare.title"), "title")
        + words(lead.say("spare.scan"))
        + words(url, "url")
        + "</div></div>"
        + words(lead.say("spare.lead"))
        + words(lead.say("spare.paper"), "muted")
    )
