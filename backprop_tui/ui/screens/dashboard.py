"""The dashboard is where somebody watches a network learn: panes that show one view of it, and keys
that choose what is looked at. Panes only draw the view that they are handed.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult

from backprop_tui.engine import Parameter
from backprop_tui.ui.diagram import choose, following
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.keys import BOUND, EVERYWHERE, keys, last_line, on_the_way
from backprop_tui.ui.panes.network_diagram import NetworkDiagram
from backprop_tui.ui.pictures.pictured import Pictured
from backprop_tui.ui.screens.panes import PanesScreen
from backprop_tui.ui.widgets.header import Header
from backprop_tui.ui.widgets.key_bar import KeyBar
from backprop_tui.ui.widgets.pane import Pane
from backprop_tui.ui.widgets.scrub_bar import Moment

SPEED_SECONDS = 2.0
"""How long a new speed is said that has no room in the first line."""


class Dashboard(PanesScreen):
    """The main screen: panes, a header and the keys."""

    ALLOW_IN_MAXIMIZED_VIEW = "Header, KeyBar"
    BINDINGS = [*BOUND]

    _looked: tuple[str, object] | None = None
    """The run from which somebody looked into another one, and what that was then."""

    _promise = ""
    """The message that says what esc does next."""

    _is_told = False
    """Whether there was any other message when the last key was pressed."""

    def compose(self) -> ComposeResult:
        """Header, panes and footer."""
        yield Header()
        yield from self.made()
        yield KeyBar([*on_the_way(), *last_line()])
        self._fit(self.app.size)

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
        self.session.give_up()
        if self.session.view.snapshot.diverged:
            self.session.say_diverged()
        elif self.look is not None and not self.has_class("-tiny"):
            from backprop_tui.ui.screens.ledger import LedgerScreen

            self.app.push_screen(LedgerScreen(self.session, self.look))

    def action_runs(self) -> None:
        """Open the table of runs."""
        if self.look is not None and not self.has_class("-tiny"):
            from backprop_tui.ui.screens.runs import RunsScreen

            self.app.push_screen(RunsScreen(self.session, self.look, self._looked_in))

    def _looked_in(self, left: str) -> None:
        """Somebody has gone into another run, and may want to go back to where it was."""
        shown = self.session.runs.shown
        self._looked = None
        if left != shown.letter:
            self._looked = left, self._known()
            step = f"{shown.trainer.step_number:,}"
            self._promise = f"This is run {shown.letter} at step {step}; esc goes back."
            self.toasts.answer(self._promise)

    def _known(self) -> object:
        """All that is known of the run that is shown; wherever one is in it, it stays the same."""
        shown = self.session.runs.shown
        return shown.letter, shown.length, shown.trainer.events

    def one_change(self) -> None:
        """Begin the run that is shown again with one setting changed, both in step."""
        if self.look is not None and not self.has_class("-tiny"):
            from backprop_tui.ui.screens.runs.one_change import OneChange

            letter = self.session.runs.shown.letter
            self.app.push_screen(OneChange(self.session, self.look, letter))

    def action_edit(self) -> None:
        """Change any setting: from the next step on, or for a new start."""
        self.session.give_up()
        if self.look is not None and not self.has_class("-tiny"):
            from backprop_tui.ui.screens.settings import SettingsScreen

            self.app.push_screen(SettingsScreen(self.session, self.look))

    def action_speed(self, factor: float) -> None:
        """Train faster or slower; say how fast where the first line has no room for it."""
        super().action_speed(factor)
        speed = formats.rate(self.session.view.run.speed)
        if not self.query_one(Header).says(speed):
            self.toasts.clear()
            self.notify(f"Speed: {speed}", timeout=SPEED_SECONDS)

    # What a person looks at.

    def action_inspect(self, direction: int) -> None:
        """Follow another unit."""
        units = [
            Unit(layer, index)
            for layer, size in enumerate(self.session.view.sizes)
            for index in range(size)
            if layer
        ]
        view = self.session.view
        # Without a unit it begins where one looks.
        start = units.index(Unit(view.focus, 0)) if direction > 0 else -1
        now = view.gaze.inspected
        at = units.index(now) + direction if now in units else start
        self._inspect(units[at % len(units)])

    def _inspect(self, unit: Unit | None) -> None:
        """Follow a unit, and look at its layer in every pane; or follow none."""
        looked: dict[str, object] = {"inspected": unit}
        if unit is not None:
            last = len(self.session.view.sizes) - 1
            looked["output"] = unit.layer == last
            if unit.layer < last:
                looked["hidden_layer"] = max(1, unit.layer)
        self.session.look(**looked)

    def action_rendering(self) -> None:
        """Draw the network in the next way that fits, or as it is drawn best."""
        width, height = self.query_one(NetworkDiagram).room.size
        self.session.look(rendering=following(self.session.view, width, height))

    def action_hidden_layer(self) -> None:
        """Show the next hidden layer; where the diagram shows one layer, after them the output."""
        view = self.session.view
        hidden = len(view.sizes) - 2
        diagram = self.query_one(NetworkDiagram)
        focused = hidden > 0 and choose(view, *diagram.room.size).one_layer
        if hidden < 2 and not focused:
            self.toasts.answer(f"There is {'one' if hidden else 'no'} hidden layer.")
            return
        present = view.focus if focused else view.hidden_layer or 0
        layer = present % (hidden + focused) + 1
        shown = {"hidden_layer": layer} if layer <= hidden else {}
        self.session.look(output=layer > hidden, **shown)

    def action_picture(self) -> None:
        """Show the picture of the problem or the numbers, or say why there is no picture."""
        for pane in self.query(Pictured):
            sees_picture = pane.is_on_screen and not self.session.view.gaze.numbers
            if not pane.is_on_screen:
                self.action_pane(pane.number)
            hindrance = pane.hindrance(self.session.view)
            if hindrance:
                self.toasts.answer(f"No picture: {hindrance}.")
            self.session.look(numbers=sees_picture and not hindrance)

    def touched(self) -> None:
        """A key is about to have its effect: what was read goes."""
        others = len(self.query("Toast")) - self.toasts.says(self._promise)
        self._is_told = others > 0
        self.toasts.touched()

    def action_back(self) -> None:
        """Undo the last way of looking, or give up a long way; messages go as well.

        Where there was a message nobody means to leave the run by that.
        """
        self.toasts.clear()
        if self.session.give_up():
            return
        if self.maximized is not None:
            self.minimize()
        elif self.session.view.gaze.inspected is not None:
            self.session.look(inspected=None)
        elif self.focused is not None:
            self.set_focus(None)
        elif self._looked is not None and not self._is_told:
            self._go_back(*self._looked)

    def _go_back(self, left: str, known: object) -> None:
        """Show the run again from which somebody looked into another one, and the table.

        Whoever has gone on in the other one does not only look any more.
        """
        self._looked = None
        if self._known() != known:
            return
        if left in {run.letter for run in self.session.runs.all}:
            self.session.enter(left)
        self.action_runs()

    @on(Pane.Picked)
    def _follow(self, picked: Pane.Picked) -> None:
        """Follow the case or the unit that was clicked."""
        target = picked.target
        if isinstance(target, Unit):
            same = target == self.session.view.gaze.inspected
            self._inspect(None if same else target)
        elif isinstance(target, Parameter):
            self._edit_parameter(target)
        elif isinstance(target, Moment):
            self.session.go_to(target.step)
        else:
            self.follow_case(target)

    def _edit_parameter(self, parameter: Parameter) -> None:
        """Let a weight or bias be set by hand."""
        from backprop_tui.ui.screens.editing import EditParameter

        self.app.push_screen(EditParameter(parameter, self.session))

    def show_help(self) -> None:
        """Open the page of keys and marks."""
        if self.look is not None:
            from backprop_tui.ui.screens.help import Help

            self.app.push_screen(Help([*keys(), *EVERYWHERE], self.look, self.session.view))

    def action_about(self) -> None:
        """Open the page on the experiment."""
        if self.look is not None and not self.has_class("-tiny"):
            from backprop_tui.ui.screens.about import About

            self.app.push_screen(About(self.look, self.session))

    def on_click(self, event: events.Click) -> None:
        """A message that is clicked says more."""
        if any(event.widget is toast for toast in self.query("Toast")):
            self.action_about()
