"""The command line turns words into one `Experiment` and hands it to a command: the dashboard, or
one that prints. Whatever goes wrong on the way ends in one line on stderr and a status that tells
scripts apart: 1 for a result that is not good, 2 for something that cannot work.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence

INTERRUPTED = 130
"""As a shell reports a program that Ctrl+C ended."""

PIPE_CLOSED = 141
"""As a shell reports a program whose reader went away."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what a command line says.

    Args:
        arguments: Its words without the program's name; those of this process by default.

    Returns:
        The exit status: 0 done, 1 diverged or a wrong gradient, 2 refused.
    """
    # Before NumPy is first imported. Several threads add up in another order, so the same run would
    # have other bits wherever somebody had asked for them; and at these sizes they only cost.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    # Loading leaves next to no garbage, and looking for it takes a sixth of the time to the first
    # frame; the app switches the collector on once that frame stands.
    gc.disable()
    try:
        return _perform(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        gc.enable()


def _perform(arguments: Sequence[str] | None) -> int:
    """Do what a command line says and turn whatever stops it into a status."""
    from backprop_tui.cli import output
    from backprop_tui.cli.parser import perform
    from backprop_tui.engine import BadSetting

    output.spell_out_streams()
    try:
        return perform(arguments)
    except BadSetting as problem:
        output.say(str(problem))
    except BrokenPipeError:
        output.discard()
        return PIPE_CLOSED
    except (MemoryError, RecursionError):
        output.say("this is too large for the memory there is; try a smaller network or table")
    return 2
