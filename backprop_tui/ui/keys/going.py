"""The keys that go back and forth in a run. They look at what has been and change nothing of it, so
they are the same on every screen that shows a moment of it.
"""

from __future__ import annotations

from dataclasses import replace

from textual.binding import Binding

GOING: list[Binding] = [
    Binding(
        "comma",
        "travel(-1)",
        "step back",
        id="back.step",
        key_display=", .",
        tooltip="one step back, or on to where the run has come",
    ),
    Binding("full_stop", "travel(1)", "step on", id="back.step-on", show=False, key_display="."),
    Binding(
        "less_than_sign",
        "travel(-100)",
        "100 steps back",
        id="back.hundred",
        key_display="< >",
        tooltip="100 steps back or on",
    ),
    Binding(
        "greater_than_sign",
        "travel(100)",
        "100 steps on",
        id="back.hundred-on",
        show=False,
        key_display=">",
    ),
    Binding(
        "left_square_bracket",
        "mark(-1)",
        "mark before",
        id="back.mark",
        key_display="[ ]",
        tooltip="the mark before or after: a change, 4/4, solved, a name",
    ),
    Binding(
        "right_square_bracket",
        "mark(1)",
        "mark after",
        id="back.mark-on",
        show=False,
        key_display="]",
    ),
    Binding(
        "g",
        "go_to",
        "go to",
        id="back.go",
        tooltip="go to 360, -50, 4/4, solved, loss<.1, start, end or a mark",
    ),
    Binding(
        "M",
        "name_mark",
        "name a mark",
        id="back.name",
        show=False,
        key_display="M",
        tooltip="mark this step by a name, change the name or take it away",
    ),
]
"""In the order of the help."""

REPEATED = frozenset(each.key for each in GOING if each.action.startswith("travel("))
"""Keys that are held down to go far, and can go all of it at once."""

BRIEFLY = {
    "back.step": "step",
    "back.hundred": "100",
    "back.mark": "mark",
    "back.go": "go",
    "look.runs": "runs",
}
"""What the last line calls them."""

AT_REST = {"rest.back": ("back.step", "back", ","), "rest.runs": ("look.runs", "runs", "c")}
"""What leads from where a run has come to back into it and to others, in the last line as long as
nothing moves: its name there, which key it is, and what that is called.
"""

ON_THE_WAY = {"way.stay": "stay here", "way.keep": "keep the steps so far"}
"""What the last line calls the way back while it is on the way to another step."""

IN_THE_PAST = frozenset(BRIEFLY)
"""Those that the last line names as long as there is more of the run."""

STEP_BY_STEP: list[Binding] = [
    replace(
        binding,
        description=BRIEFLY.get(binding.id or "", binding.description),
        show=binding.id == "back.step",
    )
    for binding in GOING
]
"""The same on a screen with keys of its own, whose last line has room for the first."""

ELSEWHERE = frozenset({"run.step", "run.reset"})
"""Those that it does not name meanwhile."""
