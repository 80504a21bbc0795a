"""A run as a script that stands alone prints the losses and weights of the run, bit for bit, for
every setting and whatever was done by hand, and nothing stands in it that this run does not need.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import (
    ACTIVATIONS,
    BUGS,
    INITIALIZERS,
    LOSSES,
    PROBLEMS,
    SETTINGS,
    Change,
    Edit,
    Experiment,
    Parameter,
    Trainer,
    read_start,
)
from backprop_tui.engine.core.biases import BIASES
from backprop_tui.engine.core.orders import ORDERS
from backprop_tui.engine.presets import PRESETS
from backprop_tui.engine.problems.plane import PLANES
from backprop_tui.report.script import script_text
from backprop_tui.report.script.covered import SETTINGS as SCRIPTED
from backprop_tui.report.text.weights import weights_json
from tests.engine.another import register
from tests.engine.refusals import refused
from tests.engine.runs.test_by_hand import happening
from tests.engine.strategies import CHANGES, at_most, suited, with_bugs, with_schedules
from tests.one_more import OneMore
from tests.report.script.running import Run, assert_told, scripts_tell, told

CUT = Edit(Parameter(2, 0, 0), 0.0)
WORKED = Run(Experiment(), ((300, Change({"learning_rate": 5.0})), (360, CUT)), 495, 45)
"""At 300 a larger rate, at 360 a wire that is cut: solved at 495."""

EVERYTHING = Experiment(
    problem=PROBLEMS["parity-3"],
    hidden=(5, 3),
    activation="tanh",
    loss="bce",
    bias=True,
    learning_rate=0.07,
    momentum=0.8,
    batch_size=3,
    direct=True,
    test=2,
    features=("x1", "x2*x3", "sin(x1)"),
    standardize=True,
    levels=(0.1, 0.9),
    groups=((2, 1), (3, 2)),
    l2=0.01,
    l1=0.001,
    decay=0.01,
    freeze=("W1[x1,h1]", "b2"),
    schedule=SETTINGS["schedule"].typed(
        "5:lr=0.1;9:momentum=0,freeze=W1;12:momentum=0.5,freeze=none"
    ),
)


def test_the_scripts_of_the_tutorials_run_and_of_the_worked_example_are_to_the_digit() -> None:
    default = Run(Experiment(), (), 10_000, 2000)
    assert_told([default, WORKED])
    assert len(default.text.splitlines()) <= 70
    first, second = scripts_tell([default.text, WORKED.text])
    shown = [f"{float.fromhex(loss):.4f}" for _, loss, _ in first.losses]
    assert shown == ["0.2557", "0.0128", "0.0027", "0.0013", "0.0009", "0.0006"]
    assert second.losses[-1][0] == 495
    assert float.fromhex(second.losses[-1][1]) < 0.01 <= float.fromhex(told(
        WORKED._replace(steps=494)).losses[-1][1])  # fmt: skip
    assert second.right == 4


def test_nothing_stands_in_it_that_a_run_does_not_need() -> None:
    plain = script_text(Experiment(), (), 100)
    rich = script_text(replace(EVERYTHING, schedule=None), (), 100)
    for word in ("momentum", "decay", "l2", "learns", "np.ones", "permutation", "_test", "seen"):
        assert word not in plain
        assert word in rich
    for word in ("isfinite", "seterr", "if step ==", "OPENBLAS"):
        assert word not in plain
    assert "sigmoid_slope" not in script_text(Experiment(hidden=(), loss="bce"), (), 100)
    frozen = script_text(Experiment(freeze=("W1",)), (), 100)
    assert "dW1" not in frozen
    assert "d1 =" not in frozen
    still = script_text(Experiment(freeze=("weights",)), (), 100)
    assert "Backward" not in still
    assert "lr" not in still.replace("learnt", "")
    large = script_text(Experiment(hidden=(200, 80)), (), 100)
    assert large.index("OPENBLAS_NUM_THREADS") < large.index("import numpy"), "before it is read"
    assert "lr = 5" not in script_text(WORKED.experiment, WORKED.events, 299), "it lies ahead"


def test_what_it_cannot_have_to_the_last_bit_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)
    assert set(SETTINGS) == SCRIPTED
    plain = OneMore(learning_rate=0.25)
    assert script_text(plain, (), 10) == script_text(Experiment(learning_rate=0.25), (), 10)
    later = ((5, Change({"rate_schedule": "cosine"})),)
    for experiment, events, what in (
        (OneMore(rate_schedule="cosine"), (), "rate schedule cosine"),
        (plain, later, "rate schedule cosine"),
        (Experiment(activation="silu"), (), "silu units"),
        (Experiment(loss="quartic"), (), "the loss quartic"),
    ):
        with refused(f"a script cannot have the bits of this run: it knows nothing of {what}"):
            script_text(experiment, events, 10)


def each_setting() -> list[Experiment]:
    """Every value that a registry holds, and every setting, once at least."""
    small: dict[str, Any] = {"hidden": (3, 2), "bias": True, "learning_rate": 0.1}
    found = [Experiment(activation=name, output_activation="tanh", **small) for name in ACTIVATIONS]
    found += [
        Experiment(**suited(loss), **small, batch_size=size)
        for loss in LOSSES
        for size in (None, 4)
    ]
    outputs = suited("half-sse")
    found += [
        Experiment(**{**outputs, "output_activation": name}, **small)
        for name in (*ACTIVATIONS, "sigmoid:0.3", "leaky-relu:0.2", "bipolar:3")
    ]
    found += [replace(EVERYTHING, schedule=None, bug=bug) for bug in (None, *BUGS)]
    found += [Experiment(bug=bug, **small, momentum=0.9) for bug in BUGS]
    found += [Experiment(init=init, scale=s) for init in INITIALIZERS for s in _scales(init)]
    found += [Experiment(bias=form, order=order, batch_size=3, momentum=0.5, freeze=("b2",))
              for form in BIASES if form for order in ORDERS]  # fmt: skip
    found += [Experiment.of(name, cases=20, noise=0.1, test=0.2) for name in PLANES]
    found += [Experiment.given(preset=name) for name in PRESETS]
    found += [
        Experiment.of("circle", cases=60, hidden=(40, 17), direct=way) for way in (True, False)
    ]
    return found


def going_on(experiment: Experiment, folder: Path) -> Experiment:
    """The same from where it has come to after some steps, with what it remembers."""
    run = Trainer(experiment)
    run.step(5)
    path = folder / "weights.json"
    path.write_text("".join(weights_json(run)), encoding="utf-8")
    return replace(experiment, start=read_start(str(path)))


def test_a_run_goes_on_from_weights_with_what_it_remembers(tmp_path: Path) -> None:
    rich = replace(EVERYTHING, schedule=None)
    scheduled = replace(rich, schedule=EVERYTHING.schedule)
    bugs = [replace(rich, bug=bug, freeze=()) for bug in ("uncleared", "updated-weights")]
    again = [going_on(each, tmp_path) for each in (rich, scheduled, *bugs)]
    assert_told([Run(each) for each in again])
    assert "vW1 = np.array" in script_text(again[0], (), 10)
    assert "dW1 = np.array" in script_text(again[2], (), 10)
    frozen = replace(again[2], freeze=("W1", "b1"), bug=None)
    thawed = SETTINGS["schedule"].typed("6:freeze=none")
    assert_told([Run(replace(frozen, schedule=thawed)), Run(replace(frozen, momentum=0.0))])


def _scales(init: str) -> tuple[float | None, ...]:
    return (None,) if INITIALIZERS[init].default_scale is None else (None, 1.0, 0.3)


def test_every_setting_comes_out_bit_for_bit() -> None:
    assert_told([*(Run(each, (), 7, 3) for each in each_setting()), Run(EVERYTHING)])


def test_what_happens_at_the_last_step_and_where_a_weight_was_frozen_comes_out() -> None:
    thawed = SETTINGS["schedule"].typed("5:freeze=W1[x1,h1];10:freeze=none")
    runs = [
        Run(Experiment(), ((24, CUT),), 24),
        Run(Experiment(momentum=0.9, schedule=thawed)),
    ]
    assert_told(runs)
    assert "stood" in runs[1].text


@pytest.mark.parametrize(
    ("may_diverge", "settings", "value"),
    [
        (False, {"l2": 0.5}, 100.0),
        (True, {"l2": 0.5}, -1e3),
        (True, {"l2": 0.5, "learning_rate": 2.0}, 0.0),
    ],
)
def test_it_looks_out_for_numbers_that_have_no_room_where_there_may_be_some(
    may_diverge: bool, settings: dict[str, Any], value: float
) -> None:
    edit = Edit(Parameter(1, 0, 0), value)
    text = script_text(Experiment(**settings), ((5, edit),), 10)
    assert ("isfinite" in text) == may_diverge


DEEDS = st.lists(
    st.tuples(
        st.integers(0, 24),
        st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9), st.integers(0, 9)),
        st.floats(-3, 3) | st.floats(allow_nan=False, allow_infinity=False) | CHANGES,
    ),
    max_size=5,
).map(lambda deeds: sorted(deeds, key=lambda deed: deed[0]))

EXPERIMENTS = with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS))))


def test_any_run_comes_out_bit_for_bit() -> None:
    runs: list[Run] = []

    @at_most(40)
    @given(EXPERIMENTS, DEEDS, st.integers(0, 24), st.integers(1, 9))
    def collect(experiment: Experiment, deeds: list[Any], steps: int, every: int) -> None:
        runs.append(Run(experiment, happening(experiment, deeds), steps, every))

    collect()
    assert_told(runs)
