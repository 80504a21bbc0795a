"""Looking among many cases: on and back, by pages, to those that are wrong, sorted or not. It all
goes by the order that is shown, so the next case is always the one in the next row.
"""

from __future__ import annotations

import numpy as np
from textual import on

from backprop_tui.engine.records import Snapshot
from backprop_tui.ui.order import Aside, by_error
from backprop_tui.ui.screens.training import TrainingScreen
from backprop_tui.ui.widgets.pane import Pane

PAGE = 10
"""Inputs that are passed at once where no table shows any."""


class CasesScreen(TrainingScreen):
    """What keys and the wheel do to the case that all panes follow."""

    def action_select(self, direction: int) -> None:
        """Follow the case in the next row, after the last one the first."""
        self._go((self._place + direction) % (self._last + 1))

    def action_page(self, pages: int) -> None:
        """Follow the case a page away, or the last one on the way there."""
        shown = [pane.cases_shown for pane in self._tables]
        # Where two tables differ the smaller page: no row is passed over in either.
        self._move(pages * min((cases for cases in shown if cases), default=PAGE))

    def action_sort(self) -> None:
        """Show the cases that are furthest off first, from the top; or all as in the table."""
        view = self.session.view
        if view.gaze.sorted:
            self.session.look(sorted=False, beyond=0)
        else:
            first = int(by_error(view.snapshot).cases[0])
            self.session.look(sorted=True, selected=first, beyond=0)

    def action_wrong(self, direction: int) -> None:
        """Follow the next case that is answered wrong, after the last one the first."""
        view = self.session.view
        cases = view.order.cases[::direction]
        at = int(np.flatnonzero(cases == view.gaze.selected)[0])
        onward = np.concatenate((cases[at + 1 :], cases[: at + 1]))
        wrong = onward[~view.snapshot.right[onward]]
        if not len(wrong):
            said = _learnt_text(view.snapshot, "right", "not")
            self.toasts.answer(f"Every case{said}.")
        elif wrong[0] == view.gaze.selected:
            said = _learnt_text(view.snapshot, "wrong", "wrong")
            self.toasts.answer(f"No other case{said}.")
        else:
            self.session.look(selected=int(wrong[0]), beyond=0)

    @on(Pane.Scrolled)
    def _turned(self, scrolled: Pane.Scrolled) -> None:
        """Follow another case, some rows away."""
        self._move(scrolled.rows)

    def follow_case(self, target: object) -> None:
        """Follow the case that was clicked; of one that is put aside nothing else can be shown."""
        if isinstance(target, Aside):
            said = "Nothing is learnt from a test case, so no step and no pane follows it."
            self.toasts.answer(said)
        elif isinstance(target, int):
            self.session.look(selected=target, beyond=0)

    @property
    def _tables(self) -> list[Pane]:
        """The panes that can be seen."""
        return [pane for pane in self.query(Pane) if pane.is_on_screen]

    @property
    def _last(self) -> int:
        """The last place to go to: that of a case that is put aside, if they need scrolling."""
        beyond = max((pane.rows_beyond for pane in self._tables), default=0)
        return len(self.session.view.snapshot.right) - 1 + beyond

    @property
    def _place(self) -> int:
        """The place that is looked at."""
        view = self.session.view
        return min(self._last, view.order.place(view.gaze.selected) + view.gaze.beyond)

    def _move(self, rows: int) -> None:
        """Go some rows on, not beyond the ends."""
        self._go(max(0, min(self._last, self._place + rows)))

    def _go(self, place: int) -> None:
        """Look at a place: follow the case that stands there, or the last one before it."""
        cases = self.session.view.order.cases
        case = min(place, len(cases) - 1)
        self.session.look(selected=int(cases[case]), beyond=place - case)


def _learnt_text(snapshot: Snapshot, is_so: str, aside: str) -> str:
    """Of which cases something is so: of those that are learnt, if others are answered wrong that
    were put aside: ` that is learnt is right; 2 of the 4 put aside are not`.

    Args:
        snapshot: How cases are answered.
        is_so: What those that are learnt are.
        aside: What some of those that are put aside are.
    """
    right = np.ones(0, dtype=bool) if snapshot.held_out is None else snapshot.held_out.right
    wrong, cases = int((~right).sum()), len(right)
    if not wrong:
        return f" is {is_so}"
    some = f"{wrong} of the {cases}" if cases > 1 else "the one"
    return f" that is learnt is {is_so}; {some} put aside {'is' if wrong == 1 else 'are'} {aside}"
