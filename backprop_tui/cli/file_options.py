"""Options of what a command takes from files and leaves in them: a run of a session, weights, a
script. Those of tables belong to the experiment.
"""

from __future__ import annotations

from backprop_tui.cli.options import counting
from backprop_tui.engine.reading.kinds import Text
from backprop_tui.engine.reading.option import Option

SESSION = Option(
    "--session",
    "take a run of a session that was saved, in place of the options of the experiment",
    Text(
        "a file that the dashboard has saved, or run --save; or last, for the session that was "
        "saved last",
        str,
        "FILE",
    ),
)
LETTER = Option(
    "--run",
    "which run of the session",
    Text("its letter, such as b", str.strip, "LETTER"),
    shown="the one that was looked at",
)
STEP = counting(
    "--at", "STEP", "the step of that run to go to", 0, None, shown="where somebody was"
)._replace(also=("--step",))
LAST = "last"
"""What stands for the session that was saved last, as a form and as the name of a file."""

LIST = "list"
"""The form that says which sessions are kept."""

END = counting(
    "--at", "STEP", "the step of a run of a --session at which to end", 0, None, shown="its last"
)
SAVE = Option(
    "--save",
    "save the run as a session, which backprop-tui open FILE opens and --session takes",
    Text("a file that is not there yet", str, "FILE"),
)
SAVE_WEIGHTS = Option(
    "--save-weights",
    "save the weights at the end, which --weights reads; as NPZ for NumPy if the name ends in .npz",
    Text("a file that is not there yet", str, "FILE"),
    told="save the weights at the end, which `--weights` reads: as JSON, with all that is needed "
    "to go on from there, or for NumPy as NPZ, if the name ends in `.npz`",
)
SCRIPT = Option(
    "--script",
    "write the run as a script that needs NumPy alone and prints the same bits; do not make it",
    Text("a file that is not there yet", str, "FILE"),
    told="write the run, in place of making it, as a script that needs NumPy alone and prints the "
    "same losses and weights, bit for bit",
)

KEPT = (SESSION, LETTER)
"""Options that say which run of a session is looked at."""

SAVED = (*KEPT, END)
"""The same where it is trained."""
