"""The course without cells: what its page is told, one store a visitor, nothing installed but the core."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from tamtam.authoring import copying, deck_file, new_kind
from tamtam.deck.deck import Deck
from tamtam.notebook import cohort, course_page
from tamtam.notebook.course import Courses
from tamtam.notebook.course_server import COOKIE, CourseServer, a_store_each, one_store
from tamtam.session.log import open_store

from tests import decks
from tests.refusals import refused

DECK = decks.shipped()
#: What a room needs and one person doesn't.
OF_THE_ROOM = (
    *("numpy", "pandas", "plotly", "uvicorn", "httptools", "uvloop", "httpx", "ifaddr", "segno"),
    "zeroconf",
    *("jupyterlab", "jupyterlab_server", "yaml", "ipykernel", "fpdf", "psycopg"),
    # Nor is this there in a browser.
    *("anywidget", "ipywidgets", "traitlets", "IPython", "click", "platformdirs"),
)
#: Studies the whole workshop where none of that can be imported, as in a browser.
ALONE = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {of_the_room}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Missing())
import json, random
from tamtam import kinds
from tamtam.notebook.course import Courses

courses = Courses.kept("{store}", "{deck}")

def call(name, **values):
    said = json.loads(courses.answered("{language}", name, json.dumps(values)))
    assert "refused" not in said, said
    return said

chance = random.Random(2)
for part in call("outline")["parts"]:
    for step in part["steps"]:
        activity = courses._course("{language}")._study.activity(step["id"])
        kind = kinds.get(activity.kind)
        for text in kind.propose(activity, chance):
            call("propose", id=step["id"], texts=[text["{language}"]], gone=[])
        activity = courses._course("{language}")._study.activity(step["id"])
        for (item, phase), value in kind.simulate(activity, chance).items():
            call("answer", id=step["id"], item=item, phase=phase, value=value)
        assert call("step", id=step["id"])["mirror"], step
assert call("outline")["progress"]["next"] == ""
print(json.dumps(sorted(call("files"))))
"""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_alone_nothing_is_imported_that_only_a_room_needs(language: str, tmp_path: Path) -> None:
    deck = tmp_path / "deck.json"
    deck.write_bytes(msgspec.json.encode(DECK))
    script = ALONE.replace("{of_the_room}", repr(set(OF_THE_ROOM)))
    for name, said in (("store", tmp_path / "a.sqlite"), ("deck", deck), ("language", language)):
        script = script.replace(f"{{{name}}}", str(said))
    own = {"TAMTAM_KINDS": str(tmp_path / "kinds.json")}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=os.environ | own
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        "come_back.ics",
        "my_answers.csv",
        "my_answers.json",
        "my_notebook.html",
    ]


@pytest.fixture
def courses(tmp_path: Path) -> Courses:
    deck = tmp_path / "deck.json"
    deck.write_bytes(msgspec.json.encode(DECK))
    return Courses.kept(tmp_path / "alone.sqlite", deck)


def ask(courses: Courses, name: str, language: str = "en", **values: Any) -> Any:
    return json.loads(courses.answered(language, name, json.dumps(values)))


def test_a_refusal_is_told_in_words_and_in_the_language_of_the_page(courses: Courses) -> None:
    answer: dict[str, Any] = {"id": "baseline", "item": "client", "phase": "before", "value": 9}
    assert "1 to 5" in ask(courses, "answer", **answer)["refused"]
    assert "1 à 5" in ask(courses, "answer", language="fr", **answer)["refused"]


def test_the_same_answers_are_read_in_either_language(courses: Courses) -> None:
    ask(courses, "answer", id="baseline", item="client", phase="before", value=5)
    assert "strongly agree" in ask(courses, "step", id="baseline")["mirror"]
    assert "tout à fait d’accord" in ask(courses, "step", language="fr", id="baseline")["mirror"]


def test_one_s_step_is_told_once_it_is_written(courses: Courses) -> None:
    assert ask(courses, "outline")["step"] == []
    step = {"gesture": {"text": "If it rains, then I walk"}}
    ask(courses, "hold", id="commitments", drafts=step)
    assert ask(courses, "outline")["step"] == ["If it rains, then I walk"]


def test_what_was_taken_home_is_compared_after_beginning_anew(courses: Courses) -> None:
    ask(courses, "answer", id="baseline", item="client", phase="before", value=5)
    kept = ask(courses, "files")["my_answers.json"]
    assert ask(courses, "restart")["progress"]["done"] == 0
    ask(courses, "answer", id="baseline", item="client", phase="before", value=1)
    for told in (ask(courses, "since"), ask(courses, "compare", kept=kept)):
        assert "1 of 1 answers is different from then." in told["html"]
        assert told["html"].index("strongly agree") < told["html"].index("strongly disagree")
        assert not told["step"]  # no step was written then
    assert "refused" in ask(courses, "compare", kept="{}")


# --- on one's own machine, and hosted


@pytest.fixture
def served(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[CourseServer]:
    hosted = getattr(request, "param", False)
    places = a_store_each(tmp_path) if hosted else one_store(str(tmp_path / "mine.sqlite"))
    with CourseServer(0, "trois_constats", "en", places, hosted) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Reply(NamedTuple):
    status: int
    body: bytes
    cookie: str


def sent(
    server: CourseServer, method: str, path: str, body: str | None = None, **headers: str
) -> Reply:
    line = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, path, body, {"Connection": "close", **named})
    reply = line.getresponse()
    found = Reply(reply.status, reply.read(), reply.headers.get("Set-Cookie", ""))
    line.close()
    return found


def call(server: CourseServer, name: str, cookie: str = "", **values: Any) -> Any:
    body = json.dumps({"language": "en", "name": name, "values": values})
    said = sent(server, "POST", "/call", body, Content_Type="application/json", Cookie=cookie)
    return json.loads(said.body) if said.status == 200 else said.status


def test_on_ones_own_machine_the_page_answers_from_ones_own_store(served: CourseServer) -> None:
    assert b"Three observations" in sent(served, "GET", "/").body
    assert b"export" in sent(served, "GET", "/forms/flows.js").body
    assert sent(served, "GET", "/forms/../secret.js").status == 404
    call(served, "answer", id="baseline", item="client", phase="before", value=5)
    assert call(served, "outline")["progress"]["done"] == 1


def test_another_site_s_page_or_name_is_answered_nothing(served: CourseServer) -> None:
    body = json.dumps({"language": "en", "name": "outline", "values": {}})
    json_ = {"Content_Type": "application/json"}
    assert sent(served, "POST", "/call", body, Content_Type="text/plain").status == 403
    assert sent(served, "POST", "/call", body, Origin="http://elsewhere", **json_).status == 403
    assert sent(served, "POST", "/call", body, Host="elsewhere:80", **json_).status == 403
    assert sent(served, "POST", "/call", "{", **json_).status == 400


@pytest.mark.parametrize("served", [True], indirect=True)
def test_hosted_each_visitor_has_a_store_of_their_own(served: CourseServer, tmp_path: Path) -> None:
    first, second = (sent(served, "GET", "/").cookie for _ in range(2))
    one, other = (cookie.partition(";")[0] for cookie in (first, second))
    assert one.startswith(f"{COOKIE}=") and one != other
    assert "HttpOnly" in first and "SameSite=Strict" in first
    call(served, "answer", one, id="baseline", item="client", phase="before", value=5)
    assert call(served, "outline", one)["progress"]["done"] == 1
    assert call(served, "outline", other)["progress"]["done"] == 0
    assert call(served, "outline") == 400  # without a cookie there is no store
    assert len(list(tmp_path.glob("*.sqlite"))) == 2
    assert one.partition("=")[2] not in " ".join(path.name for path in tmp_path.iterdir())


# --- as a site


def test_six_visitors_hand_in_to_a_class_and_from_five_on_stand_beside_it(tmp_path: Path) -> None:
    store = open_store(tmp_path / "teacher.sqlite")
    code = cohort.begin(store, "trois_constats", "en")
    for number in range(1, 7):
        own = Courses(open_store(tmp_path / f"{number}.sqlite"), DECK, store)
        sort = ("in_good", "out_missed")[number % 2]
        ask(own, "answer", id="gate", item="humour", phase="today", value=sort)
        told = ask(own, "join", code=f" {code.lower()} ")
        assert (told["code"], told["n"], told["beside"]) == (code, number, number >= 5)
        beside = code in ask(own, "step", id="gate")["mirror"]
        assert beside == (number >= 5)
    assert "refused" in ask(own, "join", code="ZZZZZZ")
    alone = Courses(open_store(tmp_path / "alone.sqlite"), DECK)
    assert not ask(alone, "outline")["classes"]
    assert "refused" in ask(alone, "join", code=code)
    store.close()


def runtime_in(place: Path) -> Path:
    """A folder that has what runs Python in a browser, by name alone."""
    (place / "runtime" / "pyodide").mkdir(parents=True)
    for name in course_page.RUNTIME:
        (place / "runtime" / "pyodide" / name).write_text(name)
    (place / "runtime" / "msgspec-1-wasm32.whl").write_text("")
    return place / "runtime"


def test_a_site_brings_the_kinds_of_its_workshop_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMTAM_KINDS", str(tmp_path / "kinds.json"))
    monkeypatch.chdir(tmp_path)
    copying.begin("exam", "en")
    new_kind.write_own("warmth", "exam")
    path = tmp_path / "exam" / deck_file.FILE
    path.write_text(path.read_text("utf-8").replace("kind: agreement", "kind: exam/warmth"))
    site, there = tmp_path / "site", tmp_path / "there"
    course_page.write("exam", "en", site, runtime_in(tmp_path))
    assert "forms/exam/warmth.js" in (site / "offline.js").read_text("utf-8")
    with zipfile.ZipFile(site / "tamtam.zip") as packed:
        packed.extractall(there)
    # As in the browser: from where it was unpacked, with nothing else.
    shutil.rmtree(tmp_path / "exam")
    script = (
        "from tamtam.notebook.course import Courses; import json; "
        'courses = Courses.kept("a.sqlite", "deck.json"); '
        'print(courses.answered("en", "answer", json.dumps({"id": "where_we_stand", "item": "goal", '
        '"phase": "today", "value": 1})), courses.answered("en", "step", \'{"id": "where_we_stand"}\'))'
    )
    environment = os.environ | {"TAMTAM_KINDS": "own/kinds.json", "PYTHONPATH": str(there)}
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=there, env=environment, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    assert "Yes to" in told.stdout


def test_a_site_holds_all_it_loads_and_says_what_is_missing(tmp_path: Path) -> None:
    with refused("no_runtime"):
        course_page.write("trois_constats", "en", tmp_path / "site", tmp_path)
    site = tmp_path / "site"
    course_page.write("trois_constats", "fr", site, runtime_in(tmp_path))
    with zipfile.ZipFile(site / "tamtam.zip") as packed:
        names = packed.namelist()
        assert msgspec.json.decode(packed.read("deck.json"), type=Deck) == DECK
    assert "tamtam/_shipped/assets/locale/fr/kinds/flows.json" in names
    assert not [name for name in names if "/cli/" in name or "vendor" in name]
    asked = {activity.kind for activity in DECK.activities if activity.id in DECK.cuts["alone"]}
    assert {path.stem for path in (site / "forms").glob("*.js")} == asked
    kept = (site / "offline.js").read_text("utf-8")
    for path in site.rglob("*"):
        if path.is_file() and path.name not in ("offline.js", "index.html"):
            assert f'"{path.relative_to(site).as_posix()}"' in kept
    assert "http" not in (site / "index.html").read_text("utf-8").replace("http-equiv", "").replace(
        "http://www.w3.org/2000/svg", ""
    )


def test_what_one_reads_while_it_starts_is_there_in_every_language() -> None:
    told = course_page.page(DECK, "fr", "browser")
    french, english = told.index('<section lang="fr"'), told.index('<section lang="en"')
    assert " hidden>" in told[english : english + 300]
    assert "Une entreprise va bien" in told[french:english]
    assert "A company is doing well" in told[english:]
    assert told.count('<blockquote class="tt-course-pull">') == 2
    assert "&gt;" not in told


def test_the_same_deck_is_packed_into_the_same_bytes() -> None:
    assert course_page._packed(DECK) == course_page._packed(DECK)
