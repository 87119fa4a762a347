"""The surface a chart is drawn on: how wide, how high, and how its rows share it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from tamtam.charts import theme
from tamtam.language.graphemes import columns

#: The space beside a drawing, on either side, and about how wide a letter is for its size.
EDGE, _LETTER = 24, 0.57
#: How high a row is for the size of its name: two lines, and a little between rows.
_PER_ROW = 3
#: By how much rows may grow where there is more room than they need.
_MOST = 1.6


@dataclass(frozen=True, slots=True)
class Band:
    """Where a row lies, in px from the top of its drawing: its middle, and how high it is."""

    middle: float
    height: float


@dataclass(frozen=True, slots=True)
class Canvas:
    """A surface in px of the chart's own type sizes.

    With a `height` all of a chart has to fit into it; without one a chart is as high as it needs.
    Where the host writes the title itself, it is not `headed`. Rows are named in type of `row` px.
    """

    width: int = 960
    height: int = 0
    headed: bool = True
    row: int = theme.LABEL

    @property
    def inner(self) -> int:
        """The width of the drawing itself, in px."""
        return self.width - 2 * EDGE

    @property
    def room(self) -> int:
        """The height there is for a drawing without title and margins, in px; 0 without a limit."""
        return self.height - MARGIN_TOP - MARGIN_FOOT if self.height else 0

    def of(self, rows: int) -> "Canvas":
        """The same with names of rows as large as so many of them allow."""
        if not self.height:
            return self
        size = int(self.room / (_PER_ROW * max(1, rows)))
        return replace(self, row=max(theme.ROW, min(theme.LABEL, size)))

    def narrowed(self, width: int) -> "Canvas":
        """The same, less wide."""
        return replace(self, width=width)

    def line(self, share: float, size: int = theme.SMALL) -> int:
        """About how many characters of a size fit into a share of the drawing's width."""
        return max(6, int(self.inner * share / (size * _LETTER)))

    def share(self, words: Iterable[str], size: int) -> float:
        """About which share of the drawing's width the longest word takes: what it may not be broken for."""
        longest = max((columns(word) for said in words for word in said.split(" ")), default=0)
        return (longest + 1) * size * _LETTER / self.inner

    def shared(self, wanted: Sequence[float], around: float = 0) -> list[float]:
        """The edges of rows that want to be so high, in px from 0, `around` px being left for the rest.

        Where everything has to fit, rows give way in proportion; where there is more room, they grow.
        """
        factor = 1.0
        if self.height and wanted:
            factor = min(_MOST, (self.room - around) / sum(map(float, wanted)))
        return [
            round(edge, 1) for edge in accumulate((one * factor for one in wanted), initial=0.0)
        ]


#: Margins of a drawing without a title, in px.
MARGIN_TOP, MARGIN_FOOT = 8, 8
#: A page that is read at a desk; and a wall, whose page writes the title itself: 1 px here is a fifteenth of
#: the smallest letter there. On a small wall that is squarer (1024 × 768) letters are to be larger than that,
#: so that fewer stand beside each other.
PAGE = Canvas()
WALL = Canvas(1188, 460, headed=False, row=theme.ROW)
SQUARER_WALL = Canvas(824, 430, headed=False, row=theme.ROW)
