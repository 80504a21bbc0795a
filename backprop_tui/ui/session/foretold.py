"""What will happen when settings that were typed are applied, in a sentence. A new start takes more
along than what was typed, and leaves more as it was: both are said before it is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.settings import Setting, settings_of
from backprop_tui.engine.settings.implied import implied
from backprop_tui.report.differences import first_few, said_of
from backprop_tui.ui.session.texts import Typed

Counting = Mapping[str, Typed]
"""What was typed and counts, by the names of settings."""


def on_the_way(candidate: Experiment, changes: Mapping[str, Any], *, branches: bool) -> str:
    """What changes from the next step on, in this run or in one of its own."""
    where = ", in a run of its own" if branches else ""
    return f"From the next step on{where}: {said_of(candidate, changes)}."


def new_start(candidate: Experiment, start: Mapping[str, Any], typed: Counting) -> str:
    """What a new start begins with, what comes with it, what stays, and what decides nothing.

    Args:
        candidate: What would run.
        start: The settings of it that are others, by their names.
        typed: What somebody chose of them.
    """
    own = [name for name in typed if name in start]
    more = len(start) - len(own)
    with_it = f", and {more} setting{'s' * (more > 1)} with it" if own and more else ""
    but = [*_staying(candidate, own, typed), *_moot(candidate, own)]
    said = "; but ".join((f"{chosen(candidate, start, typed)}{with_it}", *but))
    return f"A new start: {said}."


def chosen(candidate: Experiment, start: Mapping[str, Any], typed: Counting) -> str:
    """What somebody chose of a new start: `problem circle, lr 2`."""
    known = settings_of(type(candidate))
    own = [name for name in typed if name in start]
    if not own:
        return said_of(candidate, start)
    return first_few(
        [each for name in own for each in _named(known[name], start[name], typed[name])]
    )


def _named(setting: Setting, value: Any, typed: Typed) -> Iterator[str]:
    """A setting as it was chosen: by the rows that were changed, where there are several."""
    others = [(option, text) for option, text in typed if option in setting.others]
    others.sort(key=lambda each: setting.others.index(each[0]))
    if len(others) < len(typed) or not others:
        yield f"{setting.short} {setting.said(value)}"
    for option, text in others:
        yield f"{option.name.replace('_', ' ')} {text or option.shown or 'none'}"


def _staying(candidate: Experiment, own: list[str], typed: Counting) -> Iterator[str]:
    """What stays as it was and is not what a problem that was chosen is begun with by itself."""
    known = settings_of(type(candidate))
    for name in own:
        if not known[name].gives_way:
            continue
        kind = type(candidate)
        usual = kind(**implied(kind, {name: getattr(candidate, name).source}))
        stays = {
            each: getattr(candidate, each)
            for each, setting in known.items()
            if each not in typed and each != name and not setting.is_whole
            if not setting.is_same(getattr(candidate, each), getattr(usual, each))
        }
        if stays:
            yield f"{said_of(candidate, stays)} stay{'s' * (len(stays) == 1)}"


def _moot(candidate: Experiment, own: list[str]) -> Iterator[str]:
    """What was chosen and decides nothing."""
    for setting in (settings_of(type(candidate))[name] for name in own):
        if why := setting.moot(candidate):
            yield f"{setting.short} decides nothing: {why}"
