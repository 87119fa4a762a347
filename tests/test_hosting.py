"""What is said of hosting is what the code does: commands, files, ports. No container is built here."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from tamtam.cli import main

ROOT = Path(__file__).parent.parent
HOSTING = ROOT / "kit" / "hosting"
GUIDE = (ROOT / "kit" / "HOSTING.md").read_text("utf-8")
DOCKERFILE = (HOSTING / "Dockerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((HOSTING / "compose.yaml").read_text("utf-8"))
CADDYFILE = (HOSTING / "Caddyfile").read_text("utf-8")


def commands_of_the_guide() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    found = [re.sub(r".*?(?:^|\s)(?=tamtam )", "", line, count=1) for line in lines]
    return [line for line in found if line.startswith("tamtam ")]


def parsed(words: list[str]) -> None:
    """A command line as click reads it: unknown commands, options and values are refused."""
    command: click.Command = main
    context = click.Context(main, info_name="tamtam")
    while isinstance(command, click.Group):
        name, words = words[0], words[1:]
        found = command.get_command(context, name)
        assert found is not None, name
        command, context = found, click.Context(found, info_name=name, parent=context)
    options, rest, order = command.make_parser(context).parse_args(list(words))
    for param in order:
        if isinstance(param, click.Option):
            _, rest = param.handle_parse_result(context, dict(options), rest)
    assert all(not str(word).startswith("-") for word in rest)


@pytest.mark.parametrize("line", commands_of_the_guide())
def test_every_command_of_the_guide_is_one(line: str) -> None:
    parsed(shlex.split(line.partition(" #")[0].partition(" >")[0])[1:])


def test_a_command_that_is_none_is_found() -> None:
    with pytest.raises(click.UsageError):
        parsed(["serve", "--no-such-option"])
    with pytest.raises(AssertionError):
        parsed(["no_such_command"])


def test_the_guide_has_commands_and_every_file_it_names() -> None:
    assert len(commands_of_the_guide()) > 8
    for name in re.findall(r"`((?:kit|tests|assets)/[\w./-]+)`", GUIDE):
        assert (ROOT / name).exists(), name


def test_containers_run_commands_there_are() -> None:
    [said] = re.findall(r"^CMD \[(.+)\]$", DOCKERFILE, re.MULTILINE)
    assert '"tamtam"' in DOCKERFILE.partition("ENTRYPOINT")[2]
    parsed(re.findall(r'"([^"]+)"', said))
    parsed([re.sub(r"\$\{\w+:\?[^}]*\}", "room.test", word) for word in _server()["command"]])


def test_the_image_is_made_of_files_and_extras_there_are() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for line in re.findall(r"^COPY (.+) \S+$", DOCKERFILE, re.MULTILINE):
        for name in line.split():
            assert (ROOT / name).exists(), name
    [python] = re.findall(r"^FROM python:3\.(\d+)", DOCKERFILE, re.MULTILINE)
    assert int(python) >= int(project["requires-python"].removeprefix(">=3."))
    for extra in re.findall(r"'\.\[(\w+)\]'", DOCKERFILE):
        assert extra in project["optional-dependencies"]
    assert re.search(r"^USER 1\d{3}$", DOCKERFILE, re.MULTILINE), "nothing runs as root"


def test_server_proxy_and_database_find_each_other() -> None:
    services = COMPOSE["services"]
    command = " ".join(_server()["command"])
    [port] = re.findall(r"--port=(\d+)", command)
    assert f"reverse_proxy tamtam:{port}" in CADDYFILE
    assert f"EXPOSE {port}" in DOCKERFILE and f":{port}/healthz" in DOCKERFILE
    [subnet] = [each["subnet"] for each in COMPOSE["networks"]["inside"]["ipam"]["config"]]
    assert f"--trusted-proxy={subnet}" in command
    assert "ports" not in _server() and "ports" not in services["postgres"], (
        "only the proxy is open"
    )
    assert (ROOT / "kit" / "hosting" / _server()["build"]["context"]).resolve() == ROOT
    assert (ROOT / _server()["build"]["dockerfile"]).is_file()
    assert "@postgres:5432/" in _server()["environment"]["TAMTAM_STORE"]
    volumes = {mount.partition(":")[0] for each in services.values() for mount in each["volumes"]}
    assert {one for one in volumes if not one.startswith(".")} == set(COMPOSE["volumes"])
    for mount in volumes - set(COMPOSE["volumes"]):
        assert (HOSTING / mount).is_file()
    for each in services.values():
        for needed in each.get("depends_on", []):
            assert needed in services


def test_files_that_were_not_built_here_say_so() -> None:
    for name in ("Dockerfile", "compose.yaml"):
        assert "Not built where Tamtam is tested" in (HOSTING / name).read_text("utf-8")


def _server() -> dict[str, Any]:
    found: dict[str, Any] = COMPOSE["services"]["tamtam"]
    return found
