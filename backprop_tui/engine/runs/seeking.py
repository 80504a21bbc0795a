"""Going to any moment of a run: back to the nearest keyframe, then forward step by step. Nothing of
it is new: the same losses, events and weights come again, bit for bit.
"""

from __future__ import annotations

from backprop_tui.engine.runs.loop import Loop
from backprop_tui.engine.runs.past import Moment


def seek(loop: Loop, step: int) -> int:
    """Go to the moment after `step` updates, earlier or later.

    Returns:
        The step reached; less than `step` only if the run diverges before.

    Raises:
        ValueError: If `step` is negative.
    """
    if step < 0:
        raise ValueError(f"there is no step {step}")
    past, here = loop.past, loop.step_number
    known = min(step, past.history.length)
    if known != here:
        kept, *moment = past.keyframes.before(known)
        if step < here or kept > here:
            past.withdrawable.clear()
            loop.put(kept, Moment(past.timeline.wind(kept, past.beginning), *moment))
    loop.advance(step - loop.step_number)
    return loop.step_number


def end_here(loop: Loop) -> None:
    """Forget the losses and the moments ahead, because they will never be."""
    step, past = loop.step_number, loop.past
    if past.history.truncate(step) < step:
        # The losses of the bucket that was cut through come back the way they came.
        seek(loop, past.history.length)
        loop.advance(step - loop.step_number)
    past.keyframes.truncate(step + 1)
