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
from backprop_tui.engine.settings.network import NetworkSettings
from backprop_tui.engine.settings.problem import ProblemSettings
from backprop_tui.report.text.numbers import to_json

COLUMNS = 80

_OTHER_CASES = {"preset", "test_seed", "problem_seed"}
"""Settings that choose other cases of the same kind, of which figures say as much."""

_PARTS = {
    "another problem": {"problem"},
    "other data": set(settings_of(ProblemSettings)) - _OTHER_CASES - {"problem"},
    "another network": set(settings_of(NetworkSettings)) - set(settings_of(ProblemSettings)),
}
"""What figures are of, by the names of the settings that decide it."""


def title_text(preset: Preset) -> str:
    """What it is and where it comes from."""
    return f"{preset.name}: {preset.title} ({preset.source})"


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
    right = f"first has all cases right at step {preset.right_at:,}"
    return f"the preset itself, from seed {preset.experiment().seed}, {right}{near}"


def failing_text(preset: Preset) -> str:
    """That it does not learn all of it, if so, and which preset does; else nothing."""
    if preset.works:
        return ""
    own = preset.experiment().problem.preset.get("preset", preset.name)
    instead = f"; --preset {own} does" if own != preset.name else ""
    return f"this recipe does not learn it{instead}"


def warning_text(experiment: Experiment) -> str:
    """The same of the preset of an experiment; of one that was changed only as it was before."""
    preset = known_preset(experiment)
    failing = "" if preset is None else failing_text(preset)
    return f"unchanged, {failing}" if failing and changed_text(experiment) else failing


def elsewhere_text(experiment: Experiment) -> str:
    """Whose figures those of its preset are, if they say nothing of this experiment: it learns
    something else, or by another network. Empty if they do, and where there is no preset.
    """
    if experiment.preset is None:
        return ""
    differ = _differing(experiment)
    parts = [part for part, names in _PARTS.items() if not names.isdisjoint(differ)]
    if not parts:
        return ""
    of = "another problem" if parts[0] == "another problem" else " and ".join(parts)
    return (
        f"what is known of the preset {experiment.preset} is known of {of}, not of this "
        "(`backprop-tui presets` has it)"
    )


def known_preset(experiment: Experiment) -> Preset | None:
    """The preset of an experiment whose figures are about it; `None` if there is none."""
    if experiment.preset is None or elsewhere_text(experiment):
        return None
    return PRESETS[experiment.preset]


def changed_text(experiment: Experiment) -> str:
    """What is otherwise than in the preset: `lr 0.1 → 0.05`; empty for nothing."""
    known = settings_of(type(experiment))
    return ", ".join(
        f"{known[name].short} {known[name].said(was)} → {known[name].said(present)}"
        for name, (was, present) in _differing(experiment).items()
    )


def changed_from(experiment: Experiment) -> str:
    """What that was changed from, where somebody may have named a problem and no preset."""
    own = experiment.problem.preset.get("preset")
    if own is None or own != experiment.preset:
        return "the preset"
    return f"what suits {experiment.problem.name} (--preset {own})"


def _differing(experiment: Experiment) -> dict[str, tuple[Any, Any]]:
    """What each setting is in the preset and here, by the names of those that differ."""
    if experiment.preset is None:
        return {}
    base = PRESETS[experiment.preset].experiment()
    return {
        name: (was, present)
        for name, known in settings_of(type(base)).items()
        for was, present in [(getattr(base, name), getattr(experiment, name))]
        if not known.is_same(present, was)
    }


def preset_texts(experiment: Experiment) -> Iterator[str]:
    """What is said of a preset before its run begins, a sentence each."""
    preset = known_preset(experiment)
    if preset is not None:
        yield title_text(preset)
        yield figures_text(preset)
        if warning := warning_text(experiment):
            yield warning
    elif elsewhere := elsewhere_text(experiment):
        yield elsewhere
    if changed := changed_text(experiment):
        yield f"changed from {changed_from(experiment)}: {changed}"


def preset_text(experiment: Experiment) -> str:
    """The same in one line, where figures of a whole run would say nothing; empty for no preset."""
    if experiment.preset is None:
        return ""
    named = elsewhere_text(experiment) or title_text(PRESETS[experiment.preset])
    changed = changed_text(experiment)
    return f"{named}; changed from {changed_from(experiment)}: {changed}" if changed else named


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
