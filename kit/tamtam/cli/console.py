"""What a terminal can show: pipes and old consoles of Windows know 256 signs; no other breaks anything."""

import codecs
import io
import sys
import unicodedata

#: What stands in place of signs that a terminal hasn't; of letters their plain form does.
_INSTEAD = str.maketrans(
    {"✓": "+", "✗": "x", "→": "->", "’": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"}
    | {"…": "...", "·": "-", "•": "-", "●": "*", "○": "o", "\u00a0": " ", "\u202f": " "}
    | {"\u2068": "", "\u2069": ""}
)
_NAME = "tamtam"


def prepare() -> None:
    """Let this process write whatever it has to say, as far as its terminal can show it."""
    codecs.register_error(_NAME, _instead)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_NAME)


def shows(text: str) -> bool:
    """Whether all of a text can be shown as it is."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _instead(error: UnicodeError) -> tuple[str, int]:
    """What is written for signs that can't be: codecs call it."""
    assert isinstance(error, UnicodeEncodeError)
    sign = error.object[error.start]
    plain = unicodedata.normalize("NFKD", sign.translate(_INSTEAD))
    kept = "".join(one for one in plain if one.isascii())
    return kept or ("?" if plain else ""), error.start + 1
