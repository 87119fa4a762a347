"""Metrics of a running server for whoever looks after it, in Prometheus' text format: counts, nobody's name.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import asyncio
from bisect import bisect_left
from collections.abc import Iterator

#: Upper bounds of how long a request took (seconds).
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
#: How often the event loop is looked at (seconds).
LOOK = 1.0
#: What is measured how, and what it says.
_HELP = {
    "tamtam_people": ("gauge", "People whose phone is connected."),
    "tamtam_streams": ("gauge", "Open streams of phones."),
    "tamtam_sessions": ("gauge", "Sessions somebody listened to since the server started."),
    "tamtam_answers_total": ("counter", "Answers that were written since the server started."),
    "tamtam_events_total": ("counter", "Events that were written since the server started."),
    "tamtam_queue": ("gauge", "Requests that wait to be written."),
    "tamtam_lag_seconds": (
        "gauge",
        "By how much the server was late the last time it was looked at.",
    ),
    "tamtam_writable": ("gauge", "1 while answers can be written, 0 while the disk refuses them."),
}
_TOOK = "tamtam_request_seconds"


class Metrics:
    """What a server counts as it goes."""

    def __init__(self) -> None:
        self.answers = 0
        self.events = 0
        self.lag = 0.0
        self._took: dict[str, tuple[list[int], list[float]]] = {}

    def took(self, route: str, seconds: float) -> None:
        """A request was answered."""
        counts, total = self._took.setdefault(route, ([0] * (len(BOUNDS) + 1), [0.0]))
        counts[bisect_left(BOUNDS, seconds)] += 1
        total[0] += seconds

    async def watch(self) -> None:
        """Look how late the event loop is, for ever."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + LOOK
            await asyncio.sleep(LOOK)
            self.lag = max(loop.time() - due, 0.0)

    def text(self, now: dict[str, float]) -> str:
        """All of it as text; `now` is what the server is like at this moment, by name."""
        counted = {
            "tamtam_answers_total": self.answers,
            "tamtam_events_total": self.events,
            "tamtam_lag_seconds": round(self.lag, 6),
        }
        return "\n".join((*_plain(now | counted), *self._histogram(), ""))

    def _histogram(self) -> Iterator[str]:
        yield f"# HELP {_TOOK} How long requests took, by route; streams apart."
        yield f"# TYPE {_TOOK} histogram"
        for route, (counts, [total]) in sorted(self._took.items()):
            within = 0
            for bound, count in zip((*BOUNDS, "+Inf"), counts, strict=True):
                within += count
                yield f'{_TOOK}_bucket{{route="{route}",le="{bound}"}} {within}'
            yield f'{_TOOK}_sum{{route="{route}"}} {total:.6f}'
            yield f'{_TOOK}_count{{route="{route}"}} {within}'


def _plain(values: dict[str, float]) -> Iterator[str]:
    for name, (sort, words) in _HELP.items():
        yield f"# HELP {name} {words}"
        yield f"# TYPE {name} {sort}"
        yield f"{name} {values[name]:g}"
