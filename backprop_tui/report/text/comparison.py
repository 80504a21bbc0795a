"""Runs beside each other in plain text: in what each differs from the first, how it came out, and
what is to be said of that in words. It is the table of the screen for those who read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from backprop_tui.engine import BadSetting, Experiment
from backprop_tui.engine.reading.moments import Assignment
from backprop_tui.engine.settings import Setting, settings_of
from backprop_tui.engine.wording import cut
from backprop_tui.report.comparison.ran import Ran
from backprop_tui.report.comparison.sentences import base_of, compared
from backprop_tui.report.differences import best_few

DIFFERS = 48
"""Letters of what differs at most."""


def changed(base: Experiment, changes: Sequence[Assignment]) -> Experiment:
    """An experiment with some settings typed over.

    Raises:
        BadSetting: If there is no such setting, or it is not allowed that value.
    """
    known = settings_of(type(base))
    by_name: dict[str, Setting] = {}
    for each in known.values():
        by_name |= {each.name: each, each.option.name: each}
    values: dict[str, Any] = {}
    for name, text in changes:
        if (setting := by_name.get(name.replace("-", "_"))) is None:
            names = ", ".join(each.option.flag.removeprefix("--") for each in known.values())
            raise BadSetting(f"there is no setting {name[:40]!r}; there are {names}")
        if setting.name in values:
            raise BadSetting(f"{setting.label} is given twice")
        values[setting.name] = setting.value({setting.option.name: text})
    return replace(base, **values)


def comparison_lines(runs: Sequence[Ran]) -> Iterator[str]:
    """The table, then what is to be said of the runs, a sentence a line."""
    rows: list[tuple[str, ...]] = [
        ("run", "steps", "solved", "loss", "right", f"differs from {runs[0].letter}")
    ]
    rows += [_row(run, run is runs[0]) for run in runs]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        letter, *numbers, differs = row
        aligned = (text.rjust(width) for text, width in zip(numbers, widths[1:-1], strict=True))
        yield "  ".join((letter.ljust(widths[0]), *aligned, differs)).rstrip()
    yield ""
    yield from _said(runs)


def _said(runs: Sequence[Ran]) -> list[str]:
    """All that is to be said of each beside the first, or the run that it left."""
    pairs = ((run, base_of(run, runs)) for run in runs)
    return [said for run, base in pairs if base is not None for said in compared(run, base)]


def _row(run: Ran, is_first: bool) -> tuple[str, ...]:
    """A run as texts."""
    solved = "-" if run.solved is None else f"{run.solved:,}{'' if run.is_solved else ' lost'}"
    if run.solved is None and run.diverged:
        solved = "diverged"
    right = f"{run.right:,}/{run.cases:,}"
    said = best_few((run.differs, *run.briefly), DIFFERS - 2) if run.differs else ""
    return (
        run.letter,
        f"{run.steps:,}",
        solved,
        f"{run.loss:.4g}",
        right,
        cut(run.name, DIFFERS) if run.name else f"({said})" if is_first else said,
    )


def facts(runs: Sequence[Ran]) -> Mapping[str, Any]:
    """The same as plain values for JSON."""
    return {
        "runs": [
            {
                "run": run.letter,
                "differs": "".join(run.differs),
                "steps": run.steps,
                "first_right": run.first_right,
                "solved": run.solved,
                "loss": run.loss,
                "right": run.right,
                "cases": run.cases,
            }
            for run in runs
        ],
        "words": _said(runs),
    }
