"""A page of Markdown holds the numbers of the step, in tables that are none but tables whatever
columns are called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import BUGS, Experiment, Trainer
from backprop_tui.report.text.paper import rounded
from backprop_tui.report.text.trace import results
from backprop_tui.report.text.trace_markdown import trace_markdown
from backprop_tui.report.walk import Matrix, walk
from tests.engine.strategies import at_most, table, with_bugs

CELL = re.compile(r"(?<!\\)\|")


def tables(lines: list[str]) -> Iterator[list[list[str]]]:
    """The cells of every table outside code."""
    rows: list[list[str]] = []
    is_code = False
    for line in [*lines, ""]:
        is_code ^= line.startswith("```")
        if not is_code and line.startswith("| "):
            rows.append([cell.strip() for cell in CELL.split(line)[1:-1]])
        elif rows:
            yield rows
            rows = []
    assert not is_code, "a block of code has no end"


def numbers_of(matrix: Matrix) -> list[list[str]]:
    """The numbers of a matrix as they are printed."""
    there = np.full(matrix.values.shape, True) if matrix.there is None else matrix.there
    return [
        [rounded(value) if is_there else "" for value, is_there in zip(row, known, strict=True)]
        for row, known in zip(matrix.values.tolist(), there.tolist(), strict=True)
    ]


@at_most(12)
@given(with_bugs(st.none() | st.sampled_from(sorted(BUGS))), st.integers(0, 3))
def test_every_number_of_every_phase_is_in_a_table(experiment: Experiment, steps: int) -> None:
    run = Trainer(experiment)
    run.step(steps)
    record = run.record()
    found = list(tables(list(trace_markdown(record))))
    for rows in found:
        assert len({len(row) for row in rows}) == 1
        assert set(rows[1]) == {"---", "--:"}
    phases = walk(record)
    expected = [
        numbers_of(matrix)
        for phase in phases
        for matrix in (*results(phase), *([phase.reference] if phase.reference else []))
    ]
    shown = [[row[1:] for row in rows[2:]] for rows in found]
    assert shown[-1 - len(expected) : -1] == expected


def test_names_are_names_and_nothing_else() -> None:
    problem = replace(table(1, 2, 2, 1), input_names=("a|b *c*", "_d_ <e>"))
    lines = list(trace_markdown(Trainer(Experiment(problem=problem, hidden=())).record()))
    assert r"|  | a\|b \*c\* | \_d\_ \<e\> |" in lines
    assert all(len({len(row) for row in rows}) == 1 for rows in tables(lines))


def test_one_page_reads_as_it_should() -> None:
    lines = list(trace_markdown(Trainer(Experiment()).record()))
    assert lines[:3] == [
        "# Step 0 to 1 of xor, 2-4-1: lr 0.5, momentum 0",
        "",
        "- The gradient is that of E = ½ Σ (ŷ - y)², summed over the batch.",
    ]
    at = lines.index("### 3/12 `z₂ = a₁ · W₂`")
    assert lines[at + 4 : at + 7] == ["```python", "z2 = a1 @ W2", "```"]
    assert lines[at + 8 : at + 11] == ["|  | ŷ |", "| --- | --: |", "| 00 | -0.214015 |"]
