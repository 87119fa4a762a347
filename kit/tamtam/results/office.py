"""Office Open XML files (ECMA-376): packages of parts, in which no moment of writing is left."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: A moment in a part.
_MOMENT = re.compile(rb">\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<")


def timeless(package: bytes) -> bytes:
    """The file without the moment it was written, so that the same content is the same bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as given, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for name in given.namelist():
            data = given.read(name)
            if name.endswith(".xlsx"):  # the numbers of a chart
                data = timeless(data)
            elif name == "docProps/core.xml":
                data = _MOMENT.sub(b">2000-01-01T00:00:00Z<", data)
            kept.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return out.getvalue()
