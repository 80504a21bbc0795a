"""One step as a page of Markdown, for a handout or a notebook: the phases of the text, each with
its equation, its line of NumPy, its numbers as a table, and one of them worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine import StepRecord
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.text.paper import rounded, worked
from backprop_tui.report.text.trace import results
from backprop_tui.report.text.trace_start import given, header
from backprop_tui.report.walk import Matrix, Part, Phase, walk

_MEANS = re.compile(r"([\\`*_\[\]<>|#~])")
"""What would mean something in Markdown."""


def trace_markdown(record: StepRecord) -> Iterator[str]:
    """The step in lines of Markdown."""
    first, *said = header(record)
    yield f"# {_plain(first)}"
    yield ""
    yield from (f"- {_plain(each)}" for each in said)
    yield from ("", "## What is given")
    for numbers in given(record):
        yield from ("", f"### {_plain(numbers.said)}", "")
        yield from _table(numbers.values, numbers.rows, numbers.columns, numbers.there)
    phases = walk(record)
    part: Part | None = None
    for number, phase in enumerate(phases, start=1):
        if phase.part is not part:
            part = phase.part
            yield from ("", f"## {part.value.capitalize()}")
        yield from _phase(phase, f"{number}/{len(phases)}")
    did = (record.error_before, record.error_after), (record.loss_before, record.loss_after)
    yield from ("", "## What the step did", "")
    yield from _table(np.array(did), ("E", "loss"), ("before", "after"))


def _phase(phase: Phase, place: str) -> Iterator[str]:
    """A phase with its equation, its line of NumPy, its numbers, and one of them worked out."""
    yield from ("", f"### {place} {_code(phase.equation)}", "")
    yield f"{'**Wrong:** ' if phase.wrong else ''}{_plain(phase.sentence)}"
    yield from ("", "```python", phase.code, "```")
    for matrix in results(phase):
        yield from _result(matrix)
    if phase.reference is not None:
        yield from ("", "The right rule gives:")
        yield from _result(phase.reference)


def _result(matrix: Matrix) -> Iterator[str]:
    """A matrix, and its first number worked out."""
    yield ""
    yield from _table(matrix.values, matrix.rows, matrix.columns, matrix.there)
    yield from ("", "```text")
    yield from (line.removeprefix("  ") for line in worked(matrix.work(0, 0)))
    yield "```"


def _table(
    values: Array,
    rows: Sequence[str],
    columns: Sequence[str],
    there: NDArray[np.bool_] | None = None,
) -> Iterator[str]:
    """A table; numbers that are not there leave their places empty."""
    known = np.full(values.shape, True) if there is None else there
    yield _row(["", *map(_plain, columns)])
    yield _row(["---", *("--:" for _ in columns)])
    for name, numbers, is_there in zip(rows, values.tolist(), known.tolist(), strict=True):
        cells = (
            rounded(number) if is_known else ""
            for number, is_known in zip(numbers, is_there, strict=True)
        )
        yield _row([_plain(name), *cells])


def _row(cells: Sequence[str]) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """A text as it is, in one line."""
    return _MEANS.sub(r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    """A text in the letters of code."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}"
