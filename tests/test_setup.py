"""What a fresh clone stands on: requirements, pins and environment agree; nothing lies elsewhere."""

import gzip
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import tamtam
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from tamtam import assets

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
README = (ROOT / "README.md").read_text("utf-8")
PINS = dict(
    line.split("==") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line
)
ALLOWED = {
    *("workshops", "kit", "assets", "tests", "environment.yml", "README.md"),
    *("pyproject.toml", "constraints.txt", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", ".ci"),
    *(".gitignore", ".gitattributes"),
}


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return listed.stdout.splitlines()


def test_pins_are_names_with_versions_and_nothing_else() -> None:
    for name, version in PINS.items():
        assert re.fullmatch(r"[A-Za-z0-9._-]+", name)
        assert str(Version(version)) == version or Version(version)


def test_every_requirement_is_pinned_to_a_version_it_allows() -> None:
    pins = {canonicalize_name(name): version for name, version in PINS.items()}
    extras = PROJECT["optional-dependencies"].values()
    wanted = [*PROJECT["dependencies"], *(one for extra in extras for one in extra)]
    for requirement in map(Requirement, wanted):
        if requirement.name == PROJECT["name"]:
            continue
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), (
            requirement
        )


def test_the_conda_environment_installs_the_project() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    python = next(d for d in environment["dependencies"] if str(d).startswith("python"))
    assert python == f"python{PROJECT['requires-python']}"
    [by_pip] = [d["pip"] for d in environment["dependencies"] if isinstance(d, dict)]
    assert by_pip == ["-e .[room]"]


def test_the_version_is_said_once_and_in_the_changelog() -> None:
    assert PROJECT["version"] == tamtam.__version__
    assert f"## {tamtam.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    cited = yaml.safe_load((ROOT / "kit" / "CITATION.cff").read_text("utf-8"))
    assert (cited["version"], cited["license"]) == (tamtam.__version__, PROJECT["license"])


def test_the_top_level_is_as_fixed() -> None:
    assert {path.split("/")[0] for path in tracked()} <= ALLOWED


def test_the_shipped_plotly_is_the_one_that_draws_in_python() -> None:
    import plotly

    package = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    said = re.search(r"plotly\.js v([\d.]+)", package.read_text("utf-8")[:300])
    ours = (assets.folder() / "vendor" / "plotly-cartesian.min.js").read_text("utf-8")[:300]
    assert said and f"v{said[1]}" in ours


@pytest.mark.parametrize("heading", ["Run it", "Test it"])
def test_one_line_under_each_heading_and_one_for_powershell(heading: str) -> None:
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    for language in ("sh", "powershell"):
        [block] = re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)
        assert len(block.splitlines()) == 1
        assert "-c constraints.txt" in block
        assert ".venv" in block


def test_no_text_names_a_package_registry_or_a_path_of_a_machine() -> None:
    # The words are written in pieces, so that this file doesn't hold them.
    unwanted = re.compile(
        "|".join(("pypi" + r"\.org", "python" + "hosted", "/ho" + "me/", "/wo" + "rk/"))
    )
    for name in tracked():
        path = ROOT / name
        if (
            "vendor" in name
            or "axe" in name
            or not path.is_file()
            or path.suffix in {".jpg", ".png", ".ttf"}
        ):
            continue
        said = path.read_bytes()
        said = gzip.decompress(said) if path.suffix == ".gz" else said
        assert not unwanted.search(said.decode("utf-8")), name


def test_nothing_is_loaded_from_the_network() -> None:
    loads = re.compile(r"""(src|href|url|import|fetch|from)\s*[=(]?\s*["'(]+https?:""")
    for path in assets.folder().rglob("*"):
        if path.suffix in {".js", ".css", ".html"} and "vendor" not in path.parts:
            assert not loads.search(path.read_text("utf-8")), path
