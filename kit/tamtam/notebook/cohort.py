"""Gathering a cohort: files that learners hand in, taken into one session, and where they stand together.

No server is needed; where one runs, learners may hand in there as well (`Study.join`).
"""

import http.client
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from tamtam.authoring import deck_file
from tamtam.language.errors import TamtamError, writing
from tamtam.server.client import Client
from tamtam.session import cohort
from tamtam.session import commands as c
from tamtam.session.log import Sessions, Store, do
from tamtam.session.state import State

#: The file that tells where a cohort stands, for learners to stand beside.
COHORT = "cohort.json"
#: The fewest people of whom anything is told.
LEAST = cohort.LEAST


class RefusedFile(NamedTuple):
    """A file that was not taken, and why."""

    path: Path
    why: TamtamError


class GatheredCohort(NamedTuple):
    """What came of gathering: the session's code, how many people are in it, what was not taken."""

    code: str
    people: int
    refused: tuple[RefusedFile, ...]


def begin(store: Store, workshop: str | Path, language: str) -> str:
    """A new session for a cohort, which takes what is handed in; its code."""
    deck = deck_file.read(deck_file.find(workshop))
    code = store.create(cohort.new_cohort(deck.id, deck, deck.spoken(language)))
    do(store, code, *cohort.opening(_state(store, code)))
    return code


def gather(
    store: Store, places: Iterable[Path], workshop: str | Path, language: str, code: str = ""
) -> GatheredCohort:
    """Take files, or all the files of folders, into a cohort, a new one without `code`; tell where it stands.

    What can't be taken is left and named. Raises TamtamError where `code` is no cohort of the workshop.
    """
    code = code.upper() or begin(store, workshop, language)
    if not cohort.is_cohort(_state(store, code)):
        raise TamtamError("no_cohort", code=code)
    refused = []
    for path in _files(places):
        try:
            if path.stat().st_size > cohort.LARGEST:
                raise TamtamError("no_hand_in")
            handed = cohort.read(path.read_bytes())
            do(store, code, *cohort.commands(_state(store, code), handed))
        except OSError as error:
            refused.append(RefusedFile(path, TamtamError("no_hand_in", problem=str(error))))
        except TamtamError as error:
            refused.append(RefusedFile(path, error))
    reveal(store, code)
    return GatheredCohort(code, cohort.people(_state(store, code)), tuple(refused))


def handed_to(store: Sessions, code: str, handed: bytes, server: str) -> int:
    """Hand in to a cohort on a server, without one in a store; returns how many people have by now."""
    if not server:
        code = code.upper()
        do(store, code, *cohort.commands(_state(store, code), cohort.read(handed)))
        return cohort.people(_state(store, code))
    try:
        return Client(server, "").hand_in(code.upper(), handed)
    except (OSError, http.client.HTTPException) as error:
        problem = str(error) or type(error).__name__
        raise TamtamError("server_unreachable", url=server, problem=problem) from error


def joined(store: Store, code: str, handed: bytes) -> tuple[int, str]:
    """Hand in to a cohort, and show where it stands.

    Returns how many people have handed in by now, and what they stand beside; "" below five.
    """
    code = code.upper()
    people = handed_to(store, code, handed, "")
    reveal(store, code)
    told = cohort.counts(_state(store, code))
    return people, msgspec.json.encode(told).decode() if told.people >= LEAST else ""


def reveal(store: Store, code: str) -> None:
    """Show where a cohort stands, step by step, from five answers on.

    What was shown stays as it was until five more, or five others, are among them: so nobody can be told
    from who came later.
    """
    for id in cohort.steps(_state(store, code)):
        state: State = _state(store, code)
        asked = state.activity(id)
        if asked.people(asked.turn) < LEAST:
            continue
        kept = asked.turn.standing if asked.turn.holds(state.min_answers) else None
        standing = (kept or state.standing(id)).to_json()
        shift = asked.turn.shift.to_json() if kept and asked.turn.shift else None
        do(store, code, c.Reveal(id, standing, state.position, shift=shift))


def write(store: Store, code: str, path: Path) -> Path:
    """Write where a cohort stands into a file that a learner stands beside; returns it."""
    told = msgspec.json.format(msgspec.json.encode(cohort.counts(_state(store, code))), indent=1)
    with writing(path):
        path.write_bytes(told + b"\n")
    return path


def _state(store: Sessions, code: str) -> State:
    """A session's state, with what others wrote to it."""
    log = store.log(code)
    log.refresh()
    return log.state


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        yield from sorted(place.glob("*.json")) if place.is_dir() else [place]
