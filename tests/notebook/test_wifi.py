"""The lobby's Wi-Fi: escaped as phones read it, kept on this machine while the session lasts."""

import stat
import sys
from pathlib import Path

import pytest
from tamtam.notebook import wifi
from tamtam.notebook.wifi import Wifi
from tamtam.session.log import Store

from tests.refusals import refused


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("Salle 3", "tambour", "WIFI:T:WPA;S:Salle 3;P:tambour;;"),
        (r"a\b", "c;d,e:f", r"WIFI:T:WPA;S:a\\b;P:c\;d\,e\:f;;"),
        ('the "loft"', "", r"WIFI:T:nopass;S:the \"loft\";;"),
    ],
)
def test_what_has_a_meaning_in_the_code_is_escaped(name: str, password: str, said: str) -> None:
    assert Wifi(name, password).code() == said


def test_it_is_kept_per_session_until_it_is_forgotten(store: Store, tmp_path: Path) -> None:
    wifi.keep(store, "AAAAAA", Wifi("one", "secret"))
    wifi.keep(store, "BBBBBB", Wifi("two"))
    assert wifi.kept(store, "AAAAAA") == Wifi("one", "secret")
    wifi.forget(store, "AAAAAA")
    assert wifi.kept(store, "AAAAAA") is None
    assert wifi.kept(store, "BBBBBB") == Wifi("two")
    wifi.forget(store, "BBBBBB")
    assert [path.name for path in tmp_path.iterdir() if "wifi" in path.name] == []


@pytest.mark.skipif(sys.platform == "win32", reason="who may read a file is told otherwise there")
def test_only_the_machine_s_user_reads_it(store: Store, tmp_path: Path) -> None:
    wifi.keep(store, "AAAAAA", Wifi("one", "secret"))
    path = tmp_path / "sessions.sqlite.wifi.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "written", ["{ not json", "[]", '{"AAAAAA": {"ssid": 1}}', '{"AAAAAA": 3}']
)
def test_a_damaged_file_is_no_wifi(store: Store, tmp_path: Path, written: str) -> None:
    (tmp_path / "sessions.sqlite.wifi.json").write_text(written)
    assert wifi.kept(store, "AAAAAA") is None


def test_where_it_can_not_be_kept_it_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "sessions.sqlite.wifi.json").mkdir()
    with refused("folder_not_writable"):
        wifi.keep(store, "AAAAAA", Wifi("one"))
