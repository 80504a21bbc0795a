"""What the engine shows of itself: every registry with the class of what it holds, and a word from
each thing about what and where it is.
"""

from __future__ import annotations

import pytest

from backprop_tui import engine
from backprop_tui.engine import PROBLEMS, Experiment, Network, Runs, Trainer


def test_every_registry_is_public_with_the_class_of_what_it_holds() -> None:
    registries = {name for name in engine.__all__ if name.isupper()}
    assert registries >= {"ACTIVATIONS", "BUGS", "INITIALIZERS", "LOSSES", "PROBLEMS"}
    for registry in registries:
        for name, each in getattr(engine, registry).items():
            assert each.name == name
            assert type(each).__name__ in engine.__all__


def test_every_public_name_is_there_and_no_other() -> None:
    for name in engine.__all__:
        assert getattr(engine, name) is not None
    name = "Perceptron"
    with pytest.raises(AttributeError, match=f"has no attribute {name!r}"):
        getattr(engine, name)


def test_a_thing_says_what_it_is_and_where() -> None:
    trainer = Trainer(Experiment())
    assert repr(trainer) == "Trainer(xor 2-4-1, step 0, loss 0.256)"
    trainer.step(2000)
    assert repr(trainer) == "Trainer(xor 2-4-1, step 2,000, loss 0.0128)"
    assert repr(trainer.network) == "Network(xor 2-4-1, 12 parameters)"
    assert repr(Network(Experiment(hidden=(500,)))) == "Network(xor 2-500-1, 1,500 parameters)"
    runs = Runs(Experiment(problem=PROBLEMS["parity-3"], hidden=(), bug="no-slope"))
    runs.step(3)
    wrong, right = repr(runs.main), repr(runs.shown.reference)
    assert wrong == f"Trainer(parity-3 3-1, no-slope, step 3, loss {runs.snapshot().loss:.3g})"
    assert right.startswith("Trainer(parity-3 3-1, step 3, loss ")
    assert repr(runs) == f"Runs({wrong}, {right})"
    assert repr(PROBLEMS["xor"]) == "Problem(xor: cases 4, inputs 2, targets 1, bits)"


def test_a_run_that_has_diverged_says_so() -> None:
    trainer = Trainer(
        Experiment(activation="linear", output_activation="linear", learning_rate=1e200)
    )
    trainer.step(9)
    assert trainer.snapshot().diverged
    assert repr(trainer).endswith(f"loss {trainer.snapshot().loss})")
