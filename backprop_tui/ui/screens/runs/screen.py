"""The runs that are kept, in a table, and all of their curves. It follows the run that is shown, so
that two runs that go in step are seen to part.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from textual import events
from textual.app import ComposeResult

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.runs.run_list import MOST
from backprop_tui.report.command import short_command
from backprop_tui.report.comparison.sentences import words
from backprop_tui.report.comparison.survey import Survey
from backprop_tui.report.names import sentence
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.screens.runs import sheet
from backprop_tui.ui.screens.runs.keys import KEYS
from backprop_tui.ui.screens.runs.naming import NameRun
from backprop_tui.ui.screens.runs.one_change import OneChange
from backprop_tui.ui.screens.runs.table import Listed
from backprop_tui.ui.screens.step_screen import StepScreen
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.drawing import Drawing
from backprop_tui.ui.widgets.header import Header
from backprop_tui.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from backprop_tui.engine.runs.run import Run
    from backprop_tui.ui.session.session import Session


class Saves(Protocol):
    """What the table asks of the app."""

    def save_session(self) -> None:
        """Write all runs as they stand to a file, and say where it is or why it is not."""


class RunsScreen(StepScreen):
    """The table of runs.

    Args:
        session: Whose.
        look: What it is drawn with.
        left: Hears which run was shown when somebody goes into another one.
    """

    BINDINGS = [*KEYS]
    EXPLAINED = KEYS

    page: sheet.Page
    """What is drawn."""

    def __init__(
        self, session: Session, look: Look, left: Callable[[str], None] = lambda letter: None
    ) -> None:
        super().__init__(session, look)
        self._left = left
        self._came_from = session.runs.shown.letter
        self._drawing = Drawing(sheet.paint, id="runs")
        self._survey = Survey()
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
        live = frozenset(run.letter for run in runs.partners)
        listed = Listed(kept, self._selected, runs.shown.letter, live)
        said = tuple(words(self._selected, kept))
        command = self._command()
        run = self.chosen.trainer
        # Its row and its curve are those of its end.
        place = f"Step {run.step_number:,}" if run.is_past else ""
        self.page = sheet.Page(listed, MOST, said, command, self._is_chart, place)

    def _command(self) -> str:
        """What to type to be where the chosen run is; empty if that is too long for a line."""
        run, trainer = self.chosen, self.chosen.trainer
        return short_command(trainer.beginning, trainer.events, run.step) or ""

    @property
    def chosen(self) -> Run:
        """The run of the marked row."""
        return self.session.runs.run(self._selected)

    def diagram_view(self) -> View:
        return self.session.view

    def idle_keys(self) -> frozenset[str]:
        alone = len(self.page.listed.runs) == 1
        return frozenset({"runs.row", "runs.enter", "runs.drop"} if alone else ())

    def paint(self, look: Look) -> None:
        self._drawing.draw(self.page, look)

    def _again(self) -> None:
        """Read and draw all of it: something was done that no step tells of."""
        self.read()
        self.show()

    # What keys do.

    def action_move(self, rows: int) -> None:
        """Choose another run."""
        listed = self.page.listed
        at = max(0, min(len(listed.runs) - 1, listed.at + rows))
        self._choose(listed.runs[at].letter)

    def _choose(self, letter: str) -> None:
        """Choose a run."""
        self._selected = letter
        self._again()

    def action_enter(self) -> None:
        """Go into the chosen run."""
        before = self._caller
        self.session.enter(self._selected)
        self._left(before)
        self.dismiss()

    @property
    def _caller(self) -> str:
        """The run from which somebody came here, if it is still kept."""
        runs = self.session.runs
        kept = {run.letter for run in runs.all}
        return self._came_from if self._came_from in kept else runs.shown.letter

    def action_back(self) -> None:
        """Go back to the run from which one came, whatever was begun here meanwhile."""
        if self.is_on_top and self.session.view.run.going is None:
            self.session.enter(self._caller)
        self.dismiss()

    def action_undo(self) -> None:
        """Take back the last deed."""
        self._take_back(self.session.undo)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._take_back(self.session.redo)

    def _take_back(self, take: Callable[[], None]) -> None:
        """Take something back, and choose what is kept again or shown now."""
        runs = self.session.runs
        kept, shown = set(runs.all), runs.shown
        take()
        if runs.shown is not shown:
            # It leads to another run, as one wanted.
            self._selected = self._came_from = runs.shown.letter
        self._selected = next((r.letter for r in runs.all if r not in kept), self._selected)
        self._again()

    def action_pin(self) -> None:
        """Let the chosen run stay, or not."""
        self._do(partial(self.session.pin, self._selected))

    def action_drop(self) -> None:
        """Keep the chosen run no longer; choose the next one."""
        listed = self.page.listed
        others = [run.letter for run in listed.runs if run.letter != self._selected]
        self._do(partial(self.session.drop, self._selected))
        kept = {run.letter for run in self.session.runs.all}
        if self._selected not in kept and others:
            self._choose(others[min(listed.at, len(others) - 1)])

    def _do(self, deed: Callable[[], object]) -> None:
        """Do something to the list, or say why it cannot be."""
        try:
            deed()
        except BadSetting as refusal:
            self.say(f"{sentence(str(refusal))}.")
        self._again()

    def action_name(self) -> None:
        """Give the chosen run a name."""
        self.app.push_screen(NameRun(self.session, self._selected), lambda _: self._again())

    def action_one_change(self) -> None:
        """Begin the same with one setting changed, in step with it."""
        if self.look is not None:
            screen = OneChange(self.session, self.look, self._selected)
            self.app.push_screen(screen, lambda _: self._choose_partner())

    def _choose_partner(self) -> None:
        """Choose what goes in step now, which is what has been made."""
        runs = self.session.runs
        self._choose(next((run.letter for run in runs.partners), self._selected))

    def action_train(self) -> None:
        """Train, or pause."""
        self.session.toggle()

    def action_save(self) -> None:
        """Write all runs to a file."""
        cast(Saves, self.app).save_session()

    def action_chart(self) -> None:
        """The curves alone, or all again."""
        self._is_chart = not self._is_chart
        self._again()

    def on_click(self, event: events.Click) -> None:
        """Choose the run that was clicked; go into the chosen one."""
        target = self.spot(event, self._drawing)
        if target == self._selected:
            self.action_enter()
        elif isinstance(target, str):
            self._choose(target)
