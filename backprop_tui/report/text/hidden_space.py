"""Where the last hidden layer puts the cases, on paper: what its units put out, what an output
makes of that, and how far apart cases lie that must be answered alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np

from backprop_tui.engine import BadSetting, Experiment, Snapshot
from backprop_tui.engine.geometry.distances import Distance, pairs, spread
from backprop_tui.engine.geometry.hidden_space import HiddenSpace, Points, hidden_space
from backprop_tui.report.hidden_space import (
    NEEDED,
    across_text,
    levels_text,
    line_text,
    output_name,
    seen_text,
    sum_symbol,
)
from backprop_tui.report.names import (
    case_names,
    network_text,
    unit_names,
)
from backprop_tui.report.text.numbers import to_json
from backprop_tui.report.text.paper import number_table, prose, rounded

MOST_PAIRS = 36
"""Pairs of cases that are listed one by one."""

TEST = "t "
"""What stands before the name of a case that nothing is learnt from."""


def require_hidden_layer(experiment: Experiment) -> None:
    """Refuse a network without a hidden layer, before any step is taken.

    Raises:
        BadSetting: If it has none.
    """
    if not experiment.hidden:
        raise BadSetting(f"--hidden-space: {NEEDED}; give it one, such as --hidden 2")


def spaces_of(snapshot: Snapshot) -> list[HiddenSpace]:
    """The space as every output sees it."""
    outputs = range(snapshot.experiment.sizes[-1])
    found = (hidden_space(snapshot, output) for output in outputs)
    return [space for space in found if space is not None]


def hidden_space_text(snapshot: Snapshot) -> Iterator[str]:
    """All of it in lines of at most 80 columns."""
    experiment, spaces = snapshot.experiment, spaces_of(snapshot)
    layer, last = spaces[0].layer, len(experiment.sizes) - 2
    which = "the hidden layer" if last == 1 else f"the last of {last} hidden layers"
    yield from prose(
        f"Step {snapshot.step} of {experiment.problem.name}, {network_text(experiment)}: "
        f"where {which} puts the cases"
    )
    names = unit_names(experiment, layer)
    first = spaces[0]
    yield from ("", "h, what its units put out")
    yield from number_table(_joined(first, "hidden"), _rows(first), names)
    yield ""
    yield from prose(
        f"{across_text(first)}: how far a case lies along d, the direction at right angles to the "
        "output's weights w in which the cases spread the most. The output does not see that."
        if len(names) > 1
        else "Beside one unit there is no other direction."
    )
    for space in spaces:
        yield from ("", *_as_seen(space))
    yield from ("", *_distances(snapshot))


def _as_seen(space: HiddenSpace) -> Iterator[str]:
    """What one output makes of it."""
    problem, name, symbol = space.learnt.problem, output_name(space), sum_symbol(space)
    x = "x" if space.is_shared_out else symbol
    seen = f"x = {seen_text(space)}" if space.is_shared_out else seen_text(space)
    activation = "σ" if space.is_shared_out else space.activation.mark
    yield from prose(f"As {name} sees them: {seen}, and {name} = {activation}({x}).")
    low, high = levels_text(space.snapshot.experiment)
    if space.middle is None:
        yield from prose("Targets are measured values, so there is no boundary.")
    elif space.boundary is None:
        yield from prose(f"No {x} makes {name} cross {rounded(space.middle)}: no boundary.")
    else:
        at = rounded(space.boundary)
        yield from prose(f"The boundary is {x} = {at}: above it is the side of {high}.")
        line = line_text(space, 0, 6)
        direct = space.snapshot.experiment.links.skipping
        if line is not None and len(space.weights) <= 3:
            case = f", for the inputs of {case_names(problem)[0]}" if direct else ""
            yield from prose(f"Among outputs of the hidden layer it lies where {line}{case}.")
    if space.even is not None:
        yield from prose(
            f"Every case is answered {space.middle:g}{space.even}: none lies on a side."
        )
    yield ""
    directions = np.stack([space.weights, space.direction])
    yield from number_table(
        directions, ("w", "d"), unit_names(space.snapshot.experiment, space.layer)
    )
    yield ""
    numbers = np.stack(
        [_joined(space, part) for part in ("sums", "across", "answers", "targets")], axis=1
    )
    lines = list(number_table(numbers, _rows(space), [x, across_text(space), name, "target"]))
    width = max(map(len, lines))
    for line, words in zip(lines, _verdicts(space, low, high), strict=True):
        yield f"{line:<{width}}  {words}".rstrip()


def _verdicts(space: HiddenSpace, low: str, high: str) -> Iterator[str]:
    """What stands behind the rows of an output's table, the heading first."""
    sided = space.boundary is not None and space.even is None
    wide = max(len(low), len(high), 4)
    yield f"{'side':>{wide}}  right" if sided else "right"
    for points in _parts(space):
        above = space.is_above(points.sums).tolist()
        for is_above, is_right in zip(above, points.right.tolist(), strict=True):
            side = f"{high if is_above else low:>{wide}}  " if sided else ""
            yield f"{side}{'yes' if is_right else 'NO'}"


def _parts(space: HiddenSpace) -> list[Points]:
    """The cases that are learnt, then those that are put aside."""
    return [space.learnt, *([] if space.aside is None else [space.aside])]


def _joined(space: HiddenSpace, part: str) -> Any:
    """A part of all cases in one array."""
    return np.concatenate([getattr(points, part) for points in _parts(space)])


def _rows(space: HiddenSpace) -> list[str]:
    """The names of all cases."""
    return [
        f"{TEST * (points is space.aside)}{name}"
        for points in _parts(space)
        for name in case_names(points.problem)
    ]


def _distances(snapshot: Snapshot) -> Iterator[str]:
    """How far apart cases with the same target are, each pair or on the whole."""
    names = case_names(snapshot.experiment.problem)
    found = list(islice(pairs(snapshot), MOST_PAIRS + 1))
    alike, unlike = spread(snapshot)
    rows = [
        (f"{names[pair.first]} {names[pair.second]}", pair.apart)
        for pair in (found if len(found) <= MOST_PAIRS else [])
    ]
    rows += [
        (said, apart)
        for said, apart in (("same, rms", alike), ("other, rms", unlike))
        if apart is not None
    ]
    if not rows:
        return
    yield from prose(
        "How far apart cases are, as inputs and in the last hidden layer: those with the same "
        "target, and the root mean square of all pairs with the same and with other targets"
        if found
        else "How far apart cases are, as inputs and in the last hidden layer: the root mean "
        "square of all pairs; no two have the same target"
    )
    known = all(apart.start is not None for _, apart in rows)
    columns = ["inputs", *(["step 0"] if known else []), f"step {snapshot.step}"]
    values = [[value for value in apart if value is not None] for _, apart in rows]
    yield from number_table(np.array(values), [said for said, _ in rows], columns)


def hidden_space_json(snapshot: Snapshot) -> Iterator[str]:
    """The same as one object in one line, at full precision."""
    spaces = spaces_of(snapshot)
    first, (alike, unlike) = spaces[0], spread(snapshot)
    found = list(islice(pairs(snapshot), MOST_PAIRS + 1))
    yield to_json(
        {
            "step": snapshot.step,
            "layer": first.layer,
            "units": list(unit_names(snapshot.experiment, first.layer)),
            "cases": [
                {"case": name, "row": points.problem.rows[k], "test": points is first.aside}
                | {"inputs": points.problem.own_inputs[k].tolist(), "hidden": hidden}
                for points in _parts(first)
                for k, (name, hidden) in enumerate(
                    zip(case_names(points.problem), points.hidden.tolist(), strict=True)
                )
            ],
            "outputs": list(map(_plain, spaces)),
            "distances": {"same_target": _apart(alike), "other_target": _apart(unlike)},
            "pairs": None
            if len(found) > MOST_PAIRS
            else [{"cases": [p.first, p.second]} | (_apart(p.apart) or {}) for p in found],
        }
    )


def _plain(space: HiddenSpace) -> dict[str, Any]:
    """What one output makes of it, as plain values, the cases in the same order."""
    keys = {"x": "sums", "across": "across", "prediction": "answers", "target": "targets"}
    return {
        "output": output_name(space),
        "weights": space.weights.tolist(),
        "direction": space.direction.tolist(),
        "boundary": space.boundary,
        **{key: _joined(space, part).tolist() for key, part in keys.items()},
        "above": None
        if space.middle is None
        else [bool(side) for p in _parts(space) for side in space.is_above(p.sums)],
        "right": _joined(space, "right").tolist(),
    }


def _apart(apart: Distance | None) -> dict[str, float | None] | None:
    """A distance as plain values."""
    return None if apart is None else dict(apart._asdict())
