"""Commands that train nothing: they tell what can be learnt, what is ready to run and what the
terminal can show.
"""

from __future__ import annotations

import signal
import sys

from backprop_tui.cli.options import Values
from backprop_tui.cli.output import say, write
from backprop_tui.cli.screen_options import SCREEN
from backprop_tui.engine import Experiment
from backprop_tui.terminal import find_terminal


def problems(experiment: Experiment, values: Values) -> int:
    """List what can be learnt, or write one of them as a table."""
    if values["export"] is None:
        from backprop_tui.report.text.problems import problems_text

        for line in problems_text():
            write(line)
        return 0
    from backprop_tui.report.text.export import export_text, export_texts

    for line in export_text(experiment.problem.source):
        write(line)
    for remark in export_texts(experiment):
        say(remark)
    return 0


def presets(experiment: Experiment, values: Values) -> int:
    """List the experiments that are ready."""
    from backprop_tui.report.text.presets import presets_json, presets_text

    for line in presets_json() if values["json"] else presets_text():
        write(line)
    return 0


def doctor(experiment: Experiment, values: Values) -> int:
    """Say what was found of the terminal."""
    from backprop_tui.terminal.doctor import doctor_text
    from backprop_tui.terminal.roundtrip import ask_terminal

    # The terminal is set back before a signal ends what waits for its answer.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    lines = doctor_text(
        find_terminal(),
        ask_terminal(),
        **{option.name: values[option.name] for option in SCREEN},
    )
    for line in lines:
        write(line)
    return 0
