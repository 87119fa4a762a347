"""The poll in NiceGUI: a page a visitor, answers in memory."""

import sys

from nicegui import ui

CHOICES = ["1", "2", "3", "4", "5"]
votes: dict[str, str] = {}


@ui.page("/")
def poll() -> None:
    """One question; what was chosen last is said beneath it."""
    person = ui.context.client.id

    def vote(event: object) -> None:
        votes[person] = event.value  # type: ignore[attr-defined]
        thanks.text = f"{event.value}, thank you"  # type: ignore[attr-defined]

    ui.label("How are we doing?")
    ui.radio(CHOICES, on_change=vote)
    thanks = ui.label("")


# Others are measured in between on the same core: nobody is given up meanwhile.
ui.run(host="127.0.0.1", port=int(sys.argv[1]), show=False, reload=False, reconnect_timeout=60)
