"""What is wrong with a deck, or allowed in it, in words that know how they are said elsewhere."""

from typing import Any


class Reason(str):
    """English words, as `tamtam check` prints them, with `key` and `values` of words that say the same.

    >>> reason = Reason("2 to 12 options", "between", low=2, high=12)
    >>> str(reason), reason.key, reason.values
    ('2 to 12 options', 'between', {'low': 2, 'high': 12})
    """

    key: str
    values: dict[str, Any]

    def __new__(cls, words: str, key: str, /, **values: Any) -> "Reason":
        """Words with their key and values."""
        made = super().__new__(cls, words)
        made.key, made.values = key, values
        return made


def at_least(n: int, words: str) -> Reason:
    """That it takes `n` or more."""
    return Reason(words, "at_least", n=n)


def between(low: int, high: int, words: str) -> Reason:
    """That it takes from `low` to `high`."""
    return Reason(words, "between", low=low, high=high)
