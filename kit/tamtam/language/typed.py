"""Words as a notebook shows them: text and nothing else, whatever was typed.

JupyterLab reads what stands between dollar signs, or behind a backslash, as mathematics in an output, and
what looks like an address in plain text as a link. MathJax finds only what stands in one run of text, so
that a sign in an element of its own is a sign; an address is none once something that draws nothing
stands in it.
"""

import re
from html import escape

_MATHEMATICS = re.compile(r"[$\\]")
#: Where an address would begin to be one, for JupyterLab, a terminal, a mail program.
_ADDRESS = re.compile(
    r"(?i)(?<=[a-z]:)(?=//)|(?<=\bwww)(?=\.)|(?<=\bdata)(?=:\S)|(?<=\bmailto)(?=:\S)"
)
_WORD_JOINER = "\u2060"


def as_html(text: str) -> str:
    """Text escaped for the inside of an element, in which nothing is mathematics.

    >>> as_html("<b> $x$")
    '&lt;b&gt; <span>$</span>x<span>$</span>'
    """
    return _MATHEMATICS.sub(r"<span>\g<0></span>", escape(text))


def unlinked(text: str) -> str:
    """Plain text in which no address is a link.

    >>> unlinked("https://a.example").encode()
    b'https:\\xe2\\x81\\xa0//a.example'
    """
    return _ADDRESS.sub(_WORD_JOINER, text)
