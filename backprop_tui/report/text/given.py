"""What a person gave is said back before anything is learnt from it: which columns are learnt from
which, and how weights that were written down have been read. A mistake shows there and then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from backprop_tui.engine import BadSetting, Experiment, Start
from backprop_tui.engine.core.network import Parameters
from backprop_tui.engine.core.orientation import ORIENTATIONS, other
from backprop_tui.engine.core.rule import CHANGE, GRADIENTS
from backprop_tui.engine.reading.conversion import STANDARD_INPUT
from backprop_tui.engine.settings import Setting, settings_of
from backprop_tui.engine.wording import printable
from backprop_tui.report.names import file_text, listed, network_text, source_names, subscript
from backprop_tui.report.text.data import prepared_texts


def learnt_text(experiment: Experiment) -> str:
    """What is learnt from what: `learning y from x1, x2: the 4 cases of xor`."""
    problem = experiment.problem
    cases = len(problem.source.inputs)
    is_file = problem.path is not None and problem.path != STANDARD_INPUT
    source = printable(Path(problem.path or "").name) if is_file else problem.name
    return (
        f"learning {listed(problem.target_columns)} from {listed(problem.input_columns)}: "
        f"{f'the {cases:,} cases' if cases > 1 else 'the one case'} of {listed([source], 1, 60)}"
        + "".join(f"; {said}" for said in prepared_texts(problem))
    )


def network_said(experiment: Experiment) -> str:
    """Which network learns it: `network 2-2-1, tanh, output sigmoid, thresholds`."""
    *hidden, output = (activation.name for activation in experiment.layer_activations)
    names = dict.fromkeys(hidden) if len(set(hidden)) == 1 else hidden
    is_one = set(names) in ({output}, set())
    units = output if is_one else f"{listed(list(names))}, output {output}"
    form = experiment.bias_form
    biases = f"one {form.called} a layer" if form.shared else form.several
    return f"network {network_text(experiment)}, {units}, {biases if form.value else 'no biases'}"


def start_texts(experiment: Experiment) -> Iterator[str]:
    """How given weights were read, where they could have been meant another way, and where they
    come from a run that learnt otherwise.
    """
    start = experiment.start
    if start is None:
        return
    file = file_text(start)
    yield from _undrawn(experiment)
    yield from _going_on(experiment, start)
    yield from _otherwise(experiment, start)
    yield from _taken(start)
    yield from _square(start)
    yield from _linked(experiment, start)
    form = experiment.bias_form
    shared = [k for k in start.shared if start.weights[k - 1].shape[1] > 1]
    if shared and start.biases is not None:
        names = [f"{subscript(form.letter, k)} = {start.biases[k - 1][0]:g}" for k in shared]
        taken = (
            f"they {'share' if form.shared else 'start with'} it, and it does not learn (--freeze)"
            if _are_frozen(experiment, shared)
            else "they share it, and learn it as one (with --bias each would learn its own)"
            if form.shared
            else "each unit starts with it and then learns its own"
            + ("" if form.is_threshold or start.bias != "shared" else " (not with --bias shared)")
        )
        yield f"{file} has one {form.called} for all units of a layer ({listed(names)}): {taken}"
    if form.is_threshold and not start.thresholds:
        yield f"the biases of {file} are taken as thresholds θ as they stand: z = a · W - θ"


def _undrawn(experiment: Experiment) -> Iterator[str]:
    """Which settings somebody gave that would decide how weights are drawn, where none are."""
    settings = settings_of(type(experiment))
    own: Mapping[str, Any] = {}
    if experiment.preset is not None:
        from backprop_tui.engine.presets import PRESETS

        own = PRESETS[experiment.preset].implied
    idle = [
        _option(known, known.written(present))
        for known in map(settings.__getitem__, ("init", "scale", "seed"))
        for present in [getattr(experiment, known.name)]
        if present is not None
        and not known.matters(experiment)
        and not known.is_same(present, own.get(known.name, known.default))
    ]
    if idle:
        yield f"no weights are drawn here, so {listed(idle)} decide{'s' * (len(idle) == 1)} nothing"


def _are_frozen(experiment: Experiment, layers: list[int]) -> bool:
    """Whether no bias of these layers learns."""
    if experiment.learns is None:
        return False
    biases = Parameters(experiment.arrangement, experiment.learns).biases or ()
    return not any(biases[k - 1].any() for k in layers)


def _square(start: Start) -> Iterator[str]:
    """Which way matrices were read that could stand either way, where nobody has said it."""
    if start.square:
        names = listed([subscript("W", k) for k in start.square])
        are = "is" if len(start.square) == 1 else "are"
        yield (
            f"{names} of {_short_name(start)} {are} square: read with a row per {start.by}; "
            f"a row per {other(start.by)} is --weights-by {other(start.by)}"
        )


def _linked(experiment: Experiment, start: Start) -> Iterator[str]:
    """What the rows of a typed matrix were taken for, where direct links make more of them.

    A run writes them in the right order; a person may have begun with the layer before.
    """
    if not experiment.links.skipping or start.stated:
        return
    way = ORIENTATIONS[start.by].before
    for k in range(2, len(start.weights) + 1):
        units = source_names(experiment, k)
        yield (
            f"{subscript('W', k)} of {_short_name(start)} has {len(units)} {way}s: read with "
            f"direct links, {way}s {listed(list(units), 8)}"
        )


def _taken(start: Start) -> Iterator[str]:
    """Which arrays of a file were taken for what, where their names are the file's own choice."""
    if not start.taken:
        if start.left:
            yield f"left out of {file_text(start)}: {listed(list(map(printable, start.left)))}"
        return
    letter = "θ" if start.thresholds else "b"
    letters = ("W",) if start.biases is None else ("W", letter)
    symbols = [subscript(each, k) for k in range(1, len(start.weights) + 1) for each in letters]
    pairs = [f"{s} is {n}" for s, n in zip(symbols, map(printable, start.taken), strict=True)]
    left = f"; left out: {listed(list(map(printable, start.left)))}" if start.left else ""
    yield f"of {file_text(start)} {listed(pairs, 8, 40)}, {ORIENTATIONS[start.by].rows}{left}"


def _short_name(start: Start) -> str:
    """The name of a weights file without the folders that lead to it."""
    return listed([printable(Path(start.path).name)], 1, 40)


REMEMBERED: dict[str, tuple[Callable[[Experiment], bool], str]] = {
    CHANGE: (
        lambda e: bool(e.momentum),
        "last change, of which momentum would make a share again",
    ),
    GRADIENTS: (
        lambda e: bool(e.wrong and e.wrong.carries),
        "gradients of the steps before, to which its bug would add",
    ),
}
"""What a rule remembers, by its name: where it decides something, and what a sentence calls it."""


def _going_on(experiment: Experiment, start: Start) -> Iterator[str]:
    """After how many steps a run goes on, and what it does not remember of them."""
    if start.steps:
        one = start.steps == 1
        yield (
            f"goes on after {'the one step' if one else f'the {start.steps:,} steps'} of the run "
            f"that wrote {file_text(start)}; steps count from 0 again"
        )
    for name, (is_used, called) in REMEMBERED.items():
        # Whoever typed the weights begins with them, so there is nothing that could be missed.
        if is_used(experiment) and name not in start.memory and (start.stated or start.steps):
            yield (
                f"{file_text(start)} does not hold the {called}: the first step is made "
                "as if there had been none"
            )


def _otherwise(experiment: Experiment, start: Start) -> Iterator[str]:
    """Which settings of the run that wrote the weights are not those of this one."""
    settings = settings_of(type(experiment))
    differ = [
        (_option(each, stated), _option(each, present))
        for name, text in start.stated.items()
        for each in [settings[name]]
        for stated in [_as_written(each, text)]
        if each.written(getattr(experiment, name)) != stated and each.matters(experiment)
        for present in [each.written(getattr(experiment, name))]
    ]
    if differ:
        then, now = map(" ".join, zip(*differ, strict=True))
        wrote = f"{file_text(start)} was written by a run with"
        ahead = settings[SCHEDULE].written(experiment.schedule)
        if start.stated.get(SCHEDULE, ahead) != ahead:
            wrote = (
                f"steps count from 0 again, so the run that wrote {file_text(start)} goes on with"
            )
        yield f"{wrote} {then}; this one has {now}"


SCHEDULE = "schedule"
"""The setting of which a file states what lies ahead, counted from its end."""


def _as_written(setting: Setting, text: str) -> str:
    """What a file states of a setting as the program writes it, if it means anything."""
    try:
        return setting.written(setting.typed(text))
    except BadSetting:
        return text


def _option(setting: Setting, text: str) -> str:
    """An option with the value that is written so, for a person."""
    option = setting.option
    if option.is_switch:
        return option.words(text)[0]
    return f"{option.flag} {listed([printable(text or setting.said(None))])}"
