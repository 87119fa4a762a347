"""A standing that was not revealed reaches no phone and no projector, by any route."""

import itertools
import json
from contextlib import suppress
from typing import Any

import httpx
import pytest
from tamtam.server.pages import PLOTLY
from tamtam.server.routes import catalogue
from tamtam.session import commands as c

from tests.server.conftest import Served
from tests.server.test_links import link

#: Answers whose counts (3 of 1, 4 of 2) stand nowhere else.
SECRET = (1, 1, 1, 2, 2, 2, 2)


def told_by_stream(served: Served, headers: dict[str, str]) -> str:
    """The first events of a stream."""
    text = ""
    url = f"{served.api}/events"
    with (
        suppress(httpx.ReadTimeout),  # whatever comes within a moment
        served.wire.stream("GET", url, headers=headers, timeout=0.4) as answer,
    ):
        for piece in answer.iter_text():
            text += piece
    return text


#: What is the same whoever asks and whatever was answered; a test of its own holds that.
ALWAYS_ALIKE = (
    *("/", "/{code}", "/openapi.json", "/forms/{kind}.js", "/healthz"),
    *("/screen/{key}", f"/assets/{PLOTLY}", "/clicker/{code}", "/moderate/{code}"),
    "/spare/{code}",
)


def addresses(served: Served, key: str) -> list[str]:
    """Every GET route there is, with everything one could guess for its parameters.

    `key` opens the projector page.
    """
    found = []
    for route in catalogue.ROUTES:
        alike = route.path in ALWAYS_ALIKE or route.path.endswith("events")
        if route.method == "get" and not alike:
            found.append(route.path.replace("{code}", served.code).replace("{key}", key))
    guesses = ("standing", "results", "chart", "answers", "log", "export", "screen", "preview")
    found += [f"/{base}/{guess}" for base in (f"api/{served.code}", "control") for guess in guesses]
    found += [f"/screen/{served.code}/state", f"/control/{served.code}/standing"]
    return sorted(set(found))


def everything_told(served: Served, everybody: list[dict[str, str]]) -> str:
    told = []
    key = link(served, "screen")
    for headers, path in itertools.product(everybody, addresses(served, key)):
        told.append(served.wire.get(path, headers=headers).text)
        told.append(served.wire.get(f"{path}?reveal=1&show=chart", headers=headers).text)
    for headers in everybody:
        told.append(told_by_stream(served, headers))
        for body in ({}, {"language": "en"}):
            told.append(served.wire.post(f"{served.api}/me", json=body, headers=headers).text)
        told.append(served.wire.post(f"{served.api}/join", json={}, headers=headers).text)
        served.wire.cookies.clear()
    return "\n".join(told)


@pytest.fixture
def voted(served: Served) -> list[dict[str, str]]:
    """Everybody who could ask: those who answered, a newcomer, a stranger, nobody."""
    served.do(c.Open("baseline"))
    people = [served.person() for _ in SECRET]
    for person, value in zip(people, SECRET, strict=True):
        assert served.answer(person, value).status_code == 201
    stranger = served.another_session().person()
    return [people[0], served.person(), stranger, {}, {"cookie": f"tamtam_{served.code}=guess"}]


def assert_nothing_is_told(told: str) -> None:
    assert '"counts"' not in told
    assert '"sentence"' not in told
    assert '"outcome"' not in told
    assert '"median"' not in told
    assert '"light":' not in told and '"caption":' not in told
    assert told.count('"standing":null') >= 1
    assert '"standing":{' not in told


def test_pages_and_forms_are_the_same_before_and_after(
    served: Served, voted: list[dict[str, str]]
) -> None:
    empty = served.another_session()
    for pattern, kind in itertools.product(ALWAYS_ALIKE, ("agreement", "flows")):
        told = {
            served.wire.get(
                pattern.replace("{code}", code).replace("{kind}", kind).replace("{key}", "guess"),
                headers=headers,
            ).text
            for code in (served.code, empty.code)
            for headers in voted
        }
        assert len(told) == 1, pattern


def test_while_it_is_open_no_route_tells_where_the_group_stands(
    served: Served, voted: list[dict[str, str]]
) -> None:
    assert_nothing_is_told(everything_told(served, voted))


def test_nor_when_it_is_closed(served: Served, voted: list[dict[str, str]]) -> None:
    served.do(c.Close("baseline"))
    assert_nothing_is_told(everything_told(served, voted))


def test_nor_when_it_was_asked_again(served: Served, voted: list[dict[str, str]]) -> None:
    served.reveal()
    assert '"counts"' in everything_told(served, voted)
    served.do(c.Open("baseline", again=True))
    for person in voted[:2]:
        served.answer(person, 5, key="again")
    assert_nothing_is_told(everything_told(served, voted))


def test_what_was_revealed_is_covered_while_it_is_open_to_a_late_group(
    served: Served, voted: list[dict[str, str]]
) -> None:
    served.reveal()
    served.do(c.Open("baseline", reopen=True))
    assert_nothing_is_told(everything_told(served, voted))
    served.do(c.Close("baseline"))
    assert '"counts"' in everything_told(served, voted)


def test_nor_when_the_facilitator_shows_nothing(
    served: Served, voted: list[dict[str, str]]
) -> None:
    served.reveal(show="nothing")
    assert_nothing_is_told(everything_told(served, voted))


def test_of_a_sentence_only_the_sentence(served: Served, voted: list[dict[str, str]]) -> None:
    served.reveal(show="sentence")
    told = everything_told(served, voted)
    assert '"sentence"' in told
    for secret in ('"counts"', '"median"', '"outcome"'):
        assert secret not in told


def test_a_revealed_standing_is_the_frozen_one_for_everybody(
    served: Served, voted: list[dict[str, str]]
) -> None:
    served.reveal()
    seen = {
        json.dumps(served.state(headers)["shared"]["activity"]["standing"], sort_keys=True)
        for headers in voted
    }
    assert len(seen) == 1
    [only] = seen
    counts: dict[str, Any] = json.loads(only)["items"][0]["distributions"][0]["counts"]
    assert (counts["1"], counts["2"]) == (0, 7)  # of so few, not how firmly they disagree


def test_below_the_least_number_even_a_reveal_tells_only_the_count(served: Served) -> None:
    served.do(c.Open("baseline"))
    people = [served.person() for _ in range(4)]
    for person in people:
        served.answer(person, 1)
    served.reveal()
    standing = served.state()["shared"]["activity"]["standing"]
    assert standing["n"] == 4
    assert "items" not in standing and "details" not in standing


def test_nobody_s_id_alias_or_cookie_is_told_to_others(
    served: Served, voted: list[dict[str, str]]
) -> None:
    mine = served.join(alias="Ombeline")
    told = everything_told(served, voted)
    assert "Ombeline" not in told
    assert mine.json()["participant"] not in told
    assert mine.headers["set-cookie"].partition("=")[2].partition(";")[0] not in told


def test_an_answer_tells_nothing_but_that_it_is_saved(served: Served) -> None:
    served.do(c.Open("baseline"))
    answer: httpx.Response = served.answer(served.person(), 3)
    assert set(answer.json()) == {"saved", "position"}
