"""A whole two-hour cut led from a phone alone: the clicker's usual next thing, and what it reads."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from tamtam.notebook.rehearsal import Rehearsal
from tamtam.session import commands as c

from tests import decks
from tests.server.conftest import Served
from tests.server.test_links import bearing, link

CUT = "two_hours"
#: More presses than this lead nowhere; and so many a step are enough, rounds and reading aside.
MOST, PRESSES = 150, 4


def test_a_clicker_alone_leads_a_whole_cut(server: Callable[[], Served]) -> None:
    served = server()
    deck = decks.shipped()
    new = c.NewSession("trois_constats", deck, cut=CUT, rehearsal=True, seed=1)
    served.code = served.control.create(new)
    log = served.store.log(served.code)
    headers = bearing(link(served, "clicker"))
    people = Rehearsal(
        f"{served.running.url}/api/{served.code}/",
        lambda activity: log.state.receiver(activity).activity,
        [(n, f"Voice {n}") for n in range(1, 9)],
        language="en",
        seed=1,
        pace=0,
    )

    def told() -> Any:
        found = served.wire.get(f"/control/{served.code}/clicker/state", headers=headers)
        return found.json()["shared"]

    def post(path: str, body: dict[str, Any]) -> bool:
        """Whether it was done; not where the room had moved on by itself meanwhile."""
        answer = served.wire.post(f"/control/{served.code}/{path}", json=body, headers=headers)
        if answer.status_code == 409 and answer.json()["error"] == "moved_on":
            return False
        assert answer.status_code == 200, (body, answer.text)
        return True

    people.start()
    pressed: Counter[tuple[str, str]] = Counter()
    opened: list[str] = []
    try:
        for _ in range(MOST):
            log.refresh()
            asked = log.state.current_activity
            open_now = asked is not None and asked.status == "open" and not asked.turn.talk
            if asked is not None and open_now:
                step = (asked.activity.id, asked.turn.number, asked.turn.round)
                items = frozenset(item.id for item in asked.activity.items)
                while not people.wait(step, items, patience=0.2):
                    pass
            shown = told()
            if shown["unread"] and shown["unread"]["title"] != deck.title:
                post("run", shown["unread"]["accept"])
                continue
            first = shown["actions"][0]
            if not post(first["path"], first["body"]):
                continue
            if first["name"] in ("next", "begin"):
                opened.append(first["step"])
            if first["name"] != "advance":
                pressed[opened[-1], first["name"]] += 1
            if first["name"] == "finish":
                break
    finally:
        people.stop()
    log.refresh()
    assert log.state.over
    assert opened == list(deck.steps(CUT))
    assert [key for key, times in pressed.items() if times > 1] == []
    a_step = Counter(step for step, _ in pressed)
    assert max(a_step.values()) <= PRESSES
    revealed = {id for id, one in log.state.asked.items() if one.status == "revealed"}
    assert revealed == {step for step in opened if step in log.state.asked}
