"""A gradient check in a line a layer: how far the back-propagated gradient is from what a nudge of
each weight says. It is the one way to know that a gradient is right without believing anybody.
"""

from __future__ import annotations

from textwrap import wrap

from backprop_tui.engine import (
    BadSetting,
    Bug,
    Experiment,
    LayerCheck,
    StepRecord,
    Trainer,
    check_gradients,
)
from backprop_tui.engine.core.biases import BiasForm
from backprop_tui.engine.core.gradcheck import TOLERANCE
from backprop_tui.report.names import network_text
from backprop_tui.report.objective import summed_over
from backprop_tui.report.text.parameters import error_text

MAX_PARAMETERS = 20_000
"""Each costs two forward passes."""


def require_checkable(experiment: Experiment) -> None:
    """Check that nudging every parameter ends within the time a person waits.

    Raises:
        BadSetting: If there are too many.
    """
    if experiment.parameters > MAX_PARAMETERS:
        raise BadSetting(
            f"check nudges every parameter and this network has {experiment.parameters:,}; "
            f"at most {MAX_PARAMETERS:,}"
        )


def check_text(record: StepRecord) -> tuple[list[str], bool]:
    """The lines of a gradient check, and whether every layer passed.

    A bug that carries gradients over has none to carry at step 0, so step 1 is checked there.
    """
    experiment, bug = record.experiment, record.experiment.wrong
    if bug and bug.carries and record.step == 0:
        trainer = Trainer(experiment)
        trainer.step()
        record = trainer.record()
    intro = (
        f"Gradients of {experiment.problem.name}, {network_text(experiment)}, "
        f"at step {record.step}: "
        f"dE/dw from back-propagation against (E(w + h) - E(w - h)) / 2h, "
        f"with E = {error_text(experiment)}{summed_over(experiment, 'the cases')}. "
        f"Shown is the largest relative error of each layer; at most {TOLERANCE:g} is right."
    )
    checks = check_gradients(record)
    verdicts = [_verdict(check) for check in checks]
    lines = wrap(intro, 72)
    if bug:
        lines += wrap(_accusation(bug, record, verdicts), 72)
    for k, (check, verdict) in enumerate(zip(checks, verdicts, strict=True)):
        lines.append(f"Layer {k + 1} | {_result(check, experiment.bias_form)} | {verdict}")
    return lines, "WRONG" not in verdicts


def _accusation(bug: Bug, record: StepRecord, verdicts: list[str]) -> str:
    """What the bug is and which layers it spoils."""
    wrong = [f"layer {k + 1}" for k, verdict in enumerate(verdicts) if verdict == "WRONG"]
    reason = bug.harmless(record.experiment)
    if wrong:
        result = f"It makes {' and '.join(wrong)} wrong."
    elif reason:
        result = f"It is harmless here: {reason}."
    else:
        result = "No gradient of this step shows it."
    begun = " Step 1 is the first that can show it." if bug.carries and record.step == 1 else ""
    return f"Bug {bug.name}: {bug.told(record.experiment)} {result}{begun}"


def _verdict(check: LayerCheck) -> str:
    """Whether a layer's gradient is right, if there was anything to compare."""
    parameters = check.count + (check.biases.size if check.biases is not None else 0)
    if check.kinks == parameters:
        return "not compared"
    return "right" if check.largest <= TOLERANCE else "WRONG"


def _result(check: LayerCheck, form: BiasForm) -> str:
    """What was compared and how it came out."""
    compared = f"weights {check.count}"
    if check.biases is not None:
        compared += f", {form.several} {check.biases.size}"
    if check.kinks:
        compared += f" (left out at a kink or a jump of E: {check.kinks})"
    return f"{compared} | {check.largest:.1e}"
