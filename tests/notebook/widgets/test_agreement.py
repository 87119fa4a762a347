"""What was agreed, written into fields: kept, cleaned, there again when the cell is run again."""

from pathlib import Path

import ipywidgets as widgets
from tamtam import Workshop
from tamtam.notebook.widgets.agreement import AgreementForm
from tamtam.server import run
from tamtam.session.log import open_store

from tests.notebook.widgets.test_lobby import inside


def test_what_is_agreed_is_kept_and_there_again(tmp_path: Path) -> None:
    place = tmp_path / "sessions.sqlite"
    room = Workshop(language="en", store=place).open()
    agreement = AgreementForm(room)
    [keep] = [one for one in inside(agreement.widget) if isinstance(one, widgets.Button)]
    keep.click()
    assert 'role="alert"' in agreement._alert.widget.value  # nothing is written yet
    agreement._fields["what"].value = "Set one’s own <b>hours</b>"
    agreement._fields["until"].value = "1 March"
    keep.click()
    assert 'role="status"' in agreement._alert.widget.value
    again = AgreementForm(room)
    assert [field.value for field in again._fields.values()] == [
        "Set one’s own <b>hours</b>",
        "",
        "1 March",
    ]
    store = open_store(place)
    run.stop(store)
    store.close()
