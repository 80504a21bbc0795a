"""Random networks and random ways to look at them: deep and shallow, one unit or forty, healthy or
full of NaN. Whatever a person can bring about by training, some of these are worse.
"""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Answer, Experiment, Problem, Trainer
from backprop_tui.engine.problems.levels import PLAIN
from backprop_tui.ui.diagram import RENDERINGS
from backprop_tui.ui.gaze import Gaze, Unit
from backprop_tui.ui.order import by_error
from backprop_tui.ui.run_state import RunState
from backprop_tui.ui.view import View
from tests.engine.strategies import UNITS, features_of, hidden_units, shares
from tests.ui.drawn import respoken

ODD = (float("nan"), float("inf"), float("-inf"), 1e300, -1e12, 12345.0, -99.96, 9.996, 0.0)
"""Weights that nobody wants to see, and that fit no column."""

CALLED = st.sampled_from(["x", "y", "sepal length (cm), ", "island=", "größe", "数据", "[b]"])
"""What columns are called in tables, long and short."""

NUMBERS = st.floats() | st.floats(-20, 20) | st.sampled_from(ODD)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A truth table, or a table of numbers of any size: values, bits or classes."""
    if draw(st.booleans()):
        return PROBLEMS[
            draw(
                st.sampled_from(
                    ["xor", "and", "parity-3", "parity-5", "parity-8", "table:0110,0001", "hills"]
                )
            )
        ]
    stream = np.random.RandomState(draw(st.integers(0, 99)))
    cases, inputs, outputs = (draw(st.integers(1, most)) for most in (12, 9, 5))
    targets = {
        "values": stream.normal(size=(cases, outputs)) * 10.0 ** draw(st.integers(-3, 5)),
        "bits": stream.randint(0, 2, (cases, outputs)).astype(float),
        "classes": np.eye(outputs)[stream.randint(0, outputs, cases)],
    }
    return Problem(
        name=draw(st.sampled_from(["table", "a [b] c", "数据", "e\u0301te\u0301"])),
        summary="numbers",
        inputs=stream.normal(size=(cases, inputs)) * 10.0 ** draw(st.integers(-3, 5)),
        targets=targets[draw(st.sampled_from(sorted(targets)))],
        input_names=tuple(f"{draw(CALLED)}{k}" for k in range(inputs)),
        target_names=tuple(f"{draw(CALLED)}{k}" for k in range(outputs)),
    )


@st.composite
def experiments(draw: st.DrawFn, units: int = 40) -> Experiment:
    """A network of no to four hidden layers for some problem."""
    problem, layers = draw(problems()), draw(st.integers(0, 4))
    activation, output = draw(hidden_units(layers)), draw(UNITS)
    # Units that share out a total are several.
    if problem.targets.shape[1] == 1 and shares(output):
        output = "sigmoid"
    least = 2 if shares(activation) else 1
    widths = st.integers(least, 5) | st.integers(least, units)
    levels = st.sampled_from([PLAIN, (0.1, 0.9), (-1.0, 1.0), (-123.456, 1e4)])
    return Experiment(
        problem=problem,
        features=draw(features_of(problem)) if draw(st.booleans()) else None,
        levels=PLAIN if problem.answer is Answer.VALUES else draw(levels),
        standardize=draw(st.booleans()),
        test=draw(st.sampled_from([None, 1.0, 0.4])) if len(problem.inputs) > 1 else None,
        hidden=tuple(draw(st.lists(widths, min_size=layers, max_size=layers))),
        activation=activation,
        output_activation=output,
        bias=draw(st.booleans() | st.sampled_from(["shared", "threshold"])),
        direct=draw(st.booleans()),
        seed=draw(st.integers(0, 999)),
        learning_rate=draw(st.sampled_from([0.01, 0.5, 50.0])),
        momentum=draw(st.sampled_from([0.0, 0.9])),
    )


@st.composite
def views(draw: st.DrawFn, units: int = 40, odd: bool = True) -> View:
    """A moment of such a network, looked at in some way."""
    trainer = Trainer(draw(experiments(units)))
    trainer.step(draw(st.sampled_from([0, 0, 1, 7, 40])))
    snapshot = trainer.snapshot()
    if odd and draw(st.booleans()):
        stream = np.random.RandomState(draw(st.integers(0, 99)))
        weights = [matrix.copy() for matrix in snapshot.weights]
        for matrix in weights:
            matrix.flat[stream.randint(matrix.size)] = draw(st.sampled_from(ODD))
        snapshot = respoken(snapshot, weights=tuple(weights))
    sizes = snapshot.experiment.sizes
    layer = draw(st.integers(0, len(sizes) - 1))
    gaze = Gaze(
        selected=draw(st.integers(0, len(snapshot.right) - 1)),
        inspected=draw(
            st.none() | st.builds(Unit, st.just(layer), st.integers(0, sizes[layer] - 1))
        ),
        rendering=draw(st.sampled_from([None, *RENDERINGS])),
        hidden_layer=draw(st.integers(1, 6)),
        numbers=draw(st.booleans()),
        sorted=draw(st.booleans()),
        beyond=draw(st.integers(0, 6)),
        space=draw(st.sampled_from([None, "sums", "units", "cube"])),
    )
    run = RunState(
        training=draw(st.booleans()),
        speed=draw(st.sampled_from([1.0, 512.0, float("inf")])),
        rate=draw(st.sampled_from([None, 0.5, 123456.7])),
    )
    return View(snapshot, run, gaze, by_error=by_error(snapshot) if gaze.sorted else None)


WIDTHS = st.integers(1, 200) | st.integers(1, 40)
HEIGHTS = st.integers(1, 60) | st.integers(1, 10)
