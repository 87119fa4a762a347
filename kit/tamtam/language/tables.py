"""Tables as other programs write them: their encoding, and what parts their cells.

Excel writes UTF-16 or the machine's own encoding, with `;` where numbers have a decimal comma, and may
say so in a first line `sep=;`; forms write UTF-8 with commas, with or without a byte-order mark.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

SEPARATORS = "\t;,|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAID = re.compile(r'\ufeff?"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)


def decoded(raw: bytes) -> str:
    """The text of a file: by its mark, else as UTF-16 or UTF-8 where it is that, else as Windows writes.

    >>> decoded("é;1".encode("utf-16")), decoded("é;1".encode("utf-16-le")), decoded("é".encode("cp1252"))
    ('é;1', 'é;1', 'é')
    >>> decoded(b"a;b\\n1\\x00;2")
    'a;b\\n1;2'
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    odd = sum(byte == 0 for byte in raw[1:400:2])
    even = sum(byte == 0 for byte in raw[:400:2])
    if max(odd, even) > len(raw[:400]) / 8:  # some stray ones make no other encoding
        return raw.decode("utf-16-le" if odd >= even else "utf-16-be", errors="replace")
    raw = raw.replace(b"\0", b"")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def without_said(table: str) -> tuple[str, str | None]:
    """A table without the line in which Excel says what parts its cells; and what that is.

    >>> without_said("sep=;\\na;b")
    ('\\na;b', ';')
    """
    said = _SAID.match(table)
    if said is None:
        return table.removeprefix("\ufeff"), None
    return "\n" + table[said.end() :], said[
        1
    ]  # an empty line in its place: lines keep their numbers


def separator(table: str) -> str | None:
    """What parts the cells: that by which the lines have the same number of cells; None where nothing does.

    >>> separator('a,"b;c"\\n1,2'), separator("a;b\\n1,5;2"), separator("a\\n1")
    (',', ';', None)
    """
    best: tuple[float, int, int] = (0.0, 0, 0)
    found = None
    for place, one in enumerate(SEPARATORS):
        widths = Counter(len(cells) for _, cells in rows(table, one) if any(cells))
        if not widths:
            continue
        width, times = widths.most_common(1)[0]
        score = (times / widths.total(), 1, -place)
        if width > 1 and score > best:
            best, found = score, one
    return found


def rows(table: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a table with their numbers, as cells; cells in quotes may hold anything."""
    reader = csv.reader(io.StringIO(table.replace("\0", ""), newline=""), delimiter=separator)
    for cells in reader:
        yield reader.line_num, cells
