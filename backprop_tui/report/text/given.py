"""What a person gave is said back before anything is learnt from it: which columns are learnt from
which, and how weights that were written down have been read. A mistake shows there and then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from backprop_tui.engine import BadSetting, Experiment, Start
from backprop_tui.engine.core.network import Parameters
from backprop_tui.engine.core.orientation import ORIENTATIONS
from backprop_tui.engine.core.rule import CHANGE, GRADIENTS
from backprop_tui.engine.reading.conversion import STANDARD_INPUT
from backprop_tui.engine.settings import Setting, settings_of
from backprop_tui.engine.wording import printable
from backprop_tui.report.names import listed, subscript
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


def start_texts(experiment: Experiment) -> Iterator[str]:
    """How given weights were read, where they could have been meant another way, and where they
    come from a run that learnt otherwise.
    """
    start = experiment.start
    if start is None:
        return
    file = file_text(start)
    yield from _going_on(experiment, start)
    yield from _otherwise(experiment, start)
    yield from _taken(start)
    if start.square:
        names = [subscript("W", k) for k in start.square]
        one = len(names) == 1
        read, if_other = SQUARES[start.by]
        yield (
            f"{listed(names)} in {file} {'is' if one else 'are'} square, so nothing tells which "
            f"way {'it is' if one else 'they are'} meant: read with {read}; {if_other}"
        )
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


def _are_frozen(experiment: Experiment, layers: list[int]) -> bool:
    """Whether no bias of these layers learns."""
    if experiment.learns is None:
        return False
    biases = Parameters(experiment.arrangement, experiment.learns).biases or ()
    return not any(biases[k - 1].any() for k in layers)


SQUARES = {
    "input": (
        "a row per unit before (an input, in W₁) and a column per unit",
        "if the source has a row per unit, type all matrices as it has them and give "
        "--weights-by unit",
    ),
    "unit": (
        "a row per unit and a column per unit before (an input, in W₁)",
        "if the source has a row per input, type all matrices as it has them and leave "
        "--weights-by out",
    ),
}
"""How a matrix was read that could stand either way, and what to do if it is meant otherwise."""


def _taken(start: Start) -> Iterator[str]:
    """Which arrays of a file were taken for what, where their names are the file's own choice."""
    if not start.taken:
        return
    letter = "θ" if start.thresholds else "b"
    letters = ("W",) if start.biases is None else ("W", letter)
    symbols = [subscript(each, k) for k in range(1, len(start.weights) + 1) for each in letters]
    pairs = [f"{s} is {n}" for s, n in zip(symbols, map(printable, start.taken), strict=True)]
    left = f"; left out: {listed(list(map(printable, start.left)))}" if start.left else ""
    yield f"of {file_text(start)} {listed(pairs, 8, 40)}, {ORIENTATIONS[start.by].rows}{left}"


def file_text(start: Start) -> str:
    """What a weights file is called in a sentence."""
    return f"the weights file {listed([printable(start.path)], 1, 60)}"


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
        if is_used(experiment) and name not in start.memory:
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
        yield f"{file_text(start)} was written by a run with {then}; this one has {now}"


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
