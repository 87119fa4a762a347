"""Answers that people gave on paper, from a facilitator's table to what can be entered."""

from tamtam.kinds.parts.columns import Column, columns, heading
from tamtam.session.paper.counting import counted
from tamtam.session.paper.reading import read
from tamtam.session.paper.understood import PaperMistake, PaperReading
from tamtam.session.rules.paper import LONGEST_SHEET

__all__ = [
    "LONGEST_SHEET",
    "Column",
    "PaperMistake",
    "PaperReading",
    "columns",
    "counted",
    "heading",
    "read",
]
