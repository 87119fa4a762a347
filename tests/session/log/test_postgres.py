"""What is true of a store in PostgreSQL: plans, a lost connection, who hears whom, what erasing leaves."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store, open_to_read
from tamtam.session.log.postgres import sql

from tests import postgres
from tests.decks import new_session
from tests.servers import until
from tests.session.log.test_store import answer, done

#: Statements of the dialect by name; what concerns the whole store names no session.
STATEMENTS = {
    name: said
    for name, said in vars(sql).items()
    if isinstance(said, str) and re.match(r"(SELECT|INSERT|UPDATE|DELETE) ", said)
}
OF_THE_WHOLE = {"ALL_HEADS", "TO_SCRUB", "FORMAT_OF", "NOTIFY"}
#: Locks that are no rows: of their session's name.
LOCKS = {"CLAIM", "RELEASE"}


@pytest.fixture
def place(request: pytest.FixtureRequest) -> str:
    return postgres.fresh(request.getfixturevalue("postgres"))


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    store = open_store(place)
    yield store
    store.close()


@pytest.fixture
def code(store: Store) -> str:
    code = store.create(new_session())
    done(store, code, c.Join("p1", "Ada"), c.Join("p2", "Bo"), c.Open("baseline"))
    return code


def kill_connections(place: str) -> None:
    """What a restart of the database does to everybody who is connected to this place; waited for."""
    postgres.asked(
        place,
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
        " WHERE application_name = %s AND pid <> pg_backend_pid()",
        postgres.schema_of(place),
    )


# --- statements


@pytest.fixture
def filled(store: Store, place: str) -> str:
    """A place with so many sessions that it would be dear to look through all of them."""
    for table, columns in {
        "heads": "s::text, 40, ''::bytea",
        "events": "s::text, e, 0, 'joined', ''::bytea, ''::bytea, ''::bytea, ''::bytea",
        "keys": "s::text, 'cookie', e::text::bytea, e::text",
        "presence": "s::text, e::text, now(), '{}'",
    }.items():
        named = "(session, events, chain) " if table == "heads" else ""
        source = "generate_series(1, 500) s" + (
            "" if table == "heads" else ", generate_series(1, 40) e"
        )
        postgres.asked(place, f"INSERT INTO {table} {named}SELECT {columns} FROM {source}")
        postgres.asked(place, f"ANALYZE {table}")
    return place


@pytest.mark.parametrize("name", sorted(STATEMENTS.keys() - OF_THE_WHOLE - LOCKS))
def test_each_statement_names_its_session_and_finds_it_by_an_index(name: str, filled: str) -> None:
    statement, numbers = STATEMENTS[name], iter(range(1, 20))
    numbered = re.sub(r"%[sb]", lambda _: f"${next(numbers)}", statement)
    [*lines] = postgres.asked(filled, "EXPLAIN (GENERIC_PLAN, COSTS OFF) " + numbered)
    plan = "\n".join(line for (line,) in lines)
    if statement.startswith("INSERT"):
        assert re.match(
            r"INSERT INTO \w+ \(session, ", statement
        )  # where it goes is known from its row
        assert "Seq Scan" not in plan
        return
    assert "Seq Scan" not in plan, plan
    assert re.search(r"Index Cond: .*session = \$1", plan), plan


def test_those_of_the_whole_store_are_known_by_name() -> None:
    assert STATEMENTS.keys() >= OF_THE_WHOLE | LOCKS
    for name in OF_THE_WHOLE - {"FORMAT_OF", "NOTIFY"}:  # one small row a session
        assert " FROM heads" in STATEMENTS[name]


def test_every_primary_key_begins_with_the_session(store: Store, place: str) -> None:
    found = postgres.asked(
        place,
        "SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"
        " WHERE i.indisprimary AND c.relnamespace = %s::regnamespace",
        postgres.schema_of(place),
    )
    assert sorted(found) == [
        (table, "session") for table in ("events", "heads", "keys", "presence")
    ]


# --- one log of many writers


def test_what_is_acknowledged_has_left_for_the_disk(place: str) -> None:
    careless = f"{place}%20-csynchronous_commit%3Doff"
    with closing(open_store(careless)) as store:
        connection = store._database._connect()  # type: ignore[attr-defined]  # of this database alone
        with closing(connection):
            assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_two_who_write_to_two_sessions_at_once_never_wait_for_each_other_for_ever(
    store: Store, place: str, code: str
) -> None:
    other, second = open_store(place), store.create(new_session())
    done(store, second, c.Join("p1", "Ada"), c.Join("p2", "Bo"), c.Open("baseline"))

    def write(through: Store, participant: str, first: bool) -> None:
        for number in range(30):
            key = f"k{number}"
            both = [(code, answer(3, key, participant)), (second, answer(4, key, participant))]
            through.run(both if first else both[::-1])

    threads = [
        threading.Thread(target=write, args=args)
        for args in ((store, "p1", True), (other, "p2", False))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    other.close()
    assert [store.verify(one).events for one in (code, second)] == [64, 64]


def test_what_another_wrote_meanwhile_is_noticed_by_who_writes(
    store: Store, place: str, code: str
) -> None:
    with closing(open_store(place)) as other:
        other.log(code)
        done(store, code, answer(4, "k1"))
        noticed: dict[str, Any] = {}
        other.run([(code, answer(2, "k1", "p2"))], noticed)
    [entry] = noticed[code]
    assert (entry.position, entry.event.participant) == (5, "p1")


# --- the database goes and comes back


def test_a_connection_that_was_lost_in_between_is_opened_again(
    store: Store, place: str, code: str
) -> None:
    kill_connections(place)
    done(store, code, answer(4, "k1"))
    kill_connections(place)
    assert store.find(code, "cookie", b"x") is None
    assert store.verify(code).ok and store.trouble is None


def test_what_breaks_off_in_mid_commit_is_not_acknowledged_and_can_be_sent_again(
    store: Store, place: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = store._database
    commit = database.commit

    def cut() -> None:
        kill_connections(place)
        commit()

    with monkeypatch.context() as patched:
        patched.setattr(database, "commit", cut)
        with pytest.raises(TamtamError, check=lambda error: error.code == "database_away"):
            store.run([(code, answer(4, "k1"))])
    assert store.trouble is not None
    assert store.log(code).state.activity("baseline").turn.answers == {}
    done(store, code, answer(4, "k1"))
    assert store.trouble is None
    verified = store.log(code).verify()
    assert (verified.ok, verified.events) == (True, 5)


def test_while_it_is_away_what_was_known_stays_and_it_is_said_in_words(
    store: Store, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Any:
        raise psycopg.OperationalError("connection refused")

    database: Any = store._database
    with monkeypatch.context() as patched:
        for line in (database._read, database._write):
            patched.setattr(line, "_connect", refuse)
            line.close()
        with pytest.raises(TamtamError, check=lambda error: error.code == "database_away"):
            store.run([(code, answer(4, "k1"))])
        assert store.trouble is not None and store.trouble.status == 503
        assert len(store.log(code).state.participants) == 2
    time.sleep(1)  # one that failed is not tried again in the same second
    done(store, code, answer(4, "k1"))
    assert store.trouble is None and store.verify(code).ok


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TamtamError) as caught:
        open_store(f"postgresql://ada:hidden@/nothing?host={tmp_path}")
    assert caught.value.code == "store_not_reached"
    assert "ada@" in str(caught.value) and "hidden" not in str(caught.value)


def test_a_password_is_in_no_name_and_no_file(place: str) -> None:
    with closing(open_store(place.replace("postgres:@", "postgres:hidden@"))) as store:
        assert "hidden" not in f"{store.place} {store.folder}" and "hidden" in store.address


def test_who_hangs_in_a_transaction_loses_its_lock(place: str, store: Store, code: str) -> None:
    database: Any = store._database
    with closing(database._connect()) as hanging:
        hanging.execute("SET idle_in_transaction_session_timeout = '50ms'")  # of 10 s
        hanging.execute("BEGIN")
        hanging.execute("SELECT events FROM heads WHERE session = %s FOR UPDATE", (code,))
        done(store, code, answer(4, "k1"))
    with closing(database._connect()) as usual:
        told = usual.execute("SHOW idle_in_transaction_session_timeout").fetchone()
    assert told == ("10s",)


def test_a_store_of_a_newer_version_is_left_alone(store: Store, place: str) -> None:
    postgres.asked(place, "COMMENT ON TABLE events IS 'Tamtam, format 99'")
    with pytest.raises(TamtamError, check=lambda error: error.code == "store_is_newer"):
        open_store(place)


def test_several_may_make_the_tables_at_once(place: str) -> None:
    opened: list[Store] = []
    threads = [threading.Thread(target=lambda: opened.append(open_store(place))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(opened) == 6
    for store in opened:
        store.close()


def test_who_may_only_read_reads(store: Store, place: str, code: str) -> None:
    role = f"reader_{postgres.schema_of(place)}"
    schema = postgres.schema_of(place)
    postgres.asked(place, f"CREATE ROLE {role} LOGIN")
    postgres.asked(place, f"GRANT USAGE ON SCHEMA {schema} TO {role}")
    postgres.asked(place, f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}")
    with closing(open_to_read(place.replace("//postgres:", f"//{role}:"))) as reader:
        assert reader.verify(code).ok
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.run([(code, answer(4, "k1"))])


# --- others hear


def test_others_hear_what_was_written_and_what_is_said(store: Store, place: str, code: str) -> None:
    other = open_store(place)
    written: list[str] = []
    said: list[str] = []
    assert other.others is not None and store.others is not None
    other.others.listen(written.append, said.append)
    until(lambda: written)
    assert written[0] == ""  # whatever was written before
    done(store, code, answer(4, "k1"))
    store.others.say("hello")
    until(lambda: code in written and said == ["hello"])
    told = written.count("")
    kill_connections(place)
    until(lambda: written.count("") > told)  # anything may have been written meanwhile
    store.others.say("again")
    until(lambda: said == ["hello", "again"])
    other.close()


def test_one_drives_a_session_and_whoever_lives_takes_over(place: str, store: Store) -> None:
    first, second = open_store(place), open_store(place)
    assert first.others is not None and second.others is not None
    sessions = ["DRIVE1", "DRIVE2"]
    assert first.others.claim(sessions) == set(sessions)
    assert second.others.claim(sessions) == set()
    assert first.others.claim(["DRIVE1"]) == {"DRIVE1"}  # named no more, it is free
    assert second.others.claim(sessions) == {"DRIVE2"}
    first.close()
    until(lambda: second.others is not None and second.others.claim(sessions) == set(sessions))
    kill_connections(place)  # its locks went with its connection
    until(lambda: _claims(second, sessions) == set(sessions))
    second.close()


def _claims(store: Store, sessions: list[str]) -> set[str]:
    assert store.others is not None
    try:
        return store.others.claim(sessions)
    except psycopg.OperationalError:
        return set()


def test_who_is_connected_is_the_sum_of_all_servers(place: str, store: Store, code: str) -> None:
    with closing(open_store(place)) as other:
        assert store.others is not None and other.others is not None
        assert store.others.meet({code: ["p1", "p2"]}) == {code: set()}
        assert other.others.meet({code: ["p3"]}) == {code: {"p1", "p2"}}
        assert store.others.meet({code: ["p2"]}) == {code: {"p3"}}
        assert other.others.meet({code: [], "NOSUCH": []}) == {code: {"p2"}, "NOSUCH": set()}


# --- erasing


def rows_hold(place: str, words: bytes) -> bool:
    return bool(
        postgres.asked(place, "SELECT 1 FROM events WHERE position(%s IN payload) > 0", words)
    )


@pytest.mark.skipif(bool(postgres.ELSEWHERE), reason="reads the database's own file")
def test_what_a_forgotten_participant_gave_can_be_asked_for_no_more_and_its_space_is_freed(
    store: Store, place: str, code: str
) -> None:
    store.scrubs_at_once = False
    done(store, code, c.Rename("p1", "Zebulon Quirk"))
    postgres.asked(place, "CHECKPOINT")
    assert rows_hold(place, b"Zebulon") and table_holds(place, b"Zebulon")
    done(store, code, c.Forget("p1"))
    assert not rows_hold(place, b"Zebulon") and not store.is_scrubbed()
    with closing(
        open_store(place)
    ) as another:  # the first may have been killed before it came to that
        assert not another.is_scrubbed() and another.scrub()
    assert store.is_scrubbed()
    postgres.asked(place, "CHECKPOINT")
    assert not table_holds(place, b"Zebulon")
    assert store.verify(code).ok


def table_holds(place: str, words: bytes) -> bool:
    """Whether the file of the table of events has them, in a row or where one was."""
    [[folder]] = postgres.asked(place, "SHOW data_directory")
    [[file]] = postgres.asked(place, "SELECT pg_relation_filepath('events')")
    return words in (Path(folder) / file).read_bytes()


# --- copies


def test_a_backup_is_one_file_that_any_laptop_reads(
    store: Store, code: str, tmp_path: Path
) -> None:
    done(store, code, c.Join("p9", "Zoe", credentials=(c.Credential("cookie", b"h" * 32),)))
    store.back_up(tmp_path / "copy.sqlite")
    with closing(open_store(tmp_path / "copy.sqlite")) as copy:
        assert copy.verify(code).ok
        assert copy.find(code, "cookie", b"h" * 32) == "p9"
        assert copy.log(code).state.position == store.log(code).state.position


@pytest.mark.skipif(bool(postgres.ELSEWHERE), reason="pg_dump of the same version")
def test_what_pg_dump_took_is_restored_and_verifies(
    store: Store, place: str, code: str, tmp_path: Path
) -> None:
    done(store, code, answer(4, "k1"), c.Forget("p2"))
    address, file = place.partition("options=")[0].rstrip("&?"), tmp_path / "tamtam.dump"
    dump = ["pg_dump", address, "--schema", postgres.schema_of(place), "--format=custom"]
    run_program(*dump, "--file", str(file))
    store.close()
    postgres.asked(place, f"DROP SCHEMA {postgres.schema_of(place)} CASCADE")
    run_program("pg_restore", "--dbname", address, str(file))
    again = subprocess.run(
        [sys.executable, "-m", "tamtam", "verify", code],
        env=os.environ | {"TAMTAM_STORE": place},
        capture_output=True,
        text=True,
    )
    assert again.returncode == 0, again.stderr
    with closing(open_store(place)) as restored:
        done(restored, code, answer(2, "k2"))
        assert restored.verify(code).ok


def run_program(name: str, *words: str) -> None:
    """One of PostgreSQL's own programs."""
    subprocess.run([str(postgres.programs() / name), *words], check=True, capture_output=True)


def test_a_session_comes_from_a_file_and_goes_on(store: Store, tmp_path: Path, place: str) -> None:
    with closing(open_store(tmp_path / "laptop.sqlite")) as laptop:
        code = laptop.create(new_session())
        done(laptop, code, c.Join("p1", "Ada"), c.Open("baseline"), answer(4, "k1"))
        assert laptop.rescue(store) == {code: (4, 4)}
    done(store, code, answer(5, "k2"))
    assert store.verify(code).ok
