"""What was agreed, written into fields: kept, cleaned, there again when the cell is run again."""

from pathlib import Path

import ipywidgets as widgets

from kit import Workshop
from kit.log import open_store
from kit.server import run
from kit.widgets.agreement import Agreement
from tests.widgets.test_stage import inside


def test_what_is_agreed_is_kept_and_there_again(tmp_path: Path) -> None:
    place = tmp_path / "sessions.sqlite"
    room = Workshop(language="en", store=place).open()
    agreement = Agreement(room)
    [keep] = [one for one in inside(agreement.widget) if isinstance(one, widgets.Button)]
    keep.click()
    assert 'role="alert"' in agreement._said.value  # nothing is written yet
    agreement._fields["what"].value = "Set one’s own <b>hours</b>"
    agreement._fields["until"].value = "1 March"
    keep.click()
    assert 'role="status"' in agreement._said.value
    again = Agreement(room)
    assert [field.value for field in again._fields.values()] == [
        "Set one’s own <b>hours</b>",
        "",
        "1 March",
    ]
    store = open_store(place)
    run.stop(store)
    store.close()
