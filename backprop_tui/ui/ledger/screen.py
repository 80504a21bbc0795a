"""All parameters of the next step in one table, with their gradients checked by nudging each. While
the network trains the table follows; when it rests, the check is made again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen

from backprop_tui.engine import check_gradients
from backprop_tui.report.ledger import ledger
from backprop_tui.ui.canvas import Canvas, Look
from backprop_tui.ui.diagram.wires import FAINTEST_SCALE
from backprop_tui.ui.flow import Flow, Wire
from backprop_tui.ui.key_bar import KeyBar
from backprop_tui.ui.ledger import table
from backprop_tui.ui.panes.network_diagram import NetworkDiagram
from backprop_tui.ui.panes.pane import Drawing
from backprop_tui.ui.view import View

if TYPE_CHECKING:
    from backprop_tui.ui.training import TrainingScreen

MOST_CHECKED = 1000
"""With more parameters than this, nudging each takes too long to do at every step."""

KEYS = [
    Binding("up", "move(-1)", "row", id="ledger.row", key_display="↑↓", tooltip="choose a row"),
    Binding("down", "move(1)", "next row", show=False),
    Binding("pageup", "move(-10)", "page up", show=False),
    Binding("pagedown", "move(10)", "page down", show=False),
    Binding("home", "move(-1000000)", "first", show=False),
    Binding("end", "move(1000000)", "last", show=False),
    Binding("o", "sort", "largest first", id="ledger.sort", tooltip="by the size of the change"),
    Binding("enter", "edit", "edit", id="ledger.edit", tooltip="set this parameter by hand"),
    Binding("s", "step", "step", id="ledger.step", tooltip="one step"),
    Binding("space", "train", "train", id="ledger.train", tooltip="train, or pause"),
    Binding("escape,l", "dismiss", "close", id="ledger.close", key_display="esc"),
    Binding("t", "app.dark_light", "dark/light", show=False),
    Binding("q", "app.quit", "quit", show=False),
]


class LedgerScreen(Screen[None]):
    """The table, and the diagram with the chosen wire lit."""

    AUTO_FOCUS = ""
    BINDINGS = [*KEYS]

    view: reactive[View | None] = reactive(None, repaint=False)
    """What the diagram shows."""

    look: reactive[Look | None] = reactive(None, repaint=False)
    """Colours and marks."""

    def __init__(self, training: TrainingScreen, look: Look) -> None:
        super().__init__()
        self._training = training
        self._drawing = Drawing(self._paint)
        self._seen: View | None = None
        self.page = table.Page((), 0, False, 0)
        self._read(training.present)
        self.set_reactive(LedgerScreen.look, look)
        self.set_reactive(LedgerScreen.view, self._lit())

    def compose(self) -> ComposeResult:
        yield NetworkDiagram(1, "network").data_bind(LedgerScreen.view, LedgerScreen.look)
        with Container(id="ledger"):
            yield self._drawing
        yield KeyBar(KEYS).data_bind(LedgerScreen.view, LedgerScreen.look)

    def on_mount(self) -> None:
        """Follow the run."""
        self._fit()
        self.watch(self._training, "view", self._follow, init=False)
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._fit()
        self.call_after_refresh(self._draw)

    def _fit(self) -> None:
        width, height = self.app.size
        self.update_classes({"-h29": height >= 29, "-small": width < 72 or height < 23})
        self.set_class(self.look is not None and not self.look.glyphs.unicode, "-ascii")

    def _follow(self, view: View) -> None:
        """Show another moment of the run."""
        if view is not self._seen:
            self._read(view)
            self._show()

    def _read(self, view: View) -> None:
        """Make the rows of the step that would be taken next."""
        self._seen = view
        if view.snapshot.diverged:
            return
        record = self._training.trainer.record()
        note = ""
        checks = None
        if view.training:
            note = "the check is made when training pauses"
        elif record.experiment.parameters > MOST_CHECKED:
            note = f"{record.experiment.parameters:,} parameters: backprop-tui check"
        else:
            checks = check_gradients(record)
        entries = ledger(record, checks)
        if self.page.sorted:
            entries = tuple(sorted(entries, key=lambda entry: -abs(entry.change)))
        self.page = replace(self.page, entries=entries, step=record.step, note=note)

    def _lit(self) -> View:
        """The diagram's view: weights, with the chosen one lit."""
        view = self._training.present
        entry = self.page.entries[self.page.chosen]
        snapshot = view.snapshot
        flow = Flow(
            units=tuple(view.carried(layer) for layer in range(len(view.sizes))),
            wires=snapshot.weights,
            biases=snapshot.biases,
            least=FAINTEST_SCALE,
            wire=Wire(*entry.parameter),
            heading=entry.name,
            caption="weights, and what units put out",
        )
        return replace(view, flow=flow, inspected=None, rendering=None)

    def _show(self) -> None:
        self.view = self._lit()
        self._draw()

    def watch_look(self) -> None:
        if self.is_mounted:
            self._draw()

    def _draw(self) -> None:
        if self.look is None:
            return
        self._drawing.draw(self.page, self.look)
        frame, glyphs = self.query_one("#ledger"), self.look.glyphs
        frame.border_title = Content(
            glyphs(f"Ledger of step {self.page.step:,} → {self.page.step + 1:,}")
        )
        frame.border_subtitle = Content(glyphs(self._verdict()))

    def _verdict(self) -> str:
        """What the check found, with its largest difference."""
        worst, count = self.page.worst, len(self.page.entries)
        where = f"row {self.page.chosen + 1} of {count}"
        if self.page.note or worst is None:
            return f"{where} · {self.page.note or 'nothing to compare'}"
        said = "WRONG" if table.wrong(worst) else "right"
        return f"{where} · check {said}, largest {table.apart(worst.relative)} at {worst.name}"

    def _paint(self, canvas: Canvas, page: table.Page) -> None:
        table.paint(canvas, page)

    def action_move(self, rows: int) -> None:
        """Choose another row."""
        chosen = max(0, min(len(self.page.entries) - 1, self.page.chosen + rows))
        self.page = replace(self.page, chosen=chosen)
        self._show()

    def action_sort(self) -> None:
        """The largest changes first, or the order of the network."""
        self.page = replace(self.page, sorted=not self.page.sorted, chosen=0)
        self._read(self._training.present)
        self._show()

    def action_step(self) -> None:
        """One step."""
        self._training.action_step(1)

    def action_train(self) -> None:
        """Train, or pause."""
        self._training.action_train()

    def action_edit(self) -> None:
        """Set the chosen parameter by hand."""
        from backprop_tui.ui.editing import EditParameter

        entry = self.page.entries[self.page.chosen]
        self.app.push_screen(EditParameter(entry.parameter, entry.name, self._training))

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        offset = event.get_content_offset(self._drawing) if event.widget is self._drawing else None
        target = self._drawing.at(*offset) if offset is not None else None
        if isinstance(target, int):
            self.action_move(target - self.page.chosen)
