"""The address phones are told: the likeliest of all the laptop's networks, another where one is chosen."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from tamtam.server import addresses, run
from tamtam.server.client import Client
from tamtam.session.log import Store

from tests.refusals import refused

UP = 0x43


@pytest.mark.parametrize(
    ("found", "default", "likeliest"),
    [
        ([("lo", "127.0.0.1"), ("wlan0", "192.168.137.1")], "", "192.168.137.1"),
        ([("wlan0", "10.42.0.1"), ("eth0", "192.168.1.9")], "192.168.1.9", "10.42.0.1"),
        ([("wlan0", "192.168.1.9"), ("tun0", "10.8.0.2")], "10.8.0.2", "192.168.1.9"),
        ([("en0", "192.168.1.9"), ("utun4", "10.8.0.2")], "10.8.0.2", "192.168.1.9"),
        ([("wlp2s0", "10.0.0.9"), ("tailscale0", "100.101.2.3")], "10.0.0.9", "10.0.0.9"),
        ([("wlp2s0", "10.0.0.9"), ("corp", "100.101.2.3")], "100.101.2.3", "10.0.0.9"),
        ([("docker0", "172.17.0.1"), ("eth0", "10.0.0.9")], "", "10.0.0.9"),
        ([("eth0", "10.1.1.5"), ("wlan0", "192.168.5.7")], "10.1.1.5", "192.168.5.7"),
        ([("eth0", "10.1.1.5"), ("eth1", "192.168.5.7")], "192.168.5.7", "192.168.5.7"),
        ([("eth0", "10.1.1.5"), ("eth1", "203.0.113.7")], "", "10.1.1.5"),
        (
            [("Hyper-V Virtual Ethernet Adapter", "172.20.0.1"), ("Intel(R) Wi-Fi 6", "10.0.0.4")],
            "10.0.0.4",
            "10.0.0.4",
        ),
        (
            [
                ("Microsoft Wi-Fi Direct Virtual Adapter #2", "192.168.137.1"),
                ("Realtek PCIe GbE", "10.0.0.4"),
            ],
            "10.0.0.4",
            "192.168.137.1",
        ),
        ([("bridge100", "192.168.2.1"), ("en5", "10.0.0.4")], "10.0.0.4", "192.168.2.1"),
        ([("bridge100", "192.168.3.1"), ("en0", "10.0.0.4")], "10.0.0.4", "192.168.3.1"),
        ([("bridge100", "192.168.64.1"), ("en0", "10.0.0.4")], "", "10.0.0.4"),
        ([("cscotun0", "10.99.0.5"), ("eth0", "10.0.0.4")], "10.99.0.5", "10.0.0.4"),
        (
            [("Juniper Networks Virtual Adapter", "10.99.0.5"), ("Ethernet", "10.0.0.4")],
            "",
            "10.0.0.4",
        ),
        ([("wlan0", "fe80::1"), ("wlan0", "fd00::7")], "", "fd00::7"),
        ([("wlan0", "fd00::7"), ("wlan0", "10.0.0.7")], "", "10.0.0.7"),
        ([("wlan0", "169.254.3.3"), ("eth0", "10.0.0.7")], "", "10.0.0.7"),
        ([("tun0", "10.8.0.2")], "10.8.0.2", "10.8.0.2"),
        ([("eth0", "0.0.0.0"), ("wlan0", "169.254.3.3")], "", "169.254.3.3"),
        (
            [("Ethernet", "10.0.0.2"), ("Connexion réseau sans fil", "192.168.0.2")],
            "10.0.0.2",
            "192.168.0.2",
        ),
    ],
)
def test_the_likeliest_network_for_phones_comes_first(
    found: list[tuple[str, str]], default: str, likeliest: str
) -> None:
    ranked = addresses.ranked([(name, address, UP) for name, address in found], default)
    assert ranked[0].address == likeliest
    assert "127.0.0.1" not in {network.address for network in ranked}


def test_whatever_its_name_a_point_to_point_link_is_no_network_of_phones() -> None:
    found = [("corp", "10.8.0.2", UP | 0x10), ("eth0", "192.168.1.9", UP)]
    assert addresses.ranked(found, "10.8.0.2")[0].address == "192.168.1.9"


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("ip"), reason="needs root"
)
def test_a_hotspot_without_a_way_on_and_a_vpn_that_takes_it_are_told_apart() -> None:
    """In a network namespace of its own, as the machine sees it."""
    asked = (
        f'{sys.executable} -c "from tamtam.server import run, addresses as a;'
        'print(run.lan_address(), a.has_internet(), len(a.networks()))"'
    )
    script = f"""
        set -e; ip link set lo up
        ip link add wlan0 type veth peer name peer0; ip link set peer0 up
        {asked}
        ip addr add 192.168.137.1/24 dev wlan0; ip link set wlan0 up
        {asked}
        ip link add tun0 type veth peer name tunp; ip link set tunp up
        ip addr add 10.8.0.2/24 dev tun0; ip link set tun0 up; ip route add default dev tun0
        {asked}
        ip link set peer0 down
        {asked}
        ip link add wlan1 type veth peer name peer1; ip link set peer1 up; ip link set wlan1 up
        ip addr flush dev tun0; ip -6 addr add fd00::7/64 dev wlan1 nodad; {asked}
        ip -6 route add default dev wlan1; {asked}
    """
    command = ["unshare", "-n", "bash", "-c", script]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if "unshare failed" in told.stderr:
        pytest.skip("no network namespaces here")
    assert told.stdout.splitlines() == [
        "127.0.0.1 False 0",
        "192.168.137.1 False 1",
        "192.168.137.1 True 2",
        "10.8.0.2 True 1",  # the card has lost its network
        "fd00::7 False 1",  # a network of IPv6 alone
        "fd00::7 True 1",
    ], told.stderr


def test_a_chosen_address_is_told_as_long_as_the_laptop_has_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = addresses.ranked([("wlan0", "10.0.0.7", UP), ("eth0", "10.0.1.7", UP)], "")
    monkeypatch.setattr(addresses, "networks", lambda: known)
    assert run.phone_url(store, 80) == "http://10.0.0.7:80"
    addresses.choose(store, "10.0.1.7")
    assert run.phone_url(store, 80) == "http://10.0.1.7:80"
    monkeypatch.setattr(addresses, "networks", lambda: known[:1])
    assert run.phone_url(store, 80) == "http://10.0.0.7:80"
    addresses.choose(store, None)
    monkeypatch.setattr(addresses, "networks", lambda: known)
    assert run.phone_url(store, 80) == "http://10.0.0.7:80"


@pytest.mark.parametrize("address", ["laptop.example.org", "tamtam.local", "203.0.113.80"])
def test_an_address_in_front_of_the_laptop_can_be_told(store: Store, address: str) -> None:
    addresses.choose(store, address)
    assert run.phone_url(store, 80) == f"http://{address}:80"


@pytest.mark.parametrize("address", ["", "no spaces", "http://x", "1.2.3", "a/b", "300.1.1.1"])
def test_what_can_be_no_address_is_refused_with_those_there_are(store: Store, address: str) -> None:
    with refused("bad_address"):
        addresses.choose(store, address)
    assert addresses.chosen(store) is None


def test_a_broken_choice_is_none(store: Store) -> None:
    for words in ("", "[]", "{}", json.dumps({"address": "10.9.9.9", "own": True})):
        (store.folder / "sessions.sqlite.address.json").write_text(words)
        assert addresses.chosen(store) is None


def test_phones_come_in_by_ipv6_too(store: Store) -> None:
    running = run.start(store, lan=True, address="::1")
    assert running.lan_url == f"http://[::1]:{running.port}"
    try:
        assert Client(running.lan_url, running.key).alive()
    except OSError:
        pytest.skip("no IPv6 here")
