"""A schedule brings every run to the same rates, but not to the same weights: what the first steps
have spoilt no later rate mends. So of a recipe that is known to learn it matters how it began.
"""

from __future__ import annotations

from backprop_tui.engine import Snapshot
from backprop_tui.engine.settings import settings_of
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.advice.expected import SEEDS, known_steps

MOSTLY = 0.5
"""With such a share of right cases a run is on its way."""


def begun_otherwise(snapshot: Snapshot) -> Advice | None:
    """That the run goes on as a recipe that is known to learn, and began otherwise."""
    running, begun = snapshot.experiment, snapshot.beginning
    if begun is None or not known_steps(running) or known_steps(running, begun):
        return None
    from backprop_tui.engine.presets import PRESETS

    name, known = str(running.preset), settings_of(type(begun))
    recipe = PRESETS[name].experiment()
    differing = [
        (each.short, each.said(getattr(begun, each.name)), each.said(getattr(recipe, each.name)))
        for each in known.values()
        if each.name not in SEEDS
        and not each.is_same(getattr(begun, each.name), getattr(recipe, each.name))
    ]
    with_here = ", ".join(f"{short} {here}" for short, here, _ in differing)
    with_it = ", ".join(f"{short} {there}" for short, _, there in differing)
    return Advice(
        f"The run began with {with_here}; {name}, which learns it as a rule, begins with "
        f"{with_it}. Try --preset {name} as it is.",
        f"^p, Preset {name}.",
    )


def late(snapshot: Snapshot) -> Advice | None:
    """The same of a loss that does not stand still, where the recipe had all right by now."""
    if snapshot.right.mean() >= MOSTLY or snapshot.experiment.preset is None:
        return None
    from backprop_tui.engine.presets import PRESETS

    right_at = PRESETS[snapshot.experiment.preset].right_at
    if right_at is None or snapshot.step < right_at:
        return None
    return begun_otherwise(snapshot)
