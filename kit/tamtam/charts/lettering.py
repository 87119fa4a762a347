"""Which signs the shipped font has: pictures and PDF would draw a box for any other.

It holds Latin, Greek and Cyrillic letters. What people write may be in any script, and hold emoji: browsers
draw those in SVG and HTML, where the machine has a font for them.
"""

from collections.abc import Iterable
from functools import cache
from unicodedata import category

from tamtam import assets
from tamtam.charts.marks import DrawnChart, TextLine

FILES = {False: "DejaVuSansCondensed.ttf", True: "DejaVuSansCondensed-Bold.ttf"}


def lacking(texts: Iterable[str]) -> str:
    """The signs of texts that it hasn't, each once; nothing is drawn for marks that only join or vary.

    >>> lacking(["Zoé ✓ Ελένη", "李雷 😀"])
    '李雷😀'
    """
    signs = dict.fromkeys(sign for text in texts for sign in text)
    return "".join(
        sign for sign in signs if ord(sign) not in _held() and category(sign)[0] in "LNPSM"
    )


def lacking_in(drawing: DrawnChart) -> str:
    """The signs of a chart that it hasn't."""
    lines = (mark for mark in drawing.marks if isinstance(mark, TextLine))
    return lacking(run.text for line in lines for run in line.runs)


@cache
def _held() -> frozenset[int]:
    """The signs that both weights have."""
    from fontTools.ttLib import TTFont

    found = []
    for name in FILES.values():
        with TTFont(assets.folder() / "fonts" / name, lazy=True) as font:
            found.append(frozenset(font.getBestCmap()))
    return found[0].intersection(*found)
