"""The dashboard is where somebody watches a network learn: it turns keys into steps and steps into
views. It is the one class on the screen that remembers anything; panes only draw the view that it
hands them.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import MAX_SEED, Experiment
from backprop_tui.engine.trainer import Trainer
from backprop_tui.ui import formats
from backprop_tui.ui.canvas import Look
from backprop_tui.ui.header import TINY, Header
from backprop_tui.ui.key_bar import KeyBar
from backprop_tui.ui.panes import PANES, Pane
from backprop_tui.ui.view import Unit, View

if TYPE_CHECKING:
    from backprop_tui.ui.app import BackpropApp

FRAMES = 15
"""Views a second while training."""

SLICE = 0.002
"""Seconds of training between two looks at the event loop."""

YIELDS = 12
"""Turns of the event loop between two slices: a key needs about five to reach its action."""

FASTEST = 65_536
"""Steps a second above which training goes as fast as it can."""

FLAT_STEPS = 2000
"""After so many steps without a change of a hundredth the loss counts as stuck."""

WIDTHS = (72, 98, 118, 150, 180)
HEIGHTS = (23, 29, 38, 54)
"""Columns and rows from which the style sheet lays things out another way."""

SMALL = (72, 23)
"""Below these columns or rows one pane is shown at a time."""


class Dashboard(Screen[None]):
    """The main screen.

    Attributes:
        trainer: What runs the experiment.
    """

    AUTO_FOCUS = ""
    ALLOW_IN_MAXIMIZED_VIEW = "Header, KeyBar"
    BINDINGS = [
        Binding("space", "train", "train", id="run.train", tooltip="train, or pause"),
        Binding("s,right", "step(1)", "step", id="run.step", key_display="s",
                tooltip="one step (also →)"),
        Binding("S", "step(100)", "100 steps", id="run.hundred", show=False, key_display="S",
                tooltip="100 steps"),
        Binding("r", "reset", "reset", id="run.reset", tooltip="back to step 0, the same start"),
        Binding("R", "next_seed", "next seed", id="run.seed", show=False, key_display="R",
                tooltip="back to step 0, started from the next seed"),
        Binding("question_mark", "app.help", "help", id="app.help", key_display="?",
                tooltip="this page"),
        Binding("q", "app.quit", "quit", id="app.quit", tooltip="quit (also ctrl+q, ctrl+c)"),
        Binding("plus,equals_sign", "speed(2)", "speed", id="run.faster", key_display="+-",
                tooltip="+ twice as fast, - half as fast"),
        Binding("minus,underscore", "speed(0.5)", "slower", id="run.slower", show=False,
                key_display="-"),
        Binding("up", "select(-1)", "input", id="look.previous", key_display="↑↓",
                tooltip="choose the input that all panes follow"),
        Binding("down", "select(1)", "next input", id="look.next", show=False, key_display="↓"),
        Binding("u", "inspect(1)", "unit", id="look.unit", show=False, key_display="u U",
                tooltip="inspect the next or previous unit: its wires stand out"),
        Binding("U", "inspect(-1)", "previous unit", id="look.unit-back", show=False,
                key_display="U"),
        Binding("m", "rendering", "matrix", id="look.matrix",
                tooltip="the network as a matrix of numbers, or as wires"),
        Binding("h", "hidden_layer", "hidden layer", id="look.hidden", show=False,
                tooltip="the next hidden layer in pane 4"),
        Binding("z", "zoom", "zoom", id="look.zoom",
                tooltip="the focused pane alone on the screen, or all again"),
        *(
            Binding(str(k), f"pane('{name}')", f"focus {pane.HEADING}", id=f"look.pane-{k}",
                    show=False, key_display=f"1…{len(PANES)}" if k == 1 else str(k),
                    tooltip="focus a pane by its number" if k == 1 else "")
            for k, (name, pane) in enumerate(PANES.items(), start=1)
        ),
        Binding("t", "app.dark_light", "dark/light", id="app.theme", show=False,
                tooltip="dark or light"),
        Binding("ctrl+p", "app.command_palette", "palette", id="app.palette", show=False,
                key_display="^p", tooltip="all commands: networks, problems, themes"),
        Binding("escape", "back", "back", id="look.back", show=False, key_display="esc",
                tooltip="back: end the zoom, then the inspection, then the focus"),
    ]  # fmt: skip

    view: reactive[View | None] = reactive(None, repaint=False)
    """The record that everything on the screen is drawn from."""

    look: reactive[Look | None] = reactive(None, repaint=False)
    """Colours and marks."""

    app: BackpropApp

    def __init__(self, experiment: Experiment, look: Look, *, steps: int, speed: float) -> None:
        super().__init__()
        self._steps = max(1, steps)
        self._frame: Timer | None = None
        self._measured = (0.0, 0)
        self._flat_since = (0, math.inf)
        self._said: set[str] = set()
        self.trainer = Trainer(experiment)
        selected = min(1, len(experiment.problem.inputs) - 1)
        self.set_reactive(Dashboard.look, look)
        self.set_reactive(
            Dashboard.view,
            View(self.trainer.snapshot(), selected=selected, stop=self._steps, speed=speed),
        )

    def compose(self) -> ComposeResult:
        """Header, panes and footer."""
        self._fit(self.app.size)
        panes = [
            pane(k, name).data_bind(Dashboard.view, Dashboard.look)
            for k, (name, pane) in enumerate(PANES.items(), start=1)
        ]
        yield Header().data_bind(Dashboard.view, Dashboard.look)
        yield Horizontal(*panes[:2], id="top")
        yield Horizontal(*panes[2:], id="bottom")
        yield KeyBar(self.own_bindings()).data_bind(Dashboard.view, Dashboard.look)

    def on_mount(self) -> None:
        """Make the timer that shows frames while training."""
        self._frame = self.set_interval(1 / FRAMES, self._show_frame, pause=True)
        self._show_pane("network")

    @property
    def present(self) -> View:
        """The view on the screen."""
        assert self.view is not None
        return self.view

    # What a person does.

    def action_train(self) -> None:
        """Start or stop training."""
        if self.present.training:
            self._stop()
        elif self.present.snapshot.diverged:
            self._say_diverged()
        else:
            self._go_on(self.present.snapshot.step)
            self._measured = (time.monotonic(), self.trainer.step_number)
            self.view = replace(self.present, training=True)
            if self._frame is not None:
                self._frame.resume()
            self._train()

    def action_step(self, count: int) -> None:
        """Take a few steps by hand."""
        self._stop()
        self._go_on(self.present.snapshot.step)
        if self.trainer.step(count) < count:
            self._say_diverged()
        self._show_now()

    def action_reset(self) -> None:
        """Go back to the start."""
        self._stop()
        self.trainer.reset()
        self._started_anew()

    def action_next_seed(self) -> None:
        """Go back to step 0 with the next seed."""
        experiment = self.trainer.experiment
        if experiment.start is not None:
            self.notify(
                f"The start comes from {experiment.start.path}; there is no seed to change.",
                markup=False,
            )
            return
        self.restart(seed=(experiment.seed + 1) % (MAX_SEED + 1))

    def restart(self, **changes: Any) -> None:
        """Run the experiment from step 0 with some of its settings changed."""
        self._stop()
        try:
            self.trainer = Trainer(replace(self.trainer.experiment, **changes))
        except BadSetting as refusal:
            self.notify(str(refusal), title="Not possible", severity="error", markup=False)
            return
        cases = len(self.trainer.experiment.problem.inputs)
        self.view = replace(
            self.present, inspected=None, selected=min(self.present.selected, cases - 1)
        )
        self._started_anew()

    def action_speed(self, factor: float) -> None:
        """Train faster or slower."""
        speed = self.present.speed
        if math.isinf(speed):
            speed = speed if factor > 1 else FASTEST
        else:
            speed = max(1.0, speed * factor)
        self.view = replace(self.present, speed=speed if speed <= FASTEST else math.inf)

    def action_select(self, direction: int) -> None:
        """Follow another input."""
        cases = len(self.present.snapshot.right)
        self.view = replace(self.present, selected=(self.present.selected + direction) % cases)

    def action_inspect(self, direction: int) -> None:
        """Follow another unit."""
        units = [
            Unit(layer, index)
            for layer, size in enumerate(self.present.sizes)
            for index in range(size)
            if layer
        ]
        now = self.present.inspected
        at = units.index(now) + direction if now in units else (0 if direction > 0 else -1)
        self.view = replace(self.present, inspected=units[at % len(units)])

    def action_rendering(self) -> None:
        """Draw the network as a matrix, or as it is drawn best."""
        wanted = None if self.present.rendering else "matrix"
        self.view = replace(self.present, rendering=wanted)

    def action_hidden_layer(self) -> None:
        """Show the next hidden layer."""
        layers = len(self.present.sizes) - 2
        if layers < 2:
            self.notify("There is no hidden layer." if not layers else "There is one hidden layer.")
            return
        self.view = replace(self.present, hidden_layer=(self.present.hidden_layer + 1) % layers)

    def action_pane(self, name: str) -> None:
        """Focus a pane, and show it if only one is shown."""
        if self.maximized is not None:
            self.minimize()
        self._show_pane(name)
        self.query_one(f"#{name}").focus()

    def action_zoom(self) -> None:
        """Show the focused pane alone, or all panes."""
        if self.maximized is not None:
            self.minimize()
        elif not self.has_class("-tiny"):
            pane = self.focused if isinstance(self.focused, Pane) else self.query_one(".-shown")
            self.maximize(pane)

    def action_back(self) -> None:
        """Undo the last way of looking."""
        if self.maximized is not None:
            self.minimize()
        elif self.present.inspected is not None:
            self.view = replace(self.present, inspected=None)
        else:
            self.set_focus(None)

    @on(Pane.Picked)
    def _follow(self, picked: Pane.Picked) -> None:
        """Follow the case or the unit that was clicked."""
        target = picked.target
        if isinstance(target, Unit):
            same = target == self.present.inspected
            self.view = replace(self.present, inspected=None if same else target)
        elif isinstance(target, int):
            self.view = replace(self.present, selected=target)

    def show_help(self) -> None:
        """Open the page of keys and marks."""
        if self.look is not None:
            from backprop_tui.ui.help import Help

            self.app.push_screen(Help(self.own_bindings(), self.look, self.present))

    @classmethod
    def own_bindings(cls) -> Iterator[Binding]:
        """The keys of this screen."""
        for binding in cls.BINDINGS:
            if isinstance(binding, Binding):
                yield binding

    # What the network does.

    @work(exclusive=True, group="training")
    async def _train(self) -> None:
        """Train in slices until paused, done or diverged, yielding to keys and frames."""
        origin, taken, speed = time.monotonic(), 0, self.present.speed
        while self.present.training:
            if speed != self.present.speed:
                origin, taken, speed = time.monotonic(), 0, self.present.speed
            left = self.present.stop - self.trainer.step_number
            started = time.monotonic()
            due = left if math.isinf(speed) else int((started - origin) * speed) + 1 - taken
            if due <= 0:
                await asyncio.sleep(min(1 / FRAMES, 1 / speed))
                continue
            done = self._slice(min(due, left), started + SLICE)
            taken += done
            if due - done > speed / FRAMES:  # too slow for this speed: do not run after it
                origin, taken = time.monotonic(), 0
            if done < min(due, left, 1) or self.trainer.step_number >= self.present.stop:
                self._stop()
                if self.present.snapshot.diverged:
                    self._say_diverged()
                return
            for _ in range(YIELDS):
                await asyncio.sleep(0)

    def _slice(self, steps: int, deadline: float) -> int:
        """Take steps until the deadline; returns how many."""
        done = 0
        while done < steps:
            count = min(self.trainer.chunk, steps - done)
            taken = self.trainer.step(count)
            done += taken
            if taken < count or time.monotonic() >= deadline:
                break
        return done

    def _stop(self) -> None:
        """Stop training, and show where it stopped."""
        if self.present.training:
            if self._frame is not None:
                self._frame.pause()
            self.view = replace(self.present, training=False, rate=None)
            self._show_now()

    def _show_frame(self) -> None:
        """Show the network as it stands, while it trains."""
        now, step = time.monotonic(), self.trainer.step_number
        since, before = self._measured
        rate = self.present.rate
        if now - since >= 1.0:
            self._measured = (now, step)
            rate = (step - before) / (now - since)
        self.view = replace(self.present, snapshot=self.trainer.snapshot(), rate=rate)
        self._comment()

    def _show_now(self) -> None:
        """Make a view of the present moment."""
        self.view = replace(self.present, snapshot=self.trainer.snapshot())

    def _started_anew(self) -> None:
        """Show step 0."""
        self._said.clear()
        self._flat_since = (0, math.inf)
        self.view = replace(self.present, stop=self._steps)
        self._show_now()

    def _go_on(self, step: int) -> None:
        """Set a new step to stop at, if the last one is reached."""
        if step >= self.present.stop:
            self.view = replace(self.present, stop=(step // self._steps + 1) * self._steps)

    def _comment(self) -> None:
        """Say once when a problem is solved, and when it seems stuck."""
        snapshot = self.present.snapshot
        if snapshot.solved:
            self._say_once("solved", f"Every case right, loss {formats.loss(snapshot.loss)}.")
            return
        step, loss = self._flat_since
        if abs(snapshot.loss - loss) > 0.01 * snapshot.loss:
            self._flat_since = (snapshot.step, snapshot.loss)
        elif snapshot.step - step >= FLAT_STEPS:
            self._say_once(
                "flat",
                f"The loss has stayed at {formats.loss(snapshot.loss)} for "
                f"{snapshot.step - step:,} steps. R tries the next seed.",
            )

    def _say_once(self, what: str, text: str) -> None:
        if what not in self._said:
            self._said.add(what)
            self.notify(text)

    def _say_diverged(self) -> None:
        rate = self.trainer.experiment.learning_rate
        self.notify(
            f"The loss is no longer a finite number. r resets; try --lr below {rate:g}.",
            title="Diverged",
            severity="error",
        )

    # How it is laid out.

    def on_resize(self, event: events.Resize) -> None:
        """Fit the layout, before it is made."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        """Choose between all panes, one pane, and a line of text."""
        width, height = size
        small = width < SMALL[0] or height < SMALL[1]
        tiny = width < TINY[0] or height < TINY[1]
        if small and self.maximized is not None:
            self.minimize()
        classes = {f"-w{step}": width >= step for step in WIDTHS}
        classes |= {f"-h{step}": height >= step for step in HEIGHTS}
        self.update_classes({**classes, "-small": small and not tiny, "-tiny": tiny})

    def _show_pane(self, name: str) -> None:
        """Make a pane the one that small screens show and zoom takes."""
        for widget in self.query(".-shown"):
            widget.remove_class("-shown")
        pane = self.query_one(f"#{name}")
        pane.add_class("-shown")
        if isinstance(pane.parent, Widget):
            pane.parent.add_class("-shown")
