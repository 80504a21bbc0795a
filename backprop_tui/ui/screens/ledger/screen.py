"""All parameters of the next step in one table, with their gradients checked by nudging each. While
the network trains the table follows; when it rests, the check is made again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from backprop_tui.engine import Parameter, check_gradients
from backprop_tui.report.ledger import ledger
from backprop_tui.ui.diagram.strands import FAINTEST_SCALE
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.layouts import blanks
from backprop_tui.ui.overlay import DiagramOverlay
from backprop_tui.ui.panes.network_diagram import NetworkDiagram
from backprop_tui.ui.screens.ledger import heading, table
from backprop_tui.ui.screens.ledger.keys import KEYS
from backprop_tui.ui.screens.step_screen import StepScreen
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.drawing import Drawing
from backprop_tui.ui.widgets.header import Header
from backprop_tui.ui.widgets.key_bar import KeyBar
from backprop_tui.ui.widgets.pane import FRAME, Pane

if TYPE_CHECKING:
    from backprop_tui.ui.session.session import Session

MOST_CHECKED = 1000
"""With more parameters than this, nudging each takes too long to do at every step."""


class LedgerScreen(StepScreen):
    """The table, and the diagram with the chosen wire lit."""

    BINDINGS = [*KEYS]
    EXPLAINED = KEYS
    GIVES_WAY = "ledger.step"

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._drawing = Drawing(self._paint)
        self.page = table.Page()

    def parts(self) -> ComposeResult:
        yield Header()
        yield NetworkDiagram(1, "network")
        with Container(id="ledger"):
            yield self._drawing
        yield KeyBar(KEYS)

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        for diagram in self.query(NetworkDiagram):
            diagram.blanks = blanks(width, height)

    def read(self) -> None:
        view = self.session.view
        record = self.session.record()
        checks, note = None, ""
        if view.snapshot.diverged:
            note = "the loss is no longer a finite number"
        elif view.run.training:
            note = "the check is made when training pauses"
        elif record.experiment.parameters > MOST_CHECKED:
            note = "too many to nudge each of them here: backprop-tui check"
        else:
            checks = check_gradients(record)
        entries = ledger(record, checks)
        self.page = replace(self.page, all=entries, step=record.step, note=note)

    def diagram_view(self) -> View:
        view, entry = self.session.view, self.page.entry
        snapshot = view.snapshot
        overlay = DiagramOverlay(
            units=tuple(view.unit_values(layer) for layer in range(len(view.sizes))),
            wires=snapshot.weights,
            biases=snapshot.biases,
            least=FAINTEST_SCALE,
            wire=entry.parameter,
            heading=entry.name,
            caption="weights, and what units put out",
        )
        return view.overlaid(overlay)

    def idle_keys(self) -> frozenset[str]:
        alone = len(self.page.entries) == 1
        idle = {"ledger.row", "ledger.sort"} if alone else set()
        return frozenset(idle | self.idle_in_time)

    def paint(self, look: Look) -> None:
        self._drawing.draw(self.page, look)
        frame = self.query_one("#ledger")
        room = self.app.size.width - 2 - FRAME
        frame.border_title = heading.title(self.session.view, self.page.step, look, room)
        frame.border_subtitle = heading.verdict(self.page, look, room)

    def _paint(self, canvas: Canvas, page: table.Page) -> None:
        table.paint(canvas, page)

    def action_move(self, rows: int) -> None:
        """Choose another row."""
        row = max(0, min(len(self.page.entries) - 1, self.page.row + rows))
        self._choose(self.page.entries[row].parameter)

    def action_page(self, pages: int) -> None:
        """Choose the row a page away."""
        self.action_move(pages * max(1, table.rows(self._drawing.size.height)))

    def _choose(self, parameter: Parameter) -> None:
        """Light a row and its wire."""
        self.page = replace(self.page, chosen=parameter)
        self.show()

    def action_shift(self, columns: int) -> None:
        """Show other columns, if some have no room."""
        if len(table.columns(self.page, self._drawing.size.width)) == len(self.page.columns):
            self.say("All columns are on the screen.")
            return
        self.page = replace(self.page, column=self.page.column + columns)
        last = table.columns(self.page, self._drawing.size.width).start
        self.page = replace(self.page, column=last)
        self.show()

    def action_sort(self) -> None:
        """The largest changes first, or the order of the network."""
        self.page = replace(self.page, sorted=not self.page.sorted)
        self._choose(self.page.entries[0].parameter)

    def action_step(self) -> None:
        """One step."""
        self.session.step(1)

    def action_train(self) -> None:
        """Train, or pause."""
        self.session.toggle()

    def action_edit(self) -> None:
        """Set the chosen parameter by hand."""
        from backprop_tui.ui.screens.editing import EditParameter

        self.app.push_screen(EditParameter(self.page.entry.parameter, self.session))

    def action_settings(self) -> None:
        """Change any setting; the table follows."""
        from backprop_tui.ui.screens.settings import SettingsScreen

        if self.look is not None:
            self.app.push_screen(SettingsScreen(self.session, self.look))

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        target = self.spot(event, self._drawing)
        if isinstance(target, int):
            self._choose(self.page.entries[target].parameter)

    def on_pane_picked(self, picked: Pane.Picked) -> None:
        """Choose and set the weight whose number was clicked; the dashboard must not hear of it."""
        picked.stop()
        if isinstance(picked.target, Parameter):
            self._choose(picked.target)
            self.action_edit()
