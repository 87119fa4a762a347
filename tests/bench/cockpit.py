"""What leading a whole session in the cockpit costs a browser: models that live, bytes of an update."""

from collections.abc import Iterator
from statistics import median

import ipywidgets
import msgspec
from tamtam.notebook.widgets.cockpit import Cockpit
from tamtam.notebook.widgets.cockpit.frame import REGIONS
from tamtam.notebook.workshop import Workshop
from tamtam.server import run
from tamtam.session.log import Store

from tests.bench import rooms
from tests.bench.row import Bench, Row, measure, within

#: Widget models that may live after a whole session; how many people, or only a few.
MODELS, PEOPLE, FEW = 200, 24, 6


@measure
def cockpit_weight(bench: Bench) -> Iterator[Row]:
    """Every step of the two-hour cut opened, answered and revealed, each drawn as it stands."""
    bench.say("a whole session in the cockpit")
    before = len(ipywidgets.Widget.widgets)
    sizes: list[int] = []
    with rooms.folder() as place:
        workshop = Workshop(language="en", cut="two_hours", store=place / "sessions.sqlite")
        room = workshop.begin(rehearsal=True)
        cockpit = Cockpit(workshop)
        cockpit.widget.observe(lambda change: sizes.append(_size(change["new"])), list(REGIONS))
        cockpit.lead(room)
        room.rehearse(FEW if bench.quick else PEOPLE, seed=1, pace=0, wait=True)
        with room.state() as state:
            steps = [step for step in state.plan if step in state.asked]
        for step in steps[: 2 if bench.quick else None]:
            room.open(step)
            room.rehearsed()
            cockpit.redraw()
            room.reveal(step, anyway=True)
            cockpit.redraw()
        models = len(ipywidgets.Widget.widgets) - before
        assert isinstance(room._store, Store)
        run.stop(room._store)
    name = "widget models that live after a session led in the cockpit"
    yield Row.judged(name, models, "models", within(models, MODELS, "models"))
    yield Row.judged("update of one region of the cockpit, median", median(sizes) / 1000, "kB")
    yield Row.judged("largest update of one region of the cockpit", max(sizes) / 1000, "kB")


def _size(tree: object) -> int:
    return len(msgspec.json.encode(tree))
