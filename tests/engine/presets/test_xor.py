"""XOR as the chapter of 1986 has it: few runs get stuck, and those where the chapter says; one
hidden unit is enough with direct links; and from the printed minimum there is one way out.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine import Experiment, Parameter, Trainer, find_preset

BITS = np.array([0.0, 1.0, 1.0, 0.0])


def answers(trainer: Trainer) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """What it answers to 00, 01, 10, 11."""
    return trainer.snapshot().predictions.ravel()


def is_near(trainer: Trainer) -> bool:
    """Whether every answer is within 0.2 of what is right."""
    return bool((np.abs(answers(trainer) - BITS) < 0.2).all())


def sweeps_of(experiment: Experiment, most: int) -> int:
    """Sweeps until every answer is near, or so many."""
    trainer = Trainer(experiment)
    steps = len(BITS) // experiment.batch
    for sweep in range(1, most):
        trainer.step(steps)
        if is_near(trainer):
            return sweep
    return most


def test_few_runs_get_stuck_and_those_in_the_printed_minimum() -> None:
    stuck = []
    for seed in range(8, 20):
        trainer = Trainer(find_preset("xor-1986").experiment(seed=seed))
        trainer.step(8_000)
        if not is_near(trainer):
            stuck.append(np.sort(np.abs(answers(trainer) - 0.5)))
    # 16 of 500 runs; of these twelve the fifth and the last.
    assert 1 <= len(stuck) <= 3
    for distances in stuck:
        assert (distances[:2] < 0.02).all() and (distances[2:] > 0.35).all()


def test_with_direct_links_one_hidden_unit_is_enough() -> None:
    for seed in range(12):
        trainer = Trainer(find_preset("xor-direct").experiment(seed=seed))
        trainer.step(3_000)
        assert is_near(trainer), seed
    without = Trainer(find_preset("xor-direct").experiment(direct=False))
    without.step(5_000)
    assert not is_near(without)


def test_the_printed_minimum_is_left_by_one_wire_alone() -> None:
    preset = find_preset("xor-minimum")
    start = preset.experiment()
    assert np.round(answers(Trainer(start)), 3).tolist() == [0.096, 0.5, 0.898, 0.5]
    ways = []
    parameters = [
        *(Parameter(1, source, unit) for source in (0, 1, None) for unit in (0, 1)),
        *(Parameter(2, source, 0) for source in (0, 1, None)),
    ]
    assert len(parameters) == start.parameters == 9
    for parameter in parameters:
        trainer = Trainer(start)
        trainer.edit(parameter, 0.0)
        trainer.step(2_000)
        if trainer.snapshot().right.all():
            ways.append(parameter)
    assert ways == [Parameter(1, 1, 0)]
    for rate in (0.25, 0.5, 1.0):
        trainer = Trainer(preset.experiment(learning_rate=rate))
        trainer.step(5_000)
        assert np.round(answers(trainer), 1).tolist() == [0.1, 0.5, 0.9, 0.5]


def test_more_hidden_units_need_fewer_sweeps() -> None:
    def mean(hidden: int) -> float:
        runs = [find_preset("xor-chauvin").experiment(hidden=hidden, seed=k) for k in range(8)]
        return float(np.mean([sweeps_of(each, 1_000) for each in runs]))

    few, eight, many = mean(4), mean(8), mean(16)
    assert few > eight > many
    # 176 over 200 seeds, where the published law has 181.
    assert 140 < eight < 215
