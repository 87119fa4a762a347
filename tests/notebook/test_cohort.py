"""A class: what learners hand in becomes a cohort, of which nothing is told below five."""

import json
import random
from pathlib import Path

import pytest
from tamtam import Study, Workshop, kinds
from tamtam.language.errors import TamtamError
from tamtam.notebook import cohort as classes
from tamtam.results import write_results
from tamtam.session import cohort
from tamtam.session.log import Store, open_store

from tests.refusals import refused

#: What one writes or decides for oneself, which nobody is handed.
SECRETS = ("Saying no is a service", "The big bank", "Leave them", "shouts")


def learner(folder: Path, number: int) -> Study:
    """Somebody who answered a few steps alone, and wrote what stays with them."""
    study = Workshop(language="en", store=folder / f"{number}.sqlite").study()
    rng = random.Random(number)
    for id in ("baseline", "values", "decisions", "gate", "flows", "attention", "polis"):
        activity = study.activity(id)
        for (item, phase), value in kinds.get(activity.kind).simulate(activity, rng).items():
            study.answer(id, item, value, phase)
    return study


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """What six learners hand in."""
    folder = tmp_path_factory.mktemp("learners")
    return [learner(folder, number).handed_in() for number in range(6)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "class.sqlite")


def files(folder: Path, handed: list[bytes]) -> Path:
    folder.mkdir()
    for number, said in enumerate(handed):
        (folder / f"{number}.json").write_bytes(said)
    return folder


def shown(store: Store, code: str, activity: str) -> bool:
    """Whether anything is told of an activity beyond how many answered."""
    standing = store.log(code).state.activity(activity).turn.standing
    assert standing is not None
    return any(one.counts for item in standing.items for one in item.distributions)


def test_what_is_handed_in_holds_no_name_and_no_word_of_ones_own(tmp_path: Path) -> None:
    study = learner(tmp_path, 1)
    study.write("polis", SECRETS[0])
    study.write("community", SECRETS[1])
    [item] = study.activity("community").items
    study.answer("community", f"{item.id}.values", 3)
    study.hold("sieve", {"decision": SECRETS[2]})
    study.answer("sieve", "trust", 2, "self")
    study.hold("commitments", {"gesture": {"text": f"If somebody {SECRETS[3]}"}})
    study.answer("commitments", "feeds", "trust")
    said = study.hand_in(tmp_path / "my_hand_in.json").read_text("utf-8")
    with study.state() as state:
        [me] = state.participants.values()
    for secret in (*SECRETS, me.id, me.alias, item.id, "community", "sieve", "commitments"):
        assert secret not in said
    assert {one["activity"] for one in json.loads(said)["answers"]} >= {
        "baseline",
        "flows",
        "polis",
    }


def test_below_five_nothing_is_told_but_their_number(
    store: Store, handed: list[bytes], tmp_path: Path
) -> None:
    found = classes.gather(store, [files(tmp_path / "in", handed[:4])], "trois_constats", "en")
    assert (found.people, found.refused) == (4, ())
    state = store.log(found.code).state
    assert not [id for id, asked in state.asked.items() if asked.turns and asked.turn.standing]
    assert cohort.counts(state).counts == {}
    again = classes.gather(
        store, [files(tmp_path / "late", handed)], "trois_constats", "en", found.code
    )
    assert again.people == 6  # whoever is in already counts once
    assert shown(store, found.code, "decisions")


def test_who_hands_in_again_takes_the_place_of_what_they_gave(store: Store, tmp_path: Path) -> None:
    code = classes.begin(store, "trois_constats", "en")
    study = learner(tmp_path, 7)
    for value in (1, 5):
        study.answer("baseline", "client", value)
        assert classes.handed_to(store, code, study.handed_in(), "") == 1
    state = store.log(code).state
    given = [one["client", "before"] for one in state.activity("baseline").turn.answers.values()]
    assert given == [5]


def test_what_is_no_hand_in_is_named_and_the_rest_is_taken(
    store: Store, handed: list[bytes], tmp_path: Path
) -> None:
    folder = files(tmp_path / "in", handed[:1])
    wrong = json.loads(handed[1])
    wrong["answers"][0]["value"] = 99
    for name, said in (("a", b"{"), ("b", b'{"format": "x"}'), ("c", json.dumps(wrong).encode())):
        (folder / f"{name}.json").write_bytes(said)
    found = classes.gather(store, [folder], "trois_constats", "en")
    assert found.people == 1
    assert [one.path.stem for one in found.refused] == ["a", "b", "c"]
    with refused("no_cohort"):
        other = Workshop(language="en", store=tmp_path / "0.sqlite").study()
        classes.gather(open_store(tmp_path / "0.sqlite"), [], "trois_constats", "en", other.code)


def test_one_stands_beside_a_cohort_that_bears_its_name(
    store: Store, handed: list[bytes], tmp_path: Path
) -> None:
    found = classes.gather(store, [files(tmp_path / "in", handed)], "trois_constats", "en")
    path = classes.write(store, found.code, tmp_path / "cohort.json")
    study = learner(tmp_path, 9)
    study.beside(path)
    view = study.view("decisions").cohort
    assert view is not None
    assert view.title == f"Beside the 6 people of cohort {found.code}"
    assert all("people of the cohort" in said for said in view.sentences)
    assert "simulated" in study.view("decisions").html()  # both are there, each under its name
    with refused("no_reference"):
        study.beside(tmp_path / "none.json")
    study.beside(None)
    assert study.view("decisions").cohort is None


def test_a_learner_is_told_what_is_missing(tmp_path: Path) -> None:
    study = Workshop(language="en", store=tmp_path / "store.sqlite").study()
    with refused("nothing_to_hand_in"):
        study.handed_in()
    study.answer("baseline", "client", 4)
    with refused("server_unreachable"):
        study.join("K7P2QX", server="http://127.0.0.1:9")
    with pytest.raises(TamtamError):
        study.join("K7P2QX")


def test_a_cohort_is_listed_and_handed_out_with_how_many_handed_in(
    handed: list[bytes], tmp_path: Path, store: Store
) -> None:
    code = classes.gather(store, [files(tmp_path / "in", handed)], "trois_constats", "en").code
    [listed] = store.sessions()
    assert (listed.code, listed.participants) == (code, 6)
    write_results(store.log(code).state, tmp_path / "out", "en")
    report = (tmp_path / "out" / "report.html").read_text("utf-8")
    head = report[report.index("<header>") : report.index("</header>")]
    assert "6 people" in head and "of the class" in head and "to the room" not in head
    assert json.loads((tmp_path / "out" / "standings.json").read_text("utf-8"))["people"] == 6
