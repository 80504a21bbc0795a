"""Causes that lie in the cases: an input of zeros that a network without biases is blind to, and
two cases with the same inputs that want different answers. No training gets past them.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine import Snapshot
from backprop_tui.report.advice.ahead import advised
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.advice.weights import largest
from backprop_tui.report.names import case_names


def blind(snapshot: Snapshot) -> Advice | None:
    """That an input of zeros is answered by the middle, whatever is learnt."""
    problem = snapshot.experiment.problem
    for case in np.flatnonzero(~problem.inputs.any(axis=1)):
        off = largest(snapshot.predictions[case] - problem.targets[case])
        if not snapshot.z[-1][case].any() and off > 0.1:
            tried = advised(snapshot, "--bias", {"bias": True}, "With --bias it need not.")
            return Advice(
                f"Input {case_names(problem)[case]} is all 0, and without biases every sum there "
                f"is 0 too, so ŷ stays {snapshot.predictions[case][0]:g}. {tried}",
                "e sets it.",
            )
    return None


def contradiction(snapshot: Snapshot) -> Advice | None:
    """That cases contradict each other, and how low the loss gets at best."""
    problem, loss = snapshot.experiment.problem, snapshot.experiment.loss_function
    groups, which = np.unique(problem.inputs, axis=0, return_inverse=True)
    if loss.least is None or len(groups) == len(problem.inputs):
        return None
    which = which.reshape(-1)
    sums = np.zeros((len(groups), problem.targets.shape[1]))
    np.add.at(sums, which, problem.targets)
    means = (sums / np.bincount(which)[:, None])[which]
    apart, best = means - problem.targets, loss.least(means, problem.targets)
    least = loss.mean(float(loss.totals(best[None], problem.targets)[0]), apart.shape)
    if not snapshot.loss < 1.1 * least:
        return None
    case = int(np.abs(apart).max(axis=1).argmax())
    other = next(k for k in np.flatnonzero(which == which[case]) if k != case)
    first, second = sorted(problem.rows[k] for k in (case, int(other)))
    return Advice(
        f"Cases {first + 1} and {second + 1} have the same inputs and different targets: with "
        f"such cases no weights bring the loss below {least:.4g}."
    )
