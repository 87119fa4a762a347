"""Who was in comes home: by three words, also at another address of the laptop."""

import httpx
import pytest
from tamtam.server.access import TRIES, Tries
from tamtam.server.homes import Homes, place_of
from tamtam.session import commands as c
from tamtam.session.log import now_ms, open_store

from tests.server.conftest import Served
from tests.server.test_wire import told

HOUR = 3_600_000


def join_at(served: Served, host: str, **body: object) -> httpx.Response:
    """Come in at a name of this machine, as a phone that was never there."""
    headers = {"host": host, "accept-language": "en"}
    answer = served.wire.post(f"{served.api}/join", json=body, headers=headers)
    served.wire.cookies.clear()
    return answer


def test_where_the_address_changed_who_was_in_is_asked_before_a_new_one_is_made(
    served: Served,
) -> None:
    first = join_at(served, "10.0.0.7:80", alias="Ana").json()
    told(join_at(served, "192.168.1.7:80", alias=""), 409, "moved")
    back = join_at(served, "192.168.1.7:80", words=" ".join(first["words"]))
    assert back.json()["participant"] == first["participant"]
    assert join_at(served, "192.168.1.7:80", alias="Bo").status_code == 201  # all are home
    log = served.store.log(served.code)
    log.refresh()
    assert {one.alias for one in log.state.participants.values()} == {"Ana", "Bo"}


def ticket_of(served: Served, me: dict[str, str]) -> str:
    answer = served.wire.get(f"{served.api}/notebook", headers=me)
    return str(answer.json()["home"]["ticket"])


def test_a_ticket_brings_its_owner_home_once_and_asks_nothing(served: Served) -> None:
    first = join_at(served, "10.0.0.7:80", alias="Ana")
    me = {"cookie": first.headers["set-cookie"].partition(";")[0]}
    former, ticket = ticket_of(served, me), ticket_of(served, me)
    told(join_at(served, "192.168.1.7:80", ticket=former), 409, "moved")
    back = join_at(served, "192.168.1.7:80", ticket=ticket)
    assert (back.status_code, back.json()["participant"]) == (200, first.json()["participant"])
    told(join_at(served, "192.168.1.7:80", ticket=ticket), 409, "moved")
    assert served.control.arrivals(served.code)["blocks"][0]["people"] == [
        first.json()["participant"]
    ]


def test_a_ticket_is_worth_nothing_elsewhere_nor_once_its_owner_is_forgotten(
    served: Served,
) -> None:
    first = join_at(served, "10.0.0.7:80", alias="Ana")
    me = {"cookie": first.headers["set-cookie"].partition(";")[0]}
    other = served.another_session()
    ticket = ticket_of(served, me)
    told(join_at(other, "192.168.1.7:80", ticket=ticket), 409, "moved")
    served.do(c.Forget(first.json()["participant"]))
    told(join_at(served, "192.168.1.7:80", ticket=ticket), 409, "moved")
    told(join_at(served, "192.168.1.7:80", ticket=""), 409, "moved")


def test_who_says_to_be_new_comes_in_at_once(served: Served) -> None:
    join_at(served, "10.0.0.7:80", alias="Ana")
    assert join_at(served, "192.168.1.7:80", alias="Bo", new=True).status_code == 201


def test_a_laptop_s_own_pages_keep_no_phone_waiting() -> None:
    homes = Homes()
    machine = {"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2), "headers": [(b"host", b"a")]}
    other = {"client": ("10.0.0.9", 1), "server": ("10.0.0.7", 2), "headers": [(b"host", b"b")]}
    homes.note("p1", place_of(machine, "http://10.0.0.7"))
    assert not homes.is_strange(["p1"], place_of(other, "http://10.0.0.7"))
    homes.note("p2", place_of(other, "http://10.0.0.7"))
    assert not homes.is_strange(["p1", "p2"], place_of(other, "http://10.0.0.7"))
    assert homes.is_strange(["p1", "p2"], place_of(other, "http://192.168.137.1"))


def test_right_words_never_count_against_a_limit(served: Served) -> None:
    words = " ".join(served.join(alias="Ana").json()["words"])
    for _ in range(TRIES + 3):
        assert served.join(words=words).status_code == 200


def test_wrong_words_of_one_phone_keep_no_other_out() -> None:
    tries = Tries()
    for _ in range(TRIES):
        tries.check("one")
        tries.count("one")
    tries.check("other")
    with pytest.raises(Exception, match="Too many tries"):
        tries.check("one")


@pytest.mark.parametrize(("hours", "status"), [(23, 200), (25, 401)])
def test_words_open_a_session_that_is_over_for_a_day(
    served: Served, hours: int, status: int
) -> None:
    words = " ".join(served.join(alias="Ana").json()["words"])
    earlier = open_store(served.store.place, lambda: now_ms() - hours * HOUR)
    earlier.run([(served.code, c.End())])
    earlier.close()
    served.join(alias="Bo")  # whatever comes in, the server hears what others wrote
    assert served.join(words=words).status_code == status
