"""A guard around a kind of one's own: what it raises is said in words, and never stops a session.

A session is read by folding its log, again and again. What that needs of a kind (what is asked, how
answers count) must therefore hold whatever the kind's code does: where it fails, nothing is asked.
"""

import logging
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import wraps
from inspect import getattr_static, isfunction, isgenerator
from pathlib import Path
from typing import Any

from tamtam.kinds.kind import Kind
from tamtam.kinds.parts.tally import Slot, Tally
from tamtam.language.errors import TamtamError

_PACKAGE = Path(__file__).parents[2]
_log = logging.getLogger("tamtam")


class NoTally(Tally):
    """Counts nothing."""

    def update(self, own: Mapping[Slot, Any], slot: Slot, value: Any) -> None:
        """Pass over an answer."""

    def snapshot(self) -> dict[str, Any]:
        """Nothing."""
        return {}


#: What stands in for what a log is folded with, where a kind fails to say it.
_INSTEAD: dict[str, Callable[[], Any]] = {
    "slots": tuple,
    "rounds": tuple,
    "related": tuple,
    "carries": tuple,
    "repeats": str,
    "source": str,
    "history": lambda: None,
    "tally": NoTally,
}


def guarded(kind: type[Kind], name: str) -> Kind:
    """A kind whose every method says in words what went wrong in it: TamtamError `kind_failed`."""
    methods = {
        method: _guarded(getattr(kind, method), name, method)
        for method in dir(Kind)
        if not method.startswith("_") and isfunction(getattr_static(Kind, method))
    }
    made: Kind = type(kind.__name__, (kind,), {"__module__": kind.__module__, **methods})()
    return made


def bare(kind: Kind) -> Kind:
    """The kind behind a guard, which raises what it raises."""
    found: Kind = type(kind).__mro__[1]()
    return found


def _guarded(method: Callable[..., Any], name: str, called: str) -> Callable[..., Any]:
    @wraps(method)
    def run(*arguments: Any, **named: Any) -> Any:
        try:
            found = method(*arguments, **named)
            if isgenerator(found):
                return iter(list(found))
            return _counting(found, name) if called == "tally" else found
        except TamtamError:
            raise
        except Exception as error:
            _log.exception("the kind %s failed in %s", name, called)
            if called in _INSTEAD:
                return _INSTEAD[called]()
            raise TamtamError("kind_failed", kind=name, what=where(error)) from error

    return run


def _counting(tally: Tally, name: str) -> Tally:
    """The tally; one of the kind's own passes over an answer that it can't count."""
    if type(tally).__module__.startswith("tamtam."):
        return tally
    count = tally.update

    def update(own: Mapping[Slot, Any], slot: Slot, value: Any) -> None:
        try:
            count(own, slot, value)
        except Exception:
            _log.exception("the kind %s could not count an answer", name)

    with suppress(AttributeError):  # one with slots is as it is
        tally.update = update  # type: ignore[method-assign]
    return tally


def where(error: BaseException) -> str:
    """What went wrong and where: "ZeroDivisionError: division by zero (thermometer.py, line 33)"."""
    said = f"{type(error).__name__}: {error}".removesuffix(": ")
    if isinstance(error, SyntaxError):
        return said
    frames = reversed(traceback.extract_tb(error.__traceback__))
    last = next((frame for frame in frames if _PACKAGE not in Path(frame.filename).parents), None)
    return f"{said} ({Path(last.filename).name}, line {last.lineno})" if last else said
