"""What an experiment is about, for somebody who has just met it: what is learnt by what, where it
comes from, what was published of it and what comes out, and how far this run is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from backprop_tui.engine import Experiment, Snapshot
from backprop_tui.engine.presets import PRESETS, Preset
from backprop_tui.engine.wording import counted
from backprop_tui.report.curve import curve_text
from backprop_tui.report.names import listed, sentence
from backprop_tui.report.objective import is_shown, summed_over
from backprop_tui.report.since import right_text
from backprop_tui.report.text.given import learnt_text, network_said
from backprop_tui.report.text.numbers import fixed
from backprop_tui.report.text.parameters import error_text
from backprop_tui.report.text.presets import (
    changed_from,
    changed_text,
    elsewhere_text,
    known_preset,
    own_text,
    warning_text,
)
from backprop_tui.report.text.recipe import recipe_text


class Told(NamedTuple):
    """Something that is said of an experiment.

    Attributes:
        heading: What it is about, in a word.
        text: What is said.
    """

    heading: str
    text: str


def about_title(experiment: Experiment) -> str:
    """What it is called: like its preset, as long as that is of the same problem."""
    preset = PRESETS.get(experiment.preset or "")
    if preset is None or not _is_of(preset, experiment):
        return experiment.problem.name
    return preset.name


def about(experiment: Experiment, snapshot: Snapshot) -> Iterator[Told]:
    """All that is said of it, in order.

    Args:
        experiment: What the run would begin with again.
        snapshot: How far it is.
    """
    preset = known_preset(experiment)
    run = [Told("this run", run_text(snapshot)), _curve(snapshot)]
    if changed := changed_text(experiment):
        run.append(Told("changed", f"From {changed_from(experiment)}: {changed}."))
    if elsewhere := elsewhere_text(experiment):
        run.append(Told("", f"{sentence(elsewhere)}."))
    if (bug := snapshot.experiment.wrong) is not None:
        run.append(Told("wrong", f"It learns with --bug {bug.name}. {bug.summary}"))
    if preset is not None:
        yield from _known(preset)
        if warning := warning_text(experiment):
            yield Told("beware", f"{sentence(warning)}.")
        yield from run
        yield Told("look", preset.says)
    yield Told("learns", f"{sentence(experiment.problem.summary)}.")
    yield Told("", f"{sentence(learnt_text(experiment))}.")
    yield Told("by", f"{sentence(network_said(experiment))}.")
    yield Told("with", f"{sentence(recipe_text(experiment, snapshot.experiment))}.")
    yield Told("descends", _objective(experiment))
    if preset is None:
        yield from run
    own = [each.name for each in PRESETS.values() if _is_of(each, experiment)]
    others = [name for name in own if name != experiment.preset]
    if others:
        alike = [name for name in others if _is_alike(experiment, name)]
        same = f"These are the settings of {listed(alike)}. " if alike else ""
        yield Told("presets", f"{same}Of this problem: {listed(others, 9)} (^p, or --preset).")


def _curve(snapshot: Snapshot) -> Told:
    """How the loss went."""
    return Told("curve", f"{sentence(curve_text(snapshot))}.")


def _objective(experiment: Experiment) -> str:
    """Which error is descended and which mean is displayed."""
    shown = "which is the loss" if is_shown(experiment) else "the loss shown is the "
    mean = "" if is_shown(experiment) else experiment.loss_function.displayed
    return f"E = {error_text(experiment)}{summed_over(experiment, 'the cases')}; {shown}{mean}."


def _known(preset: Preset) -> Iterator[Told]:
    """What it is, what was published and what comes out."""
    yield Told("what", f"{sentence(preset.title)}.")
    yield Told("from", f"{sentence(preset.source)}.")
    if preset.published:
        yield Told("published", f"{sentence(preset.published)}.")
    yield Told("here", f"{sentence(preset.measured)}.")
    if own := own_text(preset):
        yield Told("seed", f"{sentence(own)}.")


def _is_alike(experiment: Experiment, name: str) -> bool:
    """Whether an experiment that names no preset has all settings of that one."""
    return experiment.preset is None and not changed_text(replace(experiment, preset=name))


def _is_of(preset: Preset, experiment: Experiment) -> bool:
    """Whether a preset learns the problem of an experiment."""
    problem = experiment.problem
    return problem.path is None and preset.settings["problem"] == problem.name


def run_text(snapshot: Snapshot) -> str:
    """How far a run is: `step 8,000 (2,000 sweeps, 4 steps each); loss 0.0012; 4/4 right …`."""
    experiment, right = snapshot.experiment, snapshot.right
    said = f"Step {snapshot.step:,}"
    if experiment.is_shared_out:
        turn = experiment.turn(snapshot.step)
        said += f" ({counted(turn.epoch - 1, 'whole sweep')}, {counted(turn.batches, 'step')} each)"
    # Worked examples have one case, and print E with digits enough to tell two rules apart.
    error = f", E {fixed(snapshot.error, 9)}" if len(right) == 1 else ""
    said += f"; loss {fixed(snapshot.loss, 4)}{error}; {int(right.sum())}/{len(right)} right"
    return f"{'; '.join(filter(None, (said, right_text(snapshot))))}."
