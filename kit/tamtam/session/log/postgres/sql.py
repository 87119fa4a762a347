"""The tables in PostgreSQL, and every statement that reads or writes them.

Each table's primary key begins with the session, and each statement names it, so that the tables may be
spread over machines by that column (kit/HOSTING.md); only what concerns the whole store names none:
`ALL_HEADS` and `TO_SCRUB`.
"""

from tamtam.session.log.database import FORMAT, LISTED

_LISTED = ", ".join(f"'{type}'" for type in LISTED)
TABLES = f"""
CREATE TABLE IF NOT EXISTS events (
    session text NOT NULL,
    position bigint NOT NULL,
    at bigint NOT NULL,
    type text NOT NULL,
    payload bytea,
    salt bytea,
    digest bytea NOT NULL,
    chain bytea NOT NULL,
    PRIMARY KEY (session, position)
);
CREATE INDEX IF NOT EXISTS events_listed ON events (session, type)
    WHERE type IN ({_LISTED});
CREATE TABLE IF NOT EXISTS heads (
    session text NOT NULL PRIMARY KEY,
    events bigint NOT NULL,
    chain bytea NOT NULL,
    to_scrub bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
CREATE TABLE IF NOT EXISTS keys (
    session text NOT NULL,
    use text NOT NULL,
    digest bytea NOT NULL,
    participant text NOT NULL,
    PRIMARY KEY (session, use, digest)
);
CREATE UNLOGGED TABLE IF NOT EXISTS presence (
    session text NOT NULL,
    server text NOT NULL,
    at timestamptz NOT NULL,
    people text[] NOT NULL,
    PRIMARY KEY (session, server)
);
COMMENT ON TABLE events IS 'Tamtam, format {FORMAT}';
"""
#: Held while tables are made, and while space is freed: by one process at a time.
MAKING, FREEING = 0x7461_0001, 0x7461_0002
FORMAT_OF = "SELECT obj_description(to_regclass('events'), 'pg_class')"

LOCK = "SELECT events FROM heads WHERE session = %s FOR UPDATE"
INSERT = (
    "INSERT INTO events (session, position, at, type, payload, salt, digest, chain) SELECT %s, *"
    " FROM unnest(%b::bigint[], %b::bigint[], %b::text[], %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[])"
)
AFTER = (
    "SELECT session, position, at, type, payload, salt, digest, chain FROM events"
    " WHERE session = %s AND position > %s ORDER BY position LIMIT %s::bigint"
)
#: Pages are bounded by position, of which none is left out: a planner that knows nothing of the table yet
#: would else sort all that is left for each page.
PAGE = (
    "SELECT session, position, at, type, payload, salt, digest, chain FROM events"
    " WHERE session = %s AND position > %s AND position <= %s ORDER BY position"
)
SAID = (
    "SELECT position, at, payload FROM events"
    " WHERE session = %s AND position > %s AND position <= %s ORDER BY position"
)
LAST = "SELECT position, chain FROM events WHERE session = %s ORDER BY position DESC LIMIT 1"
HEAD = "SELECT events, chain FROM heads WHERE session = %s"
ANCHOR = (
    "INSERT INTO heads (session, events, chain) VALUES (%s, %s, %s) ON CONFLICT (session)"
    " DO UPDATE SET events = excluded.events, chain = excluded.chain"
)
ALL_HEADS = "SELECT session, events FROM heads"
COUNT = (
    "SELECT type, count(*) FROM events"  # noqa: S608 — words of ours
    f" WHERE session = %s AND type IN ({_LISTED}) GROUP BY type"
)
ERASE = "UPDATE events SET payload = NULL, salt = NULL WHERE session = %s AND position = ANY(%s)"
NOTE_TO_SCRUB = "UPDATE heads SET to_scrub = to_scrub + 1 WHERE session = %s"
TO_SCRUB = "SELECT session, to_scrub FROM heads WHERE to_scrub > 0"
SCRUBBED = "UPDATE heads SET to_scrub = 0 WHERE session = %s AND to_scrub = %s"
KEYS = "SELECT digest, use, session, participant FROM keys WHERE session = %s"
KEEP = (
    "INSERT INTO keys (session, use, digest, participant) SELECT %s, *"
    " FROM unnest(%b::text[], %b::bytea[], %b::text[]) ON CONFLICT DO NOTHING"
)
FIND = "SELECT participant FROM keys WHERE session = %s AND use = %s AND digest = %s"
DROP = "DELETE FROM keys WHERE session = %s AND participant = ANY(%s)"
REVOKE = "DELETE FROM keys WHERE session = %s AND use = %s"
MEET = (
    "INSERT INTO presence (session, server, at, people) VALUES (%s, %s, now(), %s)"
    " ON CONFLICT (session, server) DO UPDATE SET at = now(), people = excluded.people"
)
MET = "SELECT people FROM presence WHERE session = %s AND server <> %s AND at > now() - interval '5 s'"
PART = "DELETE FROM presence WHERE session = %s AND at < now() - interval '60 s'"
CLAIM = "SELECT pg_try_advisory_lock(hashtextextended('tamtam ' || %s, 0))"
RELEASE = "SELECT pg_advisory_unlock(hashtextextended('tamtam ' || %s, 0))"

#: On which channel others hear that a session was written to, and what servers say to each other.
WRITTEN, SAYS = "tamtam_written", "tamtam_says"
NOTIFY = "SELECT pg_notify(%s, %s)"
