"""The chart grammar: ● today, ○ wanted, columns for the room, direct labels, a title that says it.

Figures are plain Plotly dictionaries (`data`, `layout`) in light colours; `dark` gives the same in
the dark. They are drawn on a `Canvas`: a page 960 px wide and as high as they need, in type of 24 to
15 px, or a wall into which all of it has to fit, whose page writes the sentence itself.
"""

from tamtam.charts.bars import OptionCount, chosen_bars
from tamtam.charts.beneath import halves, together
from tamtam.charts.bubbles import Bubble, Corners, bubbles
from tamtam.charts.canvas import PAGE, SQUARER_WALL, WALL, Canvas
from tamtam.charts.courses import RoundLines, RoundLineWords, courses
from tamtam.charts.diverging import Bar, Statement, diverging_bars
from tamtam.charts.dumbbell import Directions, Dumbbell, Scale, Spread, dumbbells
from tamtam.charts.frame import Frame, people
from tamtam.charts.gate import Passage, Sides, gate_bars
from tamtam.charts.ledger import Ledger, ledger
from tamtam.charts.mirror import Effect, Mirror, mirrored_bars
from tamtam.charts.network import Network, networks
from tamtam.charts.opinions import Camps, Rows, opinions
from tamtam.charts.paired import PairedDots, PairedSide, paired_bars
from tamtam.charts.plane import Axis, Place, Plane, plane_of
from tamtam.charts.profiles import Profile, WayNames, Ways, profiles
from tamtam.charts.quadrants import Quadrants, band_in_words, quadrants
from tamtam.charts.quotes import quotes
from tamtam.charts.strips import Strip, strips
from tamtam.charts.theme import Figure, colour, dark, palette, plain
from tamtam.charts.word_cloud import word_cloud

__all__ = [
    "PAGE",
    "SQUARER_WALL",
    "WALL",
    "Axis",
    "Bar",
    "Bubble",
    "Camps",
    "Canvas",
    "Corners",
    "Directions",
    "Dumbbell",
    "Effect",
    "Figure",
    "Frame",
    "Ledger",
    "Mirror",
    "Network",
    "OptionCount",
    "PairedDots",
    "PairedSide",
    "Passage",
    "Place",
    "Plane",
    "Profile",
    "Quadrants",
    "RoundLineWords",
    "RoundLines",
    "Rows",
    "Scale",
    "Sides",
    "Spread",
    "Statement",
    "Strip",
    "WayNames",
    "Ways",
    "band_in_words",
    "bubbles",
    "chosen_bars",
    "colour",
    "courses",
    "dark",
    "diverging_bars",
    "dumbbells",
    "gate_bars",
    "halves",
    "ledger",
    "mirrored_bars",
    "networks",
    "opinions",
    "paired_bars",
    "palette",
    "people",
    "plain",
    "plane_of",
    "profiles",
    "quadrants",
    "quotes",
    "strips",
    "together",
    "word_cloud",
]
