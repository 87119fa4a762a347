"""Kinds of one's own: allowed once, loaded as they are now, named where they can't run."""

from pathlib import Path

import pytest
from tamtam import kinds
from tamtam.authoring import copying, deck_file
from tamtam.authoring.deck_file import DeckMistake
from tamtam.kinds import own
from tamtam.kinds.own.broken import BrokenKind
from tamtam.language.errors import TamtamError
from tamtam.results.view import View
from tamtam.server import pages
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store

from tests.rooms import Room, folded

NAME = "retro/thermometer"


def mistakes(workshop: Path) -> list[DeckMistake]:
    return deck_file.mistakes(workshop / deck_file.FILE)


def broken_by(kind: Path, before: str, after: str) -> None:
    said = kind.read_text("utf-8")
    assert before in said
    kind.write_text(said.replace(before, after, 1), "utf-8")


def test_it_is_asked_by_its_workshop_s_name_and_its_own(workshop: Path) -> None:
    assert mistakes(workshop) == []
    assert kinds.get(NAME).name == NAME
    assert NAME in kinds.known() and NAME not in kinds.names()
    assert len(kinds.source_hash(NAME)) == 64


def test_one_that_nobody_allowed_does_not_run(workshop: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    (workshop / "kinds" / "thermometer.py").write_text(f"open({str(ran)!r}, 'w')", "utf-8")
    (tmp_path / "kinds.json").unlink()
    [mistake] = mistakes(workshop)
    assert "nobody has allowed it" in mistake.what and "tamtam trust retro" in mistake.what
    assert not ran.exists()


def test_what_was_allowed_for_one_folder_is_not_for_another(workshop: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "retro"
    elsewhere.parent.mkdir()
    workshop.rename(elsewhere)
    [mistake] = mistakes(elsewhere)
    assert "nobody has allowed it" in mistake.what
    own.allow(own.waiting(elsewhere, "retro"))
    assert mistakes(elsewhere) == []


def test_a_change_of_its_files_is_seen_at_once(workshop: Path, kind: Path) -> None:
    before = kinds.source_hash(NAME)
    address = pages.form_address(NAME)
    form = kind.with_suffix(".js")
    form.write_text(form.read_text("utf-8").replace("tt-result", "tt-results"), "utf-8")
    words = kind.with_name("thermometer.en.json")
    words.write_text(words.read_text("utf-8").replace('"Yes"', '"Certainly"'), "utf-8")
    assert kinds.source_hash(NAME) != before
    assert pages.form_address(NAME) != address
    assert b"Certainly" in pages.form(NAME, "en").plain
    assert b"Certainly" in pages.words("en").plain


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("import random", "import random random", "SyntaxError"),
        ("NO, YES = 0, 1", "NO, YES = 0, 1 / 0", "division by zero (thermometer.py, line 2"),
        ('name = "retro/thermometer"', 'name = "thermometer"', "whose name is “retro/thermometer”"),
    ],
)
def test_one_that_can_not_be_loaded_is_named_in_the_deck(
    workshop: Path, kind: Path, before: str, after: str, told: str
) -> None:
    broken_by(kind, before, after)
    [mistake] = mistakes(workshop)
    assert mistake.where == "activities.where_we_stand.kind"
    assert told in mistake.what


@pytest.mark.parametrize("ending", [".js", ".en.json"])
def test_a_file_that_is_missing_is_named(workshop: Path, kind: Path, ending: str) -> None:
    kind.with_name(f"thermometer{ending}").unlink()
    [mistake] = mistakes(workshop)
    assert f"lacks its file thermometer{ending}" in mistake.what


def test_an_unknown_one_is_told_with_those_there_are(workshop: Path) -> None:
    broken_by(workshop / "deck.yaml", NAME, "retro/thermometre")
    [mistake] = mistakes(workshop)
    assert mistake.what == "there is no “retro/thermometre” (“retro/thermometer”?)"


def test_a_copy_of_a_workshop_has_it_under_its_new_name(workshop: Path) -> None:
    copying.copy("winter", workshop)
    assert mistakes(workshop.parent / "winter") == []
    assert kinds.get("winter/thermometer").name == "winter/thermometer"
    assert "retro/" not in (workshop.parent / "winter" / "kinds" / "thermometer.js").read_text()


def test_a_package_s_kind_is_found_by_its_entry_point(
    workshop: Path, kind: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = workshop.parent / "acme"
    package.mkdir()
    (package / "__init__.py").touch()
    for file in kind.parent.glob("thermometer*"):
        said = file.read_text("utf-8").replace(NAME, "acme/thermometer")
        (package / file.name).write_text(said, "utf-8")
    about = workshop.parent / "acme-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text(
        "[tamtam.kinds]\nthermometer = acme.thermometer\n", "utf-8"
    )
    monkeypatch.syspath_prepend(str(workshop.parent))
    own._from_packages.cache_clear()
    assert kinds.get("acme/thermometer").name == "acme/thermometer"
    assert own.trouble("acme/thermometer") is None
    monkeypatch.undo()
    own._from_packages.cache_clear()


# --- in a session


class Session(Room):
    """A room of twelve that leads the workshop."""

    def __init__(self, workshop: Path) -> None:
        super().__init__(deck_file.read(workshop / deck_file.FILE))
        self.people = [f"p{number}" for number in range(12)]
        for person in self.people:
            self.do(c.Join(person))

    def answers(self, activity: str) -> None:
        asked = self.state.activity(activity)
        self.do(c.Open(activity))
        for person in self.people:
            for item, phase in asked.slots:
                self.do(c.Answer(person, activity, item, phase, 1, f"{item}{phase}"))


def test_what_fails_while_it_runs_is_said_and_the_rest_goes_on(workshop: Path, kind: Path) -> None:
    broken_by(kind, "n, min_answers = gathered.n", "n, min_answers = gathered.n / 0")
    room = Session(workshop)
    room.answers("where_we_stand")
    with pytest.raises(TamtamError) as told:
        room.state.standing("where_we_stand")
    assert told.value.code == "kind_failed"
    assert "ZeroDivisionError: division by zero (thermometer.py, line " in told.value.message("en")
    room.do(c.Close("where_we_stand"))
    room.do(c.Open("one_change"))
    assert room.state.activity("one_change").status == "open"


def test_a_session_is_read_though_its_kind_is_gone(workshop: Path, kind: Path) -> None:
    room = Session(workshop)
    room.answers("where_we_stand")
    kind.unlink()
    state = folded(room.stored(erased=False))
    asked, standing = state.activity("where_we_stand"), state.standing("where_we_stand")
    assert isinstance(asked.kind, BrokenKind)
    assert "is no longer there" in standing.sentence["en"]
    view = View(asked.activity, standing, "en", "")
    assert view.plain_figure() and "is no longer there" in view.caption
    assert b"shown on phones" in pages.form(NAME, "en").plain


def test_where_asking_fails_nothing_is_asked(workshop: Path, kind: Path) -> None:
    room = Session(workshop)
    room.answers("where_we_stand")
    broken_by(kind, "return tuple((item.id,", "return 1 / 0, tuple((item.id,")
    assert folded(room.stored(erased=False)).activity("where_we_stand").slots == frozenset()


def test_the_log_holds_the_hash_of_its_code(
    workshop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tamtam.notebook.opening import Opening

    opening = Opening("retro", language="en", store=tmp_path / "store.sqlite")
    new = opening._new("team", rehearsal=True)
    assert new.kinds[NAME] == kinds.source_hash(NAME)
    store: Store = open_store(tmp_path / "store.sqlite")
    assert store.log(store.create(new)).state.asked["where_we_stand"].kind.name == NAME
    store.close()
