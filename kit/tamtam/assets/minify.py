"""Minify JavaScript and CSS: what says nothing to a browser goes, every name stays as it is.

Pages and forms are read by people in `assets/` and loaded by phones on weak Wi-Fi; between the two
lies this, and no build step.
"""

import re
from collections.abc import Iterator, Sequence

_COMMENT = r"//[^\n]*|/\*(?s:.*?)\*/"
_SPACE = r"\s+"
_TEXT = r"\"(?:\\(?s:.)|[^\"\\\n])*\"|'(?:\\(?s:.)|[^'\\\n])*'"
_WORD = r"[\w$#]+(?:(?<=\d)\.\d+)?"
_PATTERN = r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/\w*"
_SIGN = r"\+\+|--|(?s:.)"
_TOKEN = re.compile("|".join((_WORD, _SPACE, _TEXT, _COMMENT, _SIGN)))
#: A token that begins with a slash where nothing can be divided.
_TOKEN_OR_PATTERN = re.compile("|".join((_COMMENT, _PATTERN, _SIGN)))
#: After these a slash begins a pattern, and a line break ends what stands before it.
_RESTRICTED = ("return", "throw", "break", "continue", "yield", "async")
_BEFORE_PATTERN = (*_RESTRICTED, "typeof", "case", "of", "in", "await", "void", "else")
#: What a statement may end with, and what one may begin with, beside words and texts.
_ENDS = (")", "]", "}", "++", "--", "`")
_BEGINS = ("{", "!", "~", "++", "--")
#: A comma that the bracket after it makes idle.
_IDLE = ((",", ")"), (",", "}"))
_OPENS, _CLOSES = ("{", "[", "("), ("}", "]", ")")
#: What stands before a bracket that a statement follows: there a semicolon may be one.
_HEADS = ("if", "for", "while", "with")
#: What is said in fewer letters; a name that stands before a colon in an object stays.
_SHORTER = {"true": "!0", "false": "!1"}
_NUMBER = re.compile(r"\d[\d_]*(\.\d+)?")
#: A number that a module gives a name of its own.
_CONSTANT = re.compile(r"^const ([A-Z][A-Z_]+) = ([\d_.]+);", re.MULTILINE)
#: What CSS says without: spaces around its signs.
_AROUND = re.compile(r" ?([{;,]) ?|(?<=[\w-])(:) ")


def javascript(source: str) -> str:
    """An ES module without comments and without the space that separates nothing.

    A line break stays wherever a semicolon might be left out for it.

    >>> javascript('// a note\\nconst a = [1, 2]; // more\\nif (a) {\\n  f("x  y", a + +b);\\n}\\ng();')
    'const a=[1,2];if(a){f("x  y",a+ +b)}\\ng();'
    """
    out: list[str] = []
    last = between = ""
    names = [False]  # of each brace around: whether its statement declares names
    heads: list[bool] = []  # of each bracket that is open: whether a statement follows it
    head = empty = (
        False  # whether such a bracket has just closed; whether a semicolon is a statement
    )
    for sign in _with_numbers_in_place(source):
        if _says_nothing(sign):
            between += sign
            continue
        if (last, sign) in _IDLE or (last == ";" and sign == "}" and not empty):
            out.pop()
        if sign == "const" and last == ";" and names[-1]:
            out[-1] = last = ","  # one more name of the same declaration
            between = ""
            continue
        names[-1] = (names[-1] and last != ";") or (sign == "const" and last != "export")
        if sign in _OPENS:
            names.append(False)
        if sign in _CLOSES:
            names.pop()
        if sign == "(":
            heads.append(last in _HEADS)
        empty = (last in ("{", ";") or head) if sign == ";" else False
        head = heads.pop() if sign == ")" else False
        sign = _shortened(sign, last)
        kept = _kept(last, between, sign)
        if kept == "\n":
            names[-1] = sign == "const"
        out += [kept, sign]
        last, between = sign, ""
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


def _with_numbers_in_place(source: str) -> list[str]:
    """The tokens of a source with numbers where their names stood, for names a module keeps to itself.

    A name stays where it is said inside a template, or may be a property's.

    >>> "".join(_with_numbers_in_place("const MOST = 3;\\nf(MOST + 1);")).strip()
    'f(3 + 1);'
    """
    tokens = list(_tokens(source))
    for name, number in {one[1]: one[2] for one in _CONSTANT.finditer(source)}.items():
        said = [at for at, token in enumerate(tokens) if token == name]
        before, after = zip(*(_around(tokens, at) for at in said), strict=True)
        kept = any(re.search(rf"\b{name}\b", token) for token in tokens if token.startswith("`"))
        if kept or before.count("const") != 1 or _may_name_a_property(before, after):
            continue
        for at, word in zip(said, before, strict=True):
            if word == "const":
                end = tokens.index(";", at)
                begin = max(n for n in range(at) if tokens[n] == "const")
                tokens[begin : end + 1] = [""] * (end + 1 - begin)
            else:
                tokens[at] = number
    return tokens


def _around(tokens: list[str], at: int) -> tuple[str, str]:
    """What stands before a token and after it."""
    before = next((one for one in reversed(tokens[:at]) if not _says_nothing(one)), "")
    return before, next((one for one in tokens[at + 1 :] if not _says_nothing(one)), "")


def _may_name_a_property(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a name may be a property's somewhere: behind a point, before one, or in an object."""
    return any(
        one in (".", "?.") or other == "." or (one in ("{", ",") and other in (",", "}", ":"))
        for one, other in zip(before, after, strict=True)
    )


def _shortened(token: str, before: str) -> str:
    """A token in fewer letters: yes and no, numbers that people read in groups."""
    if _NUMBER.fullmatch(token):
        return token.replace("_", "").removeprefix("0") if "." in token else token.replace("_", "")
    return token if before in (".", "?.", "{", ",") else _SHORTER.get(token, token)


def _says_nothing(token: str) -> bool:
    return not token or token[0].isspace() or token.startswith(("//", "/*"))


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
    pattern = source[at] == "/" and (last in ("", "}", *_BEFORE_PATTERN) or not _ends(last))
    found = (_TOKEN_OR_PATTERN if pattern else _TOKEN).match(source, at)
    return found[0] if found else ""


def _template(source: str, begin: int) -> str:
    """A whole template literal, with the code and the templates inside it."""
    at = begin + 1
    while source[at] != "`":
        if source.startswith("${", at):
            at += 2 + sum(map(len, _tokens(source, at + 2, "}")))
        at += 2 if source[at] == "\\" else 1
    return source[begin : at + 1]
