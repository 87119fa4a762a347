"""The list of mutations says what is there: each place once, each test in a file that exists."""

from pathlib import Path

import pytest

from tests.mutations import MUTATIONS, Mutation

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.what)
def test_a_mutation_changes_one_place_and_names_tests_that_exist(mutation: Mutation) -> None:
    source = (ROOT / "kit" / "tamtam" / mutation.file).read_text("utf-8")
    assert source.count(mutation.before) == 1, "the code changed: say the mutation anew"
    assert all((ROOT / test).exists() for test in mutation.tests)
