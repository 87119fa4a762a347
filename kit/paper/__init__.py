"""Answers that people gave on paper, from a facilitator's table to what can be entered."""

from kit.paper.columns import Column, columns, heading
from kit.paper.counting import counted
from kit.paper.reading import read
from kit.paper.understood import Mistake, Understood
from kit.rules.paper import LONGEST_SHEET

__all__ = [
    "LONGEST_SHEET",
    "Column",
    "Mistake",
    "Understood",
    "columns",
    "counted",
    "heading",
    "read",
]
