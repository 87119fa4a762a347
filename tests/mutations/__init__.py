"""Mutations of the code that the tests must notice, each with the tests that do.

`python -m tests.mutations` tries every one: it breaks a copy of the package in one place and runs the
tests named beside it, which have to fail. `test_mutations.py` holds that each place is still there.
"""

from typing import NamedTuple


class Mutation(NamedTuple):
    """What would go wrong unseen: in `file`, `before` becomes `after`; one of `tests` has to fail."""

    what: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]


STORE = "tests/session/log/test_store.py"
FILE = "tests/session/log/test_sqlite.py"
POSTGRES = "tests/session/log/test_postgres.py"
CHAIN = "tests/session/log/test_chain.py"
TRUST = "tests/server/test_trust.py"
LINKS = "tests/server/test_links.py"
REMOTE = "tests/notebook/test_remote.py"
EXPOSURE = "tests/server/test_exposure.py"

MUTATIONS = (
    Mutation(
        "an answer is acknowledged before it is committed",
        "session/log/sqlite.py",
        'self._connection.execute("COMMIT")',
        "pass",
        (STORE,),
    ),
    Mutation(
        "the disk isn't waited for",
        "session/log/sqlite.py",
        "PRAGMA synchronous=FULL",
        "PRAGMA synchronous=OFF",
        (FILE,),
    ),
    Mutation(
        "the chain leaves out the hash before",
        "session/log/chain.py",
        "hashlib.sha256(previous + _place",
        "hashlib.sha256(_place",
        (CHAIN,),
    ),
    Mutation(
        "a changed event verifies",
        "session/log/chain.py",
        "elif hashlib.sha256(row.salt + row.payload).digest() != row.digest:",
        "elif False:",
        (STORE, CHAIN),
    ),
    Mutation(
        "a log is not folded again when somebody was forgotten elsewhere",
        "session/log/session_log.py",
        "if begun and any(isinstance(entry.event, Forgotten) for entry in fresh):",
        "if False:",
        (STORE,),
    ),
    Mutation(
        "what was erased stays in the file",
        "session/log/sqlite.py",
        '"UPDATE events SET payload = NULL, salt = NULL WHERE session = ? AND position = ?"',
        '"UPDATE events SET salt = NULL WHERE session = ? AND position = ?"',
        (FILE,),
    ),
    Mutation(
        "PostgreSQL lets two write to a session at once",
        "session/log/postgres/sql.py",
        " FOR UPDATE",
        "",
        (STORE,),
    ),
    Mutation(
        "PostgreSQL acknowledges what it has not on its disk",
        "session/log/postgres/__init__.py",
        "WHERE current_setting('synchronous_commit') = 'off'",
        "WHERE false",
        (POSTGRES,),
    ),
    Mutation(
        "few answers show a distribution",
        "kinds/kind.py",
        "if n >= max(min_answers, 1):",
        "if n >= 1:",
        ("tests/kinds/test_contract.py",),
    ),
    Mutation(
        "where the group stands reaches phones while it is open",
        "server/views/phone.py",
        '    if asked.status == "open":\n        return None\n    shown = Display.of(asked)',
        "    shown = Display.of(asked)",
        (TRUST,),
    ),
    Mutation(
        "what the facilitator keeps back is shown",
        "session/display.py",
        'if standing is None or turn.show in (None, "nothing"):',
        "if standing is None:",
        (TRUST,),
    ),
    Mutation(
        "a page of somebody else's may lead",
        "server/access.py",
        'return bool(header(headers, b"origin") or header(headers, b"sec-fetch-site"))',
        "return False",
        ("tests/server/test_wire.py", LINKS, TRUST),
    ),
    Mutation(
        "a facilitator leads another's session",
        "server/routes/control.py",
        "if name is not None and not facilitators.owns(context.store, code, name):",
        "if False:",
        (REMOTE,),
    ),
    Mutation(
        "a token that was removed goes on leading",
        "server/facilitators.py",
        "store.drop(_NO_SESSION, [name])",
        "pass",
        (REMOTE,),
    ),
    Mutation(
        "who guesses codes is not slowed",
        "server/guessing.py",
        "context.wrong_codes.count(_address(scope))",
        "pass",
        (EXPOSURE,),
    ),
    Mutation(
        "a page of somebody else's may answer",
        "server/access.py",
        'return site not in (b"", b"same-origin") or (bool(origin) and origin not in own)',
        "return False",
        (LINKS, "tests/server/test_wire.py", "tests/server/test_moderation.py"),
    ),
    Mutation(
        "another page may frame ours",
        "server/pages.py",
        "\"frame-ancestors 'none'\"",
        '""',
        ("tests/server/test_pages.py",),
    ),
    Mutation(
        "presence tells the order of coming",
        "server/routes/control.py",
        '"connected": sorted(context.channel(code).present)',
        '"connected": list(context.channel(code).present)',
        ("tests/server/test_stream.py",),
    ),
    Mutation(
        "nothing closes on time",
        "server/timers.py",
        "closes = time_is_up and asked.activity.close_on_time",
        "closes = False",
        ("tests/server/test_timers.py",),
    ),
    Mutation(
        "words of people are HTML in a notebook",
        "notebook/widgets/elements.py",
        '    return f"<p{looks(*sort.split())}>{escape(text)}</p>"',
        '    return f"<p{looks(*sort.split())}>{text}</p>"',
        ("tests/notebook/widgets/test_elements.py",),
    ),
    Mutation(
        "a page of another site may join and answer as a participant",
        "server/app.py",
        'if parts[0] == "api" and method == "POST" and from_another_page(scope["headers"]):',
        "if False:",
        ("tests/server/test_limits.py",),
    ),
    Mutation(
        "a head may be as long as it likes",
        "server/protocol.py",
        "if self._head > LARGEST_HEAD:",
        "if False:",
        ("tests/server/test_limits.py",),
    ),
    Mutation(
        "a vanished phone counts as there",
        "server/protocol.py",
        'notice_when_gone(transport.get_extra_info("socket"))',
        "pass",
        ("tests/faults/test_vanished.py",),
    ),
    Mutation(
        "an answer into a deleted file is acknowledged",
        "session/log/sqlite.py",
        "if there is None or (there.st_dev, there.st_ino) != self._file:",
        "if False:",
        ("tests/faults/test_store_gone.py",),
    ),
    Mutation(
        "a missing end verifies",
        "session/log/chain.py",
        "if head is not None and (found.events, previous) != head:",
        "if False:",
        (CHAIN, "tests/session/log/test_damage.py"),
    ),
    Mutation(
        "through a closed door people come in",
        "session/rules/people.py",
        "if state.door_closed:",
        "if False:",
        ("tests/server/test_door.py",),
    ),
    Mutation(
        "one address brings as many as it likes",
        "server/arrivals.py",
        "if len(times) >= MOST:",
        "if False:",
        ("tests/server/test_door.py",),
    ),
    Mutation(
        "who is removed with others stays in the file",
        "session/rules/people.py",
        "repeated=not known, erase=known)",
        "repeated=not known)",
        ("tests/server/test_door.py",),
    ),
    Mutation(
        "a full disk is called a busy server",
        "session/log/sqlite.py",
        'if name == "SQLITE_FULL" or self._is_full():',
        "if False:",
        ("tests/faults/test_disk_full.py",),
    ),
    Mutation(
        "a failing disk has the session folded at every batch",
        "session/log/store.py",
        "        if self.trouble is not None:\n            self._probe()",
        "        if False:\n            self._probe()",
        ("tests/faults/test_disk_full.py",),
    ),
    Mutation(
        "a worker that hangs holds a reveal up",
        "server/reveal.py",
        "PATIENCE = 5.0",
        "PATIENCE = 50.0",
        ("tests/faults/test_worker_hangs.py",),
    ),
)
