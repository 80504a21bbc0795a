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
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from unittest import mock

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from backprop_tui.engine import Experiment
from backprop_tui.ui.app import BackpropApp
from backprop_tui.ui.screens.dashboard import Dashboard
from backprop_tui.ui.session.pace import FRAMES
from tests.benchmarks.length import SHORT, usual
from tests.benchmarks.pty import Terminal
from tests.engine.plain import tutorial, tutorial_start

SECONDS = usual(8.0, 1.0)
KEYS = usual(100, 5)
FRAME_ROUNDS = usual(45, 3)
PLAIN_STEPS = usual(40_000, 1_000)
LATE = usual(1_000_000, 10_000)


def plain_rate() -> tuple[float, float]:
    """Steps of the tutorial's loop, each loss kept, per second of time and of processor time."""
    start = time.monotonic(), time.process_time()
    tutorial(*tutorial_start(42), 0.5, PLAIN_STEPS)
    return (
        PLAIN_STEPS / (time.monotonic() - start[0]),
        PLAIN_STEPS / (time.process_time() - start[1]),
    )


class MeasuredApp(BackpropApp):
    """The real app; it measures itself and writes the figures to a file."""

    def __init__(self, report: Path) -> None:
        super().__init__(Experiment(), steps=10**9, speed=math.inf)
        self._report = report
        self._figures: dict[str, Any] = {"keys": []}

    def on_mount(self) -> None:
        self.run_worker(self._measure())

    async def _measure(self) -> None:
        """Frames first, then training at full speed."""
        await asyncio.sleep(0.5)
        figures, dashboard = self._figures, self.dashboard
        figures["frame_early"] = await self._frame_cost(1_000)
        figures["frame_late"] = await self._frame_cost(LATE)
        dashboard.action_reset()
        figures["keys"].clear()
        dashboard.action_train()
        start = time.monotonic(), time.process_time(), dashboard.session.runs.step_number
        await asyncio.sleep(SECONDS)
        figures["wall"] = time.monotonic() - start[0]
        figures["cpu"] = time.process_time() - start[1]
        figures["steps"] = dashboard.session.runs.step_number - start[2]
        dashboard.action_train()
        self._report.write_text(json.dumps(figures))
        self.exit()

    async def _frame_cost(self, steps: int) -> float:
        """Processor seconds a frame takes with all panes, from snapshot to written bytes."""
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

    def noted(self) -> None:
        """A key has reached its action."""
        self._figures["keys"].append(time.monotonic())


def child(report: Path) -> None:
    """Run the app between two runs of the plain loop."""
    selected = Dashboard.action_select

    def select(self: Dashboard, direction: int) -> None:
        selected(self, direction)
        app: Any = self.app
        app.noted()

    before = plain_rate()
    gc.disable()
    with mock.patch.object(Dashboard, "action_select", select):
        MeasuredApp(report).run()
    after = plain_rate()
    figures = json.loads(report.read_text())
    figures["plain"] = [(a + b) / 2 for a, b in zip(before, after, strict=True)]
    report.write_text(json.dumps(figures))


def main() -> None:
    """Drive the app as a person would and print the figures with their goals."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "tests.benchmarks.dashboard", *sys.argv[1:], str(report)]
        pressed = []
        with Terminal(command) as terminal:
            terminal.wait_for(b"TRAIN", seconds=120)
            terminal.read(0.5)
            for _ in range(KEYS):
                pressed.append(terminal.press(b"\x1b[B"))
                terminal.read(0.05)
            terminal.wait(60)
        figures = json.loads(report.read_text())
    waits = [arrived - sent for sent, arrived in zip(pressed, figures["keys"], strict=True)]
    wall = figures["steps"] / figures["wall"] / figures["plain"][0]
    cpu = figures["steps"] / figures["cpu"] / figures["plain"][1]
    print(f"training live at 120x40: {figures['steps'] / figures['wall']:,.0f} steps/s,")
    print(f"  {wall:.2f} times the plain loop ({cpu:.2f} by processor time), goal 3.6")
    print(
        f"a key reaches its action: median {median(waits) * 1e3:.1f} ms (goal 5), "
        f"99th percentile {quantiles(waits, n=100)[98] * 1e3:.1f} ms (goal 25), {len(waits)} keys"
    )
    print(
        f"a frame of all panes: {figures['frame_early'] * 1e3:.1f} ms of processor time after "
        f"a thousand steps, {figures['frame_late'] * 1e3:.1f} ms after a million (goal 10)"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[-1] != SHORT:
        child(Path(sys.argv[-1]))
    else:
        main()
