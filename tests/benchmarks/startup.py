"""How long it takes until the network is drawn, against the first frame of a bare Textual app with
four lines of text, in turn within one run; then memory and the cost of doing nothing. Run it with
`python -m tests.benchmarks.startup`; it is no test, because a busy machine would fail it.
"""

from __future__ import annotations

import sys
from statistics import median

from tests.benchmarks.length import usual
from tests.benchmarks.pty import Terminal

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        for k in range(4):
            yield Static(f"pane {k}")
Bare().run()
"""

ROUNDS = usual(15, 1)
IDLE_SECONDS = usual(10.0, 1.0)


def main() -> None:
    """Print the figures with their goals."""
    bare_seconds, our_seconds = [], []
    for _ in range(ROUNDS + 1):
        with Terminal([sys.executable, "-c", BARE]) as bare:
            bare_seconds.append(bare.wait_for(b"pane 3"))
        with Terminal([sys.executable, "-m", "backprop_tui"]) as ours:
            our_seconds.append(ours.wait_for(b"+0.25"))
    # The first round compiles what was not compiled yet.
    pairs = list(zip(bare_seconds[1:], our_seconds[1:], strict=True))
    ratios = [mine / theirs for theirs, mine in pairs]
    print(
        f"first frame: bare {median(b for b, _ in pairs) * 1e3:.0f} ms, "
        f"ours {median(o for _, o in pairs) * 1e3:.0f} ms, ratio {median(ratios):.2f} "
        f"({min(ratios):.2f} to {max(ratios):.2f}), goal 1.5"
    )
    with Terminal([sys.executable, "-m", "backprop_tui", "--speed", "max"]) as ours:
        ours.wait_for(b"+0.25")
        ours.read(1.0)
        before, written = ours.cpu, ours.written
        for _ in range(int(IDLE_SECONDS)):
            ours.read(1.0)
        idle = (ours.cpu - before) / IDLE_SECONDS
        print(f"paused: {idle:.2%} of a core (goal 0.2 %), {ours.written - written} bytes (goal 0)")
        fresh = ours.memory
        ours.press(b" ")
        ours.wait_for(b"SOLVED")
        while ours.read(1.0):  # on to its end, and the last chart
            pass
        print(
            f"memory: {fresh:.1f} MB at the start, {ours.memory:.1f} MB after 10,000 steps with "
            "the chart drawn, goal 60"
        )


if __name__ == "__main__":
    main()
