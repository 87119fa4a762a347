"""What may keep phones out: each finding on what it looks at, and the phone that proves the way."""

import json
import re
import socket
import sys
import threading
from pathlib import Path

import httpx
import pytest
from tamtam import assets
from tamtam.cli import doctor as doctor_command
from tamtam.server import doctor, run
from tamtam.server.addresses import LaptopNetwork
from tamtam.server.exposure import exposed
from tamtam.server.run import RunningServer
from tamtam.session.log import Store, now_ms

PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Mobile Safari/537.36"
PREVIEW = "WhatsApp/2.24.1 Mozilla/5.0"


@pytest.fixture
def running(store: Store) -> RunningServer:
    return run.start(store, lan=True, exposure=exposed(name=False))  # of that, in two_laptops


def load(running: RunningServer, agent: str, source: str = "127.0.0.2") -> None:
    """Load the page as another device does: from an address that isn't the server's."""
    transport = httpx.HTTPTransport(local_address=source)
    with httpx.Client(transport=transport, trust_env=False) as client:
        assert client.get(running.url, headers={"user-agent": agent}).status_code == 200


def test_every_finding_has_words_in_both_languages_and_says_what_to_do() -> None:
    source = Path(doctor.__file__).read_text("utf-8")
    for language in ("fr", "en"):
        words = json.loads(
            (assets.folder() / "locale" / language / "doctor.json").read_text("utf-8")
        )
        for name, seen, verdict in re.findall(r'Finding\("(\w+)", "(\w+)", "(\w+)"', source):
            said = json.dumps(words[name][seen])
            assert verdict == "good" or ("." in said and len(said) > 40)


def test_a_phone_that_loads_the_page_is_the_proof(store: Store, running: RunningServer) -> None:
    since = now_ms()
    assert [f.seen for f in doctor.examine(store, running, since)][-1] == "not_yet"
    load(running, PHONE)
    found = doctor.examine(store, running, since)[-1]
    assert (found.seen, found.verdict) == ("reached", "good")
    assert doctor.examine(store, running, now_ms() + 1000)[-1].seen == "not_yet"


@pytest.mark.parametrize(
    ("agent", "source"), [(PREVIEW, "127.0.0.2"), ("curl/8", "127.0.0.2"), (PHONE, "127.0.0.1")]
)
def test_previews_programs_and_this_machine_prove_nothing(
    store: Store, running: RunningServer, agent: str, source: str
) -> None:
    load(running, agent, source)
    assert doctor.examine(store, running, 0)[-1].verdict == "unsure"


def test_a_server_of_this_machine_only_is_told(store: Store) -> None:
    running = run.start(store)
    [port] = [f for f in doctor.examine(store, running, 0) if f.name == "port"]
    assert (port.seen, port.verdict) == ("closed", "bad")


@pytest.mark.parametrize(
    ("address", "seen"),
    [("127.0.0.1", "none"), ("169.254.7.7", "unassigned"), ("192.168.1.20", "found")],
)
def test_an_address_that_no_router_gave_is_none(address: str, seen: str) -> None:
    assert doctor._address(address).seen == seen


def test_other_networks_are_listed_and_a_vpn_alone_is_no_way_in() -> None:
    wifi, vpn = LaptopNetwork("wlan0", "10.0.0.7", "wifi"), LaptopNetwork("tun0", "10.8.0.2", "vpn")
    [several] = doctor._networks("10.0.0.7", (wifi, vpn))
    assert "10.0.0.7" in several.told("en") and "10.8.0.2 (VPN, tun0)" in several.told("en")
    assert "câble" in next(
        doctor._networks("10.0.0.7", (wifi, LaptopNetwork("eth0", "10.1.0.2", "cable")))
    ).told("fr")
    [alone] = doctor._networks("10.8.0.2", (vpn,))
    assert (alone.seen, alone.verdict) == ("unreachable", "unsure")
    assert list(doctor._networks("10.0.0.7", (wifi,))) == []


def test_a_network_without_internet_is_told_with_what_to_do_on_phones() -> None:
    told = doctor._internet(False)
    assert told.verdict == "unsure" and "mobile data" in told.told("en")
    assert doctor._internet(True).verdict == "good"


def test_a_port_that_does_not_answer_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        running = RunningServer("", "", "", 0, port, lan=True)
        assert doctor._port("127.0.0.1", running).verdict == "good"
    assert doctor._port("127.0.0.1", running).seen == "refused"


def test_firewalls_are_seen_with_the_command_that_opens_the_port(tmp_path: Path) -> None:
    assert doctor._linux_firewall(tmp_path) == ("none", "good")
    ufw = tmp_path / "etc" / "ufw" / "ufw.conf"
    ufw.parent.mkdir(parents=True)
    ufw.write_text("ENABLED=no\n")
    assert doctor._linux_firewall(tmp_path) == ("none", "good")
    ufw.write_text("# on\nENABLED=yes\n")
    assert doctor._linux_firewall(tmp_path) == ("ufw", "unsure")
    (tmp_path / "run" / "firewalld").mkdir(parents=True)
    assert doctor._linux_firewall(tmp_path) == ("firewalld", "unsure")
    told = doctor.Finding("firewall", "ufw", "unsure", {"port": "8800"}).told("en")
    assert told.startswith("? ") and "ufw allow 8800/tcp" in told


@pytest.mark.parametrize(
    ("sort", "seen"), [("nfs4", "network"), ("fuse.sshfs", "network"), ("ext4", "local")]
)
def test_a_network_drive_is_no_place_for_sessions(
    monkeypatch: pytest.MonkeyPatch, sort: str, seen: str
) -> None:
    monkeypatch.setattr(doctor, "_file_system", lambda folder: sort)
    assert doctor._files(Path("/mnt/files/ann")).seen == seen
    assert doctor._files(Path("/data/OneDrive - Work/x")).seen != "local"


def test_the_file_system_is_that_of_the_nearest_mount() -> None:
    linux = (
        "disk / ext4 rw 0 0\nhost:/a /mnt/my\\040files nfs4 rw 0 0\ndisk2 /mnt/other xfs rw 0 0\n"
    )
    mounts = list(doctor._mounts_of_linux(linux))
    assert doctor._nearest(Path("/mnt/my files/ann"), iter(mounts)) == "nfs4"
    assert doctor._nearest(Path("/mnt/my"), iter(mounts)) == "ext4"
    mac = "/dev/disk1 on / (apfs, local)\n//ann@host/files on /Volumes/files (smbfs, nodev)\n"
    assert doctor._nearest(Path("/Volumes/files/x"), doctor._mounts_of_mac(mac)) == "smbfs"
    if sys.platform == "linux":
        assert doctor._file_system(Path("/proc/self")) == "proc"


def test_in_a_terminal_it_waits_for_the_phone_and_ends_well(
    store: Store, running: RunningServer, capsys: pytest.CaptureFixture[str]
) -> None:
    threading.Timer(0.8, load, (running, PHONE)).start()
    status = doctor_command.hold(store.place, None, "en", wait=True)
    said = capsys.readouterr().out
    assert "█" in said and "✓ A phone has loaded the page" in said
    network = run.lan_address() != run.LOOPBACK
    assert status == (0 if network else 1)
    assert run.find(store) is not None  # it ran before and goes on


def test_without_a_phone_it_leaves_nothing_running(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    doctor_command.hold(store.place, None, "fr", wait=False)
    said = capsys.readouterr().out
    assert "? Aucun téléphone" in said and "█" not in said
    assert run.find(store) is None


def test_a_changed_address_is_shown_anew_and_ctrl_c_leaves(
    store: Store,
    running: RunningServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    addresses = iter(["10.0.0.1", "10.0.0.1", "10.0.0.2"])

    def address() -> str:
        try:
            return next(addresses)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(doctor, "_port", lambda *_: doctor.Finding("port", "open", "good", VALUES))
    monkeypatch.setattr(doctor_command, "TICK", 0)
    monkeypatch.setattr(doctor, "_phone", lambda *_: not_yet(address()))
    monkeypatch.setattr(run, "lan_address", lambda: "10.0.0.1")
    assert doctor_command.hold(store.place, None, "en", wait=True) == 0
    said = capsys.readouterr().out
    assert "The address has changed" in said
    assert said.index("http://10.0.0.1") < said.index("The address has changed")


VALUES = {"address": "10.0.0.1", "port": "8800"}


def not_yet(address: str) -> doctor.Finding:
    return doctor.Finding("phone", "not_yet", "unsure", {"url": f"http://{address}:8800"})
