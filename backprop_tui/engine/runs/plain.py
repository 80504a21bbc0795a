"""Records as the plain values that JSON knows, and back without the loss of a bit: a number has as
many digits as tell it from its neighbours. The types of a record's fields say how each is read, so
a new field needs no word here, and what is of another type is refused with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from inspect import Parameter, signature
from itertools import islice
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.problems import PROBLEMS, Problem
from backprop_tui.engine.problems.plane import drawn
from backprop_tui.engine.wording import printable

MOST_WHOLE = 2**63
"""Whole numbers are smaller than this; nothing here comes near it."""


class Malformed(ValueError):
    """What is not of the form; the message says where."""


def plain(value: Any) -> Any:
    """A record, or what stands in one, as a plain value; a built-in problem is its name."""
    if isinstance(value, Problem):
        # What is done to it is decided by settings, which are written beside it.
        value = value.source
        if value.name in PROBLEMS and _is_built_in(value):
            return value.name
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    return value.name.lower() if isinstance(value, Enum) else value


def _is_built_in(problem: Problem) -> bool:
    """Whether a problem is the built-in one of its name, or the same drawn otherwise.

    Somebody may have put other numbers in the place of those that its recipe draws.
    """
    recipe = problem.recipe
    if recipe is None or recipe.plane != problem.name:
        return PROBLEMS[problem.name] is problem
    return drawn(recipe) is problem


def read(value: object, kind: Any, place: str) -> Any:
    """What `plain` wrote of something of a type; a field that is not there has its default.

    Args:
        value: A plain value.
        kind: A type as it is annotated.
        place: What it is called in a refusal.

    Raises:
        Malformed: If it is none of that type.
        BadSetting: If the type refuses its values.
    """
    reader = next(reader for fits, reader in _READERS if fits(kind))
    return reader(value, kind, place)


def _settings(value: object, kind: Any, place: str) -> dict[str, Any]:
    """Settings by the names of an experiment's fields, each of its type."""
    hints = get_type_hints(Experiment)
    return {
        name: read(each, _known(name, hints, f"a setting in {place}"), f"{place}, {name}")
        for name, each in _be(value, dict, place).items()
    }


_SAID = {
    bool: "true or false",
    int: "a whole number",
    str: "text",
    list: "a list",
    dict: "an object",
}


def _be(value: Any, kind: Any, place: str) -> Any:
    """The value, if it is of the very type."""
    if type(value) is not kind:
        raise Malformed(f"{place} must be {_SAID[kind]}")
    if kind is int and not -MOST_WHOLE < value < MOST_WHOLE:
        raise Malformed(f"{place} is too large")
    return value


def _known(name: object, known: Mapping[str, Any], place: str) -> Any:
    """What is known by that name."""
    if not isinstance(name, str) or name not in known:
        raise Malformed(f"{place} must be one of {', '.join(known)}")
    return known[name]


def _number(value: Any, kind: Any, place: str) -> float:
    """The value, if it is a number."""
    if type(value) not in (int, float) or (type(value) is int and abs(value) >= MOST_WHOLE):
        raise Malformed(f"{place} must be a number")
    return float(value)


def _perhaps(value: object, kind: Any, place: str) -> Any:
    """What is of one of several types, which may be none."""
    kinds = [each for each in get_args(kind) if each is not NoneType]
    if value is None and len(kinds) < len(get_args(kind)):
        return None
    return read(value, next((each for each in kinds if type(value) is each), kinds[0]), place)


def _array(value: object, kind: Any, place: str) -> Array:
    """Lists of finite numbers, of one length, as an array."""
    try:
        found = np.array(_be(value, list, place))
        if found.dtype.kind in "if" and np.isfinite(found).all():
            return found.astype(np.float64)
    except ValueError:
        pass
    raise Malformed(f"{place} must hold finite numbers, in lists of one length")


def _several(value: object, kind: Any, place: str) -> tuple[Any, ...]:
    """A list of what is of one type."""
    return tuple(read(each, get_args(kind)[0], place) for each in _be(value, list, place))


def _by_name(value: object, kind: Any, place: str) -> dict[str, Any]:
    """An object with values of one type."""
    each = get_args(kind)[1]
    content = _be(value, dict, place)
    return {
        name: read(part, each, f"{place}, {printable(name[:40])}") for name, part in content.items()
    }


def _member(value: object, kind: Any, place: str) -> Any:
    """One of an enumeration."""
    return _known(value, {each.name.lower(): each for each in kind}, place)


def _named_tuple(value: object, kind: Any, place: str) -> Any:
    """A list with a place for every field."""
    names, parts = kind._fields, _be(value, list, place)
    if len(parts) != len(names):
        raise Malformed(f"{place} must be a list of {', '.join(names)}")
    return _record(dict(zip(names, parts, strict=True)), kind, place)


def _problem(value: object, kind: Any, place: str) -> Any:
    """A name, or a whole table."""
    if isinstance(value, str):
        if value not in PROBLEMS:
            few = ", ".join(islice(PROBLEMS, 3))
            said = f"one that this program has, such as {few}, not {value[:40]!r}"
            raise Malformed(f"{place} must be {said}")
        return PROBLEMS[value]
    return _record(value, kind, place)


def _record(value: object, kind: Any, place: str) -> Any:
    """An object of a class with annotated fields."""
    content = _be(value, dict, place)
    hints, wanted = _declared(kind)
    for name in content:
        if name not in wanted:
            raise Malformed(f"{place} has {name[:40]!r}, which is not known here")
    for name, each in wanted.items():
        if each.default is Parameter.empty and name not in content:
            raise Malformed(f"{place} has no {name!r}")
    return kind(
        **{name: read(part, hints[name], f"{place}, {name}") for name, part in content.items()}
    )


@cache
def _declared(kind: Any) -> tuple[Mapping[str, Any], Mapping[str, Parameter]]:
    """The types of a class's fields, and what it is made from."""
    return get_type_hints(kind), signature(kind).parameters


_READERS: tuple[tuple[Callable[[Any], Any], Callable[[Any, Any, str], Any]], ...] = (
    (lambda kind: kind is float, _number),
    (lambda kind: kind in _SAID, _be),
    (lambda kind: kind == Mapping[str, Any], _settings),
    (lambda kind: get_origin(kind) is UnionType, _perhaps),
    (lambda kind: kind == Array, _array),
    (lambda kind: get_origin(kind) is tuple, _several),
    (get_origin, _by_name),
    (lambda kind: issubclass(kind, Enum), _member),
    (lambda kind: issubclass(kind, tuple), _named_tuple),
    (lambda kind: kind is Problem, _problem),
    (lambda kind: True, _record),
)
"""Which types are read by what; the first that fits, and the last fits all."""
