"""That something is refused, and why."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tamtam.language.errors import TamtamError


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is inside raises a TamtamError of this code, with words in both languages."""
    with pytest.raises(TamtamError) as caught:
        yield
    assert caught.value.code == code
    for language in ("fr", "en"):
        assert caught.value.message(language)
        assert caught.value.hint(language)
