"""What the network answers to each input, beside what it should answer. The bar shows at a glance
how far each answer is from its target; the mark says whether it counts as right.
"""

from __future__ import annotations

from collections.abc import Sequence

from backprop_tui.report.advice.reach import reach_marks
from backprop_tui.report.hair import by_a_hair, hair_text
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.frames import Caption, Word, plain
from backprop_tui.ui.drawing.heats import middle_row
from backprop_tui.ui.order import Aside
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_form import Answers
from backprop_tui.ui.widgets.answer_forms import answer_labels, form_of
from backprop_tui.ui.widgets.cases import MARK, sorting
from backprop_tui.ui.widgets.pane import Pane
from backprop_tui.ui.widgets.side_by_side import Blocks, blocks

NARROWEST, WIDE = 36, 60
"""Columns of a table that goes on beside itself at least, and beside names of cases."""

TALLEST = 12
"""Rows of a line of a case at most."""


class Predictions(Pane):
    """A row per case: inputs, target, prediction, bar, error, right or wrong."""

    HEADING = "Predictions"

    MARKS = (
        ("error", "ŷ − y: how far the answer is off, with its sign; dim: by 0.1 at most"),
        ("✓ ✗", "right: less than 0.5 away from its target, with --levels less than half the "
         "distance between them (for measured values: within a tenth of their range)"),
        ("≈✓ ≈✗", "by a hair: the answer lies within 0.0005 of where the verdict changes (the "
         "middle of both levels, for classes the largest other output); digits that are not shown "
         "decide, and may be those of rounding"),
        ("ŷ colours", "blue above the middle of the targets (of 0 and 1: 0.5), orange below it; "
         "its bar and its tile too"),
        ("━━╸┼──", "ŷ as a bar from the lowest to the highest target; ┼ is the middle"),
        ("01  #7", "an input by its bits, by its name in as many letters as there is room for, or "
         "by its place among the cases; panes 3 and 4 call it the same"),
        ("p", "several outputs that are classes: y is the name or the number of the right output, "
         "ŷ of the largest one, p what the right one puts out (best: 1, or the higher of "
         "--levels), error p less that"),
        ("→ ≠", "many outputs of which few should be on: the names of those that are (above the "
         "middle of the targets), and after ≠ of those that should be, where they are others; "
         "error: of the output that is furthest off, without its sign"),
        ("011 → 001", "up to eight outputs that are 0 or 1: the bits of y, then those that ŷ is "
         "nearest to (~ just between, + or - too far beyond; ≠ and red: wrong), what each output "
         "puts out where there is room, and the largest error, without its sign"),
        ("out", "several outputs with values of their own: the name or the number of an output; y, "
         "ŷ and error are this output's. Where not all have room (z zooms), it is the output that "
         "is furthest off"),
        ("σ gives 0…1", "in red: some targets lie beyond what the output unit can put out, so they "
         "are never reached"),
        ("test 3/5", "how many are right of the cases that are put aside (--test): nothing is "
         "learnt from them, so neither w nor another pane shows them. They stand below, marked t; "
         "where they have no room, end and ↓ go on to them from the last of the others"),
        ("rows 1–5", "the cases that have room, as the bar in the frame shows; ↑↓ PgUp PgDn home "
         "end and the wheel go to the others, x to the next that is wrong; on a large pane the "
         "table goes on beside itself"),
        ("by error", "sorted (o): those furthest off first, while training once a second anew; "
         "test cases among themselves"),
    )  # fmt: skip

    def depends(self, view: View) -> object:
        return view.snapshot, view.order, view.gaze.selected, view.gaze.beyond

    def paint(self, canvas: Canvas, view: View) -> None:
        snapshot, height = view.snapshot, canvas.height
        lines, cases, aside = self._lines(view, height), len(snapshot.right), self._aside(view)
        table = self._table(view, canvas.width, height)
        tall = max(1, min(TALLEST, (height - 1) // (cases + aside) // lines))
        each = table.rows // (lines * tall)
        fitting = table.across * each
        window, tests = view.order.windows(view.gaze.selected, view.gaze.beyond, fitting)
        rows: list[int | Aside] = [*window.cases, *map(Aside, tests.cases)]
        for block in range(table.across):
            with canvas.part(table.left(block), table.width) as part:
                shown = rows[block * each : (block + 1) * each]
                self._block(part, view, shown, lines, tall)
        lit = min(each, len(window.cases)) * lines * tall
        if view.order.keeps(fitting):
            canvas.scrolled(1, lit, *window.span, cases)
        else:
            first = window.first + min(view.gaze.beyond, aside)
            canvas.scrolled(1, each * lines * tall, first, fitting, cases + aside)

    def _block(
        self, canvas: Canvas, view: View, rows: Sequence[int | Aside], lines: int, tall: int
    ) -> None:
        """A heading, and below it some cases, each in so many lines of so many rows."""
        snapshot, palette = view.snapshot, canvas.palette
        problem, held_out = snapshot.experiment.problem, snapshot.held_out
        form, labels = form_of(problem), answer_labels(view, canvas.width, self._is_alone)
        canvas.text(MARK, 0, labels.heading, palette.muted)
        form.heading(canvas, view, labels, tall)
        answers = Answers(problem, snapshot.predictions, snapshot.right)
        y, height = 1, lines * tall
        for case in rows:
            middle, selected = middle_row(y, tall), case == view.gaze.selected
            if isinstance(case, Aside):
                assert held_out is not None, "nothing else is put aside"
                tested = Answers(held_out.problem, held_out.predictions, held_out.right)
                canvas.text(0, middle, "t", palette.forward)
                labels.of(held_out.problem).paint(canvas, case.case, middle, False)
                form.answer(canvas, view, labels, tested, case.case, y, lines, tall)
            else:
                if selected:
                    canvas.fill(0, y, canvas.width, height if tall > 2 else 1, palette.row)
                labels.paint(canvas, case, middle, selected)
                form.answer(canvas, view, labels, answers, case, y, lines, tall)
            canvas.spot(0, y, canvas.width, height, case)
            y += height

    @property
    def _is_alone(self) -> bool:
        """Whether the pane has the screen to itself, and its names all the room."""
        return self.is_attached and self.screen.maximized is self

    @staticmethod
    def _aside(view: View) -> int:
        """How many cases are put aside."""
        held_out = view.snapshot.held_out
        return 0 if held_out is None else len(held_out.right)

    def _lines(self, view: View, height: int) -> int:
        """How many lines a case has in a table of so many rows."""
        problem, cases = view.snapshot.experiment.problem, len(view.snapshot.right)
        return form_of(problem).rows(problem, cases + self._aside(view), height)

    def _table(self, view: View, width: int, height: int) -> Blocks:
        """How the table stands in so many columns and rows."""
        rows = self._lines(view, height) * (len(view.snapshot.right) + self._aside(view))
        least = NARROWEST
        if view.snapshot.experiment.problem.case_names:
            # Names of their own are not cut for it.
            least = WIDE + answer_labels(view, width, self._is_alone).width
        return blocks(rows, least, width, height)

    def _fitting(self, view: View, width: int, height: int) -> int:
        """How many cases have room in so many columns and rows."""
        table = self._table(view, width, height)
        return table.across * (table.rows // self._lines(view, height))

    def title(self, view: View) -> tuple[Word, ...]:
        return *super().title(view), *sorting(view)

    @property
    def rows_beyond(self) -> int:
        if self._shown is None or self._canvas is None:
            return 0
        view = self._shown[0]
        rows = self._fitting(view, self._canvas.width, self._canvas.height)
        return 0 if view.order.keeps(rows) else len(view.order.tested)

    def subtitles(self, view: View, width: int, height: int) -> tuple[Caption, ...]:
        snapshot = view.snapshot
        hair = hair_text(by_a_hair(snapshot.experiment.problem, snapshot.predictions))
        usual = self._subtitles(view, width, height, " right")
        if not hair:
            return usual
        longer = self._subtitles(view, width, height, f" right, {hair}")
        return *(each for each in longer if hair in plain(each)), *usual

    def _subtitles(self, view: View, width: int, height: int, verdict: str) -> tuple[Caption, ...]:
        """The same with this after how many."""
        right = view.snapshot.right
        count = Word(f"{int(right.sum())}/{len(right)}", "foreground", bold=True)

        held_out = view.snapshot.held_out
        tested = (
            () if held_out is None else (f"test {int(held_out.right.sum())}/{len(held_out.right)}",)
        )

        def said(*facts: str) -> tuple[Word, ...]:
            return count, Word(" · ".join((verdict, *tested, *facts)))

        problem, each = view.snapshot.experiment.problem, self._lines(view, height)
        fitting = self._fitting(view, width, height)
        window, tests = view.order.windows(view.gaze.selected, view.gaze.beyond, fitting)
        scrolled = 0 < len(window.cases) < len(right)
        if scrolled and view.gaze.beyond and not view.order.keeps(fitting):
            rows = f"{' · '.join(tested)}, {tests.said}"
            return (count, Word(f"{verdict} · {rows}")), (count, Word(f" · {rows}")), rows
        seen, of = window.said if scrolled else "", f" of {len(right)}"
        beyond = reach_marks(view.snapshot.experiment)
        if beyond:
            marks = [Word(mark, "error") for mark in beyond]
            longest = [(*said(""), marks[0], Word(f" · {seen}{of}"))]
            return *longest[:scrolled], *((*said(""), mark) for mark in marks), (marks[-1],)
        meanings = form_of(problem).meanings(problem, each)
        if not scrolled:
            return *(said(meaning) for meaning in meanings), said()
        bare = count, Word(" · ".join(("", *tested, seen)))
        short = said(seen + of), said(seen), bare, said()
        return *(said(seen, meaning) for meaning in meanings), *short
