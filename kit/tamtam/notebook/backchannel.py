"""Backchannel in words for the facilitator: how many find it too fast, how many questions there are."""

from typing import Literal

from tamtam.language import texts
from tamtam.session.backchannel import FRESH
from tamtam.session.state import State

#: What becomes of questions that are sent from now on.
Taking = Literal["held", "at_once", "none"]


def said(state: State, now: int, language: str) -> list[str]:
    """How many find it too fast, fine or are lost, and how many questions there are; never who."""
    paces, (waiting, still_open) = state.backchannel.paces(now), state.backchannel.unsettled()
    lines = []
    if any(paces.values()):
        minutes = FRESH // 60_000
        lines.append(texts.text(language, "notebook.voices.pace", n=minutes, **paces))
    if waiting or still_open:
        told = {"open": still_open, "waiting": waiting}
        lines.append(texts.text(language, "notebook.voices.questions", **told))
    return lines
