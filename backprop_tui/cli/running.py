"""The command that trains prints losses on the way and predictions at the end. They are
those of the very run that one could watch, with all that is done to it by hand.
"""

from __future__ import annotations

import math
import sys

from backprop_tui.cli.options import Values
from backprop_tui.cli.output import say, write
from backprop_tui.cli.saving import require_free, save_script, save_session, save_weights
from backprop_tui.cli.which_run import rounded_texts, saved_texts
from backprop_tui.engine import BadSetting, Experiment, Runs


def run(experiment: Experiment, values: Values) -> int:
    """Train, or write down as a script how to."""
    if values["script"] is None:
        return _train(experiment, values)
    save_script(experiment, values)
    return 0


def _train(experiment: Experiment, values: Values) -> int:
    """Train, print losses on the way and predictions at the end."""
    from backprop_tui.report.advice.reach import reach_text
    from backprop_tui.report.advice.standstill import end_text
    from backprop_tui.report.advice.steps import jumping_output
    from backprop_tui.report.by_hand import by_hand_texts, undone_texts
    from backprop_tui.report.curve import curve_text
    from backprop_tui.report.objective import objective_text
    from backprop_tui.report.schedule import order_text, schedule_texts
    from backprop_tui.report.text.companion import Companion
    from backprop_tui.report.text.given import learnt_text, network_said, start_texts
    from backprop_tui.report.text.history import Course
    from backprop_tui.report.text.parameters import parameter_texts
    from backprop_tui.report.text.presets import preset_texts
    from backprop_tui.report.text.progress import Progress, divergence
    from backprop_tui.report.text.run import RUN_FORMS

    form = next((form for form in RUN_FORMS if values.get(form)), "text")
    if values["surface"]:
        _require_surface(experiment, form)
    require_free(values)
    runs, slopeless = Runs(experiment, values["by_hand"]), jumping_output(experiment)
    start = runs.snapshot().loss
    saved = values["session"]
    for said in preset_texts(experiment):
        say(said)
    opening = learnt_text(experiment), objective_text(experiment), network_said(experiment)
    say("; ".join(opening))
    for remark in (
        *saved_texts(saved),
        *experiment.problem.notes,
        reach_text(experiment),
        slopeless and slopeless.said,
        order_text(experiment),
        *schedule_texts(experiment, values["steps"]),
        *by_hand_texts(experiment, values["by_hand"], values["steps"]),
        *start_texts(experiment),
        *parameter_texts(experiment),
    ):
        if remark is not None:
            say(remark)
    companion = Companion(say)
    with Progress(sys.stderr, values["steps"]) as progress:
        steps, every, shown = values["steps"], values["every"], values["surface"]
        course = Course(runs, steps, every, progress, shown, companion)
        for line in RUN_FORMS[form](course):
            progress.clear()
            write(line)
    for remark in rounded_texts(saved, runs.main):
        say(remark)
    if values["save"] is not None:
        save_session(runs, values["save"], saved)
    if values["save_weights"] is not None:
        save_weights(runs.main, values["save_weights"])
    snapshot = runs.snapshot()
    if snapshot.diverged:
        say(divergence(snapshot))
        for remark in undone_texts(runs.main.events[runs.main.events_behind :]):
            say(remark)
        return 1
    # Of another loss nobody knows what it was at the start.
    is_same = snapshot.experiment.loss == experiment.loss
    told = {remark.name for remark in companion.told}
    ended = end_text(snapshot, start if is_same else math.inf, experiment, told)
    for remark in (f"curve: {curve_text(snapshot)}", ended):
        if remark is not None:
            say(remark)
    return 0


def _require_surface(experiment: Experiment, form: str) -> None:
    """Refuse the answers over a plane where there is none, or where they have no place.

    Raises:
        BadSetting: If it is so.
    """
    from backprop_tui.report.surface.plane import lacking

    if form == "csv":
        raise BadSetting("--csv prints the history alone: give --surface with --json, or alone")
    said = lacking(experiment)
    if said:
        raise BadSetting(f"--surface {said}; {experiment.problem.name} has no plane to print")
