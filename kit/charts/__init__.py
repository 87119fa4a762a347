"""The chart grammar: ● today, ○ wanted, a grey line a person, direct labels, a title that says it.

Figures are plain Plotly dictionaries (`data`, `layout`) in light colours; `dark` gives the same in
the dark. They are drawn for a surface about 960 px wide, in type of 24 to 15 px; a projector shows
them twice as large. `layout.height` is the height they need; a host may set any other.
"""

from kit.charts.bars import Chosen, chosen_bars
from kit.charts.beneath import beneath
from kit.charts.bubbles import Bubble, Corners, bubbles
from kit.charts.courses import Courses, CourseWords, courses
from kit.charts.diverging import Bar, Statement, diverging_bars
from kit.charts.dumbbell import Dumbbell, Scale, Spread, dumbbells
from kit.charts.frame import Frame, people
from kit.charts.gate import Passage, Sides, gate_bars
from kit.charts.ledger import Ledger, ledger
from kit.charts.mirror import Effect, Mirror, mirrored_bars
from kit.charts.network import Network, networks
from kit.charts.opinions import Camps, Rows, opinions
from kit.charts.paired import Pair, Part, paired_bars
from kit.charts.plane import Axis, Place, Plane, plane_of
from kit.charts.profiles import Profile, Ways, profiles
from kit.charts.quadrants import Quadrants, band_in_words, quadrants
from kit.charts.quotes import quotes
from kit.charts.strips import Strip, strips
from kit.charts.theme import Figure, colour, dark, palette, plain

__all__ = [
    "Axis",
    "Bar",
    "Bubble",
    "Camps",
    "Chosen",
    "Corners",
    "CourseWords",
    "Courses",
    "Dumbbell",
    "Effect",
    "Figure",
    "Frame",
    "Ledger",
    "Mirror",
    "Network",
    "Pair",
    "Part",
    "Passage",
    "Place",
    "Plane",
    "Profile",
    "Quadrants",
    "Rows",
    "Scale",
    "Sides",
    "Spread",
    "Statement",
    "Strip",
    "Ways",
    "band_in_words",
    "beneath",
    "bubbles",
    "chosen_bars",
    "colour",
    "courses",
    "dark",
    "diverging_bars",
    "dumbbells",
    "gate_bars",
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
]
