"""What the wire promises: statuses, who may do what, and words that say what to do next."""

import json
import re
import threading
from typing import Any

import httpx
import pytest
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.server import pages
from tamtam.server.access import TRIES
from tamtam.session import commands as c

from tests.server.conftest import Served

LANGUAGES = ("fr", "en")


def told(answer: httpx.Response, status: int, error: str) -> dict[str, str]:
    """What a refusal says, in words."""
    assert answer.status_code == status, answer.text
    body: dict[str, str] = answer.json()
    assert body["error"] == error
    assert body["message"] and body["hint"]
    assert "{" not in body["message"] + body["hint"]
    return body


# --- joining


def test_joining_makes_a_participant_with_a_cookie_and_three_words(served: Served) -> None:
    answer = served.join(alias="Ada")
    body = answer.json()
    assert answer.status_code == 201
    assert len(body["words"]) == 3
    assert body["personal"]["alias"] == "Ada"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"tamtam_{served.code}=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie  # plain http; a browser would drop it
    assert body["participant"] not in cookie


def test_with_the_cookie_it_is_the_same_participant(served: Served) -> None:
    first = served.join()
    headers = {"cookie": first.headers["set-cookie"].partition(";")[0]}
    again = served.wire.post(f"{served.api}/join", json={}, headers=headers)
    assert again.status_code == 200
    assert again.json()["participant"] == first.json()["participant"]
    assert len(served.store.log(served.code).refresh()) >= 0
    assert again.json()["words"] == []


def test_with_the_words_it_is_the_same_person_on_another_phone(served: Served) -> None:
    first = served.join(language="fr", alias="Zoé").json()
    written = "  ".join(first["words"]).upper()
    other = served.join(words=written)
    assert other.status_code == 200
    assert other.json()["participant"] == first["participant"]
    assert other.json()["personal"]["alias"] == "Zoé"
    headers = {"cookie": other.headers["set-cookie"].partition(";")[0]}
    served.do(c.Open("baseline"))
    assert served.answer(headers, 4).status_code == 201


def test_a_get_never_makes_a_participant(served: Served) -> None:
    for path in (f"/{served.code}", f"{served.api}/state", f"/{served.code.lower()}"):
        assert served.wire.get(path).status_code == 200
    log = served.store.log(served.code)
    log.refresh()
    assert log.state.participants == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_can_be_tried_only_so_often(served: Served, language: str) -> None:
    session = served.another_session()
    for _ in range(TRIES):
        told(session.join(language, words="not at all"), 401, "wrong_words")
    answer = session.join(language, words="not at all")
    told(answer, 429, "too_many_tries")
    assert 0 < int(answer.headers["retry-after"]) <= 61
    assert session.join(language).status_code == 201  # who is new comes in all the same


def test_a_taken_alias_is_told_with_another_one(served: Served) -> None:
    served.person(alias="Ada")
    told(served.join(alias=" ada "), 409, "alias_taken")


def test_two_people_can_not_take_the_same_alias_in_the_same_moment(served: Served) -> None:
    answers: list[int] = []

    def join() -> None:
        url = f"{served.running.url}{served.api}/join"
        answers.append(httpx.post(url, json={"alias": "Twin"}, trust_env=False).status_code)

    threads = [threading.Thread(target=join) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [201] + [409] * 7


# --- answering


def test_an_answer_is_stored_once_however_often_it_is_sent(served: Served) -> None:
    served.do(c.Open("baseline"))
    me = served.person()
    first = served.answer(me, 4)
    again = served.answer(me, 4)
    assert (first.status_code, again.status_code) == (201, 200)
    told(served.answer(me, 5), 409, "key_reused")
    log = served.store.log(served.code)
    answered = [e for e in log.entries() if type(e.event).__name__ == "Answered"]
    assert len(answered) == 1


def test_an_answer_can_be_changed_and_taken_back_while_it_is_open(served: Served) -> None:
    served.do(c.Open("baseline"))
    me = served.person()
    for key, value in (("a", 4), ("b", 2), ("c", None), ("d", 1)):
        assert served.answer(me, value, key).status_code == 201
    assert served.state(me)["personal"]["answers"]["baseline"]["1"] == {"s1": {"before": 1}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_after_close_came_too_late(served: Served, language: str) -> None:
    served.do(c.Open("baseline"))
    me = served.person(language)
    assert served.answer(me, 4).status_code == 201
    served.do(c.Close("baseline"))
    late = told(served.answer(me, 5, "k2"), 409, "closed")
    assert ("trop tard" if language == "fr" else "too late") in late["message"]
    assert served.answer(me, 4).status_code == 200  # the first one is still acknowledged
    assert served.state(me)["personal"]["answers"]["baseline"]["1"] == {"s1": {"before": 4}}


def test_one_s_own_answers_are_one_s_own(served: Served) -> None:
    served.do(c.Open("baseline"))
    one, other = served.person(), served.person()
    served.answer(one, 5)
    assert served.state(other)["personal"]["answers"] == {"baseline": {}, "aside": {}}
    assert served.state()["personal"] is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"value": 6}, "out_of_range", "value"),
        ({"value": "4"}, "not_a_whole_number", "value"),
        ({"value": 4.0}, "not_a_whole_number", "value"),
        ({"value": True}, "not_a_whole_number", "value"),
        ({"value": {"a": [1]}}, "not_a_whole_number", "value"),
        ({"item": "s9"}, "no_such_item", "item"),
        ({"phase": "after"}, "no_such_phase", "phase"),
        ({"activity": "nothing"}, "no_such_activity", None),
        ({"key": ""}, "text_empty", "key"),
        ({"key": "x" * 65}, "text_too_long", "key"),
        ({"key": 3}, "unreadable", "key"),
        ({"extra": 1}, "unreadable", None),
        ({"turn": "one"}, "unreadable", "turn"),
    ],
)
def test_what_is_wrong_with_an_answer_is_named(
    served: Served, language: str, changes: dict[str, Any], error: str, field: str | None
) -> None:
    served.do(c.Open("baseline"))
    me = served.person(language)
    answer = served.answer(me, 4, **{"key": "k", **changes})
    body = told(answer, 404 if error == "no_such_activity" else 422, error)
    assert body.get("field") == field


def test_an_activity_nobody_opened_takes_no_answers(served: Served) -> None:
    told(served.answer(served.person(), 4), 409, "closed")


# --- oneself


def test_alias_and_language_are_changed(served: Served) -> None:
    me = served.person(alias="Ada")
    answer = served.wire.post(
        f"{served.api}/me", json={"alias": "Grace", "language": "fr"}, headers=me
    )
    assert answer.status_code == 200
    personal = answer.json()["personal"]
    assert (personal["alias"], personal["language"]) == ("Grace", "fr")


def test_who_asks_to_be_forgotten_is_gone(served: Served) -> None:
    served.do(c.Open("baseline"))
    me = served.person(alias="Melusine-the-forgotten")
    served.answer(me, 4)
    answer = served.wire.post(f"{served.api}/me", json={"forget": True}, headers=me)
    assert answer.json() == {"forgotten": True}
    assert "Max-Age=0" in answer.headers["set-cookie"]
    told(served.answer(me, 5, "k2"), 401, "not_in_session")
    assert "Melusine-the-forgotten" not in served.wire.get(f"{served.api}/state").text


def test_who_leaves_a_phone_to_the_next_is_kept_and_its_cookie_is_gone(served: Served) -> None:
    served.do(c.Open("baseline"))
    me = served.person(alias="Ada")
    served.answer(me, 4)
    answer = served.wire.post(f"{served.api}/me", json={"leave": True}, headers=me)
    assert answer.json() == {"left": True}
    assert "Max-Age=0" in answer.headers["set-cookie"]
    kept = served.state(me)["personal"]["answers"]["baseline"]["1"]
    assert kept == {"s1": {"before": 4}}


# --- what isn't for one


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_codes_pages_and_people_are_told(served: Served, language: str) -> None:
    say = {"accept-language": language}
    for path in ("/api/ZZZZZZ/state", "/api/ZZZZZZ/events"):
        told(served.wire.get(path, headers=say), 404, "no_such_session")
    told(served.wire.post("/api/ZZZZZZ/join", json={}, headers=say), 404, "no_such_session")
    told(served.wire.get("/nothing/here", headers=say), 404, "no_such_page")
    told(served.wire.get("/forms/nothing.js", headers=say), 404, "no_such_page")
    told(served.answer(say, 4), 401, "not_in_session")
    told(served.wire.post(f"{served.api}/me", json={}, headers=say), 401, "not_in_session")
    unknown = served.wire.get("/ZZZZZZ", headers=say)
    assert unknown.status_code == 404 and "<html" in unknown.text


def test_another_session_s_cookie_opens_nothing_here(served: Served) -> None:
    elsewhere = served.another_session()
    stranger = elsewhere.person()
    assert served.state(stranger)["personal"] is None
    renamed = {"cookie": stranger["cookie"].replace(elsewhere.code, served.code)}
    assert served.state(renamed)["personal"] is None
    served.do(c.Open("baseline"))
    told(served.answer(renamed, 4), 401, "not_in_session")


PREVIEWS = (
    "WhatsApp/2.24.6.77 A",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (compatible; Slackbot-LinkExpanding 1.0; +https://api.slack.com/robots)",
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
)


@pytest.mark.parametrize("agent", PREVIEWS)
def test_a_link_that_a_chat_previews_brings_nobody_in(served: Served, agent: str) -> None:
    for path in (f"/{served.code}", f"{served.api}/state", "/"):
        for method in ("HEAD", "GET"):
            answer = served.wire.request(method, path, headers={"user-agent": agent})
            assert "set-cookie" not in answer.headers
    log = served.store.log(served.code)
    log.refresh()
    assert log.state.participants == {}
    assert served.control.reached() is None


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_another_method_is_told_which_one_would_do(served: Served, method: str) -> None:
    answer = served.wire.request(method, f"{served.api}/answers")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"


CONTROL = [
    ("get", "health", None),
    ("post", "stop", {}),
    ("post", "sessions", {}),
    ("post", "{code}/run", {"do": "open", "activity": "baseline"}),
    ("get", "{code}/presence", None),
    ("get", "nothing", None),
]


@pytest.mark.parametrize(("method", "path", "body"), CONTROL)
def test_control_is_for_who_has_the_key(
    served: Served, method: str, path: str, body: dict[str, Any] | None
) -> None:
    me = served.person()
    url = f"/control/{path.format(code=served.code)}"
    keys: list[dict[str, str]] = [
        {},
        me,
        {"authorization": "Bearer"},
        {"authorization": f"Bearer {served.running.key}x"},
        {"authorization": f"Basic {served.running.key}"},
        {"authorization": "Bearer " + me["cookie"].partition("=")[2]},
        served.key | {"origin": "http://evil.example"},  # no page of a browser, even with the key
    ]
    for headers in keys:
        told(served.wire.request(method, url, json=body, headers=headers), 401, "wrong_key")
    assert served.wire.get("/healthz").status_code == 200
    assert served.state()["shared"]["status"] == "lobby"


def test_with_the_key_commands_are_run_or_refused_in_words(served: Served) -> None:
    def run(body: dict[str, Any]) -> httpx.Response:
        return served.wire.post(f"/control/{served.code}/run", json=body, headers=served.key)

    assert run({"do": "open", "activity": "baseline"}).status_code == 200
    told(run({"do": "open", "activity": "nothing"}), 404, "no_such_activity")
    told(run({"do": "explode"}), 422, "unreadable")
    told(run({"do": "join", "participant": "x"}), 422, "unreadable")
    told(run({"do": "answer"}), 422, "unreadable")


# --- bodies


@pytest.mark.parametrize("route", ["join", "answers", "me"])
def test_bodies_that_are_no_json_or_too_long_are_told(served: Served, route: str) -> None:
    me = served.person()
    url = f"{served.api}/{route}"
    for content, kind, status, error in (
        (b"{}", "text/plain", 415, "not_json"),
        (b"{}", "", 415, "not_json"),
        (b"{", "application/json", 422, "unreadable"),
        (b"", "application/json", 422, "unreadable"),
        (b"\xff\xfe", "application/json", 422, "unreadable"),
        (b'{"alias": "\xff"}', "application/json", 422, "unreadable"),
        (b"[" * 60_000, "application/json", 422, "unreadable"),
        (b"[]", "application/json", 422, "unreadable"),
        (b"null", "application/json", 422, "unreadable"),
        (b'{"alias": "' + b"x" * 70_000 + b'"}', "application/json", 413, "too_large"),
    ):
        answer = served.wire.post(url, content=content, headers=me | {"content-type": kind})
        told(answer, status, error)


@pytest.mark.parametrize(
    "value", ["9" * 5_000, "1e999", "-0", "NaN", '"\\ud800"', "{}", "[[]]", "[" * 30_000]
)
def test_strange_values_are_refused_not_stumbled_over(served: Served, value: str) -> None:
    served.do(c.Open("baseline"))
    me = served.person()
    asked = '"activity":"baseline","phase":"before","item":"s1","key":"k"'
    body = f'{{{asked},"value":{value}}}'.encode()
    answer = served.wire.post(
        f"{served.api}/answers", content=body, headers=me | {"content-type": "application/json"}
    )
    assert answer.status_code == 422, answer.text


# --- pages


def test_pages_name_what_they_may_load(served: Served) -> None:
    for path in ("/", f"/{served.code}"):
        answer = served.wire.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "server" not in answer.headers


def test_a_page_is_compressed_for_who_can_read_it_and_plain_for_others(served: Served) -> None:
    packed = served.wire.get("/", headers={"accept-encoding": "gzip"})
    plain = served.wire.get("/", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    head = served.wire.head("/")
    assert head.status_code == 200 and head.content == b""


def test_states_are_never_cached_and_forms_for_ever(served: Served) -> None:
    state = served.wire.get(f"{served.api}/state")
    assert state.headers["cache-control"] == "no-store"
    served.do(c.Open("flows"))
    address = served.state()["shared"]["activity"]["form"]
    form = served.wire.get(address)
    assert "immutable" in form.headers["cache-control"]
    assert re.search(r"\?v=[0-9a-f]{12}$", address)


def test_nothing_of_the_facilitator_s_reaches_a_phone(served: Served) -> None:
    """What to say, what to expect and the pitfall stay on the laptop."""
    served.do(c.Open("baseline"))
    shown = served.state()["shared"]["activity"]
    assert not {"say", "expect", "debrief", "pitfall", "question_d", "minutes"} & set(shown)
    assert json.dumps(shown)


def test_page_and_form_speak_the_language_asked_for_and_the_other_is_a_request_away(
    served: Served,
) -> None:
    form = pages.form_address("agreement")
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        mine, theirs = (texts.section(name, "phone")["join"]["go"] for name in (language, other))
        page = served.wire.get(f"/{served.code}", headers={"accept-language": language})
        assert mine in page.text and theirs not in page.text
        words = served.wire.get(f"/words/{other}.json").json()
        assert words["join"]["go"] == theirs
        own, others = (Words("agreement").form(name) for name in (language, other))
        assert own["five"]["5"] in served.wire.get(form, headers={"accept-language": language}).text
        assert words["forms"]["agreement"] == others
    told(served.wire.get("/words/xx.json"), 404, "no_such_page")
