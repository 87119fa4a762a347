"""The cockpit's one widget: what stands in each of its regions, and what is pressed there."""

from collections.abc import Callable
from typing import Any

import traitlets

from tamtam import assets
from tamtam.assets import minify
from tamtam.language import texts
from tamtam.notebook.widgets.chart import ChartWidget
from tamtam.session.log import now_ms

#: What is done: its name, its values, what was typed beside it, which proposals were on the screen.
Heard = Callable[[str, list[Any], dict[str, Any], list[str]], None]

REGIONS = ("bar", "sheet", "step", "panel")


class CockpitFrame(ChartWidget):
    """Regions drawn from trees of plain data (`tree.py`); only a region that changed is sent."""

    _esm = assets.page_script("cockpit")
    _css = "".join(
        minify.css((assets.folder() / "notebook" / name).read_text(encoding="utf-8"))
        for name in ("notebook.css", "cockpit.css", "builder.css")
    )
    bar: Any = traitlets.List().tag(sync=True)
    sheet: Any = traitlets.List().tag(sync=True)
    step: Any = traitlets.List().tag(sync=True)
    panel: Any = traitlets.List().tag(sync=True)
    said = traitlets.Dict().tag(sync=True)
    #: What is said where the kernel is slow to answer, or answers no more.
    silence = traitlets.Dict().tag(sync=True)
    now = traitlets.Int().tag(sync=True)
    at = traitlets.Unicode().tag(sync=True)
    hosted = traitlets.Unicode().tag(sync=True)
    done = traitlets.Int().tag(sync=True)
    layout_name = traitlets.Unicode("whole").tag(sync=True)

    def __init__(self, language: str, heard: Heard) -> None:
        super().__init__(language)
        self.silence = texts.section(language, "cockpit")["silence"]
        self._heard = heard
        self.on_msg(self._pressed)

    def draw(self, at: str, **regions: list[Any]) -> None:
        """Let these regions say this from now on; `at` is the step that is shown.

        The session's clock goes along: a browser's own may have been set since.
        """
        with self.hold_sync():
            self.now = now_ms()
            self.at = at
            for name, tree in regions.items():
                setattr(self, name, tree)

    def _pressed(self, _: object, content: dict[str, Any], buffers: list[bytes]) -> None:
        if "act" not in content:
            return
        try:
            self._heard(
                str(content["act"]),
                list(content["values"]),
                dict(content["typed"]),
                list(content["seen"]),
            )
        finally:
            self.done += 1  # the button that was pressed may be pressed again
