"""The decision surface for a program: every answer of the grid at full precision, by the names of
the inputs, so that it can be drawn anywhere else.
"""

from __future__ import annotations

from typing import Any

from backprop_tui.engine import Snapshot
from backprop_tui.report.surface.answers import Place
from backprop_tui.report.surface.plane import by_class, has_winner
from backprop_tui.report.surface.sampled import Sampled, sampled


def surface_json(snapshot: Snapshot) -> dict[str, Any] | None:
    """The surface as plain values at full precision; `None` after a run that diverged."""
    if snapshot.diverged:
        return None
    grid = sampled(snapshot)
    problem, plane = grid.problem, grid.plane
    is_class = by_class(problem)
    own = problem.own_outputs(grid.outputs)
    axes = zip(plane.names(problem), (grid.across, grid.up), strict=False)
    return {
        "inputs": list(plane.names(problem)),
        "held": dict(plane.others(problem)),
        "output": list(problem.class_names) if is_class else problem.target_names[grid.output],
        "axes": {name: values.tolist() for name, values in axes},
        "answers": (own if is_class else own[..., grid.output]).tolist(),
        "middle": problem.levels.middle if has_winner(problem) and not is_class else None,
        "flat": bool(grid.flat),
        "boundary": [list(place[: len(plane.inputs)]) for place in grid.border],
        "cases": [_case_json(grid, place) for place in grid.cases],
    }


def _case_json(grid: Sampled, place: Place) -> dict[str, Any]:
    """A case as plain values."""

    def told(value: float) -> Any:
        problem = grid.problem
        return problem.class_names[int(value)] if by_class(problem) else grid.own(value)

    return {
        "case": place.name,
        "at": list(place.inputs),
        "target": told(place.target),
        "answer": told(place.answer),
        "right": place.right,
        "test": place.aside,
        "in_plane": place.within,
    }
