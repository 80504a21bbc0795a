"""A run that is written down as a script of NumPy and not made. Who reads it needs nothing of this
program, and gets the same numbers from it.
"""

from __future__ import annotations

from pathlib import Path

from backprop_tui.cli.options import Values
from backprop_tui.cli.output import say
from backprop_tui.engine import BadSetting, Experiment

OTHERS = ("json", "csv", "surface")
"""What else a run may print, and a script does not."""


def write_script(experiment: Experiment, values: Values) -> int:
    """Write the script of a run into a file that was not there.

    Raises:
        BadSetting: If something else is asked for too, or it cannot be written.
    """
    from backprop_tui.engine.keeping.whole_file import write_new
    from backprop_tui.report.script import script_text

    for other in OTHERS:
        if values[other]:
            raise BadSetting(f"--script writes the run and does not make it: leave --{other} out")
    name = values["script"]
    text = script_text(experiment, (), values["steps"], values["every"])
    try:
        write_new(Path(name), text.encode())
    except FileExistsError:
        raise BadSetting(f"{name!r} is there already; --script writes over no file") from None
    except OSError as error:
        raise BadSetting(f"cannot write {name!r}: {error.strerror}") from None
    say(f"{name} is written: python {name} prints the losses and weights of this run")
    return 0
