"""A session on its server: where phones come in, who is there, what the server tells of it."""

import time
from collections.abc import Callable
from pathlib import Path

from tamtam.deck.deck import Text
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook import chosen_session, door, wifi
from tamtam.notebook.backend import Backend
from tamtam.notebook.follower import Follower
from tamtam.notebook.links import Links
from tamtam.notebook.session import Session
from tamtam.server.addresses import LaptopNetwork
from tamtam.server.form_failures import FailedForm
from tamtam.session import commands as c
from tamtam.session.events import Entry
from tamtam.session.log import Store, now_ms
from tamtam.session.next_step import Request


class ServedSession(Session):
    """A session that a server answers phones for, on this machine or elsewhere."""

    def __init__(self, backend: Backend, code: str, language: str) -> None:
        super().__init__(backend.store, code, language)
        self._backend = backend
        self._follower = Follower(self._log)
        self._led_since = now_ms()
        #: For how many minutes phones can take their notebook along, once the session was ended here.
        self.stays = 0
        self.links = Links(code, backend.local_url, backend.url, self._run)

    # --- where phones come in

    @property
    def url(self) -> str:
        """The address to join at: what the QR code says."""
        return f"{self.server_url}/{self.code}"

    @property
    def server_url(self) -> str:
        """The address of the server for phones, as it is known in their network now."""
        return self._backend.url()

    @property
    def spare_url(self) -> str:
        """The address for a spare phone that is handed round; no secret."""
        return f"{self.server_url}/spare/{self.code}"

    def address(self) -> str | None:
        """What `url` says while a server runs; None while none does, and then none is started."""
        url = self._backend.address()
        return f"{url}/{self.code}" if url else None

    @property
    def room_url(self) -> str | None:
        """Where people in the room may join besides, without internet; None where one address is for all."""
        url = self._backend.room_address()
        return f"{url}/{self.code}" if url else None

    def named_url(self) -> str | None:
        """Where people may join besides, by a name in place of the address; None where there is none."""
        url = self._backend.name_url()
        return f"{url}/{self.code}" if url else None

    def networks(self) -> tuple[LaptopNetwork, ...]:
        """Every network this laptop is in, the likeliest for phones first; none for a server elsewhere."""
        return self._backend.networks()

    @property
    def chosen_address(self) -> str | None:
        """The address that was chosen for phones, where one was."""
        return self._backend.chosen_address()

    def choose_address(self, address: str | None) -> None:
        """Tell phones this address of the laptop; None leaves it to be found.

        Raises TamtamError for what can't be an address.
        """
        self._backend.choose_address(address)

    def join_wifi(self, name: str, password: str = "") -> None:
        """Show in the lobby how to join this Wi-Fi; kept on this machine until the session ends.

        room.join_wifi("Meeting room", "the password")
        """
        wifi.keep(self._store, self.code, wifi.Wifi(name, password))

    @property
    def lobby_wifi(self) -> wifi.Wifi | None:
        """The Wi-Fi that `join_wifi` named."""
        return wifi.kept(self._store, self.code)

    @property
    def local_url(self) -> str:
        """The address at which this process reaches the server."""
        return self._backend.wire_url()

    @property
    def reaches_phones(self) -> bool:
        """Whether phones of this network get in, rather than this machine only."""
        return self._backend.reaches_phones()

    def let_phones_in(self) -> None:
        """Let phones of this network in from now on, where only this machine could get in.

        room.let_phones_in()
        """
        self._backend.start(lan=True)

    # --- who is there

    def people(self) -> tuple[str, ...]:
        """The names people took, in the order they came in.

        room.people()
        """
        with self.state() as state:
            return tuple(person.alias for person in state.participants.values())

    def connected(self) -> int:
        """How many of them have the page open now; 0 where no server runs.

        room.connected()
        """
        client = self._backend.running()
        return len(client.connected(self.code)) if client else 0

    def arrivals(self) -> door.ArrivalList:
        """Who came in since the server started, by address and block of addresses, the newest first.

        Addresses are kept in memory alone, and forgotten when the server stops.

            room.arrivals()
        """
        return door.arrivals(self._backend.running(), self.code)

    def close_door(self) -> None:
        """Let nobody new in from now on; who is in comes back as ever, also on another phone.

        room.close_door()
        """
        self._run(c.Door(closed=True))

    def open_door(self) -> None:
        """Let people in again.

        room.open_door()
        """
        self._run(c.Door(closed=False))

    def remove(self, place: str) -> int:
        """Erase all who came from an address, or a block of them, with all they gave; returns how many.

        It can't be undone. Close the door first if more keep coming.

            room.remove("192.168.1.20")
        """
        gone = self.arrivals().from_(place).people
        self._run(c.Remove(gone))
        return len(gone)

    def forget(self, alias: str) -> None:
        """Erase a person and all they gave, from the log and from its file; it can't be undone.

        room.forget("Ada")
        """
        with self.state() as state:
            found = state.called(alias).id
        self._run(c.Forget(found))

    def prune(self) -> None:
        """End the session and erase every single answer in it and its file; what was revealed stays."""
        self._run(c.Prune())

    # --- what the server tells

    def notice(self) -> Text | None:
        """What the server tells everybody beside what is asked: that answers aren't saved at the moment, and
        why, or that a chart is still being worked out. None where all is well, or no server runs.
        """
        client = self._backend.running()
        try:
            return client.notice(self.code) if client else None
        except TamtamError as error:
            if error.code != "server_unreachable":
                raise
            return texts.both("server.unreachable")

    def failed_forms(self) -> list[FailedForm]:
        """The forms that throw on phones, as the server that runs knows it: which, on how many, and what.

        room.failed_forms()
        """
        client = self._backend.running()
        told = client.failures(self.code) if client else []
        return [FailedForm(one["activity"], one["phones"], one["what"]) for one in told]

    def superseded_by(self) -> str | None:
        """The session that was chosen since this one is led here, where another was; None else."""
        with self.state() as state:
            workshop = state.session.workshop
        found = chosen_session.chosen(self._store, workshop, since=self._led_since)
        return found.code if found and found.code != self.code else None

    def superseded(self) -> str:
        """That another session was begun since, in words; "" where this one is still what is led."""
        code = self.superseded_by()
        return texts.text(self.language, "cockpit.superseded", code=code) if code else ""

    # --- where it is kept

    @property
    def place(self) -> str:
        """Where everything of the session is kept: a file, or the address of a database or a server."""
        return self._store.place

    @property
    def kept_here(self) -> bool:
        """Whether sessions are kept by this machine, which can copy them then."""
        return isinstance(self._backend.store, Store)

    def back_up(self, folder: Path) -> Path:
        """Copy all sessions of this laptop into a new file in `folder`; returns it. For the owner only."""
        place = folder / f"tamtam-{self.code}-{time.strftime('%Y-%m-%d-%Hh%M')}.sqlite"
        store = self._backend.store
        assert isinstance(store, Store)  # kept_here
        store.back_up(place)
        return place

    # --- what is done and what happens

    def follow(self, listener: Callable[[list[Entry]], None]) -> None:
        """Tell a bound method of new events from now on; with none, that time passes."""
        self._follower.subscribe(listener)

    def send(self, request: Request) -> None:
        """Do what an action of `session.next_step` requests."""
        self._backend.has(self.code, self._backend.client().send(self.code, request))
        self._log.refresh()

    def _run(self, command: c.Command) -> None:
        self._backend.has(self.code, self._backend.client().run(self.code, command))
        self._log.refresh()
