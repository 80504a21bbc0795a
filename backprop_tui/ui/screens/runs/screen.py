"""The runs that are kept, in a table, and all of their curves. It follows the run that is shown, so
that two runs that go in step are seen to part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from backprop_tui.engine.runs.run_list import MOST
from backprop_tui.report.comparison.sentences import words
from backprop_tui.report.comparison.survey import Survey
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.screens.runs import sheet
from backprop_tui.ui.screens.runs.keys import KEYS
from backprop_tui.ui.screens.runs.table import Listed
from backprop_tui.ui.screens.step_screen import StepScreen
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.drawing import Drawing
from backprop_tui.ui.widgets.header import Header
from backprop_tui.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from backprop_tui.ui.session.session import Session


class RunsScreen(StepScreen):
    """The table of runs."""

    BINDINGS = [*KEYS]
    EXPLAINED = KEYS

    page: sheet.Page
    """What is drawn."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._drawing = Drawing(sheet.paint, id="runs")
        self._survey = Survey(session.runs.words)
        self._selected = session.runs.shown.letter
        self._is_chart = False

    def parts(self) -> ComposeResult:
        yield Header()
        yield self._drawing
        yield KeyBar(KEYS)

    def read(self) -> None:
        runs = self.session.runs
        kept = self._survey.of(runs.all)
        if self._selected not in {run.letter for run in kept}:
            self._selected = runs.shown.letter
        partner = runs.partner
        live = frozenset() if partner is None else frozenset({partner.letter})
        listed = Listed(kept, self._selected, runs.shown.letter, live)
        said = tuple(words(self._selected, kept))
        self.page = sheet.Page(listed, MOST, said, is_chart=self._is_chart)

    def diagram_view(self) -> View:
        return self.session.view

    def idle_keys(self) -> frozenset[str]:
        alone = len(self.page.listed.runs) == 1
        return frozenset({"runs.row", "runs.enter", "runs.drop"} if alone else ())

    def paint(self, look: Look) -> None:
        self._drawing.draw(self.page, look)
