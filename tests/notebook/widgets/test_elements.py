"""What every widget is made of: words are text, whoever typed them."""

import pytest
from tamtam.notebook.widgets import elements

HOSTILE = ("<img src=x onerror=alert(1)>", "</p><script>1</script>", '"><b>', "a & b", "<a href=x>")


@pytest.mark.parametrize("typed", HOSTILE)
def test_words_stay_text(typed: str) -> None:
    made = elements.words(typed, "error")
    inside = made.removeprefix('<p class="tamtam-error">').removesuffix("</p>")
    assert made != inside and "<" not in inside and ">" not in inside


def test_a_sort_names_a_class_and_none_names_nothing() -> None:
    assert elements.words("fine") == "<p>fine</p>"
    assert elements.looks("step", "now") == ' class="tamtam-step tamtam-now"'
