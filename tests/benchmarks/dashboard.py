"""What the dashboard costs while it trains as fast as it can: steps a second against the tutorial's
plain loop in the same process, the way of a key press to its action, and the price of a frame. Run
it with `python -m tests.benchmarks.dashboard`; it is no test, because a busy machine would fail it.
"""

from __future__ import annotations

import asyncio
import gc
import json
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from unittest import mock

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from backprop_tui.engine import Experiment
from backprop_tui.ui.app import BackpropApp
from backprop_tui.ui.screens.dashboard import Dashboard
from backprop_tui.ui.session.pace import FRAMES
from backprop_tui.ui.widgets.pane import Pane
from tests.benchmarks.length import usual
from tests.benchmarks.pty import Terminal
from tests.engine.plain import tutorial, tutorial_start

ROUNDS = usual(9, 1)
SECONDS = usual(3.0, 1.0)
KEYS = usual(25, 5)
BETWEEN = 0.05
"""Seconds from one of these keys to the next."""

FRAME_ROUNDS = usual(45, 3)
PLAIN_STEPS = usual(20_000, 1_000)
LATE = usual(1_000_000, 10_000)

FIRST_KEYS = usual(80, 40)
"""Keys pressed one after the other from the first `space` on."""

WAITS = {"at once": 0.0, "a second later": 1.0}
"""How long after the first frame somebody presses `space`."""

DOWN = b"\x1b[B"

FRAME_GOALS = {(80, 24): 8, (120, 40): 10, (200, 60): 20}
"""Milliseconds of processor time for a frame of all panes that a terminal of a size shows."""


def plain_rate() -> tuple[float, float]:
    """Steps of the tutorial's loop, each loss kept, per second of time and of processor time."""
    start = time.monotonic(), time.process_time()
    tutorial(*tutorial_start(42), 0.5, PLAIN_STEPS)
    return (
        PLAIN_STEPS / (time.monotonic() - start[0]),
        PLAIN_STEPS / (time.process_time() - start[1]),
    )


class MeasuredApp(BackpropApp):
    """The real app; it measures itself and hands over the figures at its end."""

    def __init__(self) -> None:
        super().__init__(Experiment(), steps=10**9, speed=math.inf)
        self.figures: dict[str, Any] = {"keys": []}

    async def measure(self) -> None:
        """Take the figures; without any, wait until somebody quits."""

    def on_mount(self) -> None:
        self.run_worker(self._measure())

    async def _measure(self) -> None:
        await self.measure()
        if len(self.figures) > 1:
            self.exit()

    def noted(self) -> None:
        """A key has reached its action."""
        self.figures["keys"].append(time.monotonic())


class FrameApp(MeasuredApp):
    """How much processor time a frame with all panes takes, early and late in a run."""

    async def measure(self) -> None:
        await asyncio.sleep(0.5)
        self.figures["panes"] = sum(pane.is_on_screen for pane in self.dashboard.query(Pane))
        self.figures["early"] = await self._frame_cost(1_000)
        self.figures["late"] = await self._frame_cost(LATE)

    async def _frame_cost(self, steps: int) -> float:
        """Processor seconds from snapshot to written bytes."""
        dashboard = self.dashboard
        dashboard.action_reset()
        dashboard.session.runs.step(steps)
        costs = []
        for _ in range(FRAME_ROUNDS):
            dashboard.session.runs.step(50)
            start = time.process_time()
            dashboard.session.show()
            await asyncio.sleep(1 / FRAMES)
            costs.append(time.process_time() - start)
        return median(costs)


class LiveApp(MeasuredApp):
    """Training at full speed with frames, first while nobody types, then while somebody does."""

    async def measure(self) -> None:
        await asyncio.sleep(0.5)
        dashboard = self.dashboard
        dashboard.action_train()
        # The first chart has been drawn before the clock starts.
        await asyncio.sleep(0.5)
        await self._train("quiet", SECONDS)
        await self._train("typed", (KEYS + 10) * BETWEEN)
        dashboard.action_train()

    async def _train(self, name: str, seconds: float) -> None:
        """Count the steps of some seconds."""
        runs = self.dashboard.session.runs
        start = time.monotonic(), time.process_time(), runs.step_number
        await asyncio.sleep(seconds)
        steps = runs.step_number - start[2]
        self.figures[name] = [
            steps / (time.monotonic() - start[0]),
            steps / (time.process_time() - start[1]),
        ]


APPS: dict[str, type[MeasuredApp]] = {"first": MeasuredApp, "frame": FrameApp, "live": LiveApp}
"""What a process of its own measures, by name."""


def child(name: str, report: Path) -> None:
    """Run an app between two runs of the plain loop and write its figures down."""
    selected = Dashboard.action_select

    def select(self: Dashboard, direction: int) -> None:
        selected(self, direction)
        app: Any = self.app
        app.noted()

    before = plain_rate()
    gc.disable()
    app = APPS[name]()
    with mock.patch.object(Dashboard, "action_select", select):
        app.run()
    after = plain_rate()
    app.figures["plain"] = [(a + b) / 2 for a, b in zip(before, after, strict=True)]
    report.write_text(json.dumps(app.figures))


def measured(
    name: str, drive: Callable[[Terminal], list[float]], size: tuple[int, int] = (120, 40)
) -> tuple[Any, list[float]]:
    """The figures of an app, and how long each key took that somebody pressed meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "tests.benchmarks.dashboard"]
        with Terminal([*command, *sys.argv[1:], name, str(report)], *size) as terminal:
            pressed = drive(terminal)
            terminal.wait(120)
        figures = json.loads(report.read_text())
    return figures, [arrived - sent for sent, arrived in zip(pressed, figures["keys"], strict=True)]


def watch(terminal: Terminal) -> list[float]:
    """Press nothing."""
    return []


def press_while_training(terminal: Terminal) -> list[float]:
    """Press keys once it has trained for a while; returns when."""
    terminal.wait_for(b"TRAIN")
    watch_for(terminal, 0.6 + SECONDS)
    return press_keys(terminal, KEYS, BETWEEN)


def press_keys(terminal: Terminal, count: int, between: float) -> list[float]:
    """Press keys at regular times, whatever becomes of them; returns when."""
    pressed = []
    for _ in range(count):
        pressed.append(terminal.press(DOWN))
        watch_for(terminal, between)
    return pressed


def watch_for(terminal: Terminal, seconds: float) -> None:
    """Read what it writes for some time, so that it can go on."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        terminal.read(left)


def press_from_space(wait: float) -> Callable[[Terminal], list[float]]:
    """Press `space` some time after the first frame, and keys all the time from then on."""

    def drive(terminal: Terminal) -> list[float]:
        terminal.wait_for(b"+0.25")
        watch_for(terminal, wait)
        terminal.press(b" ")
        pressed = press_keys(terminal, FIRST_KEYS, 0.02)
        terminal.press(b"q")
        return pressed

    return drive


def main() -> None:
    """Drive the app as a person would and print the figures with their goals."""
    runs = [measured("live", press_while_training) for _ in range(ROUNDS)]
    print(f"training live at 120x40, median of {ROUNDS} runs, goal 3.9 times the plain loop:")
    for name, when in (("quiet", "while nobody types"), ("typed", "with 20 keys a second")):
        walls, cpus = zip(
            *(
                [mine / plain for mine, plain in zip(run[name], run["plain"], strict=True)]
                for run, _ in runs
            ),
            strict=True,
        )
        print(
            f"  {median(walls):.2f} times {when} ({min(walls):.2f} to {max(walls):.2f}; "
            f"{median(cpus):.2f} by processor time), {median(r[name][0] for r, _ in runs):,.0f} "
            "steps/s"
        )
    waits = [wait for _, delays in runs for wait in delays]
    print(
        f"a key reaches its action: median {median(waits) * 1e3:.1f} ms (goal 5), "
        f"99th percentile {quantiles(waits, n=100)[98] * 1e3:.1f} ms (goal 25), {len(waits)} keys"
    )
    for when, wait in WAITS.items():
        longest = [max(measured("first", press_from_space(wait))[1]) for _ in range(ROUNDS)]
        print(
            f"space {when}: the first chart holds a key up for {median(longest) * 1e3:.1f} ms "
            f"at most ({min(longest) * 1e3:.1f} to {max(longest) * 1e3:.1f}), goal 40"
        )
    for (width, height), goal in FRAME_GOALS.items():
        figures, _ = measured("frame", watch, (width, height))
        print(
            f"a frame of all {figures['panes']} panes at {width}x{height}: "
            f"{figures['early'] * 1e3:.1f} ms of processor time after a thousand steps, "
            f"{figures['late'] * 1e3:.1f} ms after a million (goal {goal})"
        )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        child(sys.argv[-2], Path(sys.argv[-1]))
    else:
        main()
