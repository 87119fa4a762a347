"""Plural categories: which form of a word goes with a number, by the rules of a language in CLDR's notation.

UTS #35, part 3, "Language Plural Rules": operands are taken from the number as it is written.
"""

import re
from collections.abc import Mapping

OTHER = "other"
_RELATION = re.compile(r"([nivwftce])(?: mod (\d+))? (not )?in ([\d.,]+)")


def category(rules: Mapping[str, str], value: float) -> str:
    """The category of a number ("one", "few" …) that is written with at most 2 decimals; else "other".

    >>> category({"one": "i in 0,1"}, 1.5), category({"one": "i in 1 and v in 0"}, 1.5)
    ('one', 'other')
    """
    whole, _, decimals = f"{abs(round(value, 2)):.2f}".rstrip("0").partition(".")
    operands = {
        "n": abs(round(value, 2)),
        "i": int(whole),
        **dict.fromkeys("vw", len(decimals)),
        **dict.fromkeys("ft", int(decimals or 0)),
        **dict.fromkeys("ce", 0),
    }
    return next((name for name, rule in rules.items() if _holds(rule, operands)), OTHER)


def _holds(rule: str, operands: Mapping[str, float]) -> bool:
    return any(
        all(_is(relation, operands) for relation in part.split(" and "))
        for part in rule.split(" or ")
    )


def _is(relation: str, operands: Mapping[str, float]) -> bool:
    found = _RELATION.fullmatch(relation)
    if found is None:
        raise ValueError(f"no relation of a plural rule: {relation!r}")
    operand, mod, negated, ranges = found.groups()
    value = operands[operand] % int(mod) if mod else operands[operand]
    return _in(value, ranges) != bool(negated)


def _in(value: float, ranges: str) -> bool:
    """Whether a number is one of some whole numbers: "1,3..4"."""
    for one in ranges.split(","):
        low, _, high = one.partition("..")
        if value == int(value) and int(low) <= value <= int(high or low):
            return True
    return False
