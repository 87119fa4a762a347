"""No form scrolls sideways or hides what has the focus: small, enlarged, over a keyboard."""

import pytest

from tests.browser.conftest import NewPhone, OpenRoom
from tests.browser.narrow import SESSION, VIEWS, come_in, every_form, faults

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["fr", "de"])
def test_every_form_is_whole_wherever_there_is_little_room(
    open_room: OpenRoom, new_phone: NewPhone, language: str
) -> None:
    room = open_room(SESSION)
    phone = new_phone(locale=language)
    come_in(phone.page, room)
    found = []
    for id in every_form(room, phone.page):
        for view in VIEWS:
            view.of(phone.page)
            found += [f"{id}, {view.name}: {fault}" for fault in faults(phone.page)]
    assert found == [], "\n".join(found)
    assert phone.complaints == []
