"""Questions and pace over the wire: held on every route until approved, and never whose they are."""

import json
from typing import Any

import httpx
import pytest
from tamtam.deck.deck import BACKCHANNEL
from tamtam.session import commands as c
from tamtam.session.backchannel import MOST

from tests.server.conftest import Served
from tests.server.test_links import bearing, link, run
from tests.server.test_stream import Listening, listening
from tests.server.test_trust import everything_told
from tests.server.test_wire import told

SECRET = "Who decides on the Zanzibar contract?"


def ask(served: Served, person: dict[str, str], text: str, key: str = "") -> httpx.Response:
    body = {"activity": BACKCHANNEL, "text": text, "key": key or text}
    return served.wire.post(f"{served.api}/items", json=body, headers=person)


def asked(served: Served, person: dict[str, str], text: str) -> str:
    """Ask a question; returns its id."""
    assert ask(served, person, text).status_code == 201
    return str(mine(served, person)["proposals"][-1]["item"])


def says(served: Served, person: dict[str, str], value: Any, key: str, **slot: str) -> int:
    place = {"activity": BACKCHANNEL, "item": "pace", "phase": "now", **slot}
    return served.answer(person, value, key, **place).status_code


def mine(served: Served, person: dict[str, str]) -> Any:
    return served.state(person)["personal"]["mine"][BACKCHANNEL]


def questions(served: Served) -> list[tuple[str, str]]:
    answer = served.wire.get(f"{served.api}/aside")
    assert answer.status_code == 200, answer.text
    return [(item["text"]["en"], item["group"]) for item in answer.json()["items"]]


def seen_by(served: Served, use: str, page: str) -> Any:
    headers = bearing(link(served, use))
    answer = served.wire.get(f"/control/{served.code}/{page}/state", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["shared"]


def test_a_question_is_kept_once_and_seen_by_nobody_before_it_is_approved(served: Served) -> None:
    ada, bob = served.person(), served.person()
    assert ask(served, ada, SECRET, "k1").status_code == 201
    assert ask(served, ada, SECRET, "k1").status_code == 200
    told(ask(served, ada, "Another?", "k1"), 409, "key_reused")
    told(ask(served, {}, "A stranger?"), 401, "not_in_session")
    assert [one["status"] for one in mine(served, ada)["proposals"]] == ["held"]
    assert "Zanzibar" not in everything_told(served, [bob, {}])
    item = mine(served, ada)["proposals"][0]["item"]
    served.do(c.Show(BACKCHANNEL, item))
    assert questions(served) == [(SECRET, "")]
    served.do(c.Hide(BACKCHANNEL, item))
    assert "Zanzibar" not in everything_told(served, [bob, {}])
    assert [one["status"] for one in mine(served, ada)["proposals"]] == ["hidden"]


def test_it_comes_in_while_something_is_open_and_changes_nothing_of_it(served: Served) -> None:
    ada = served.person()
    served.do(c.Open("baseline"))
    before = served.state()["shared"]["activity"]
    served.do(c.Show(BACKCHANNEL, asked(served, ada, SECRET)))
    assert served.state()["shared"]["activity"] == before


def test_phones_hear_that_there_is_news_and_not_of_what_is_held_or_seconded(
    served: Served,
) -> None:
    ada, bob = served.person(), served.person()
    with listening(served, bob) as stream:
        _, first = stream.next("shared")
        item = asked(served, ada, SECRET)
        served.do(c.Show(BACKCHANNEL, item))
        _, second = stream.next("shared")
        assert second["aside"]["news"] > first["aside"]["news"]
        assert "Zanzibar" not in json.dumps(second)
        assert says(served, bob, True, "k1", item=item, phase="second") == 201
        served.do(c.Mark(item, "answered"))
        assert stream.next("shared")[1]["aside"]["news"] > second["aside"]["news"]
    assert questions(served) == [(SECRET, "answered")]


def test_what_one_said_is_ones_own_and_a_second_is_taken_back(served: Served) -> None:
    ada, bob = served.person(), served.person()
    item = asked(served, ada, SECRET)
    served.do(c.Show(BACKCHANNEL, item))
    assert says(served, bob, True, "k1", item=item, phase="second") == 201
    assert says(served, bob, "lost", "k2") == 201
    own = served.state(bob)["personal"]["answers"][BACKCHANNEL]["1"]
    assert own == {item: {"second": True}, "pace": {"now": "lost"}}
    assert says(served, bob, None, "k3", item=item, phase="second") == 201
    assert says(served, bob, None, "k4") == 201
    assert served.state(bob)["personal"]["answers"][BACKCHANNEL] == {}


def test_one_person_can_not_flood_the_queue(served: Served) -> None:
    ada = served.person("fr")
    for number in range(MOST):
        assert ask(served, ada, f"Question {number} ?").status_code == 201
    refusal = told(ask(served, ada, "Encore ?"), 409, "enough_asked")
    assert refusal["message"] == "Vos 5 questions attendent encore."
    told(ask(served, served.person(), "x" * 201), 422, "text_too_long")


def test_those_who_lead_see_how_many_and_never_who(served: Served) -> None:
    people = [served.person(alias=f"Ombeline {number}") for number in range(4)]
    item, waiting = (asked(served, people[0], text) for text in (SECRET, "A name?"))
    served.do(c.Show(BACKCHANNEL, item))
    for person, word in zip(people, ("fast", "fast", "fine", "lost"), strict=True):
        assert says(served, person, word, "k1") == 201
    for person in people[1:]:
        assert says(served, person, True, "k2", item=item, phase="second") == 201
    clicker = seen_by(served, "clicker", "clicker")
    assert clicker["voices"] == {"fast": 2, "fine": 1, "lost": 1, "waiting": 1, "open": 1}
    moderation = seen_by(served, "moderator", "moderation")
    [queue] = moderation["queues"]
    assert [(one["id"], one["seconds"]) for one in queue["items"]] == [(waiting, 0), (item, 3)]
    ids = [served.state(person)["personal"]["participant"] for person in people]
    for private in ("Ombeline", *ids):
        assert private not in json.dumps([clicker, moderation, served.state()])
    assert "Zanzibar" not in json.dumps(clicker)


def test_a_clicker_hears_at_once_that_somebody_is_lost(served: Served) -> None:
    person = served.person()
    headers = bearing(link(served, "clicker"))
    stream = Listening(served, headers, f"/control/{served.code}/clicker/events")
    assert stream.next("shared")[1]["voices"]["lost"] == 0
    assert says(served, person, "lost", "k1") == 201
    assert stream.next("shared")[1]["voices"]["lost"] == 1
    stream.close()


def test_a_co_facilitator_approves_and_marks_and_the_wall_shows_what_is_taken_up(
    served: Served,
) -> None:
    item = asked(served, served.person(), SECRET)
    key = link(served, "screen")

    def wall() -> Any:
        return served.wire.get(f"/screen/{key}/state").json()["shared"]["taken_up"]

    moderator, clicker = (bearing(link(served, use)) for use in ("moderator", "clicker"))
    told(run(served, moderator, do="mark", item=item, mark="now"), 422, "no_such_item")
    assert run(served, moderator, do="show", activity=BACKCHANNEL, item=item).status_code == 200
    assert wall() is None
    told(run(served, clicker, do="mark", item=item, mark="now"), 401, "wrong_key")
    assert run(served, moderator, do="mark", item=item, mark="now").status_code == 200
    assert wall() == {"fr": SECRET, "en": SECRET}
    assert questions(served) == [(SECRET, "now")]
    assert run(served, moderator, do="mark", item=item, mark="later").status_code == 200
    assert wall() is None


@pytest.mark.parametrize("command", ["open", "close"])
def test_nobody_opens_or_closes_it(served: Served, command: str) -> None:
    told(run(served, served.key, do=command, activity=BACKCHANNEL), 404, "no_such_activity")


def test_of_who_is_forgotten_nothing_is_told_any_more(served: Served) -> None:
    ada, bob = served.person(), served.person()
    mine_, other = asked(served, ada, SECRET), asked(served, bob, "Why?")
    served.do(c.Show(BACKCHANNEL, mine_), c.Show(BACKCHANNEL, other))
    assert says(served, ada, True, "k1", item=other, phase="second") == 201
    assert says(served, ada, "fast", "k2") == 201
    served.wire.post(f"{served.api}/me", json={"forget": True}, headers=ada)
    served.wire.cookies.clear()
    assert questions(served) == [("Why?", "")]
    assert seen_by(served, "clicker", "clicker")["voices"]["fast"] == 0
    [queue] = seen_by(served, "moderator", "moderation")["queues"]
    assert [(one["id"], one["seconds"]) for one in queue["items"]] == [(other, 0)]
    assert "Zanzibar" not in everything_told(served, [bob, {}])
