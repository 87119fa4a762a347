"""The logo of who hands results out: a picture's file, as pages hold it."""

import base64
from pathlib import Path

from tamtam.language.errors import TamtamError

#: Pictures that every browser shows, and what they begin with.
_FORMS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".svg": "svg+xml"}
_BEGIN = {"png": b"\x89PNG", "jpeg": b"\xff\xd8", "svg+xml": b"<"}


def data_address(path: Path) -> str:
    """The picture as a data address. Raises TamtamError where it can't be read, or is none."""
    path = Path(path)
    form = _FORMS.get(path.suffix.lower(), "")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TamtamError("no_picture", file=path) from error
    if not form or not data.lstrip().startswith(_BEGIN[form]):
        raise TamtamError("no_picture", file=path)
    return f"data:image/{form};base64,{base64.b64encode(data).decode()}"
