"""The projector page: what the room sees, for who has its secret address, and nothing private ever."""

import json
import time
from typing import Any

import httpx
import msgspec
import pytest
from tamtam.server.run import log_of
from tamtam.server.views.wall import ChartRequest, wanted
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session import fold
from tamtam.session.state import State

from tests import decks
from tests.server.conftest import Served
from tests.server.test_links import link
from tests.server.test_stream import PATIENCE, Listening
from tests.server.test_wire import told


class Wall:
    """A projector page without a browser."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.key = link(served, "screen")

    def state(self) -> Any:
        answer = self.served.wire.get(f"/screen/{self.key}/state")
        assert answer.status_code == 200, answer.text
        assert answer.json()["personal"] is None
        return answer.json()["shared"]

    def activity(self) -> Any:
        return self.state()["activity"]

    def until(self, answered: int) -> Any:
        """What is shown once so many answers are in it, drawn."""
        until = time.monotonic() + PATIENCE
        while True:
            seen = self.activity()
            if seen["shown"] and f"{answered} people answered" in json.dumps(seen["shown"]["en"]):
                return seen
            assert time.monotonic() < until, seen
            time.sleep(0.1)


@pytest.fixture
def wall(served: Served) -> Wall:
    return Wall(served)


def answered(served: Served, *values: int, activity: str = "baseline") -> list[dict[str, str]]:
    people = [served.person() for _ in values]
    for person, value in zip(people, values, strict=True):
        given = served.answer(person, value, activity=activity)
        assert given.status_code == 201, given.text
    return people


def live(served: Served) -> Served:
    """A session whose first activity shows the standing while answers come in."""
    activity = msgspec.structs.replace(decks.agreement(), live=True)
    code = served.control.create(decks.new_session(activity))
    return Served(served.store, served.running, served.control, code, served.wire)


def test_it_shows_the_way_in_and_how_many_came(served: Served, wall: Wall) -> None:
    served.person()
    served.person()
    seen = wall.state()
    assert seen["url"] == f"{served.running.url}/{served.code}"
    assert seen["qr"].startswith("data:image/svg+xml")
    assert (seen["status"], seen["people"], seen["activity"]) == ("lobby", 2, None)


def test_while_answers_come_in_it_shows_how_many_and_nothing_else(
    served: Served, wall: Wall
) -> None:
    served.do(c.Open("baseline", seconds=60))
    answered(served, 1, 1, 2, 5, 5, 5)
    served.person()
    seen = wall.state()
    assert (seen["activity"]["answered"], seen["people"]) == (6, 7)
    assert seen["activity"]["question"]["en"] == "How far do you agree?"
    assert seen["activity"]["ends_at"] is not None
    served.do(c.Close("baseline"))
    assert wall.activity()["status"] == "closed"
    assert wall.activity()["shown"] is None


def test_of_what_is_revealed_it_shows_as_much_as_was_chosen(served: Served, wall: Wall) -> None:
    served.do(c.Open("baseline"))
    answered(served, 1, 1, 2, 5, 5, 5)
    served.reveal(show="nothing")
    assert wall.activity()["shown"] is None
    served.reveal(show="sentence")
    shown = wall.activity()["shown"]["fr"]
    assert shown["sentence"] and shown["light"] is None and shown["dark"] is None
    assert shown["caption"] == shown["sentence"]
    served.reveal()
    for language in ("fr", "en"):
        shown = wall.activity()["shown"][language]
        assert shown["light"]["data"] and shown["dark"]["data"] != shown["light"]["data"]
        assert shown["caption"] != shown["sentence"]


def test_the_wall_follows_the_facet_and_the_frozen_standing_stays(served: Served) -> None:
    activity = decks.exchanges()
    code = served.control.create(decks.new_session(activity))
    served = Served(served.store, served.running, served.control, code, served.wire)
    wall = Wall(served)
    served.do(c.Open("exchanges"))
    for number in range(8):
        me = served.person()
        own = {"role": f"r{number % 2 + 1}", "teaches": ["r1"], "warns": []}
        for item, value in own.items():
            given = served.answer(me, value, item, activity="exchanges", item=item, phase="today")
            assert given.status_code == 201, given.text
    served.reveal("exchanges")
    whole, phone = wall.activity()["shown"], served.state()["shared"]["activity"]["standing"]
    assert whole["en"]["sentence"] == "“Who warns you?”: 8 of 8 name nobody"
    served.do(c.Focus("exchanges", "teaches"))
    shown = wall.activity()["shown"]
    for language in ("fr", "en"):
        assert shown[language]["sentence"] != whole[language]["sentence"]
        assert "Who warns you?" not in json.dumps(shown[language])
    assert served.state()["shared"]["activity"]["standing"] == phone
    served.do(c.Focus("exchanges"))
    assert wall.activity()["shown"] == whole

    # Where only the sentence is shown, there is none but the one that was revealed.
    served.reveal("exchanges", show="sentence")
    served.do(c.Focus("exchanges", "teaches"))
    assert wall.activity()["shown"]["en"]["sentence"] == whole["en"]["sentence"]


def test_while_items_are_collected_it_asks_for_them_and_shows_none(served: Served) -> None:
    activity = msgspec.structs.replace(decks.collecting(first=True), formation="pairs")
    code = served.control.create(decks.new_session(activity))
    served = Served(served.store, served.running, served.control, code, served.wire)
    wall = Wall(served)
    served.do(c.Open("tools"))
    me = served.person()
    body = {"activity": "tools", "text": "Melusine's hammer", "key": "k"}
    assert served.wire.post(f"{served.api}/items", json=body, headers=me).status_code == 201
    seen = wall.activity()
    assert (seen["formation"], seen["round"]["en"], seen["answered"]) == ("pairs", "step 1 of 2", 1)
    assert seen["prompt"]["en"] == "Which tool?"
    assert "Melusine" not in json.dumps(wall.state())
    served.do(c.Advance("tools", 1))
    seen = wall.activity()
    assert (seen["round"]["en"], seen["answered"], seen["prompt"]) == ("step 2 of 2", 0, None)


def test_in_a_break_the_wall_knows_when_it_ends_and_what_follows(
    served: Served, wall: Wall
) -> None:
    served.do(c.Open("baseline"), c.Begin("break", 600))
    told = wall.state()
    assert told["status"] == "break" and told["pause"]["ends_at"] - told["now"] <= 600_000
    assert (told["activity"], told["follows"]["en"]) == (None, "Five flows")
    served.do(c.Open("flows"))
    assert wall.state()["follows"] is None


def test_the_wall_knows_at_how_many_tables_people_sit(served: Served, wall: Wall) -> None:
    assert wall.state()["tables"] == 0
    for _ in range(8):
        served.person()
    served.do(c.Seat())
    assert wall.state()["tables"] == 2


def test_of_too_few_answers_there_is_no_chart(served: Served, wall: Wall) -> None:
    served.do(c.Open("baseline"))
    answered(served, 1, 2, 3, 4)
    served.reveal()
    shown = wall.activity()["shown"]["en"]
    assert shown["light"] is None and "4" in shown["sentence"]


def test_what_was_revealed_is_gone_from_the_wall_with_the_next_question(
    served: Served, wall: Wall
) -> None:
    served.do(c.Open("baseline"))
    answered(served, 1, 1, 2, 5, 5, 5)
    served.reveal()
    assert wall.activity()["shown"]
    served.do(c.Open("baseline", again=True))
    assert wall.activity()["shown"] is None
    served.do(c.Open("flows"))
    assert (wall.activity()["id"], wall.activity()["shown"]) == ("flows", None)


def test_a_live_activity_is_shown_from_five_answers_on_and_moves(served: Served) -> None:
    served = live(served)
    wall = Wall(served)
    served.do(c.Open("baseline"))
    answered(served, 1, 2, 2, 3)
    assert wall.activity()["shown"] is None
    answered(served, 4)
    assert wall.until(5)["shown"]["en"]["debrief"] == ""  # that is for after the reveal
    assert served.state()["shared"]["activity"]["standing"] is None  # phones wait for it
    answered(served, 5)
    wall.until(6)
    served.do(c.Close("baseline"))
    assert wall.activity()["shown"] is None


def test_revealed_and_open_again_the_frozen_one_stays_until_five_have_changed() -> None:
    """What is drawn of a live activity, by what its log says."""
    state = State("ROOM23")

    def happen(*events: e.AnyEvent) -> ChartRequest | None:
        for event in events:
            fold.apply(state, e.Entry(state.position + 1, 1_000, event))
        return wanted(state)

    def answer(person: int, value: int, key: str) -> e.Answered:
        return e.Answered(f"p{person}", "baseline", 1, "s1", "before", value, key)

    activity = msgspec.structs.replace(decks.agreement(), live=True)
    happen(e.SessionOpened("small", decks.deck(activity), {}, 1, 5, "team", "en", "half_day"))
    happen(*(e.Joined(f"p{i}", f"Voice {i}", "en") for i in range(6)))
    assert happen(e.ActivityOpened("baseline", 1)) == ChartRequest("baseline", 1, False, 0)
    shown = happen(*(answer(i, 2, "first") for i in range(6)))
    assert shown == ChartRequest("baseline", 1, False, state.position)
    happen(e.Revealed("baseline", 1, "chart", state.standing("baseline").to_json()))
    for now in (
        wanted(state),
        happen(e.ActivityOpened("baseline", 1)),
        happen(*(answer(i, 5, "new") for i in range(4))),
        happen(answer(3, 4, "once more")),
    ):
        assert now is not None and now.revealed
    assert happen(answer(4, 5, "new")) == ChartRequest("baseline", 1, False, state.position)
    closed = happen(e.ActivityClosed("baseline", "facilitator"))
    assert closed is not None and closed.revealed


def test_its_stream_tells_what_changes(served: Served, wall: Wall) -> None:
    stream = Listening(served, {}, f"/screen/{wall.key}/events")
    assert stream.answer.headers["content-type"].startswith("text/event-stream")
    assert stream.next("shared")[1]["status"] == "lobby"
    served.do(c.Open("baseline"))
    stream.until("open")
    answered(served, 1, 1, 2, 5, 5, 5)
    while stream.next("shared")[1]["activity"]["answered"] < 6:
        pass
    served.reveal()
    while not stream.next("shared")[1]["activity"]["shown"]:
        pass
    stream.close()


def test_where_another_session_was_begun_it_says_last_which_and_how_to_join(
    served: Served, wall: Wall
) -> None:
    stream = Listening(served, {}, f"/screen/{wall.key}/events")
    stream.next("shared")
    served.do(c.Revoke("screen", begun="K7P2QX"))
    while not (last := stream.next("shared")[1]).get("begun"):
        pass
    assert last["begun"]["title"]["en"] == "Session K7P2QX has begun"
    assert f"{served.running.url}/K7P2QX" in last["begun"]["lead"]["fr"]
    stream.ended()
    told(
        served.wire.get(f"/screen/{wall.key}/state"), 401, "wrong_key"
    )  # who comes later isn't told


def test_revoked_it_goes_dark_at_once(served: Served, wall: Wall) -> None:
    stream = Listening(served, {}, f"/screen/{wall.key}/events")
    stream.next("shared")
    served.do(c.Revoke("screen"))
    stream.ended()
    told(served.wire.get(f"/screen/{wall.key}/state"), 401, "wrong_key")
    told(served.wire.get(f"/screen/{wall.key}/events"), 401, "wrong_key")
    assert served.wire.get(f"/screen/{wall.key}").status_code == 404


def test_only_its_own_key_opens_it(served: Served, wall: Wall) -> None:
    me = served.person()
    other = link(served, "clicker")
    wrong = ("guess", other, served.code, me["cookie"].partition("=")[2], served.running.key)
    for key in wrong:
        for path in ("state", "events"):
            told(served.wire.get(f"/screen/{key}/{path}", headers=me), 401, "wrong_key")
    for method in ("post", "put"):
        assert served.wire.request(method, f"/screen/{wall.key}/state").status_code == 404


def test_its_address_is_written_nowhere(served: Served, wall: Wall) -> None:
    wall.state()
    served.wire.get(f"/screen/{wall.key}")
    served.wire.get(f"/screen/{wall.key}/nothing")
    assert wall.key not in log_of(served.store).read_text()
    assert wall.key not in json.dumps(wall.state())


def test_through_a_whole_session_nothing_private_is_on_it(served: Served, wall: Wall) -> None:
    """No alias, no participant, no own answer, no standing before its time."""
    frames: list[str] = []

    def look() -> Any:
        seen = wall.state()
        frames.append(json.dumps(seen))
        return seen

    names = ("Ombeline", "Zéphyrin", "Philomène", "Hippolyte", "Eulalie", "Gaspard")
    people = [served.person(alias=name) for name in names]
    ids = [served.state(person)["personal"]["participant"] for person in people]
    look()
    served.do(c.Open("flows", seconds=90))
    for person in people:
        served.answer(person, 7, activity="flows", item="money", phase="today")
        look()
    served.do(c.Time("flows", "pause"), c.Close("flows"))
    look()
    assert all('"shown": null' in frame for frame in frames[1:])
    assert not any(
        secret in frame for frame in frames for secret in ("counts", "standing", "median")
    )
    served.reveal("flows")
    assert look()["activity"]["shown"]
    served.do(c.Forget(ids[0]), c.End())
    look()
    everything = "\n".join(frames)
    for private in (*names, *(json.dumps(name)[1:-1] for name in names), *ids):
        assert private not in everything
    for person in people:
        assert person["cookie"].partition("=")[2] not in everything


def test_the_page_may_load_its_charts_and_no_script_of_others(served: Served, wall: Wall) -> None:
    page = served.wire.get(f"/screen/{wall.key}")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    [scripts] = [part for part in policy.split("; ") if part.startswith("script-src")]
    assert "unsafe" not in scripts
    assert page.headers["referrer-policy"] == "no-referrer"
    address = page.text.partition('data-plotly="')[2].partition('"')[0]
    bundle: httpx.Response = served.wire.get(address)
    assert bundle.status_code == 200 and "immutable" in bundle.headers["cache-control"]
    assert wall.key not in page.text


def test_on_another_device_only_a_link_drawn_for_that_opens_it(served: Served, wall: Wall) -> None:
    transport = httpx.HTTPTransport(local_address="127.0.0.2")  # not the server's own address
    elsewhere = link(served, "screen_elsewhere")
    with httpx.Client(transport=transport, trust_env=False, base_url=served.running.url) as tablet:
        assert tablet.get(f"/screen/{wall.key}").status_code == 404
        told(tablet.get(f"/screen/{wall.key}/state"), 401, "wrong_key")
        told(tablet.get(f"/screen/{wall.key}/events"), 401, "wrong_key")
        assert tablet.get(f"/screen/{elsewhere}").status_code == 200
        shown = tablet.get(f"/screen/{elsewhere}/state").json()["shared"]
    assert shown["code"] == wall.state()["code"] == served.code
    assert served.wire.get(f"/screen/{elsewhere}").status_code == 200
