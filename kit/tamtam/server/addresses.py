"""LaptopNetwork addresses of this laptop: all of them looked at, the likeliest for phones first.

The network of the default route is often the wrong one: a laptop that is its own hotspot has none, a
VPN takes it. So every network is listed with what can be told of it; a person may choose another, which
is kept beside the store. Nothing is sent to find any of this.
"""

import ipaddress
import re
import socket
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from tamtam.language.errors import TamtamError
from tamtam.session.log import BesideStore, Store

Sort = Literal["hotspot", "wifi", "cable", "virtual", "vpn", "unassigned"]
#: From the likeliest that phones are in to the least.
SORTS: tuple[Sort, ...] = ("hotspot", "wifi", "cable", "virtual", "vpn", "unassigned")

_WIRELESS = re.compile(r"^wl|wi-?fi|wireless|802\.11|airport|sans[ -]fil|drahtlos", re.IGNORECASE)
_VPN = re.compile(
    r"^(u?tun|tap|wg|ppp|ipsec|gpd|zt|nebula)\d|vpn|tailscale|zerotier|wireguard|nordlynx|wintun"
    r"|tap-windows|hamachi|mullvad|proton|anyconnect|cscotun|forti|globalprotect|pangp|cloudflare|warp"
    r"|juniper|pulse secure|sonicwall|netextender|check ?point|zscaler|^wt\d|netbird",
    re.IGNORECASE,
)
_VIRTUAL = re.compile(
    r"^(docker|br-|bridge|virbr|veth|vnic|vmnet|vboxnet|lxc|lxd|cni|flannel|podman|cali|dummy|awdl|llw|anpi)"
    r"|vethernet|hyper-v|vmware|virtualbox|\bwsl\b|bluetooth",
    re.IGNORECASE,
)
#: What systems give themselves as a hotspot: Windows, NetworkManager, macOS, create_ap.
_HOTSPOT = re.compile(r"192\.168\.137\.1|10\.42\.\d+\.1|192\.168\.[23]\.1|192\.168\.12\.1")
#: Addresses of VPNs that join devices over the internet (RFC 6598).
_SHARED = ipaddress.ip_network("100.64.0.0/10")
#: Flags of an interface, the same on Linux and macOS.
_POINT_TO_POINT, _RUNNING = 0x10, 0x40
_NAME = re.compile(r"(?!-)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


@dataclass(frozen=True, slots=True)
class LaptopNetwork:
    """A network that this laptop is in: the name of the interface, its address there, what it may be."""

    name: str
    address: str
    sort: Sort


def networks() -> tuple[LaptopNetwork, ...]:
    """Every network this laptop is in, the likeliest for phones first."""
    import ifaddr

    default = _default_source()
    found = [
        (adapter.nice_name, ip.ip if isinstance(ip.ip, str) else ip.ip[0], _flags(adapter.name))
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
    ]
    return ranked([one for one in found if one[2] is None or one[2] & _RUNNING], default)


def ranked(found: Sequence[tuple[str, str, int | None]], default: str) -> tuple[LaptopNetwork, ...]:
    """Networks out of (interface, address, flags), the likeliest for phones first.

    `default` is the address from which the internet would be asked. Among those of a sort it comes first,
    and a private address before a public one, IPv4 before IPv6.
    """
    usable = [
        LaptopNetwork(name, address, sort_of(name, address, default, flags or 0))
        for name, address, flags in found
        if not (ip := ipaddress.ip_address(address)).is_loopback
        and not ip.is_unspecified
        and not (ip.version == 6 and (ip.is_link_local or ip.is_multicast))
    ]

    def place(network: LaptopNetwork) -> tuple[int, bool, bool, bool]:
        ip = ipaddress.ip_address(network.address)
        return (
            SORTS.index(network.sort),
            ip.version == 6,
            network.address != default,
            not ip.is_private,
        )

    return tuple(sorted(usable, key=place))


def sort_of(name: str, address: str, default: str, flags: int = 0) -> Sort:
    """What a network may be, told by the names that systems give to interfaces and by its address.

    >>> sort_of("wlan0", "192.168.137.1", default=""), sort_of("tun0", "10.8.0.2", default="10.8.0.2")
    ('hotspot', 'vpn')
    """
    ip = ipaddress.ip_address(address)
    if ip.is_link_local:
        return "unassigned"
    if _VPN.search(name) or flags & _POINT_TO_POINT or (ip.version == 4 and ip in _SHARED):
        return "vpn"
    wireless = bool(_WIRELESS.search(name))
    if address != default and (
        _HOTSPOT.fullmatch(address) or (wireless and address.endswith(".1"))
    ):
        return "hotspot"
    if _VIRTUAL.search(name):
        return "virtual"
    return "wifi" if wireless else "cable"


def in_url(address: str) -> str:
    """An address as it stands in a URL.

    >>> in_url("fd00::7"), in_url("10.0.0.7")
    ('[fd00::7]', '10.0.0.7')
    """
    return f"[{address}]" if ":" in address else address


def choose(store: Store, address: str | None) -> None:
    """Tell phones this address from now on; None leaves it to be found.

    One that this laptop has counts for as long as it has it, any other (a name, the address of a machine
    in front) always. Raises TamtamError for what can't be an address.
    """
    if address is None:
        _file(store).write({})
        return
    own = [network.address for network in networks()]
    if not _is_address(address):
        raise TamtamError("bad_address", address=address, addresses=", ".join(own) or "–")
    _file(store).write({"address": address, "own": address in own})


def chosen(store: Store) -> str | None:
    """The address that was chosen, as long as it counts."""
    kept = _file(store).read()
    address, own = str(kept.get("address", "")), bool(kept.get("own"))
    if not address:
        return None
    if own and address not in {network.address for network in networks()}:
        return None
    return address


def has_internet() -> bool:
    """Whether any network of this laptop leads on; nothing is sent to find out."""
    return bool(_default_source())


def _is_address(words: str) -> bool:
    try:
        return bool(ipaddress.ip_address(words))
    except ValueError:
        return bool(_NAME.fullmatch(words)) and not words.replace(".", "").isdigit()


def _file(store: Store) -> BesideStore:
    return BesideStore(store, "address")


def _default_source() -> str:
    """The address from which the internet would be asked; "" where there is no way to it."""
    # Documentation addresses: connecting sends nothing, and only picks the interface.
    for family, asked in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((asked, 9))
            return str(probe.getsockname()[0])
    return ""


def _flags(name: str | bytes) -> int | None:
    """The flags of an interface (up, running, point to point); None where they can't be asked for."""
    if sys.platform == "win32":
        return None
    import fcntl

    request = 0xC0206911 if sys.platform == "darwin" else 0x8913  # SIOCGIFFLAGS
    label = name if isinstance(name, bytes) else name.encode()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            told = fcntl.ioctl(probe.fileno(), request, struct.pack("256s", label[:15]))
        except OSError:
            return None
    return int(struct.unpack_from("H", told, 16)[0])
