"""A run as the tutorial's script prints it: the loss every so many steps, then what the network
answers to each case. Its history alone is a table that any spreadsheet reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import itemgetter

from backprop_tui.report.by_hand import done_text
from backprop_tui.report.findings import finding_of
from backprop_tui.report.schedule import change_text, changes_between
from backprop_tui.report.text.answers import answers
from backprop_tui.report.text.history import Course, Moment
from backprop_tui.report.text.numbers import fixed
from backprop_tui.report.text.run_json import run_json


def run_text(course: Course) -> Iterator[str]:
    """The lines of the tutorial's script, and what changes between two of them."""
    runs = course.runs
    running = beginning = runs.main.beginning
    problem, done = running.problem, 0
    testing = problem.testing
    for moment in course.moments():
        passed = [
            (change.step, change_text(change))
            for change in changes_between(running, runs.experiment)
        ]
        behind = runs.main.events_behind
        passed += [
            (step, done_text(beginning, event)) for step, event in runs.main.events[done:behind]
        ]
        running, done = runs.experiment, behind
        # What is scheduled comes first at its step.
        for step, said in sorted(passed, key=itemgetter(0)):
            yield f"Step {step:5d} | {said}"
        line = f"Step {moment.step:5d} | Loss: {fixed(moment.loss, 4)}"
        if testing is not None and moment.test_loss is not None:
            line += f", {moment.right}/{len(problem.inputs)} right"
            right = f"{moment.test_right}/{len(testing.inputs)} right"
            line += f" | Test: {fixed(moment.test_loss, 4)}, {right}"
        yield line
    snapshot = runs.snapshot()
    yield ""
    yield f"Trained predictions vs correct {problem.name.upper()}:"
    yield from answers(problem, snapshot.predictions, snapshot.right)
    if snapshot.held_out is not None:
        testing = snapshot.held_out.problem
        yield "Predictions of the test cases, from which nothing was learnt:"
        yield from answers(testing, snapshot.held_out.predictions, snapshot.held_out.right)
    yield from filter(None, [finding_of(snapshot)])
    if course.surface:
        from backprop_tui.report.text.surface import surface_text

        yield from surface_text(snapshot)


def run_csv(course: Course) -> Iterator[str]:
    """The history at full precision, a line a moment; a grid of answers is no history."""
    for moment in course.moments():
        yield from csv_lines(moment)


def csv_lines(moment: Moment) -> Iterator[str]:
    """A moment of a history as CSV, the first one after the names of the columns."""
    if not moment.step:
        yield ",".join(moment.told)
    yield ",".join(map(repr, moment.told.values()))


RUN_FORMS: dict[str, Callable[[Course], Iterator[str]]] = {
    "text": run_text,
    "json": run_json,
    "csv": run_csv,
}
"""Every way to print a run, by its name."""
