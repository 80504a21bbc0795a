"""The steps of a run as loops of NumPy. As long as nothing but numbers change one loop goes through
them; where a run goes on in another way, with other units or with momentum, another loop does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from backprop_tui.engine import Experiment
from backprop_tui.report.script import units
from backprop_tui.report.script.happening import Happening
from backprop_tui.report.script.layers import layers
from backprop_tui.report.script.objective import loss_function
from backprop_tui.report.script.passing import forward_function
from backprop_tui.report.script.start import momentum_lines
from backprop_tui.report.script.step import Printing, step_lines
from backprop_tui.report.script.update import learns
from backprop_tui.report.script.written import comment, heading, indented, mask, noted, number

NUMBERS = {
    "lr": ("learning_rate", "how far a step goes"),
    "momentum": ("momentum", "the share of its last change that a weight makes again"),
    "l2": ("l2", "how hard large weights are pulled towards 0"),
    "l1": ("l1", "how hard all weights are pulled towards 0"),
    "decay": ("decay", "the share of itself that a weight loses after each change"),
}
"""Names that stand for a number, with the setting that it is and what it does."""

LEARNS = "learns_"
"""What the name of a mask begins with, before that of its array."""

Named = Mapping[str, Sequence[str]]
"""The lines that make something, by its name."""


@dataclass
class Stretch:
    """Some steps that one loop goes through.

    Attributes:
        first: Updates before it.
        experiment: What runs there.
        before: What happens before the loop.
        within: What happens in it, each with what runs from then on.
    """

    first: int
    experiment: Experiment
    before: list[str] = field(default_factory=list)
    within: list[Happening] = field(default_factory=list)

    @property
    def latest(self) -> Experiment:
        """What runs at its end."""
        return self.within[-1].experiment if self.within else self.experiment


def stretches(
    experiment: Experiment, happenings: Iterable[Happening], printing: Printing
) -> list[Stretch]:
    """A run cut where it goes on in another way, and at its end where something happens there."""
    found = [Stretch(0, experiment)]
    for happening in happenings:
        last, after = found[-1], happening.experiment
        if happening.step == last.first:
            last.before += happening.lines
            last.experiment = after
        elif happening.step < printing.steps and _is_alike(last.latest, after, printing):
            last.within.append(happening)
        else:
            found.append(Stretch(happening.step, after, [*happening.lines]))
    return found


def _is_alike(one: Experiment, other: Experiment, printing: Printing) -> bool:
    """Whether one loop can go through the steps of both."""
    return step_lines(one, printing) == step_lines(other, printing) and (
        _functions(one) == _functions(other)
    )


def course_lines(found: Sequence[Stretch], printing: Printing) -> Iterator[str]:
    """All loops, and before each what it needs that is not there yet."""
    known: dict[str, Sequence[str]] = {}
    ends = [stretch.first for stretch in found[1:]] + [printing.steps]
    for stretch, end in zip(found, ends, strict=True):
        is_first = stretch.first == 0
        body = step_lines(stretch.experiment, printing) if end > stretch.first else []
        used = "\n".join(body)
        if not is_first:
            yield from heading(f"From step {stretch.first} on")
        else:
            yield from momentum_lines(stretch.experiment, [*body, *stretch.before])
        yield from stretch.before
        yield from _new(_values(stretch.experiment, used), known)
        functions = list(_new_functions(stretch.experiment, used, known))
        if functions:
            yield from heading("Network") if is_first else []
            yield from functions
        if body:
            yield from heading("Learning") if is_first else [""] * (1 if functions else 0)
            start = "" if is_first else f"{stretch.first}, "
            yield f"for step in range({start}{end}):"
            for happening in stretch.within:
                yield from indented(_within(happening, used, known))
            yield from indented(body)


def _within(happening: Happening, used: str, known: dict[str, Sequence[str]]) -> list[str]:
    """What happens in a loop; nothing where nothing is done."""
    lines = [*happening.lines, *_new(_values(happening.experiment, used), known)]
    if all(line.startswith("#") for line in lines):
        return []
    return [f"if step == {happening.step}:", *indented(lines)]


def _new(values: Named, known: dict[str, Sequence[str]]) -> Iterator[str]:
    """The lines of what is not known so; it is from then on."""
    for name, lines in values.items():
        if known.get(name) == lines:
            continue
        if name in NUMBERS and name not in known:
            yield from noted(lines[0], NUMBERS[name][1])
        elif name.startswith(LEARNS) and name not in known:
            yield from comment(
                f"What of {name.removeprefix(LEARNS)} learns (1), what is frozen (0)."
            )
            yield from lines
        else:
            yield from lines
        known[name] = lines


def _values(experiment: Experiment, used: str) -> Named:
    """The numbers and masks that a loop uses."""
    named: dict[str, Sequence[str]] = {}
    for name, (setting, _) in NUMBERS.items():
        value = getattr(experiment, setting)
        named[name] = [f"{name} = {number(value)}"]
    for layer in layers(experiment):
        for name in layer.parameters:
            learning = learns(experiment, layer, name)
            if learning is not None:
                named[LEARNS + name] = list(mask(LEARNS + name, learning))
    return {name: lines for name, lines in named.items() if _is_used(name, used)}


def _is_used(name: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def _functions(experiment: Experiment) -> Named:
    """All functions that an experiment may need."""
    found: dict[str, Sequence[str]] = {}
    for activation in experiment.layer_activations:
        found |= units.functions(activation)
    found["forward"] = forward_function(experiment)
    found["loss_of"] = loss_function(experiment.loss_function)
    return found


def _new_functions(
    experiment: Experiment, used: str, known: dict[str, Sequence[str]]
) -> Iterator[str]:
    """Those that are needed and not there yet, with empty lines around."""
    found = _functions(experiment)
    used = "\n".join((used, *found["forward"], "forward loss_of"))
    wanted = {name: lines for name, lines in found.items() if _is_used(name, used)}
    new = [list(_new({name: lines}, known)) for name, lines in wanted.items()]
    for lines in filter(None, new):
        yield from ("", "", *lines)
    if any(new):
        yield ""
