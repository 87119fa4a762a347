"""What stands between the phones of a room and this laptop, looked at before anybody is there.

Each finding says what was seen and what to do next. Whether a firewall or a Wi-Fi that keeps devices
apart is in the way, no laptop can tell by itself: only a phone that has loaded the page proves it.
"""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from tamtam.language import texts
from tamtam.server import addresses, run
from tamtam.server.addresses import LaptopNetwork
from tamtam.server.client import Client
from tamtam.server.local_name import NAME
from tamtam.server.run import RunningServer
from tamtam.session.log import Store

Verdict = Literal["good", "unsure", "bad"]
#: The sign of each verdict, so that none rests on its colour.
SIGNS: dict[Verdict, str] = {"good": "✓", "unsure": "?", "bad": "✗"}
#: File systems over a network: SQLite's write-ahead log needs memory that all its users share.
NETWORK_FILES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "afpfs", "webdav", "ceph", "glusterfs"}
)
#: Folders that another program copies elsewhere while a session writes into them.
COPIED_FOLDERS = ("onedrive", "dropbox", "google drive", "icloud", "nextcloud")
#: How many phones a machine should be able to hold, and what else a server keeps open.
PHONES, BESIDES = 300, 100
MEGABYTE = 1_000_000
#: Free space on the disk below which answers may soon not be kept, and below which to look (bytes).
LITTLE, AMPLE = 100 * MEGABYTE, 1_000 * MEGABYTE
#: How long a server may take to know whether it has a name (seconds).
NAMED = 8.0
#: How long a connection to one's own address may take (seconds).
PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `name` and `seen` choose its words, `values` fill them."""

    name: str
    seen: str
    verdict: Verdict
    values: dict[str, Any] = field(default_factory=dict)

    def told(self, language: str) -> str:
        """What was seen, with a sign, and under it what to do next where something is to be done."""
        values = {
            name: value[language] if isinstance(value, dict) else value
            for name, value in self.values.items()
        }
        said = texts.text(language, f"doctor.{self.name}.{self.seen}", **values)
        return f"{SIGNS[self.verdict]} {said}"


def examine(store: Store, running: RunningServer, since: int) -> list[Finding]:
    """Everything looked at, for a server that runs; a phone counts from `since` (ms since 1970) on."""
    address = addresses.chosen(store) or run.lan_address()
    networks = addresses.networks()
    return [
        _address(address),
        *_networks(address, networks),
        *_name(Client(running.url, running.key)),
        _internet(addresses.has_internet()),
        _port(address, running),
        _firewall(running.port),
        _files(store.folder),
        _space(store.folder),
        _open_files(),
        _phone(store, running, since),
    ]


def _address(address: str) -> Finding:
    if address == run.LOOPBACK:
        return Finding("address", "none", "bad")
    if address.startswith("169.254."):
        return Finding("address", "unassigned", "bad", {"address": address})
    return Finding("address", "found", "good", {"address": address})


def _networks(address: str, networks: tuple[LaptopNetwork, ...]) -> Iterator[Finding]:
    """The network that phones are told of where there are several, and how to choose another."""
    others = [network for network in networks if network.address != address]
    listed = {
        language: "; ".join(told_network(network, language) for network in others)
        for language in texts.LANGUAGES
    }
    here = next((network for network in networks if network.address == address), None)
    if here is not None and here.sort in ("vpn", "virtual"):
        yield Finding("networks", "unreachable", "unsure", {"address": address})
    if others:
        yield Finding("networks", "several", "good", {"address": address, "others": listed})


def _name(server: Client) -> Iterator[Finding]:
    """Whether phones may type a name in place of the address; a server that just began is asking still."""
    until = time.monotonic() + NAMED
    while (told := server.name())[0] == "asking" and time.monotonic() < until:
        time.sleep(0.1)
    state, url = told
    if state == "held":
        yield Finding("name", "held", "good", {"url": url})
    elif state == "taken":
        yield Finding("name", "taken", "unsure", {"name": NAME})
    elif state == "unheard":
        yield Finding("name", "unheard", "unsure", {"name": NAME})


def told_network(network: LaptopNetwork, language: str) -> str:
    """A network in words: its address, what it may be, the interface's name."""
    sort = texts.text(language, f"doctor.sorts.{network.sort}")
    return f"{network.address} ({sort}, {network.name})"


def _internet(there: bool) -> Finding:
    """Whether phones may leave this network, as they do where it has no internet."""
    if there:
        return Finding("internet", "there", "good")
    return Finding("internet", "none", "unsure")


def _port(address: str, running: RunningServer) -> Finding:
    """Whether the server answers at the address that phones use, as seen from here."""
    values = {"address": addresses.in_url(address), "port": str(running.port)}
    if not running.lan:
        return Finding("port", "closed", "bad", values)
    try:
        socket.create_connection((address, running.port), PATIENCE).close()
    except OSError:
        return Finding("port", "refused", "bad", values)
    return Finding("port", "open", "good", values)


def _firewall(port: int) -> Finding:
    """A firewall that can be seen without asking for rights; with the command that opens the port."""
    values = {"port": str(port)}
    if sys.platform == "win32":
        return Finding("firewall", "windows", "unsure", values)
    if sys.platform == "darwin":
        return Finding("firewall", "mac", "unsure", values)
    return Finding("firewall", *_linux_firewall(Path("/")), values)


def _linux_firewall(root: Path) -> tuple[str, Verdict]:
    if (root / "run" / "firewalld").exists():
        return "firewalld", "unsure"
    try:
        configured = (root / "etc" / "ufw" / "ufw.conf").read_text(encoding="utf-8")
    except OSError:
        return "none", "good"
    return ("ufw", "unsure") if "ENABLED=yes" in configured else ("none", "good")


def _files(folder: Path) -> Finding:
    """Whether sessions are kept on a disk of this machine."""
    values = {"folder": folder}
    if _file_system(folder).removeprefix("fuse.") in {*NETWORK_FILES, "sshfs", "davfs", "rclone"}:
        return Finding("files", "network", "bad", values)
    if any(name in str(folder).casefold() for name in COPIED_FOLDERS):
        return Finding("files", "copied", "unsure", values)
    return Finding("files", "local", "good", values)


def _space(folder: Path) -> Finding:
    """Whether the disk has room for what people will answer; a full one keeps nothing any more."""
    free = shutil.disk_usage(folder).free
    values = {"free": f"{free // MEGABYTE}"}
    if free < LITTLE:
        return Finding("space", "none", "bad", values)
    if free < AMPLE:
        return Finding("space", "little", "unsure", values)
    return Finding("space", "enough", "good", values)


def _file_system(folder: Path) -> str:
    """The sort of file system `folder` is on, in small letters; "" where that can't be told."""
    if sys.platform == "win32":
        import ctypes

        drive = Path(folder).drive + "\\"
        remote = drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive) == 4
        return "smbfs" if remote else "ntfs"
    try:
        if sys.platform == "darwin":
            listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=True)
            mounts = _mounts_of_mac(listed.stdout)
        else:
            mounts = _mounts_of_linux(Path("/proc/self/mounts").read_text(encoding="utf-8"))
        return _nearest(folder, mounts)
    except (OSError, subprocess.SubprocessError):
        return ""


def _mounts_of_linux(listed: str) -> Iterator[tuple[str, str]]:
    """Where each file system is and of what sort, of lines such as "host:/home /mnt/home nfs4 rw 0 0"."""
    for line in listed.splitlines():
        _, place, sort, *_ = line.split(" ")
        yield place.replace("\\040", " "), sort


def _mounts_of_mac(listed: str) -> Iterator[tuple[str, str]]:
    """Likewise of lines such as "//me@host/home on /Volumes/home (smbfs, nodev)"."""
    for line in listed.splitlines():
        place, _, rest = line.partition(" on ")[2].rpartition(" (")
        yield place, rest.split(",")[0].rstrip(")")


def _nearest(folder: Path, mounts: Iterator[tuple[str, str]]) -> str:
    """The sort of the file system mounted nearest above `folder`."""
    above = [*folder.parents, folder]
    found = [(len(place), sort) for place, sort in mounts if Path(PurePosixPath(place)) in above]
    return max(found, default=(0, ""))[1].lower()


def _open_files() -> Finding:
    if sys.platform == "win32":
        return Finding("open_files", "enough", "good", {"n": PHONES})
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    phones = 65_536 if hard == resource.RLIM_INFINITY else max(0, min(hard, 65_536) - BESIDES)
    if phones < PHONES:
        return Finding("open_files", "few", "bad", {"n": phones})
    return Finding("open_files", "enough", "good", {"n": phones})


def _phone(store: Store, running: RunningServer, since: int) -> Finding:
    """Whether a phone has loaded the page: the proof of everything before it."""
    values = {"url": run.address_of(store, running)}
    reached = Client(running.url, running.key).reached()
    if reached is not None and reached >= since:
        return Finding("phone", "reached", "good", values)
    return Finding("phone", "not_yet", "unsure", values)
