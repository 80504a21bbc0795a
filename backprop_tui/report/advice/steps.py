"""Units that jump have a slope of 0 everywhere, so no blame gets past them: whatever comes before
them keeps the weights that it has. Networks of thresholds could not be taught so, until the sigmoid
took the place of the jump.
"""

from __future__ import annotations

from backprop_tui.engine import Experiment
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.advice.saturation import layer_text
from backprop_tui.report.names import sentence


def without_slope(experiment: Experiment) -> Advice | None:
    """That units without a slope keep weights from learning, if there are any."""
    functions, last = experiment.layer_activations, len(experiment.sizes) - 1
    is_spared = experiment.wrong is not None and experiment.wrong.slopeless
    pairs = zip(functions, experiment.slope_counts, strict=True)
    still = [
        layer
        for layer, (function, counts) in enumerate(pairs, start=1)
        if function.flat and counts and not (layer == last and is_spared)
    ]
    if not still:
        return None
    layer = still[-1]
    said = (
        f"{sentence(layer_text(experiment, layer))} without a slope: the f′ of "
        f"{functions[layer - 1].name} is 0 everywhere, so no weight learns through "
        f"{'it' if experiment.sizes[layer] == 1 else 'them'}."
    )
    if layer == last:
        return Advice(
            f"{said} Try --output-activation sigmoid, or --bug no-slope, which makes it the "
            "perceptron's rule, Δw = ε (y - ŷ) x.",
            "e sets both.",
        )
    names = [function.name for function in functions[:-1]]
    tried = ["sigmoid" if function.flat else function.name for function in functions[:-1]]
    written = ",".join(tried if len(set(names)) > 1 else tried[:1])
    return Advice(f"{said} Try --activation {written}.", "e sets it.")


def jumping_output(experiment: Experiment) -> Advice | None:
    """The same where it is known before the first step that nothing will be learnt."""
    return without_slope(experiment) if experiment.layer_activations[-1].flat else None
