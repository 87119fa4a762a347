"""What the browser is given is whole, wherever the product was installed."""

import json
import re
import subprocess
from pathlib import Path

import playwright
import pytest
from tamtam import assets, kinds
from tamtam.authoring import deck_file

NODE = Path(playwright.__file__).parent / "driver" / "node"
#: What the phone page hands to the forms it loads.
SHARED = "globalThis.tamtam = new Proxy({}, { get: (_, name) => () => name });"

each_kind = pytest.mark.parametrize("name", kinds.names())


def run(source: str, tmp_path: Path, before: str = "") -> list[str]:
    """What a module exports, and the sort of its form's `render`."""
    module = tmp_path / "module.mjs"
    module.write_text(source, encoding="utf-8")
    tell = "(m) => console.log(Object.keys(m).join(), typeof m.default?.render)"
    program = f"{before} import({json.dumps(module.as_uri())}).then({tell})"
    ran = subprocess.run([NODE, "-e", program], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


def test_assets_and_workshops_are_found() -> None:
    assert (assets.folder() / "palette.json").is_file()
    assert list(assets.workshops().glob(f"*/{deck_file.FILE}"))


def test_in_a_wheel_they_lie_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "kit" / "tamtam")
    assert assets.folder() == tmp_path / "assets"
    (tmp_path / "kit" / "tamtam" / "_shipped" / "assets").mkdir(parents=True)
    assert assets.folder() == tmp_path / "kit" / "tamtam" / "_shipped" / "assets"
    assert assets.workshops() == tmp_path / "workshops"


@each_kind
def test_a_part_of_a_form_loads_beside_the_phone_page(name: str, tmp_path: Path) -> None:
    part = assets.form_part(name)
    assert not re.search(r"\bimport\s*[{\"']", part)
    assert run(part, tmp_path, before=SHARED) == ["default", "function"]
    assert len(part) < len(assets.form_module(name))


@each_kind
def test_a_form_loads_by_itself(name: str, tmp_path: Path) -> None:
    assert run(assets.mirrored_form(name), tmp_path) == ["default", "function"]
    assert run(assets.form_module(name), tmp_path) == ["default", "function"]


@each_kind
def test_the_phone_page_hands_each_form_what_it_takes(name: str) -> None:
    taken = re.findall(r"^const\{(.*?)\}=globalThis", assets.form_part(name))
    [handed] = re.findall(r"globalThis\.tamtam=\{(.*?)\};", assets.page_script("phone"))
    assert names_in(" , ".join(taken)) <= names_in(handed)
    assert names_in(" , ".join(taken))


def names_in(words: str) -> set[str]:
    return set(re.findall(r"\w+", words))


@pytest.mark.parametrize("page", ["phone", "screen", "clicker", "moderate", "cockpit"])
def test_the_script_of_a_page_is_one_piece(page: str, tmp_path: Path) -> None:
    script = assets.page_script(page)
    assert not re.search(r"\bimport\s*[{\"']|\bexport (?!default)", script)
    (tmp_path / "page.mjs").write_text(script, encoding="utf-8")
    checked = subprocess.run(
        [NODE, "--check", tmp_path / "page.mjs"], capture_output=True, text=True, timeout=60
    )
    assert checked.returncode == 0, checked.stderr


@each_kind
def test_no_comment_reaches_a_phone(name: str) -> None:
    for source in (assets.form_module(name), assets.form_part(name), assets.page_script("phone")):
        assert not re.search(r"^\s*//|/\*", source, re.MULTILINE)


def test_an_unknown_form_is_told_by_its_path() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.js"):
        assets.form_module("nothing")
