"""The moderation link: what a co-facilitator sees and may do, and what only the facilitator may."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from tamtam.session import commands as c

from tests import decks
from tests.server.conftest import Served
from tests.server.test_links import LEADING, bearing, link, run, wrong_keys
from tests.server.test_stream import Listening
from tests.server.test_wire import told


@pytest.fixture
def collecting(server: Callable[[], Served]) -> Served:
    """A session that collects tools."""
    served = server()
    activities = (decks.collecting(), decks.agreement())
    code = served.control.create(decks.new_session(*activities))
    opened = Served(served.store, served.running, served.control, code, served.wire)
    opened.do(c.Open("tools"))
    return opened


def propose(served: Served, text: str, person: dict[str, str] | None = None) -> str:
    """Propose an item; returns its id."""
    body = {"activity": "tools", "text": text, "key": text}
    headers = person or served.person(alias=f"Alias of {text}")
    assert served.wire.post(f"{served.api}/items", json=body, headers=headers).status_code == 201
    log = served.store.log(served.code)
    log.refresh()
    return list(log.state.activity("tools").proposals)[-1]


def queue(served: Served, headers: dict[str, str]) -> Any:
    answer: httpx.Response = served.wire.get(
        f"/control/{served.code}/moderation/state", headers=headers
    )
    assert answer.status_code == 200, answer.text
    [found] = answer.json()["shared"]["queues"]
    return {item["id"]: item for item in found["items"]}


def test_a_co_facilitator_approves_hides_merges_edits_and_shows_again(collecting: Served) -> None:
    headers = bearing(link(collecting, "moderator"))
    one, other = propose(collecting, "Meetings"), propose(collecting, "The meeting")
    assert queue(collecting, headers)[one]["status"] == "held"

    def does(item: str, **command: Any) -> str:
        answer = run(collecting, headers, activity="tools", item=item, **command)
        assert answer.status_code == 200, answer.text
        return str(queue(collecting, headers)[item]["status"])

    assert does(one, do="show") == "shown"
    assert queue(collecting, headers)[other]["alike"] == [one]
    assert does(other, do="merge", into=one) == "merged"
    assert does(other, do="merge", into="") == "held"
    assert does(one, do="hide") == "hidden"
    assert does(one, do="show") == "shown"
    assert does(one, do="edit", text="All those meetings") == "shown"
    shown = collecting.state()["shared"]["activity"]["items"]
    assert [item["text"]["en"] for item in shown] == ["Statement 1", "All those meetings"]


def test_what_somebody_answered_keeps_its_words(collecting: Served) -> None:
    headers = bearing(link(collecting, "moderator"))
    item = propose(collecting, "Meetings")
    collecting.do(c.Show("tools", item))
    given = collecting.answer(collecting.person(), 4, activity="tools", item=item, phase="today")
    assert given.status_code == 201, given.text
    assert queue(collecting, headers)[item]["answered"]
    edited = run(collecting, headers, do="edit", activity="tools", item=item, text="Other")
    assert "Meetings" in told(edited, 409, "items_answered")["message"]


def test_a_co_facilitator_leads_nothing_and_a_clicker_moderates_nothing(
    collecting: Served,
) -> None:
    item = propose(collecting, "Meetings")
    moderator, clicker = (bearing(link(collecting, use)) for use in ("moderator", "clicker"))
    for command in LEADING:
        told(run(collecting, moderator, **command), 401, "wrong_key")
    body = {"activity": "baseline", "show": "chart"}
    url = f"/control/{collecting.code}/reveal"
    told(collecting.wire.post(url, json=body, headers=moderator), 401, "wrong_key")
    for does in ("show", "hide", "merge", "edit"):
        more = {"text": "x"} if does == "edit" else {}
        answer = run(collecting, clicker, do=does, activity="tools", item=item, **more)
        told(answer, 401, "wrong_key")
    assert queue(collecting, moderator)[item]["status"] == "held"


def test_who_proposed_or_answered_stays_unknown(collecting: Served) -> None:
    headers = bearing(link(collecting, "moderator"))
    me = collecting.person(alias="Ombeline")
    propose(collecting, "Meetings", me)
    seen = collecting.wire.get(f"/control/{collecting.code}/moderation/state", headers=headers)
    id = collecting.state(me)["personal"]["participant"]
    for private in ("Ombeline", id, "standing", "counts"):
        assert private not in json.dumps(seen.json())


def test_its_stream_tells_of_proposals_until_it_is_revoked(collecting: Served) -> None:
    headers = bearing(link(collecting, "moderator"))
    path = f"/control/{collecting.code}/moderation/events"
    stream = Listening(collecting, headers, path)
    assert len(stream.next("shared")[1]["queues"][0]["items"]) == 1
    propose(collecting, "Meetings")
    assert len(stream.next("shared")[1]["queues"][0]["items"]) == 2
    collecting.do(c.Revoke("moderator"))
    stream.ended()
    told(collecting.wire.get(path, headers=headers), 401, "wrong_key")


@pytest.mark.parametrize("what", ["state", "events"])
def test_nobody_else_sees_the_queue(collecting: Served, what: str) -> None:
    path = f"/control/{collecting.code}/moderation/{what}"
    for headers in wrong_keys(collecting, link(collecting, "moderator")):
        told(collecting.wire.get(path, headers=headers), 401, "wrong_key")
    for use in ("clicker", "screen"):
        other = bearing(link(collecting, use))
        told(collecting.wire.get(path, headers=other), 401, "wrong_key")
