"""A phase of a step is asked for by its name, a number of it by its row and its column, by name or
by place. The answer to a name that is not there is the names that are.
"""

from __future__ import annotations

from collections.abc import Sequence

from backprop_tui.engine import BadSetting, Experiment, Trainer
from backprop_tui.engine.core.connected import missing_text
from backprop_tui.engine.naming import pair_of, place_of
from backprop_tui.report.names import on_the_line
from backprop_tui.report.walk import Matrix, Phase, Quantity, walk

MOST_KEYS = 30
"""Phases that are listed."""

MOST_NAMES = 8
"""Names that are listed."""


def require_phase(experiment: Experiment, key: str) -> None:
    """Refuse a phase that no step of the experiment has, before any step is taken.

    Raises:
        BadSetting: If there is none.
    """
    phase_number(walk(Trainer(experiment).record()), key)


def require_element(experiment: Experiment, key: str, text: str) -> None:
    """Refuse a number that no step has in a phase, before any step is taken.

    Which cases a mini-batch holds is known only when its step comes.

    Raises:
        BadSetting: If there is none.
    """
    record = Trainer(experiment).record()
    if len(record.cases) == len(experiment.problem.inputs):
        phases = walk(record)
        find_element(experiment, phases[phase_number(phases, key)], text)


def phase_number(phases: Sequence[Phase], key: str) -> int:
    """Which of the phases has this key.

    Raises:
        BadSetting: If none has.
    """
    keys = [phase.key for phase in phases]
    spelt = [{_spelt(phase.key), _spelt(phase.symbol)} for phase in phases]
    number = next((k for k, names in enumerate(spelt) if _spelt(key) in names), None)
    if number is None:
        half = MOST_KEYS // 2
        few = keys if len(keys) <= MOST_KEYS else [*keys[:half], "…", *keys[-half:]]
        raise BadSetting(f"there is no phase {key[:40]!r}; the phases are {', '.join(few)}")
    return number


def _spelt(name: str) -> str:
    """A phase's name as it is typed, `delta2` for δ₂, in small letters."""
    for symbol, word in (("Δ", "change "), ("δ", "delta"), ("θ", "theta"), ("ŷ", "yhat")):
        name = name.replace(symbol, word)
    return on_the_line(name).lower()


def opened(phase: Phase) -> Matrix:
    """The matrix whose numbers are asked for: the result; of the error its shares."""
    return phase.terms[2][1] if phase.quantity is Quantity.ERROR else phase.result


def find_element(experiment: Experiment, phase: Phase, text: str) -> tuple[int, int]:
    """Row and column, from 0, of `01,h2`, `h1,yhat`, `2,3` or, where there is one row, `h2`.

    A name may hold commas, and may be written in full.

    Raises:
        BadSetting: If there is no such element.
    """
    matrix, problem = opened(phase), experiment.problem
    pair = pair_of(text, matrix.rows, matrix.columns, problem)
    if pair is not None and not matrix.has(*pair):
        missing = missing_text(experiment, phase.layer, *pair)
        raise BadSetting(f"{phase.key} has no number {text[:40]!r}: {missing}")
    if pair is not None:
        return pair
    column = place_of(text, matrix.columns, problem) if len(matrix.rows) == 1 else None
    if column is not None:
        return 0, column
    raise BadSetting(
        f"--element must be ROW,COLUMN of {phase.key}: a row of {_listed(matrix.rows)}, "
        f"a column of {_listed(matrix.columns)}; not {text[:40]!r}"
    )


def _listed(names: Sequence[str]) -> str:
    """The names, or the first and the last, and the places."""
    shown = [*names] if len(names) <= MOST_NAMES else [*names[: MOST_NAMES - 1], "…", names[-1]]
    listed = ", ".join(filter(None, shown))
    places = "1" if len(names) == 1 else f"1 to {len(names)}"
    return f"{listed} (or {places})" if listed else places
