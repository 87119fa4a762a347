"""Handing in to a class through a server: what one answered alone comes to a cohort, and nowhere else."""

from pathlib import Path

from tamtam import Workshop
from tamtam.notebook import cohort as classes
from tamtam.session import cohort

from tests.refusals import refused
from tests.server.conftest import Served


def test_a_learner_joins_a_class_on_a_server_and_counts_once(
    served: Served, tmp_path: Path
) -> None:
    study = Workshop(language="en", store=tmp_path / "alone.sqlite").study()
    study.answer("baseline", "client", 4)
    code = classes.begin(served.store, "trois_constats", "en")
    assert study.join(code, served.running.url) == 1
    study.answer("baseline", "client", 5)
    assert study.join(code.lower(), served.running.url) == 1
    served.store.log(code).refresh()
    asked = served.store.log(code).state.activity("baseline")
    assert list(asked.turn.answers.values()) == [{("client", "before"): 5}]
    assert cohort.people(served.store.log(code).state) == 1


def test_no_other_session_takes_it_and_nothing_else_is_taken(
    served: Served, tmp_path: Path
) -> None:
    study = Workshop(language="en", store=tmp_path / "alone.sqlite").study()
    study.answer("baseline", "client", 4)
    with refused("no_cohort"):
        study.join(served.code, served.running.url)
    with refused("no_such_session"):
        study.join("AAAAAA", served.running.url)
    code = classes.begin(served.store, "trois_constats", "en")
    answer = served.wire.post(f"/api/{code}/hand-in", json={"format": "tamtam-hand-in"})
    assert answer.status_code == 422
