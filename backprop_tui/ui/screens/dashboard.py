"""The dashboard is where somebody watches a network learn: panes that show one view of it, and keys
that choose what is looked at. Panes only draw the view that they are handed.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from backprop_tui.engine import Parameter
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.keys import EVERYWHERE, KEYS
from backprop_tui.ui.panes import PANES, Pane
from backprop_tui.ui.screens.training import TrainingScreen
from backprop_tui.ui.view import Unit
from backprop_tui.ui.widgets.header import SMALL, TINY, Header
from backprop_tui.ui.widgets.key_bar import KeyBar

WIDTHS = (72, 98, 118, 150, 180)
HEIGHTS = (23, 29, 38, 54)
"""Columns and rows from which the style sheet lays things out another way."""

SPEED_SECONDS = 2.0
"""How long a new speed is said that has no room in the first line."""

PAGE = 10
"""Inputs that are passed at once where no table shows any."""


class Dashboard(TrainingScreen):
    """The main screen: four panes, a header and the keys."""

    AUTO_FOCUS = ""
    ALLOW_IN_MAXIMIZED_VIEW = "Header, KeyBar"
    BINDINGS = [*KEYS]

    idle: reactive[frozenset[str]] = reactive(frozenset(), repaint=False)
    """Ids of the keys that would do nothing now; the last line leaves them out."""

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
        yield KeyBar(KEYS).data_bind(Dashboard.idle, Dashboard.look)

    def on_mount(self) -> None:
        """Begin with the network as the pane that small screens show."""
        self._show_pane("network")

    def action_walk(self) -> None:
        """Open the next step."""
        self.session.stop()
        if self.session.view.snapshot.diverged:
            self.session.say_diverged()
        elif self.look is not None and not self.has_class("-tiny"):
            from backprop_tui.ui.screens.walkthrough import WalkThrough

            self.app.push_screen(WalkThrough(self.session, self.look, self.window))

    def action_ledger(self) -> None:
        """Open the table of all parameters."""
        if self.session.view.snapshot.diverged:
            self.session.say_diverged()
        elif self.look is not None and not self.has_class("-tiny"):
            from backprop_tui.ui.screens.ledger import LedgerScreen

            self.app.push_screen(LedgerScreen(self.session, self.look))

    def action_edit(self) -> None:
        """Change how the network learns, while it does."""
        if not self.has_class("-tiny"):
            from backprop_tui.ui.screens.editing import EditExperiment

            self.app.push_screen(EditExperiment(self.session))

    def action_speed(self, factor: float) -> None:
        """Train faster or slower; say how fast where the first line has no room for it."""
        super().action_speed(factor)
        speed = formats.rate(self.session.view.run.speed)
        if not self.query_one(Header).says(speed):
            self.app.clear_notifications()
            self.notify(f"Speed: {speed}", timeout=SPEED_SECONDS)

    # What a person looks at.

    def action_select(self, direction: int) -> None:
        """Follow another input."""
        cases = len(self.session.view.snapshot.right)
        self.session.look(selected=(self.session.view.gaze.selected + direction) % cases)

    def action_page(self, pages: int) -> None:
        """Follow the input a page away, or the last one on the way there."""
        shown = [pane.cases_shown for pane in self.query(Pane) if pane.is_on_screen]
        # Where two tables differ the smaller page: no row is passed over in either.
        page = min((cases for cases in shown if cases), default=PAGE)
        last = len(self.session.view.snapshot.right) - 1
        selected = max(0, min(last, self.session.view.gaze.selected + pages * page))
        self.session.look(selected=selected)

    def action_inspect(self, direction: int) -> None:
        """Follow another unit."""
        units = [
            Unit(layer, index)
            for layer, size in enumerate(self.session.view.sizes)
            for index in range(size)
            if layer
        ]
        now = self.session.view.gaze.inspected
        at = units.index(now) + direction if now in units else (0 if direction > 0 else -1)
        self.session.look(inspected=units[at % len(units)])

    def action_rendering(self) -> None:
        """Draw the network as a matrix, or as it is drawn best."""
        wanted = None if self.session.view.gaze.rendering else "matrix"
        self.session.look(rendering=wanted)

    def action_hidden_layer(self) -> None:
        """Show the next hidden layer."""
        layers = len(self.session.view.sizes) - 2
        if layers < 2:
            self.notify("There is no hidden layer." if not layers else "There is one hidden layer.")
            return
        following = (self.session.view.hidden_layer or 0) % layers + 1
        self.session.look(hidden_layer=following)

    def action_pane(self, name: str) -> None:
        """Focus a pane, and show it if only one is shown; a zoom goes with it."""
        self._show_pane(name)
        pane = self.query_one(f"#{name}")
        if self.maximized is not None:
            self.maximize(pane)
        pane.focus()

    def action_zoom(self) -> None:
        """Show the focused pane alone, or all panes."""
        if self.maximized is not None:
            self.minimize()
        elif not self.has_class("-tiny"):
            pane = self.focused if isinstance(self.focused, Pane) else self.query_one("Pane.-shown")
            self.maximize(pane)

    def action_back(self) -> None:
        """Undo the last way of looking."""
        if self.maximized is not None:
            self.minimize()
        elif self.session.view.gaze.inspected is not None:
            self.session.look(inspected=None)
        else:
            self.set_focus(None)

    @on(Pane.Picked)
    def _follow(self, picked: Pane.Picked) -> None:
        """Follow the case or the unit that was clicked."""
        target = picked.target
        if isinstance(target, Unit):
            same = target == self.session.view.gaze.inspected
            self.session.look(inspected=None if same else target)
        elif isinstance(target, Parameter):
            self._edit_parameter(target)
        elif isinstance(target, int):
            self.session.look(selected=target)

    def _edit_parameter(self, parameter: Parameter) -> None:
        """Let a weight or bias be set by hand."""
        from backprop_tui.ui.screens.editing import EditParameter

        self.app.push_screen(EditParameter(parameter, self.session))

    def show_help(self) -> None:
        """Open the page of keys and marks."""
        if self.look is not None:
            from backprop_tui.ui.screens.help import Help

            self.app.push_screen(Help([*KEYS, *EVERYWHERE], self.look, self.session.view))

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
        self._find_idle_keys()

    def watch_view(self) -> None:
        self._find_idle_keys()

    def _find_idle_keys(self) -> None:
        """Say which keys would do nothing: with one input, and where one pane is alone already."""
        idle = {
            "look.previous": len(self.session.view.snapshot.right) == 1,
            "look.zoom": self.has_class("-small"),
        }
        self.idle = frozenset(key for key, does_nothing in idle.items() if does_nothing)

    def _show_pane(self, name: str) -> None:
        """Make a pane the one that small screens show and zoom takes."""
        for widget in self.query(".-shown"):
            widget.remove_class("-shown")
        pane = self.query_one(f"#{name}")
        pane.add_class("-shown")
        if isinstance(pane.parent, Widget):
            pane.parent.add_class("-shown")
