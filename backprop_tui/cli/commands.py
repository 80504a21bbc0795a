"""A command is one entry here: a line for the help, the options that are its own, and a function.
All commands take the options of the experiment; options stand before or after the name.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from backprop_tui.cli.options import (
    AT,
    ELEMENT,
    EVERY,
    EXPORT,
    GRADIENTS,
    HIDDEN_SPACE,
    PACE,
    PHASE,
    SCREEN,
    SCRIPT,
    STEPS,
    STOP,
    SURFACE,
    Values,
)
from backprop_tui.cli.output import say, write
from backprop_tui.cli.script import write_script
from backprop_tui.cli.stepping import check, trace
from backprop_tui.cli.telling import doctor, presets, problems
from backprop_tui.engine import BadSetting, Experiment, Runs
from backprop_tui.engine.problems.chosen import PROBLEM
from backprop_tui.engine.reading.conversion import STANDARD_INPUT
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.settings import settings_of
from backprop_tui.terminal import (
    choose_budget,
    choose_colors,
    choose_glyphs,
    choose_rate,
    choose_theme,
    find_terminal,
    prepare_environment,
    require_terminal,
    type_to_terminal,
)


class Command(NamedTuple):
    """Something the program can do.

    Attributes:
        summary: One line for the help.
        perform: Does it for an experiment and the values of its options; an exit status.
        options: Its own options that take a value.
        forms: Its own options that choose how it prints, with a line of help each.
        chooses: Which option of the experiment an own option stands for, by their names.
        stray: What a refusal says of a word that belongs to nothing.
    """

    summary: str
    perform: Callable[[Experiment, Values], int]
    options: tuple[Option, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    chooses: Mapping[str, str] = {}
    stray: str = ""

    @property
    def names(self) -> set[str]:
        """The names of the settings that are its own."""
        return {option.name for option in self.options} | {form for form, _ in self.forms}


def dashboard(experiment: Experiment, values: Values) -> int:
    """Draw the screen until the person leaves it."""
    if experiment.problem.path == STANDARD_INPUT:
        type_to_terminal()
    terminal = find_terminal()
    glyphs = choose_glyphs(values["glyphs"], terminal)
    require_terminal(terminal)
    prepare_environment(os.environ, terminal, choose_colors(values["color"], terminal).value)
    from backprop_tui.ui.app import BackpropApp
    from backprop_tui.ui.themes import theme_named

    theme = theme_named(*choose_theme(values["theme"], terminal)[:2])
    app = BackpropApp(
        experiment,
        steps=values["steps"],
        speed=values["speed"],
        glyphs=glyphs.value,
        fps=choose_rate(values["fps"], terminal)[0],
        is_remote=terminal.is_remote,
        budget=choose_budget(values["fps"], terminal),
        is_fixed=glyphs.is_asked,
        is_forced=True,
        theme=theme,
    )
    status = app.run_until_left()
    if status == 1:
        say(
            "this is a defect of the program; please report it, with the lines above and "
            "those of `backprop-tui doctor`"
        )
    return status


def run(experiment: Experiment, values: Values) -> int:
    """Train, print losses on the way and predictions at the end."""
    from backprop_tui.report.advice.reach import reach_text
    from backprop_tui.report.advice.standstill import end_text
    from backprop_tui.report.advice.steps import jumping_output
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
    if values["script"] is not None:
        return write_script(experiment, values)
    if values["surface"]:
        _require_surface(experiment, form)
    runs, slopeless = Runs(experiment), jumping_output(experiment)
    start = runs.snapshot().loss
    for said in preset_texts(experiment):
        say(said)
    opening = learnt_text(experiment), objective_text(experiment), network_said(experiment)
    say("; ".join(opening))
    for remark in (
        *experiment.problem.notes,
        reach_text(experiment),
        slopeless and slopeless.said,
        order_text(experiment),
        *schedule_texts(experiment, values["steps"]),
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
    snapshot = runs.snapshot()
    if snapshot.diverged:
        say(divergence(snapshot))
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


DASHBOARD = Command("open the dashboard", dashboard, options=(STOP, PACE, *SCREEN))

COMMANDS = {
    "run": Command(
        "train and print the loss, then the predictions",
        run,
        options=(STEPS, EVERY, SURFACE, SCRIPT),
        forms=(
            ("json", "print one JSON object: history, weights, predictions, hidden activations"),
            ("csv", "print the history as CSV: step, loss, error"),
        ),
    ),
    "trace": Command(
        "print every number of one step",
        trace,
        options=(AT, PHASE, ELEMENT, GRADIENTS, HIDDEN_SPACE),
        forms=(
            ("json", "print one JSON object, at full precision"),
            ("markdown", "print a page of Markdown, for a handout or a notebook"),
        ),
    ),
    "check": Command(
        "compare the gradients of one step with numerical ones",
        check,
        options=(AT,),
    ),
    "problems": Command(
        "list the problems that can be learnt, or write one of them as CSV",
        problems,
        options=(EXPORT,),
        chooses={EXPORT.name: PROBLEM.name},
        stray="; a table goes to a file by problems --export NAME > FILE",
    ),
    "presets": Command(
        "list the experiments that are ready, with what was published and what comes out",
        presets,
        forms=(("json", "print one JSON object, with the command of each"),),
    ),
    "doctor": Command(
        "say what was found of the terminal, for reports of a defect", doctor, options=SCREEN
    ),
}
"""Every command by its name; without a name the dashboard opens."""


def shared_options(experiment: type[Experiment]) -> Iterator[Option]:
    """The options that every command takes: those of the experiment's settings."""
    for setting in settings_of(experiment).values():
        yield from setting.options


def options(experiment: type[Experiment]) -> Iterator[Option]:
    """Every option that there is."""
    yield from shared_options(experiment)
    for command in (DASHBOARD, *COMMANDS.values()):
        yield from command.options
