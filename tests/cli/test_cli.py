"""The commands as they are typed: what they do, what they say, and that no refusal is a traceback."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner, Result
from tamtam.cli import main
from tamtam.deck.deck import PAUSES
from tamtam.server import facilitators, run
from tamtam.session.log import Store

from tests.results.sessions import Lived, lived

Ended = subprocess.CompletedProcess[str]
Tamtam = Callable[..., Ended]
COMMANDS = sorted(main.commands)


@pytest.fixture
def tamtam(tmp_path: Path, store: Store) -> Tamtam:
    """`tamtam …` in a process of its own, on a store of its own."""

    def typed(*words: str, **said: str) -> Ended:
        return subprocess.run(
            [sys.executable, "-m", "tamtam", *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={
                **os.environ,
                "TAMTAM_STORE": store.place,
                "PYTHONIOENCODING": "utf-8",
                **{name: value for name, value in said.items() if name.isupper()},
            },
            cwd=tmp_path,
            input=said.get("input", ""),
            timeout=90,
            check=False,
        )

    return typed


@pytest.fixture
def typed(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The same in this process, for what hangs on no process: what is said, and how a yes is read."""
    monkeypatch.setenv("TAMTAM_STORE", store.place)
    return lambda *words, **said: CliRunner().invoke(main, [*words], **said)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    """A session in the store that the commands use."""
    yield from lived(tmp_path)


def test_help_begins_with_examples(tamtam: Tamtam) -> None:
    told = tamtam("--help")
    assert told.returncode == 0
    assert "tamtam rehearse --people 40" in told.stdout
    for command in COMMANDS:
        assert re.search(rf"^  {command} +\w", told.stdout, re.MULTILINE), command


def test_help_tells_how_a_shell_completes_and_that_line_works(tamtam: Tamtam) -> None:
    told = tamtam("--help").stdout
    for shell in ("bash", "zsh", "fish"):
        assert f"_TAMTAM_COMPLETE={shell}_source tamtam" in told
    script = Path(sys.executable).with_name("tamtam")
    if not script.exists():
        pytest.skip("tamtam is not installed here")
    words = {**os.environ, "_TAMTAM_COMPLETE": "bash_complete", "COMP_WORDS": "tamtam reh"}
    found = subprocess.run(
        [script], env={**words, "COMP_CWORD": "1"}, capture_output=True, text=True
    ).stdout
    assert "rehearse" in found


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example_of_itself(
    typed: Callable[..., Result], command: str
) -> None:
    told = typed(command, "--help")
    assert told.exit_code == 0
    assert re.search(rf"^  +tamtam {command}", told.output, re.MULTILINE)


def test_the_version_is_told(tamtam: Tamtam) -> None:
    from tamtam import __version__

    assert tamtam("--version").stdout.strip().endswith(__version__)


def test_where_a_terminal_lacks_a_sign_another_stands_and_nothing_breaks() -> None:
    for encoding in ("cp1252", "cp437", "ascii"):
        found = subprocess.run(
            [sys.executable, "-c", SIGNS],
            env=os.environ | {"PYTHONIOENCODING": encoding},
            capture_output=True,
        )
        assert found.returncode == 0, found.stderr.decode()
        said = found.stdout.decode(encoding)
        assert said.startswith("+ x -> ") and said.rstrip().endswith("False ? Bodo")


def test_a_typing_mistake_is_told_with_what_to_do(tamtam: Tamtam) -> None:
    told = tamtam("sesions")
    assert told.returncode == 2
    assert "--help" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    "words",
    [("verify", "ZZZZZZ"), ("export", "ZZZZZZ", "out"), ("check", "no_such_workshop")],
)
def test_what_is_not_there_is_told_in_words(tamtam: Tamtam, words: tuple[str, ...]) -> None:
    told = tamtam(*words)
    assert told.returncode == 1
    assert told.stderr.startswith("Error: ")
    assert "Traceback" not in told.stderr


def test_a_refusal_speaks_the_language_of_the_machine(
    tamtam: Tamtam, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMTAM_LANGUAGE", "fr")
    assert "Aucune séance" in tamtam("verify", "ZZZZZZ").stderr


def test_check_names_file_line_and_what_is_allowed(tamtam: Tamtam, tmp_path: Path) -> None:
    checked = tamtam("check")
    assert checked.returncode == 0
    assert "privacy.responsible" in checked.stdout and "before people join" in checked.stdout
    from tamtam import assets

    deck = (assets.workshops() / "trois_constats" / "deck.yaml").read_text("utf-8")
    place = tmp_path / "mine" / "deck.yaml"
    place.parent.mkdir()
    place.write_text(deck.replace("kind: agreement", "kind: agrement", 1), encoding="utf-8")
    told = tamtam("check", "mine/deck.yaml")
    assert told.returncode == 1
    line = deck[: deck.index("kind: agreement")].count("\n") + 1
    assert f"deck.yaml:{line}: " in told.stdout
    assert "agreement" in told.stdout and "allowed" in told.stdout
    place.write_text(deck.replace("minutes: ", "minutes: 50", 1), encoding="utf-8")
    told = tamtam("check", "mine/deck.yaml")
    assert told.returncode == 0 and "no mistakes" in told.stdout
    line = deck[: deck.index("minutes: ")].count("\n") + 1
    assert re.search(rf"may be meant so:\n.*deck.yaml:{line}: .* hours; if", told.stdout)


def test_sessions_lists_what_was_run(tamtam: Tamtam, store: Store, session: Lived) -> None:
    told = tamtam("sessions").stdout
    assert session.code in told
    assert "12 people" in told and "open" in told


def test_an_empty_store_says_how_to_begin(tamtam: Tamtam) -> None:
    assert "To open one: tamtam" in tamtam("sessions").stdout


def test_verify_proves_a_log_and_names_what_was_changed(
    tamtam: Tamtam, store: Store, session: Lived
) -> None:
    told = tamtam("verify", session.code.lower())
    assert told.returncode == 0
    assert "intact" in told.stdout
    store._database._connection.execute(  # type: ignore[attr-defined]
        "UPDATE events SET payload = x'7b7d' WHERE position = 4"
    )
    told = tamtam("verify", session.code)
    assert told.returncode == 1
    assert "position 4: the event was changed" in told.stdout


def test_export_writes_the_results_and_names_them(
    tamtam: Tamtam, tmp_path: Path, session: Lived
) -> None:
    told = tamtam("export", session.code, "out")
    assert told.returncode == 0
    for name in ("standings.json", "csv/counts.csv", "csv/codebook.csv", "report.html"):
        assert str(Path("out") / name) in told.stdout
        assert (tmp_path / "out" / name).stat().st_size


def test_an_archive_is_written_only_to_who_is_sure(
    tamtam: Tamtam, tmp_path: Path, session: Lived
) -> None:
    told = tamtam("export", session.code, "private", "--archive", input="n\n")
    assert told.returncode != 0
    assert not (tmp_path / "private").exists()
    told = tamtam("export", session.code, "private", "--archive", input="y\n")
    assert "what each person answered" in told.stdout
    assert (tmp_path / "private" / "log.jsonl").exists()
    assert tamtam("export", session.code, "unasked", "--archive", "--yes").returncode == 0
    assert (tmp_path / "unasked" / "log.jsonl").exists()


@pytest.mark.parametrize("sure", ["y", "yes", "o", "oui", "OUI", " Yes ", "Ja", "peut-être\noui"])
def test_a_yes_is_understood_in_both_languages(
    typed: Callable[..., Result], session: Lived, sure: str
) -> None:
    for number, language in enumerate(("fr", "en"), start=3):
        told = typed(
            *("forget", session.code, f"person {number}"),
            input=f"{sure}\n",
            env={"TAMTAM_LANGUAGE": language},
        )
        assert told.exit_code == 0
        assert f"id{number:06}" not in session.log.state.participants


@pytest.mark.parametrize("unsure", ["", "n", "non", "no", "NON"])
def test_anything_that_is_no_yes_changes_nothing(
    typed: Callable[..., Result], session: Lived, unsure: str
) -> None:
    assert typed("forget", session.code, "person 3", input=f"{unsure}\n").exit_code != 0
    assert "id000003" in session.log.state.participants


@pytest.mark.parametrize(
    "around", [" {} ", "http://192.168.1.20:8800/{}", "http://tamtam.local/{}/"]
)
def test_a_code_is_known_however_it_was_typed_or_pasted(
    typed: Callable[..., Result], session: Lived, around: str
) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) for char in session.code)
    for code in (session.code, session.code.lower(), wide):
        assert typed("verify", around.format(code)).exit_code == 0


def test_excel_gets_tables_with_semicolons(tamtam: Tamtam, tmp_path: Path, session: Lived) -> None:
    assert tamtam("export", session.code, "out", "--excel").returncode == 0
    assert (
        (tmp_path / "out" / "csv" / "counts.csv")
        .read_text("utf-8-sig")
        .startswith("session;activity;")
    )


@pytest.mark.parametrize("command", ["start", "rehearse"])
def test_an_unknown_workshop_is_refused_before_anything_starts(
    tamtam: Tamtam, store: Store, tmp_path: Path, command: str
) -> None:
    told = tamtam(command, "--workshop", "nope")
    assert told.returncode == 1
    assert "nope" in told.stderr and "trois_constats" in told.stderr
    assert not run.file_of(store).exists()
    assert store.sessions() == []


def test_a_deck_with_mistakes_is_refused_before_anything_starts(
    tamtam: Tamtam, store: Store, tmp_path: Path
) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "deck.yaml").write_text("id: ours\n")
    told = tamtam("start", "--workshop", "ours")
    assert told.returncode == 1 and "deck.yaml" in told.stderr
    assert not run.file_of(store).exists()


#: Prints signs that not every terminal has.
SIGNS = """
from tamtam.cli import console
console.prepare()
print("✓ ✗ → “l’île”…", console.shows("█▀✓"), "李", "Bődő")
"""


class Lab:
    """`tamtam start` with something in JupyterLab's place that waits to be ended."""

    def __init__(self, place: Path, store: Store, *words: str) -> None:
        fake = place / "jupyterlab" / "__main__.py"
        fake.parent.mkdir(exist_ok=True)
        fake.write_text(
            f"import os, time; open({str(place / 'pid')!r}, 'w').write(str(os.getpid()))\n"
        )
        with fake.open("a") as more:
            more.write("time.sleep(60)\n")
        (place / "jupyterlab" / "__init__.py").touch()
        paths = os.pathsep.join([str(place), *filter(None, [os.environ.get("PYTHONPATH")])])
        self.file = place / "pid"
        hung_up = signal.signal(
            signal.SIGHUP, signal.SIG_DFL
        )  # whatever these tests were started by
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tamtam", "start", "--language", "en", *words],
            env={
                **os.environ,
                "PYTHONPATH": paths,
                "TAMTAM_STORE": store.place,
                "TAMTAM_FOLDER": str(place / "own"),
                "PYTHONUNBUFFERED": "1",
            },
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        signal.signal(signal.SIGHUP, hung_up)

    def pid(self) -> int:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self.file.exists() and (told := self.file.read_text()):
                return int(told)
            time.sleep(0.05)
        raise AssertionError("it never started")

    def end(self, sign: int = signal.SIGTERM) -> str:
        self.process.send_signal(sign)
        try:
            said, _ = self.process.communicate(timeout=60)
        finally:
            self.process.kill()
            self.process.communicate()
        return str(said)


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
@pytest.mark.parametrize("sign", ["SIGTERM", "SIGHUP"])
def test_a_command_that_is_ended_or_whose_window_is_closed_ends_what_it_started(
    tmp_path: Path, store: Store, sign: str
) -> None:
    lab = Lab(tmp_path, store, "--no-lan")
    child = lab.pid()
    assert run.find(store) is not None
    ending = getattr(signal, sign)
    said = lab.end(ending)
    assert "Phones can’t join (--no-lan)" in said and "█" not in said
    assert lab.process.returncode == 128 + ending
    assert run.find(store) is None
    assert not psutil.pid_exists(child)


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_killed_without_a_word_its_lab_ends_and_the_next_start_goes_on_with_its_server(
    tmp_path: Path, store: Store
) -> None:
    killed = Lab(tmp_path, store)
    child = psutil.Process(killed.pid())
    running = run.find(store)
    killed.end(signal.SIGKILL)
    child.wait(30)
    killed.file.unlink()
    again = Lab(tmp_path, store)
    again.pid()
    said = again.end()
    assert "The session server was still running" in said and "Phones join at" in said
    assert run.find(store) == running  # one that ran before is not ended either


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_no_server_is_started_where_sessions_are_led_on_another(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMTAM_SERVER", "https://room.example.org")
    monkeypatch.setenv("TAMTAM_TOKEN", "tamtam_secret")
    lab = Lab(tmp_path, store)
    lab.pid()
    assert not run.file_of(store).exists()
    said = lab.end()
    assert "led on https://room.example.org" in said and "Phones join" not in said


def test_a_new_workshop_is_a_copy_that_can_be_changed_written_and_found(
    tamtam: Tamtam, tmp_path: Path
) -> None:
    told = tamtam("new", "ours")
    assert told.returncode == 0, told.stderr
    assert "tamtam write ours" in told.stdout
    deck = tmp_path / "ours" / "deck.yaml"
    assert "\nid: ours\n" in deck.read_text("utf-8")
    assert 'Workshop(\\"ours\\", language=\\"en\\")' in (
        (tmp_path / "ours" / "en" / "0_opening.ipynb").read_text("utf-8")
    )
    assert "no mistakes" in tamtam("check", "ours").stdout
    assert "are up to date" in tamtam("write", "ours").stdout
    (tmp_path / "ours" / "en" / "0_opening.ipynb").rename(tmp_path / "ours" / "en" / "old.ipynb")
    assert f"no more: {Path('ours') / 'en' / 'old.ipynb'}" in tamtam("write", "ours").stdout
    deck.write_text(
        deck.read_text("utf-8").replace("How far do you agree?", "Do you agree?"), "utf-8"
    )
    assert str(Path("en") / "self_paced.ipynb") in tamtam("write", "ours").stdout


@pytest.mark.parametrize(
    ("language", "other", "notebook"), [("en", "fr", "0_together"), ("fr", "en", "0_ensemble")]
)
def test_a_blank_workshop_speaks_one_language_and_rehearses_at_once(
    tamtam: Tamtam, tmp_path: Path, store: Store, language: str, other: str, notebook: str
) -> None:
    told = tamtam("new", "retro", "--blank", "--language", language)
    assert told.returncode == 0, told.stderr
    folder = tmp_path / "retro"
    assert (folder / language / f"{notebook}.ipynb").exists()
    assert not (folder / other).exists() and not (folder / f"guide.{other}.md").exists()
    assert "are up to date" in tamtam("write", "retro", TAMTAM_LANGUAGE="en").stdout
    assert "no mistakes" in tamtam("check", "retro", TAMTAM_LANGUAGE="en").stdout
    said = tamtam("rehearse", "--workshop", "retro", "--people", "6", "--language", other)
    assert said.returncode == 0, said.stderr
    [summary] = store.sessions()
    assert (summary.workshop, summary.language, summary.participants) == ("retro", language, 6)
    state = store.log(summary.code).state
    standing = state.asked["where_we_stand"].turn.standing
    assert standing is not None and standing.sentence[language] in said.stdout
    assert state.asked["one_change"].proposals
    tamtam("print", "paper", "--workshop", "retro", "--cut", "one_hour")
    assert [path.name for path in (tmp_path / "paper").iterdir()] == [f"printouts.{language}.html"]


def test_a_blank_workshop_is_no_copy(tamtam: Tamtam) -> None:
    assert "leave out --from" in tamtam("new", "a", "--blank", "--from", "trois_constats").stderr
    assert "goes with --blank" in tamtam("new", "a", "--language", "en").stderr


@pytest.mark.parametrize(
    ("name", "said"), [("Ours!", "lower-case letters"), ("taken", "already exists")]
)
def test_a_name_that_no_workshop_can_have_is_told(
    tamtam: Tamtam, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "taken").mkdir()
    told = tamtam("new", name)
    assert told.returncode == 1
    assert said in told.stderr


def test_a_person_is_erased_only_by_who_is_sure(
    tamtam: Tamtam, store: Store, session: Lived
) -> None:
    told = tamtam("forget", session.code, "person 3", input="n\n")
    assert told.returncode != 0
    assert "8 answers" in told.stdout
    assert "id000003" in session.log.state.participants
    told = tamtam("forget", session.code.lower(), "person 3", input="y\n")
    assert "Everything Person 3 gave is erased" in told.stdout
    assert "id000003" not in session.log.state.participants
    assert "Nobody in this session" in tamtam("forget", session.code, "person 3", "--yes").stderr


def test_old_answers_are_erased_only_by_who_is_sure(
    tamtam: Tamtam, store: Store, session: Lived
) -> None:
    assert "older than 30 days" in tamtam("prune").stdout
    told = tamtam("prune", "--days", "0", input="n\n")
    assert told.returncode != 0 and session.code in told.stdout
    assert session.log.state.asked["baseline"].turn.answers
    assert "1 session" in tamtam("prune", "--days", "0", "--yes").stdout
    assert not session.log.state.asked["baseline"].turn.answers
    assert "answers erased, 12 people" in tamtam("sessions").stdout
    assert "intact" in tamtam("verify", session.code).stdout


def test_a_rehearsal_runs_a_whole_cut_and_comes_to_the_same_in_both_languages(
    tamtam: Tamtam, store: Store
) -> None:
    found = []
    for language in ("fr", "en"):
        options = ("--people", "12", "--seed", "3", "--cut", "one_hour", "--language", language)
        told = tamtam("rehearse", *options)
        assert told.returncode == 0, told.stderr
        sentences = re.findall(r"^(\w+): (.+)$", told.stdout, re.MULTILINE)
        summary = store.sessions()[0]
        assert summary.rehearsal and summary.over and summary.participants == 12
        standings = []
        state = store.log(summary.code).state
        led = {id: state.asked[id] for id in state.deck.cuts["one_hour"] if id not in PAUSES}
        for id, asked in led.items():
            standing = asked.turn.standing
            assert standing is not None and standing.n == 12
            assert (id, standing.sentence[language]) in sentences
            if not any(one.participant for one in asked.proposals.values()):
                standings.append(standing)  # what people propose is in the language of the room
        found.append(standings)
    assert found[0] == found[1]


def test_serve_and_stop(tamtam: Tamtam, store: Store) -> None:
    assert "No server is running" in tamtam("stop").stdout
    serving = subprocess.Popen(
        [sys.executable, "-m", "tamtam", "serve", "--store", store.place],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert serving.stdout is not None
    assert "Tamtam serves" in serving.stdout.readline()
    running = run.find(store)
    assert running is not None and running.pid == serving.pid
    assert "has stopped" in tamtam("stop").stdout
    assert serving.wait(10) == 0
    serving.stdout.close()


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_a_server_that_is_ended_leaves_no_key_behind(store: Store) -> None:
    serving = subprocess.Popen(
        [sys.executable, "-m", "tamtam", "serve", "--store", store.place],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert serving.stdout is not None and "Tamtam serves" in serving.stdout.readline()
    serving.terminate()
    serving.wait(20)
    serving.stdout.close()
    assert json.loads(run.file_of(store).read_text("utf-8"))["key"] == ""


def test_a_store_that_is_no_store_is_told(tamtam: Tamtam, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all, " * 100)
    told = tamtam("sessions", "--store", "letter.txt")
    assert told.returncode == 1
    assert "letter.txt" in told.stderr and "--store" in told.stderr


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, tamtam.cli; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"numpy", "pandas", "plotly", "anywidget", "uvicorn", "httpx", "yaml"} & set(loaded)


def test_tokens_are_drawn_listed_and_removed(tamtam: Tamtam, store: Store) -> None:
    added = tamtam("token", "add", "ada")
    assert added.returncode == 0
    token = added.stdout.splitlines()[-1]
    assert facilitators.who(store, token) == "ada"
    assert tamtam("token", "list").stdout.split() == ["ada"]
    assert token not in tamtam("token", "list").stdout
    again = tamtam("token", "add", "ada")
    assert again.returncode == 1 and "token remove ada" in again.stderr
    assert tamtam("token", "remove", "ada", input="n\n").returncode == 1
    assert facilitators.who(store, token) == "ada"
    assert tamtam("token", "remove", "ada", "--yes").returncode == 0
    assert facilitators.who(store, token) is None
    assert tamtam("token", "remove", "ada", "--yes").returncode == 1
    assert tamtam("token", "add", "two words").returncode == 1
