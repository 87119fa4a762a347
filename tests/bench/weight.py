"""What a phone has to load, as the real server sends it."""

from collections.abc import Iterator

from tests.bench import load, machine, rooms
from tests.bench.row import Bench, Row, measure, within

#: The phone page with the forms of a first visit, compressed (kB).
FIRST_VISIT = 25


@measure
def page_weight(bench: Bench) -> Iterator[Row]:
    """Page and forms, compressed, with their headers."""
    bench.say("phone page and forms")
    forms = sorted({activity.kind for activity in rooms.ACTIVITIES})
    with rooms.real() as (place, _, _):
        paths = [f"/{place.code}", *(f"/forms/{name}.js" for name in forms)]
        replies = machine.looped(load.first_visit(place, paths))
    for reply in replies:
        if b"content-encoding: gzip" not in reply.head:
            raise AssertionError(f"sent without compression: {reply.head!r}")
    sizes = [(len(reply.head) + len(reply.body)) / 1000 for reply in replies]
    whole = sum(sizes)
    name = f"phone page with the forms of {' and '.join(forms)}, first visit"
    yield Row.judged(name, whole, "kB", within(whole, FIRST_VISIT, "kB"))
    yield Row.judged("the page alone", sizes[0], "kB")
