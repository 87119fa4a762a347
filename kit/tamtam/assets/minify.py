"""Minify JavaScript and CSS: what says nothing to a browser goes, every name stays.

Pages and forms are read by people in `assets/` and loaded by phones on weak Wi-Fi; between the two
lies this, and no build step.
"""

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_TEXT = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
_WORD = re.compile(r"[\w$#]+(?:(?<=\d)\.\d+)?")
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/\w*")
_SIGN = re.compile(r"\+\+|--|.", re.DOTALL)
#: After these a slash begins a pattern, and a line break ends what stands before it.
_RESTRICTED = ("return", "throw", "break", "continue", "yield", "async")
_BEFORE_PATTERN = (*_RESTRICTED, "typeof", "case", "of", "in", "await", "void", "else")
#: What a statement may end with, and what one may begin with, beside words and texts.
_ENDS = (")", "]", "}", "++", "--", "`")
_BEGINS = ("{", "!", "~", "++", "--")
#: What CSS says without: spaces around its signs.
_AROUND = re.compile(r" ?([{;,]) ?|(?<=[\w-])(:) ")


def javascript(source: str) -> str:
    """An ES module without comments and without the space that separates nothing.

    A line break stays wherever a semicolon might be left out for it.

    >>> javascript('// a note\\nconst a = [1, 2]; // more\\nif (a) {\\n  f("x  y", a + +b);\\n}\\ng();')
    'const a=[1,2];if(a){f("x  y",a+ +b);}\\ng();'
    """
    out: list[str] = []
    last = between = ""
    for token in _tokens(source):
        if _says_nothing(token):
            between += token
            continue
        if token in (")", "}") and last == ",":
            out.pop()
        out += [_kept(last, between, token), token]
        last, between = token, ""
    return "".join(out)


def css(source: str) -> str:
    """A style sheet without comments and without the space that separates nothing.

    >>> css("p { color: red; }\\n/* all */ b, i { margin: 0 auto; }")
    'p{color:red}b,i{margin:0 auto}'
    """
    bare = " ".join(re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL).split())
    bare = _AROUND.sub(r"\1\2", bare)
    return bare.replace("; ", ";").replace(";}", "}").replace("} ", "}").strip()


def _kept(before: str, between: str, after: str) -> str:
    """What has to stay between two tokens."""
    if not (before and between):
        return ""
    if "\n" in between and (before in _RESTRICTED or (_ends(before) and _begins(after))):
        return "\n"
    joined = before[-1] + after[0]
    apart = all(map(_is_word, joined)) or joined in ("++", "--", "//", "/*")
    return " " if apart else ""


def _says_nothing(token: str) -> bool:
    return bool(_SPACE.match(token) or _COMMENT.fullmatch(token))


def _ends(token: str) -> bool:
    return token in _ENDS or _is_word(token[-1]) or token[-1] in "\"'`/"


def _begins(token: str) -> bool:
    return token in _BEGINS or _is_word(token[0]) or token[0] in "\"'"


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter in "_$#"


def _tokens(source: str, at: int = 0, closing: str = "") -> Iterator[str]:
    """Tokens from a place on, up to a closing brace that opens nowhere after it."""
    last, depth = "", 0
    while at < len(source):
        token = _token(source, at, last)
        depth += {"{": 1, "}": -1}.get(token, 0)
        if closing and depth < 0:
            return
        yield token
        at += len(token)
        last = last if _says_nothing(token) else token


def _token(source: str, at: int, last: str) -> str:
    """The token at a place, after the `last` one: a slash divides only what has a value."""
    if source[at] == "`":
        return _template(source, at)
    sorts = [_COMMENT, _SPACE, _TEXT, _WORD, _SIGN]
    if not last or last == "}" or last in _BEFORE_PATTERN or not _ends(last):
        sorts.insert(1, _PATTERN)
    found = next(match for sort in sorts if (match := sort.match(source, at)))
    return found[0]


def _template(source: str, begin: int) -> str:
    """A whole template literal, with the code and the templates inside it."""
    at = begin + 1
    while source[at] != "`":
        if source.startswith("${", at):
            at += 2 + sum(map(len, _tokens(source, at + 2, "}")))
        at += 2 if source[at] == "\\" else 1
    return source[begin : at + 1]
