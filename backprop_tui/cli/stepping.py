"""Commands that take one step apart: every number of it, or its gradients against numerical ones.
Both first train up to it, so what they print is of the very run that one could watch.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from backprop_tui.cli.options import Values
from backprop_tui.cli.output import say, write
from backprop_tui.cli.which_run import rounded_texts, saved_texts
from backprop_tui.engine import BadSetting, Experiment, Trainer
from backprop_tui.engine.runs.by_hand import running_by_hand

if TYPE_CHECKING:
    from backprop_tui.engine.step_record import StepRecord


def trace(experiment: Experiment, values: Values) -> int:
    """Print one step, every number of it, or one of its phases, or one number, or where the hidden
    layer puts the cases before it.
    """
    from backprop_tui.report.text.elements import require_element, require_phase
    from backprop_tui.report.text.trace import trace_text
    from backprop_tui.report.text.trace_json import trace_json
    from backprop_tui.report.text.trace_markdown import trace_markdown

    phase, element = values["phase"], values["element"]
    asked = [name for name in MOMENTS if values[name]]
    if len(asked) > 1:
        raise BadSetting("--gradients and --hidden-space are two tables; ask for one of them")
    for name in asked:
        if (phase, element) != (None, None):
            flag = f"--{name.replace('_', '-')}"
            raise BadSetting(f"{flag} is of no phase; leave out --phase and --element")
        if values["markdown"]:
            raise BadSetting(f"--markdown prints a step, and --{name.replace('_', '-')} is none")
        return MOMENTS[name](experiment, values)
    whole = next((form for form in WHOLE if values[form]), None)
    if whole is not None and (phase, element) != (None, None):
        raise BadSetting(f"--{whole} prints the whole step; leave out --phase and --element")
    if element is not None and phase is None:
        raise BadSetting("--element needs --phase, which says in which matrix the number stands")
    if phase is not None:
        running = running_by_hand(experiment, values["by_hand"], values["at"])
        require_phase(running, phase)
        if element is not None:
            require_element(running, phase, element)
    record = _record(experiment, values)
    forms = {"json": trace_json, "markdown": trace_markdown}
    lines = forms[whole](record) if whole is not None else trace_text(record, phase, element)
    for line in lines:
        write(line)
    return 0


WHOLE = ("json", "markdown")
"""Forms in which a whole step is printed."""


def _gradients(experiment: Experiment, values: Values) -> int:
    """Print how strongly each layer is told to change."""
    from backprop_tui.report.text.gradients import gradients_json, gradients_text

    snapshot = _trained(experiment, values).snapshot()
    for line in gradients_json(snapshot) if values["json"] else gradients_text(snapshot):
        write(line)
    return 0


def _hidden_space(experiment: Experiment, values: Values) -> int:
    """Print where the last hidden layer puts the cases."""
    from backprop_tui.report.text.hidden_space import (
        hidden_space_json,
        hidden_space_text,
        require_hidden_layer,
    )

    require_hidden_layer(experiment)
    snapshot = _trained(experiment, values).snapshot()
    for line in hidden_space_json(snapshot) if values["json"] else hidden_space_text(snapshot):
        write(line)
    return 0


MOMENTS = {"gradients": _gradients, "hidden_space": _hidden_space}
"""What prints the moment before a step instead of the step, by the name of its option."""


def check(experiment: Experiment, values: Values) -> int:
    """Compare the gradients of one step with numerical ones."""
    from backprop_tui.report.text.check import check_text, require_checkable

    require_checkable(experiment)
    lines, agree = check_text(_record(experiment, values))
    for line in lines:
        write(line)
    return 0 if agree else 1


def _record(experiment: Experiment, values: Values) -> StepRecord:
    """The step that is looked at.

    Raises:
        BadSetting: If the run diverges before.
    """
    return _trained(experiment, values).record()


def _trained(experiment: Experiment, values: Values) -> Trainer:
    """The run before the step that is looked at.

    Raises:
        BadSetting: If it diverges before.
    """
    from backprop_tui.report.by_hand import by_hand_texts
    from backprop_tui.report.text.given import start_texts
    from backprop_tui.report.text.presets import preset_text
    from backprop_tui.report.text.progress import Progress, advance

    events, step, saved = (values[name] for name in ("by_hand", "at", "session"))
    trainer = Trainer(experiment, events)
    _require_finite(trainer)
    for remark in (
        *saved_texts(saved),
        preset_text(experiment),
        *experiment.problem.notes,
        *start_texts(experiment),
        *by_hand_texts(experiment, events, step),
    ):
        if remark:
            say(remark)
    with Progress(sys.stderr, step) as progress:
        advance(trainer, step, progress)
    _require_finite(trainer)
    for remark in rounded_texts(saved, trainer):
        say(remark)
    return trainer


def _require_finite(trainer: Trainer) -> None:
    """Refuse to look at the step of a run that has diverged."""
    from backprop_tui.report.text.progress import divergence

    snapshot = trainer.snapshot()
    if snapshot.diverged:
        last = f"; --at may be 0 to {snapshot.step - 1}" if snapshot.step else ""
        raise BadSetting(f"{divergence(snapshot)}{last}")
