"""Secret links: each opens what it is for in its own session, until it is revoked."""

import json
import secrets
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tamtam.server.access import digest, new_screen_key
from tamtam.session import commands as c

from tests.refusals import refused
from tests.server.conftest import Served
from tests.server.test_stream import Listening, listening
from tests.server.test_wire import told


def link(served: Served, use: str) -> str:
    """The secret of a new link."""
    secret = new_screen_key(served.code)  # links of other uses may be made of anything
    served.do(c.Grant(use, digest(secret)))
    return secret


def bearing(secret: str, **more: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"} | more


def run(served: Served, headers: dict[str, str], **command: Any) -> httpx.Response:
    return served.wire.post(f"/control/{served.code}/run", json=command, headers=headers)


LEADING: list[dict[str, Any]] = [
    {"do": "open", "activity": "baseline", "seconds": 60},
    {"do": "time", "activity": "baseline", "change": "pause"},
    {"do": "time", "activity": "baseline", "change": "resume"},
    {"do": "time", "activity": "baseline", "change": "add", "seconds": 60},
    {"do": "focus", "activity": "baseline"},
    {"do": "close", "activity": "baseline"},
    {"do": "begin", "pause": "break", "seconds": 360},
    {"do": "end"},
]
#: What no link lets anybody do.
KEPT_TO_THE_NOTEBOOK: list[dict[str, Any]] = [
    {"do": "open", "activity": "baseline", "again": True},
    {"do": "close", "activity": "baseline", "reason": "skip"},
    {"do": "reveal", "activity": "baseline", "standing": {}, "position": 1},
    {"do": "plan", "steps": ["flows"]},
    {"do": "note", "text": "no"},
    {"do": "forget", "participant": "x"},
    {"do": "grant", "use": "clicker", "digest": "A" * 43 + "="},
    {"do": "revoke", "use": "clicker"},
    {"do": "propose", "activity": "tools", "text": "A hammer", "key": "k"},
    {"do": "plan", "steps": []},
    {"do": "prune"},
]


def test_a_clicker_leads_from_the_first_question_to_the_end(served: Served) -> None:
    headers = bearing(link(served, "clicker"))
    for command in LEADING:
        assert run(served, headers, **command).status_code == 200, command
    assert served.state()["shared"]["status"] == "over"


@pytest.mark.parametrize("command", LEADING, ids=lambda command: command["do"])
def test_no_other_link_leads(served: Served, command: dict[str, Any]) -> None:
    for use in c.LINKS[1:]:
        told(run(served, bearing(link(served, use)), **command), 401, "wrong_key")


@pytest.mark.parametrize("command", KEPT_TO_THE_NOTEBOOK, ids=lambda command: command["do"])
@pytest.mark.parametrize("use", c.LINKS)
def test_no_link_does_what_the_notebook_does(
    served: Served, use: str, command: dict[str, Any]
) -> None:
    served.do(c.Open("baseline"))
    before = served.state()["shared"]["position"]
    told(run(served, bearing(link(served, use)), **command), 401, "wrong_key")
    assert served.state()["shared"]["position"] == before


@pytest.mark.parametrize("use", ["moderator", "screen", "screen_elsewhere"])
def test_another_link_leads_nothing(served: Served, use: str) -> None:
    for command in LEADING:
        told(run(served, bearing(link(served, use)), **command), 401, "wrong_key")


@pytest.mark.parametrize(
    ("method", "path"), [("get", "health"), ("post", "stop"), ("post", "sessions")]
)
def test_a_link_says_nothing_to_the_server_itself(served: Served, method: str, path: str) -> None:
    headers = bearing(link(served, "clicker"))
    body: dict[str, Any] | None = {} if method == "post" else None
    told(
        served.wire.request(method, f"/control/{path}", json=body, headers=headers),
        401,
        "wrong_key",
    )
    presence = served.wire.get(f"/control/{served.code}/presence", headers=headers)
    told(presence, 401, "wrong_key")


def wrong_keys(served: Served, secret: str) -> Iterator[dict[str, str]]:
    """What does not open a session that a link with this secret opens."""
    me = served.person()
    yield {}
    yield me
    yield bearing(me["cookie"].partition("=")[2])
    yield bearing(secret + "x")
    yield bearing(secret[:-1])
    yield {"authorization": "Bearer"}
    yield {"authorization": f"Basic {secret}"}
    yield {"cookie": f"tamtam_{served.code}={secret}"}
    yield bearing(digest(secret).hex())
    yield bearing(link(served.another_session(), "clicker"))
    yield bearing(secret, origin="http://evil.example")
    yield bearing(secret, origin="null")
    yield bearing(secret, **{"sec-fetch-site": "cross-site"})


def test_without_its_secret_nobody_leads(served: Served) -> None:
    for headers in wrong_keys(served, link(served, "clicker")):
        told(run(served, headers, **LEADING[0]), 401, "wrong_key")
    assert served.state()["shared"]["status"] == "lobby"


def test_the_page_of_this_server_leads_with_a_link_but_never_with_the_key(served: Served) -> None:
    own = {"origin": served.running.url, "sec-fetch-site": "same-origin"}
    told(run(served, served.key | own, **LEADING[0]), 401, "wrong_key")
    told(
        run(served, served.key | {"sec-fetch-site": "same-origin"}, **LEADING[0]), 401, "wrong_key"
    )
    assert run(served, bearing(link(served, "clicker"), **own), **LEADING[0]).status_code == 200


def test_revoked_a_link_opens_nothing_and_others_stay_good(served: Served) -> None:
    first, second = link(served, "clicker"), link(served, "clicker")
    elsewhere = served.another_session()
    other = link(elsewhere, "clicker")
    assert run(served, bearing(first), **LEADING[0]).status_code == 200
    assert run(served, bearing(second), **LEADING[1]).status_code == 200
    served.do(c.Revoke("moderator"), c.Revoke("clicker"))
    for secret in (first, second):
        told(run(served, bearing(secret), **LEADING[2]), 401, "wrong_key")
    assert run(elsewhere, bearing(other), **LEADING[0]).status_code == 200
    assert run(served, bearing(link(served, "clicker")), **LEADING[2]).status_code == 200


def test_granted_and_revoked_in_one_commit_the_last_word_counts(served: Served) -> None:
    kept, gone = (secrets.token_urlsafe(16) for _ in range(2))
    commands: list[c.AnyCommand] = [
        c.Grant("clicker", digest(gone)),
        c.Revoke("clicker"),
        c.Grant("clicker", digest(kept)),
        c.Grant("clicker", digest(kept)),
    ]
    served.store.run([(served.code, command) for command in commands])
    told(run(served, bearing(gone), **LEADING[0]), 401, "wrong_key")
    assert run(served, bearing(kept), **LEADING[0]).status_code == 200


def test_only_the_hash_of_a_secret_is_kept(served: Served) -> None:
    secret = link(served, "clicker")
    assert run(served, bearing(secret), **LEADING[0]).status_code == 200
    assert all(entry.event for entry in served.store.log(served.code).entries())
    assert "granted" not in {row.type for row in served.store.log(served.code).rows()}
    for path in served.store.folder.iterdir():
        assert secret.encode() not in path.read_bytes(), path.name


def test_over_nobody_is_let_in_but_links_can_be_revoked(served: Served) -> None:
    secret = link(served, "clicker")
    served.do(c.End())
    told(run(served, bearing(secret), **LEADING[0]), 409, "session_over")
    with refused("session_over"):
        served.do(c.Grant("clicker", digest("another")))
    served.do(c.Revoke("clicker"))
    told(run(served, bearing(secret), **LEADING[0]), 401, "wrong_key")


def test_what_can_not_be_a_link_is_refused(served: Served) -> None:
    for command in (c.Grant("owner", digest("x")), c.Revoke("cookie"), c.Grant("words", b"x" * 32)):
        with refused("not_an_option"):
            served.do(command)
    with refused("unreadable"):
        served.do(c.Grant("clicker", b"short"))


def test_a_clicker_is_told_how_many_and_never_what(served: Served) -> None:
    headers = bearing(link(served, "clicker"))

    def seen() -> Any:
        answer = served.wire.get(f"/control/{served.code}/clicker/state", headers=headers)
        assert answer.status_code == 200 and answer.json()["personal"] is None
        return answer.json()["shared"]

    people = [served.person(alias=f"Ombeline {n}") for n in range(6)]
    ids = [served.state(person)["personal"]["participant"] for person in people]
    before = seen()
    assert (before["status"], before["people"], before["here"]) == ("lobby", 6, 0)
    assert [(one["name"], one["body"]["seconds"]) for one in before["actions"]] == [("next", 300)]
    run(served, headers, do="open", activity="baseline", seconds=300)
    with listening(served, people[0]) as phone:
        phone.next("shared")
        for person, value in zip(people, (1, 1, 1, 2, 2, 5), strict=True):
            served.answer(person, value)
        during = seen()
    assert (during["here"], during["activity"]["answered"]) == (1, 6)
    assert [one["name"] for one in during["actions"]][:2] == ["close", "reveal"]
    served.reveal()
    after = json.dumps(seen())
    for private in ("Ombeline", "standing", "counts", 'sentence": {', *ids):
        assert private not in after


def test_a_clicker_chooses_what_is_said_first_and_only_a_clicker_is_told_of_it(
    served: Served,
) -> None:
    headers = bearing(link(served, "clicker"))
    claims = f"/control/{served.code}/clicker/claims"
    told(served.wire.get(claims, headers=headers), 409, "already_revealed")  # nothing is asked
    served.do(c.Open("baseline"))
    for number in range(6):
        person = served.person()
        served.answer(person, 5, key="k1")
        served.answer(person, 1 + 4 * (number % 2), key="k2", item="s2")
    assert "claims" not in json.dumps(
        served.wire.get(f"/control/{served.code}/clicker/state", headers=headers).json()
    )
    told(served.wire.get(claims, headers=bearing(link(served, "moderator"))), 401, "wrong_key")
    found = served.wire.get(claims, headers=headers).json()
    assert found["highlight"] == "" and len(found["claims"]) > 1
    other = found["claims"][1]
    answer = run(served, headers, do="highlight", activity="baseline", claim=other["claim"])
    assert answer.status_code == 200
    assert served.wire.get(claims, headers=headers).json()["highlight"] == other["claim"]
    served.reveal()
    log = served.store.log(served.code)
    log.refresh()
    standing = log.state.activity("baseline").turn.standing
    assert standing and standing.sentence == other["sentence"]
    told(served.wire.get(claims, headers=headers), 409, "already_revealed")


def test_a_clicker_s_stream_tells_what_changes_until_it_is_revoked(served: Served) -> None:
    secret = link(served, "clicker")
    stream = Listening(served, bearing(secret), f"/control/{served.code}/clicker/events")
    assert stream.next("shared")[1]["status"] == "lobby"
    with listening(served, served.person()) as phone:
        phone.next("shared")
        while not stream.next("shared")[1]["here"]:
            pass
    served.do(c.Open("baseline"))
    stream.until("open")
    served.do(c.Revoke("clicker"))
    stream.ended()


@pytest.mark.parametrize("what", ["state", "events"])
def test_nobody_else_sees_what_a_clicker_sees(served: Served, what: str) -> None:
    path = f"/control/{served.code}/clicker/{what}"
    for headers in wrong_keys(served, link(served, "clicker")):
        told(served.wire.get(path, headers=headers), 401, "wrong_key")
    for use in ("moderator", "screen"):
        told(served.wire.get(path, headers=bearing(link(served, use))), 401, "wrong_key")
