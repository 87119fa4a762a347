"""A chart that moves while answers come in, without sending Plotly or the whole figure each time."""

from typing import Any

import anywidget
import traitlets

from tamtam import assets, charts
from tamtam.charts import theme
from tamtam.language import texts
from tamtam.results.view import View

#: The parts of a layout that change with the answers; the rest is sent once.
_MOVING = ("title", "annotations", "shapes", "height", "margin")


class ChartWidget(anywidget.AnyWidget):
    """What draws the chart of an activity; `show` brings it up to date.

    Plotly comes from the kernel in one binary message, asked for by the first chart of a page and
    shared by all others on it. Only what changed is sent after that.
    """

    data: Any = traitlets.List().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True)
    moving = traitlets.Dict().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    palette = traitlets.Dict().tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)

    def __init__(self, language: str) -> None:
        super().__init__(
            palette=dict(theme.palette().values()),
            texts=texts.section(language, "notebook")["chart"],
        )
        self.on_msg(self._asked)

    def show(self, view: View) -> None:
        """Draw this standing from now on: as on a wall, all of it fits; who shows it writes its sentence."""
        figure = view.plain_figure(charts.WALL)
        layout: dict[str, Any] = figure["layout"]
        with self.hold_sync():
            self.data = figure["data"]
            self.moving = {name: layout[name] for name in _MOVING if name in layout}
            self.frame = {name: part for name, part in layout.items() if name not in _MOVING}
            self.caption = view.caption

    def _asked(self, _: object, content: dict[str, Any], buffers: list[bytes]) -> None:
        if content.get("type") == "need-plotly":
            bundle = assets.folder() / "vendor" / "plotly-cartesian.min.js"
            self.send({"type": "plotly"}, [bundle.read_bytes()])
