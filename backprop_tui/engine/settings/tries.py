"""What is worth a try with a network that is there: another size, another problem, a mistake that
people make. Each is the present experiment with one thing changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from backprop_tui.engine.bugs import BUGS
from backprop_tui.engine.core.activations import ACTIVATIONS, Activation
from backprop_tui.engine.core.biases import BIASES
from backprop_tui.engine.core.losses import LOSSES
from backprop_tui.engine.problems import PROBLEMS
from backprop_tui.engine.problems.levels import PLAIN, Levels
from backprop_tui.engine.settings.declaration import Choice
from backprop_tui.engine.wording import counted

HIDDEN = ((), (1,), (2,), (4,), (8,))
"""Hidden layers that the tutorial asks its reader to try."""

FEATURES = ("x1,x2,x1*x2", "x1^2,x2^2", "x1,x2,x1^2,x2^2,x1*x2,sin(x1),sin(x2)")
"""What may be shown of two inputs; the last is all that TensorFlow Playground offers."""

NOISE = (0.1, 0.25, 0.5)
CASES = (50, 500)


def features() -> Iterator[Choice]:
    """A few features, and the inputs themselves."""
    yield Choice("No features", "Restart; the network sees the inputs", {"features": None})
    for names in FEATURES:
        said = "Restart; the network sees these in place of two inputs"
        yield Choice(f"Features {names}", said, {"features": names})


def noise() -> Iterator[Choice]:
    """Some of it and none."""
    yield Choice("No noise", "Draw the points as they are meant", {"noise": None})
    for noise in NOISE:
        yield Choice(f"Noise {noise:g}", "Draw the points with noise", {"noise": noise})


def cases() -> Iterator[Choice]:
    """Fewer points and more."""
    yield Choice("Usual points", "Draw as many points as usual", {"cases": None})
    for count in CASES:
        changes = {"cases": count, "batch_size": None}
        yield Choice(f"{count} points", "Draw so many points", changes)


def problem_seeds() -> Iterator[Choice]:
    """The usual points and others."""
    yield Choice("Usual draw", "Draw the usual points", {"problem_seed": None})
    for seed in (1, 2):
        yield Choice(f"Draw {seed}", "Draw other points of the same kind", {"problem_seed": seed})


def standardizing() -> Iterator[Choice]:
    """With numbers that are brought to one size and without."""
    said = "Restart with inputs, and values, of mean 0 and spread 1"
    yield Choice("Standardize on", said, {"standardize": True})
    yield Choice("Standardize off", "Restart with numbers as they are", {"standardize": False})


def testing() -> Iterator[Choice]:
    """With cases to test with and without."""
    said = "Restart; nothing is learnt from a fifth of the cases"
    yield Choice("Test with a fifth", said, {"test": 0.2})
    yield Choice("Test with none", "Restart and learn from every case", {"test": None})


def levels() -> Iterator[Choice]:
    """Bits as they are, and as each book has them."""
    yield Choice("Levels 0,1", "Restart; targets of 0 and 1 as they are", {"levels": PLAIN})
    for low, high, said in ((0.1, 0.9, "a sigmoid can meet both"), (-1, 1, "for tanh outputs")):
        words = f"Restart; a 0 is learnt as {low:g}, a 1 as {high:g}: {said}"
        yield Choice(f"Levels {low:g},{high:g}", words, {"levels": Levels(low, high)})


def networks() -> Iterator[Choice]:
    """Hidden layers of a few sizes."""
    for hidden in HIDDEN:
        said = counted(hidden[0], "hidden unit") if hidden else "No hidden layer"
        changes = {"hidden": hidden, "groups": ()}
        yield Choice(said, "Restart the same seed with this network", changes)


def biases() -> Iterator[Choice]:
    """With them in every form and without."""
    yield Choice("Biases on", "Restart; every unit gets a bias", {"bias": True})
    yield Choice("Biases off", "Restart without biases, as the tutorial does", {"bias": False})
    for name, form in BIASES.items():
        if isinstance(name, str):
            yield Choice(f"Biases {name}", f"Restart; every unit {form.words}", {"bias": name})


def direct_links() -> Iterator[Choice]:
    """With them and without."""
    yield Choice("Direct links on", "Restart; every layer sees all before it", {"direct": True})
    yield Choice("Direct links off", "Restart; a layer sees the one before it", {"direct": False})


def undivided() -> Iterator[Choice]:
    """Without groups; how many there can be depends on every layer."""
    yield Choice("No groups", "Restart; a layer sees all of the layer before it", {"groups": ()})


def presets() -> Iterator[Choice]:
    """Every experiment that is ready, in place of all that is chosen."""
    from backprop_tui.engine.presets import PRESETS

    for name, preset in PRESETS.items():
        yield Choice(f"Preset {name}", preset.title, _whole(preset=name))


def problems() -> Iterator[Choice]:
    """Every problem, with all that suits it; or with what is chosen, all its cases a step, as far
    as that goes.
    """
    for name, problem in PROBLEMS.items():
        whole = _whole(problem=problem)
        changes = {"problem": problem, "batch_size": None, "groups": (), "preset": None}
        suited = whole if problem.preset else changes
        yield Choice(f"Problem {name}", problem.summary, suited, whole)


def _whole(**chosen: Any) -> Mapping[str, Any]:
    """Every setting of what these choose."""
    from backprop_tui.engine.experiment import Experiment

    made = Experiment.given(**chosen)
    every = {each.name: getattr(made, each.name) for each in fields(Experiment)}
    # What is done to the problem is decided by the other settings.
    return every | {"problem": made.problem.source}


def activations() -> Iterator[Choice]:
    """Every activation of the hidden units."""
    for activation in _each_activation():
        said = f"Hidden units: a = {activation.formula}"
        yield Choice(f"Activation {activation.name}", said, {"activation": activation.name})


def output_activations() -> Iterator[Choice]:
    """Every activation of the output units."""
    for activation in _each_activation():
        said, name = f"Output units: a = {activation.formula}", activation.name
        yield Choice(f"Output activation {name}", said, {"output_activation": name})


def _each_activation() -> Iterator[Activation]:
    """Every activation; of one that has a number, one more with another."""
    for activation in ACTIVATIONS.values():
        yield activation
        if activation.parameter is not None:
            yield activation.parameter.make(activation.parameter.tried)


def bugs() -> Iterator[Choice]:
    """Every wrong back-propagation, and the right one."""
    yield Choice("No bug", "Restart with the right back-propagation", {"bug": None})
    for name, bug in BUGS.items():
        yield Choice(f"Bug {name}", bug.summary, {"bug": name})


def losses() -> Iterator[Choice]:
    """Every loss."""
    for name, loss in LOSSES.items():
        changes = {"loss": name}
        said = f"Descend E = {loss.formula}"
        # What is there by itself is left as it is, for somebody may have chosen it.
        if loss.outputs and "sigmoid" not in loss.outputs:
            changes["output_activation"] = loss.outputs[0]
            said += f", with {loss.outputs[0]} outputs"
        yield Choice(f"Loss {name}", said, changes)


def frozen() -> Iterator[Choice]:
    """Nothing, or what every network has or can have."""
    yield Choice("Freeze nothing", "Restart; all parameters learn", {"freeze": ()})
    biases = {"freeze": ("biases",), "bias": True}
    yield Choice("Freeze biases", "Restart with biases that do not learn", biases)
    yield Choice("Freeze W1", "Restart; only what follows learns", {"freeze": ("W1",)})


def _numbers(
    name: str, called: str, said: str, values: tuple[float, ...]
) -> Callable[[], Iterator[Choice]]:
    """A few values of a setting that is a number, 0 for none of it."""
    return lambda: (
        Choice(f"{called} {value:g}" if value else f"No {called}", said, {name: value})
        for value in (0.0, *values)
    )


l2 = _numbers("l2", "L2 penalty", "Restart with E + ½ λ Σ w² and this λ", (0.001, 0.01))
l1 = _numbers("l1", "L1 penalty", "Restart with E + λ Σ |w| and this λ", (0.001, 0.01))
decay = _numbers("decay", "decay", "Restart; each change cuts weights by this share", (0.002,))


def nothing() -> Iterator[Choice]:
    """No value is worth more than another."""
    return iter(())
