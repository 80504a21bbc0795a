"""What is known of an experiment that is ready: what was published of it, what comes out here, and
what somebody has changed in it since. The figures are statements about the world; none of them is
computed from the run that is shown.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from backprop_tui.engine import Experiment
from backprop_tui.engine.presets import PRESETS, Preset
from backprop_tui.engine.presets.preset import NEAR
from backprop_tui.engine.settings import settings_of
from backprop_tui.report.text.numbers import to_json

COLUMNS = 80


def figures_text(preset: Preset) -> str:
    """What was published and what comes out: `published: …; here: …`."""
    told = {"published": preset.published, "here": preset.measured}
    return "; ".join(f"{where}: {said}" for where, said in told.items() if said)


def own_text(preset: Preset) -> str:
    """How soon its own seed learns it, to be compared with those figures; empty if it never does
    or draws nothing.
    """
    if preset.right_at is None:
        return ""
    near = (
        ""
        if preset.near_at is None
        else f", every output within {NEAR} of its bit at step {preset.near_at:,}"
    )
    seed = preset.experiment().seed
    return (
        f"from seed {seed} all cases are right for the first time at step {preset.right_at:,}{near}"
    )


def failing_text(preset: Preset) -> str:
    """That it does not learn all of it, if so, and which preset does; else nothing."""
    if preset.works:
        return ""
    own = preset.experiment().problem.preset.get("preset", preset.name)
    instead = f"; --preset {own} does" if own != preset.name else ""
    return f"this recipe does not learn it{instead}"


def changed_text(experiment: Experiment) -> str:
    """What is otherwise than in the preset: `lr 0.1 → 0.05`; empty for nothing.

    Of another problem the figures of the preset say nothing.
    """
    if experiment.preset is None:
        return ""
    base = PRESETS[experiment.preset].experiment()
    changed = ", ".join(
        f"{known.short} {known.said(was)} → {known.said(present)}"
        for name, known in settings_of(type(base)).items()
        for was, present in [(getattr(base, name), getattr(experiment, name))]
        if not known.is_same(present, was)
    )
    if settings_of(type(base))["problem"].is_same(experiment.problem, base.problem):
        return changed
    return f"{changed}; the figures are those of {base.problem.name}"


def preset_texts(experiment: Experiment) -> Iterator[str]:
    """What is said of a preset before its run begins, a sentence each."""
    if experiment.preset is None:
        return
    preset = PRESETS[experiment.preset]
    yield f"{preset.name}: {preset.title} ({preset.source})"
    yield figures_text(preset)
    if failing := failing_text(preset):
        yield failing
    if changed := changed_text(experiment):
        yield f"changed from the preset: {changed}"


def presets_text() -> Iterator[str]:
    """Every preset in a few lines of 80 columns."""
    width = max(map(len, PRESETS)) + 2
    for name, preset in PRESETS.items():
        said = (preset.title, figures_text(preset), failing_text(preset))
        lines = [line for text in said for line in textwrap.wrap(text, COLUMNS - width)]
        for k, line in enumerate(lines):
            yield f"{name if not k else '':<{width}}{line}"
    yield ""
    yield "Choose one with --preset NAME; any other option is put in place of its own."


def presets_json() -> Iterator[str]:
    """All that is known of every preset, in one object."""
    yield to_json({"presets": [_facts(preset) for preset in PRESETS.values()]})


def _facts(preset: Preset) -> dict[str, Any]:
    """All that is known of one, and the command that runs it."""
    experiment = preset.experiment()
    return {
        "name": preset.name,
        "title": preset.title,
        "source": preset.source,
        "published": preset.published,
        "measured": preset.measured,
        "works": preset.works,
        "says": preset.says,
        "steps": preset.steps,
        "right_at": preset.right_at,
        "near_at": preset.near_at,
        "command": experiment.to_command("run"),
        "experiment": experiment.to_json(),
    }
