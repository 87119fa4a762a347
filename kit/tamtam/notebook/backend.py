"""A notebook's backend: where its sessions are kept and which server leads them.

Either a store of this machine, whose server is started when it is needed; or, in `remote`, a server
elsewhere, of which a notebook has the control routes and nothing else.
"""

from contextlib import suppress
from http.client import HTTPException
from typing import Protocol

from tamtam.language.errors import TamtamError
from tamtam.notebook import chosen_session
from tamtam.notebook.chosen_session import Resumable
from tamtam.server import addresses, doctor, retention, run
from tamtam.server.client import Client
from tamtam.server.doctor import Finding
from tamtam.session.log import Sessions, Store, now_ms


class Backend(Protocol):
    """What leading a session takes beside its log: a server, and how it is reached."""

    @property
    def store(self) -> Sessions:
        """Every session, to be followed."""

    def resumable(self, workshop: str) -> list[Resumable]:
        """Every session of a workshop that can be gone on with, the newest first."""

    def start(self, lan: bool | None = None) -> None:
        """See that a server runs; with `lan` phones of this network come in."""

    def client(self) -> Client:
        """The server's control routes; it is started where none runs."""

    def running(self) -> Client | None:
        """The same of a server that runs, None while none does."""

    def has(self, code: str, position: int) -> None:
        """A command was acknowledged at this position: whoever reads the log finds it."""

    def catch_up(self, code: str) -> None:
        """Whoever reads the log of a session finds all that was written to it up to now."""

    def url(self) -> str:
        """The address of the server for phones."""

    def address(self) -> str | None:
        """The same while a server runs, None while none does; then none is started."""

    def room_address(self) -> str | None:
        """Where people in the room may come in besides, without internet; None where there is one address."""

    def name_url(self) -> str | None:
        """What may be typed besides, a name in place of the address; None where there is none."""

    def local_url(self) -> str | None:
        """The address of the server for this machine alone; None where it runs elsewhere."""

    def wire_url(self) -> str:
        """The address at which this process reaches the server."""

    def reaches_phones(self) -> bool:
        """Whether phones get in, rather than this machine only."""

    def networks(self) -> tuple[addresses.LaptopNetwork, ...]:
        """The networks among which an address for phones can be chosen, the likeliest first."""

    def chosen_address(self) -> str | None:
        """The address that was chosen for phones, where one was."""

    def choose_address(self, address: str | None) -> None:
        """Tell phones this address; None leaves it to be found."""

    def prune(self, code: str) -> None:
        """Erase every single answer of a session; what was revealed stays."""

    def findings(self) -> list[Finding]:
        """What may keep phones out."""

    def is_idle(self) -> bool:
        """Whether no session needs the server any more, and it is this machine's to stop."""

    def stop(self, after: float = 0) -> None:
        """Stop the server, `after` so many seconds unless it is needed by then."""

    def end_hanging(self) -> None:
        """End a server that runs but answers nobody; what was acknowledged is on disk."""


class LocalBackend:
    """A store of this machine and its server, which is found, or started when it is needed."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def resumable(self, workshop: str) -> list[Resumable]:
        """As `Backend` says; so below."""
        return list(chosen_session.resumable(self.store, workshop))

    def start(self, lan: bool | None = None) -> None:
        run.start(self.store, lan=lan)

    def client(self) -> Client:
        running = run.start(self.store)
        return Client(running.url, running.key)

    def running(self) -> Client | None:
        running = run.find(self.store)
        return Client(running.url, running.key) if running else None

    def has(self, code: str, position: int) -> None:
        """Nothing to do: what was acknowledged is in the file that is read."""

    def catch_up(self, code: str) -> None:
        """Nor here."""

    def url(self) -> str:
        return run.address_of(self.store, run.start(self.store))

    def address(self) -> str | None:
        running = run.find(self.store)
        return run.address_of(self.store, running) if running else None

    def room_address(self) -> str | None:
        running = run.find(self.store)
        if running is None or not running.public_url or not running.lan:
            return None
        return run.room_address_of(self.store, running)

    def name_url(self) -> str | None:
        with suppress(OSError, HTTPException, TamtamError):  # the server is away for a moment
            server = self.running()
            return server.name()[1] or None if server else None
        return None

    def local_url(self) -> str | None:
        return self.wire_url()

    def wire_url(self) -> str:
        return run.start(self.store).url

    def reaches_phones(self) -> bool:
        return run.start(self.store).lan

    def networks(self) -> tuple[addresses.LaptopNetwork, ...]:
        return addresses.networks()

    def chosen_address(self) -> str | None:
        return addresses.chosen(self.store)

    def choose_address(self, address: str | None) -> None:
        addresses.choose(self.store, address)

    def prune(self, code: str) -> None:
        retention.prune(self.store, code)

    def findings(self) -> list[Finding]:
        return doctor.examine(self.store, run.start(self.store), since=0)

    def is_idle(self) -> bool:
        return not self.store.needed(now_ms())

    def stop(self, after: float = 0) -> None:
        run.stop(self.store, after=after)

    def end_hanging(self) -> None:
        run.end(self.store)
