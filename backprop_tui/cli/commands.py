"""A command is one entry here: a line for the help, the options that are its own, and a function.
All commands take the options of the experiment; options stand before or after the name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from backprop_tui.cli.comparing import compare
from backprop_tui.cli.file_options import (
    KEPT,
    LAST,
    LETTER,
    LIST,
    SAVE,
    SAVE_WEIGHTS,
    SAVED,
    SCRIPT,
    SESSION,
    STEP,
)
from backprop_tui.cli.options import (
    AT,
    BY_HAND,
    CHANGE,
    DEMONSTRATION,
    ELEMENT,
    EVERY,
    EXPORT,
    GRADIENTS,
    HIDDEN_SPACE,
    PACE,
    PHASE,
    STEPS,
    STOP,
    SURFACE,
    WHERE,
    Values,
)
from backprop_tui.cli.output import say, tell
from backprop_tui.cli.picturing import paper, take_screenshot
from backprop_tui.cli.places import kept_sessions
from backprop_tui.cli.running import run
from backprop_tui.cli.saving import require_free
from backprop_tui.cli.screen_options import SCREEN, SHOT
from backprop_tui.cli.stepping import check, trace
from backprop_tui.cli.telling import doctor, presets, problems
from backprop_tui.cli.which_run import OPENED
from backprop_tui.engine import Experiment
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
        elsewhere: What would do instead of an option that it does not take, by its flag.
        word: The option that a word after its name is the value of; such a command is about a
            session, and takes no options of an experiment.
    """

    summary: str
    perform: Callable[[Experiment, Values], int]
    options: tuple[Option, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    chooses: Mapping[str, str] = {}
    stray: str = ""
    elsewhere: Mapping[str, str] = {}
    word: Option | None = None

    @property
    def last(self) -> Option | None:
        """The option that says after which step nothing comes; `None` if anything may."""
        return next((option for option in (STEPS, AT) if option in self.options), None)

    @property
    def after(self) -> str:
        """What stands after its name in the help."""
        if self.word is None:
            return ""
        others = (f"--{form}" for form, _ in self.forms)
        return f"({' | '.join((self.word.metavar, *others))}) "

    @property
    def names(self) -> set[str]:
        """The names of the settings that are its own."""
        return {option.name for option in self.options} | {form for form, _ in self.forms}


def dashboard(experiment: Experiment, values: Values) -> int:
    """Draw the screen until the person leaves it."""
    shot = values["screenshot"]
    if shot is not None:
        require_free(values)
    elif experiment.problem.path == STANDARD_INPUT:
        type_to_terminal()
    terminal = find_terminal() if shot is None else paper(values["size"])
    glyphs = choose_glyphs(values["glyphs"], terminal)
    if shot is None:
        require_terminal(terminal)
    prepare_environment(os.environ, terminal, choose_colors(values["color"], terminal).value)
    from backprop_tui.ui.app import BackpropApp
    from backprop_tui.ui.session.keeper import Keeper
    from backprop_tui.ui.themes import theme_named

    opened = values.get(OPENED)
    theme = theme_named(*choose_theme(values["theme"], terminal)[:2])
    keeper = Keeper(kept_sessions, f"{datetime.now():%Y-%m-%d-%H%M%S}", tell)
    app = BackpropApp(
        experiment,
        events=values.get("by_hand", ()),
        # A session that is opened says itself where in it somebody is.
        at=values[WHERE.name] if opened is None else 0,
        steps=values["steps"],
        speed=values["speed"],
        glyphs=glyphs.value,
        fps=choose_rate(values["fps"], terminal)[0],
        is_remote=terminal.is_remote,
        budget=choose_budget(values["fps"], terminal),
        is_fixed=glyphs.is_asked,
        is_forced=True,
        theme=theme,
        keeper=keeper if shot is None else None,
        opened=opened,
    )
    if shot is not None:
        return take_screenshot(app, shot, terminal.size)
    status = app.run_until_left()
    if status == 1:
        say(
            "this is a defect of the program; please report it, with the lines above and "
            "those of `backprop-tui doctor`"
        )
    return status


def go_on(experiment: Experiment, values: Values) -> int:
    """Open the dashboard on a session, or list those that are kept."""
    if not values[LIST]:
        return dashboard(experiment, values)
    from backprop_tui.cli.listing import list_sessions

    return list_sessions()


_OPEN = "; backprop-tui open FILE goes on with a session, or open --last with that saved last"

DASHBOARD = Command(
    "open the dashboard",
    dashboard,
    options=(STOP, BY_HAND, WHERE, PACE, *SCREEN, *SHOT),
    elsewhere={"--session": _OPEN, "--last": _OPEN},
)

COMMANDS = {
    "run": Command(
        "train and print the loss, then the predictions",
        run,
        options=(STEPS, EVERY, BY_HAND, *SAVED, SAVE, SAVE_WEIGHTS, SCRIPT, SURFACE),
        forms=(
            ("json", "print one JSON object: history, weights, predictions, hidden activations"),
            ("csv", "print the history as CSV: step, loss, error"),
        ),
    ),
    "trace": Command(
        "print every number of one step",
        trace,
        options=(AT, BY_HAND, *KEPT, PHASE, ELEMENT, GRADIENTS, HIDDEN_SPACE),
        forms=(
            ("json", "print one JSON object, at full precision"),
            ("markdown", "print a page of Markdown, for a handout or a notebook"),
        ),
    ),
    "check": Command(
        "compare the gradients of one step with numerical ones",
        check,
        options=(AT, BY_HAND, *KEPT),
    ),
    "compare": Command(
        "train runs that differ in what is asked for, and say how they came out",
        compare,
        options=(STEPS, CHANGE, DEMONSTRATION),
        forms=(("json", "print one JSON object"),),
    ),
    "open": Command(
        "go on with a session that was saved",
        go_on,
        options=(SESSION, LETTER, STEP, STOP, PACE, *SCREEN, *SHOT),
        forms=(
            (LAST, "open the session that was saved last"),
            (LIST, "list the sessions that are kept, the last one first, with their files"),
        ),
        word=SESSION,
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
