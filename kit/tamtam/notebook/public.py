"""The public surface: what a class shows to whoever types in a notebook, and how a wrong call is refused.

A class says in `PUBLIC` which of its names are for a facilitator or an analyst: only those are offered by
completion. What they are called with is looked at before anything happens; a wrong argument is refused in
words, with the example that stands in the docstring.
"""

import inspect
import re
import types
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from numbers import Integral, Real
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from tamtam.language.errors import TamtamError

T = TypeVar("T")
#: A line of a docstring that is an example.
_CODE = re.compile(r"\s*(\w+ = )?((room|workshop|study)\.\w+|Workshop)\(")


class Between(NamedTuple):
    """The least and the most that a number may be."""

    low: float
    high: float


#: Minutes of a timer, seconds more or less of one: up to a day.
Minutes = Annotated[float, Between(0, 24 * 60)]
Seconds = Annotated[int, Between(-24 * 3600, 24 * 3600)]
#: How many simulated participants come in, and over how many seconds their answers spread.
Crowd = Annotated[int, Between(1, 5000)]
Pace = Annotated[float, Between(0, 3600)]


def public(cls: type[T]) -> type[T]:
    """Let a class show only the names in its `PUBLIC`, and look at what its methods are called with."""
    names: tuple[str, ...] = vars(cls)["PUBLIC"]
    for name in names:
        method = inspect.getattr_static(cls, name, None)
        if inspect.isfunction(method):
            setattr(cls, name, _looking(method, cls if name == "__init__" else method))

    def shown(self: object) -> list[str]:
        return [name for name in object.__dir__(self) if name.startswith("_") or name in names]

    cls.__dir__ = shown  # type: ignore[method-assign]
    return cls


def example(documented: Any) -> str:
    """The first line of code in a docstring: how it is called; empty without."""
    lines = (inspect.getdoc(documented) or "").splitlines()
    return next((line.strip() for line in lines if _CODE.match(line)), "")


def _looking(method: Callable[..., Any], documented: Any) -> Callable[..., Any]:
    """A method that looks at its arguments first; how it is called is `documented` there."""
    signature = inspect.signature(method)
    name, how = documented.__name__, example(documented)

    @wraps(method)
    def looked(*args: Any, **kwargs: Any) -> Any:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError:
            takes = ", ".join(list(signature.parameters)[1:]) or "–"
            raise TamtamError("wrong_call", call=name, takes=takes, example=how) from None
        for argument, given in list(bound.arguments.items())[1:]:
            parameter = signature.parameters[argument]
            several = parameter.kind is inspect.Parameter.VAR_POSITIONAL
            for value in given if several else (given,):
                _look(argument, value, parameter.annotation, how)
        return method(*args, **kwargs)

    return looked


def _look(argument: str, value: Any, sort: Any, how: str) -> None:
    """Raise TamtamError where a value isn't of a sort, or out of its bounds."""
    if not fits(value, sort):
        given, takes = repr(value), " | ".join(_takes(sort))
        given = given if len(given) <= 40 else f"{given[:40]}…"
        told = {"argument": argument, "value": given, "takes": takes, "example": how}
        raise TamtamError("wrong_argument", field=argument, **told)
    for bounds in _bounds(sort):
        if isinstance(value, Real) and not bounds.low <= float(value) <= bounds.high:
            told = {"argument": argument, "value": str(value), "example": how}
            raise TamtamError(
                "argument_out_of_range", field=argument, low=bounds.low, high=bounds.high, **told
            )


def fits(value: Any, sort: Any) -> bool:
    """Whether a value is of a sort, as an annotation says it."""
    inside = get_args(sort)
    match get_origin(sort) or sort:
        case origin if origin is Annotated:
            return fits(value, inside[0])
        case origin if origin is Union or origin is types.UnionType:
            return any(fits(value, one) for one in inside)
        case origin if origin is Literal:
            return isinstance(value, str) and value in inside
        case origin if origin is tuple:
            return (
                isinstance(value, list | tuple)
                and len(value) == len(inside)
                and all(map(fits, value, inside))
            )
        case origin if origin is Sequence:
            return (
                isinstance(value, Sequence)
                and not isinstance(value, str | bytes)
                and all(fits(one, inside[0]) for one in value)
            )
    if sort is Any or sort is inspect.Parameter.empty:
        return True
    if sort is None or sort is type(None):
        return value is None
    if sort in (int, float):
        number = Integral if sort is int else Real
        return isinstance(value, number) and not isinstance(value, bool)
    return isinstance(value, get_origin(sort) or sort)


def _bounds(sort: Any) -> list[Between]:
    """The bounds that an annotation has, wherever in it they stand."""
    own = [one for one in getattr(sort, "__metadata__", ()) if isinstance(one, Between)]
    return own + [found for one in get_args(sort) for found in _bounds(one)]


#: What stands for a sort of value in an error, in any language: how one is written.
_WRITTEN: Mapping[Any, str] = {
    str: '"…"',
    Path: '"…"',
    int: "5",
    float: "2.5",
    bool: "True | False",
    type(None): "None",
}


def _takes(sort: Any) -> list[str]:
    """How values of a sort are written, each once."""
    inside = get_args(sort)
    origin = get_origin(sort)
    if origin is Annotated:
        return _takes(inside[0])
    if origin is Union or origin is types.UnionType:
        return list(dict.fromkeys(one for part in inside for one in _takes(part)))
    if origin is Literal:
        return [f'"{one}"' for one in inside]
    if origin is tuple:
        return [f"({', '.join(_takes(one)[0] for one in inside)})"]
    if origin is Sequence:
        return [f"[{_takes(inside[0])[0]}, …]"]
    return [_WRITTEN.get(sort, getattr(sort, "__name__", "…"))]
