"""Copies the arrays of a tape that has made its step into layer records, which nothing changes. The
tape itself holds every number of a step only until it makes the next one.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.network import Parameters
from backprop_tui.engine.core.tape import Tape
from backprop_tui.engine.records import frozen
from backprop_tui.engine.step_record import LayerRecord, ParameterUpdate


def layer_records(tape: Tape, change: Array, after: Array) -> tuple[LayerRecord, ...]:
    """The tape's arrays and those of the moment before its step, which is the present one again.

    Args:
        tape: It has made its step.
        change: Δw, (parameters,).
        after: w + Δw, (parameters,).
    """
    of_hidden = map(frozen, tape.activation_gradient)
    return tuple(
        LayerRecord(
            z=frozen(tape.z(k + 1)),
            activation=frozen(tape.a[k + 1]),
            slope=frozen(tape.slope[k]),
            activation_gradient=next(of_hidden, None),
            delta=frozen(tape.delta[k]),
            weights=weights,
            biases=biases,
        )
        for k, (weights, biases) in enumerate(_updates(tape, change, after))
    )


def _updates(
    tape: Tape, change: Array, after: Array
) -> Iterator[tuple[ParameterUpdate, ParameterUpdate | None]]:
    """What became of the weights and the biases of each layer, the first hidden one first."""
    experiment = tape.network.experiment
    made = (Parameters(experiment.arrangement, vector) for vector in (change, after))
    parts = dict(
        zip(
            ("before", "gradient", "previous", "change", "after"),
            (tape.network.parameters, tape.gradient, tape.velocity, *made),
            strict=True,
        )
    )
    others = {"carried": tape.carried, "learns": tape.learns}
    parts |= {name: part for name, part in others.items() if part is not None}
    for k in range(len(experiment.sizes) - 1):
        weights = {name: frozen(part.weights[k]) for name, part in parts.items()}
        if tape.penalty is not None:
            weights["penalty"] = frozen(tape.penalty.weights[k])
        biases = {
            name: frozen(part.biases[k]) for name, part in parts.items() if part.biases is not None
        }
        yield ParameterUpdate(**weights), ParameterUpdate(**biases) if biases else None
