"""The command that compares trains runs that differ in what is asked for, from the same start and
to the same step, and says which was done before which.
"""

from __future__ import annotations

from backprop_tui.cli.options import STEPS, Values
from backprop_tui.cli.output import say, write
from backprop_tui.engine import BadSetting, Experiment, Run, Trainer
from backprop_tui.engine.runs.run import letter_of


def compare(experiment: Experiment, values: Values) -> int:
    """Train an experiment and others beside it, and print how they came out."""
    from backprop_tui.report.comparison.survey import Survey
    from backprop_tui.report.text.comparison import comparison_lines, facts
    from backprop_tui.report.text.numbers import to_json

    experiments, steps = _compared(experiment, values)
    runs = [Run(letter_of(k), Trainer(each)) for k, each in enumerate(experiments)]
    for run in runs:
        run.trainer.step(steps)
    ran = Survey().of(runs)
    if values["json"]:
        write(to_json(dict(facts(ran))))
        return 0
    for line in comparison_lines(ran):
        write(line)
    return 0


def _compared(experiment: Experiment, values: Values) -> tuple[list[Experiment], int]:
    """What is run, the first of which the others differ from, and over how many steps.

    Raises:
        BadSetting: If nothing is compared, or something cannot be.
    """
    from backprop_tui.report.demonstrations import DEMONSTRATIONS
    from backprop_tui.report.text.comparison import changed

    changes, shown, steps = values["change"], values["demonstration"], values["steps"]
    if (changes is None) == (shown is None):
        names = ", ".join(DEMONSTRATIONS)
        raise BadSetting(
            f"compare takes --change NAME=VALUE, or --demonstration with one of {names}"
        )
    if changes is not None:
        return [experiment, *(changed(experiment, each) for each in changes)], steps
    if experiment != type(experiment)():
        raise BadSetting("a demonstration is a whole experiment; leave out its other options")
    demonstration = DEMONSTRATIONS[shown]
    say(f"{demonstration.title}: {demonstration.said}")
    return list(demonstration.experiments), (
        demonstration.steps if steps == STEPS.default else steps
    )
