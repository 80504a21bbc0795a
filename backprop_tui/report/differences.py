"""In what two experiments differ, and how that is said in one line. What follows from a difference
is none of its own: of a whole experiment its name says everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.settings import settings_of

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


def first_few(said: Sequence[str]) -> str:
    """The first of what is to be said, and how much more there is."""
    more = len(said) - MOST_SAID
    return ", ".join(said[:MOST_SAID]) + (f" and {more} more" if more > 0 else "")
