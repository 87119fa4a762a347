"""Sessions wherever they are kept: what a store of this machine and one elsewhere have in common."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from tamtam.language.errors import TamtamError
from tamtam.session.commands import AnyCommand
from tamtam.session.log.batch import Outcome, Request
from tamtam.session.log.chain import Verification
from tamtam.session.log.session_log import Log
from tamtam.session.log.session_summary import SessionSummary


class Storage(Protocol):
    """Something kept at a `place`; small files that belong to it go into `folder`, on this machine."""

    @property
    def place(self) -> str:
        """A file, or the address of a database or of a server."""

    @property
    def folder(self) -> Path:
        """A folder of this machine."""


class Sessions(Storage, Protocol):
    """Every session of a place, to be followed, listed and led.

    Who reads a state while another thread may change it holds `lock` meanwhile.
    """

    @property
    def lock(self) -> "threading.RLock":
        """What keeps states still while they are read."""

    def log(self, code: str) -> Log:
        """The log of a session, up to date when first asked for. Raises TamtamError if there is none."""

    def sessions(self) -> list[SessionSummary]:
        """Every session, the newest first."""

    def run(self, requests: Sequence[Request]) -> list[Outcome | TamtamError]:
        """Do what is asked. Returns per command its outcome, or why it was refused."""

    def verify(self, code: str) -> Verification:
        """Whether a session's log is as it was written. Raises TamtamError if there is none."""


def do(sessions: Sessions, code: str, *commands: AnyCommand) -> None:
    """Run commands in one transaction. Raises TamtamError for the first that was refused."""
    for outcome in sessions.run([(code, command) for command in commands]):
        if isinstance(outcome, TamtamError):
            raise outcome
