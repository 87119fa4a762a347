"""What CLDR knows of a language, by Babel: written once into its folder; nothing that runs loads it."""

import json
import re
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from tamtam.language import plurals, spoken
from tamtam.language.errors import TamtamError

if TYPE_CHECKING:
    from babel import Locale

#: English is written here as in Britain.
_LOCALES = {"en": "en_GB"}


def is_code(language: str) -> bool:
    """Whether a language is called so, by a short code of small letters."""
    return bool(re.fullmatch(r"[a-z]{2,3}", language)) and knows(language)


def knows(language: str) -> bool:
    """Whether there is such a language. Raises TamtamError without Babel, where it has no folder yet."""
    return spoken.file(language).exists() or _locale(language) is not None


def forms(language: str) -> tuple[str, ...]:
    """The plural categories that whole numbers take, as the language's rules have them; "other" is last."""
    rules = spoken.of(language).plurals if spoken.file(language).exists() else _rules(language)
    taken = {plurals.category(rules, n) for n in range(200)}
    return (*(name for name in rules if name in taken), plurals.OTHER)


def described(language: str, offered: bool) -> str:
    """The `language.json` of a language: what it says already, and for one that is new what CLDR says."""
    if spoken.file(language).exists():
        spoken.of.cache_clear()
        known = asdict(spoken.of(language)) | {"offered": offered}
    else:
        known = from_cldr(language) | {"offered": offered, "note": ""}
    return json.dumps(known, ensure_ascii=False, indent=2) + "\n"


def from_cldr(language: str) -> dict[str, Any]:
    """How a language writes numbers, days and plurals."""
    from babel.numbers import format_decimal

    name = _LOCALES.get(language, language)
    locale = _locale(language)
    if locale is None:
        raise TamtamError("no_such_language", code=language)
    symbols = locale.number_symbols["latn"]
    percent = locale.percent_formats[None].pattern
    day = locale.datetime_skeletons["MMMMd"].pattern
    return {
        "name": _capital(locale.get_language_name(language) or language),
        "locale": name,
        "plurals": _rules(language),
        "decimal": symbols["decimal"],
        "group": symbols["group"] if len(format_decimal(10_000, locale=name)) > 5 else "",
        "percent": percent.replace("#,##0", "{n}"),
        "day": _filled(day),
    }


def _filled(pattern: str) -> str:
    """CLDR's pattern for a day and its month, with our placeholders; what it quotes is said besides."""
    return "".join(
        part if number % 2 else re.sub("M+月?", "{month}", part).replace("d", "{day}")
        for number, part in enumerate(pattern.split("'"))
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _rules(language: str) -> dict[str, str]:
    locale = _locale(language)
    return dict(sorted(locale.plural_form.rules.items())) if locale else {}


@cache
def _locale(language: str) -> "Locale | None":
    try:
        from babel import Locale, UnknownLocaleError
    except ModuleNotFoundError as error:
        raise TamtamError("needs_room", name="babel") from error
    try:
        return Locale.parse(_LOCALES.get(language, language))
    except (UnknownLocaleError, ValueError):
        return None
