"""In what two experiments differ, and how that is said in one line. What follows from a difference
is none of its own: of a whole experiment its name says everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.settings import settings_of
from backprop_tui.engine.wording import cut

MOST_SAID = 3
"""Settings that one line names."""


def differing(before: Experiment, after: Experiment) -> dict[str, Any]:
    """The settings of an experiment that are others than those of another, by their names.

    A whole experiment stands for all that it decides, and a problem for one that suits it.
    """
    known = settings_of(type(after))
    names = [
        name
        for name, setting in known.items()
        if not setting.is_same(getattr(before, name), getattr(after, name))
    ]
    wholes = [name for name in names if known[name].is_whole and getattr(after, name) is not None]
    decided = {name: getattr(after, name) for name in wholes}
    suited = [
        name
        for name in names
        if decided and known[name].gives_way and (implies := known[name].implies) is not None
        if decided.items() <= implies(getattr(after, name)).items()
    ]
    return {name: getattr(after, name) for name in suited or wholes or names}


def said_of(experiment: Experiment, settings: Mapping[str, Any]) -> str:
    """Settings with their values in one line: `lr 0.5, momentum 0`."""
    known = settings_of(type(experiment))
    said = [f"{known[name].short} {known[name].said(value)}" for name, value in settings.items()]
    return first_few(said)


def whole_few(said: Sequence[str], columns: int) -> str:
    """As many things as there is room for, none of them cut, and how much more there is.

    Args:
        said: The things, each with what stands between it and the one before.
        columns: Letters at most; less than the first of them, alone, is cut.
    """
    for more in range(len(said)):
        shown = "".join(said[: len(said) - more])
        for text in (shown,) if not more else (f"{shown} and {more} more", f"{shown} +{more}"):
            if len(text) <= columns:
                return text
    return cut(said[0], columns)


def best_few(forms: Sequence[Sequence[str]], columns: int) -> str:
    """All things in the first form that there is room for, else as many as fit in the last one."""
    whole = (text for form in forms if len(text := "".join(form)) <= columns)
    return next(whole, None) or whole_few(forms[-1], columns)


def apart(said: Sequence[str]) -> tuple[str, ...]:
    """Things in a list, each but the first with the comma before it."""
    return tuple(each if not place else f", {each}" for place, each in enumerate(said))


def first_few(said: Sequence[str]) -> str:
    """The first of what is to be said, and how much more there is."""
    more = len(said) - MOST_SAID
    return ", ".join(said[:MOST_SAID]) + (f" and {more} more" if more > 0 else "")
