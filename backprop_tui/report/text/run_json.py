"""A run for a program: everything that is needed to repeat it, its history, and its weights to
start from, with what momentum remembers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from backprop_tui.engine import BadSetting, Snapshot
from backprop_tui.engine.runs.by_hand import Events
from backprop_tui.report.by_hand import by_hand_json, by_hand_words
from backprop_tui.report.curve import curve_text
from backprop_tui.report.findings import finding_of
from backprop_tui.report.text.answers import json_answers
from backprop_tui.report.text.history import Course
from backprop_tui.report.text.numbers import to_json
from backprop_tui.report.text.weights import biases_json, memory_json


def run_json(course: Course) -> Iterator[str]:
    """One object in one line: the experiment, its history and how the network ended."""
    yield to_json(run_object(course, [moment.told for moment in course.moments()]))


def run_object(course: Course, history: list[dict[str, float]]) -> dict[str, Any]:
    """A run that has come to its end, with what was noted on the way."""
    runs, companion = course.runs, course.companion
    experiment = runs.main.beginning
    snapshot = runs.snapshot()
    held_out = snapshot.held_out
    tested = (
        {}
        if held_out is None
        else {
            "test": {
                "loss": held_out.loss,
                "right": int(held_out.right.sum()),
                "cases": list(held_out.problem.rows),
                "predictions": json_answers(held_out.problem, held_out.predictions),
            }
        }
    )
    return {
        "experiment": experiment.to_json(),
        "command": _command(course),
        "steps": snapshot.step,
        "history": history,
        "weights": [matrix.tolist() for matrix in snapshot.weights],
        **biases_json(experiment, snapshot.biases),
        "weights_by": "input",
        "right_since": snapshot.right_since,
        "first_right": snapshot.first_right,
        "curve": curve_text(snapshot),
        "remarks": [
            {"step": remark.step, "about": remark.name, "said": remark.said}
            for remark in (companion.told if companion is not None else ())
        ],
        "memory": memory_json(runs.main),
        "predictions": json_answers(experiment.problem, snapshot.predictions),
        "hidden": [layer.tolist() for layer in snapshot.activations[1:-1]],
        **tested,
        **({"by_hand": by_hand_json(experiment, done)} if (done := _done(course)) else {}),
        **({"finding": found} if (found := finding_of(snapshot)) else {}),
        **(_surface(snapshot) if course.surface else {}),
    }


def _done(course: Course) -> Events:
    """What was done by hand until the end, and nothing that would be done later."""
    main = course.runs.main
    return main.events[: main.events_behind]


def _command(course: Course) -> str | None:
    """A command line that repeats the run; `None` if none says what was done by hand."""
    experiment = course.runs.main.beginning
    with suppress(BadSetting):
        words = by_hand_words(experiment, _done(course))
        return experiment.to_command(
            "run", "--steps", str(course.steps), "--every", str(course.every), *words
        )
    return None


def _surface(snapshot: Snapshot) -> dict[str, Any]:
    """What it answers over the plane of two inputs."""
    from backprop_tui.report.text.surface_json import surface_json

    return {"surface": surface_json(snapshot)}
