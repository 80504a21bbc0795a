"""The help lists every key that the dashboard knows, taken from the bindings themselves, and
explains every mark. Whatever is shown anywhere is explained here, in words that need no other page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual.binding import Binding
from textual.content import Content

from backprop_tui.engine.bugs import BUGS
from backprop_tui.engine.problems import Problem
from backprop_tui.report.advice.reach import reach_text
from backprop_tui.report.advice.remarks import present
from backprop_tui.report.curve import curve_text
from backprop_tui.report.names import full_names, input_names, listed, output_names
from backprop_tui.report.objective import is_shown, summed_over
from backprop_tui.report.schedule import schedule_texts
from backprop_tui.report.text.data import prepared_texts
from backprop_tui.report.text.given import start_texts
from backprop_tui.report.text.parameters import error_text
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.screens.marks import marks
from backprop_tui.ui.screens.page import PART, Page, beside, part
from backprop_tui.ui.view import View

GROUPS = {
    "run": "Train",
    "walk": "Walk through",
    "ledger": "Ledger",
    "runs": "Runs",
    "back": "Go back",
    "look": "Look",
    "app": "Program",
}
"""Headings by the first word of a binding's id."""

KEY_COLUMNS = 9
"""Columns of a key at least."""

FORMS = (5, 2)
"""Letters of the shorter names that drawings have where there is little room."""

MOST_LETTERS = 60
"""Letters of a name with its full one, about a line: the help is where a cut name is read whole."""


def key_lines(bindings: Iterable[Binding], look: Look) -> list[str]:
    """One line of markup for every binding, under the headings of their groups."""
    lines = []
    grouped: dict[str, list[Binding]] = {group: [] for group in GROUPS}
    for binding in bindings:
        group = (binding.id or "").split(".")[0]
        if group in grouped:
            grouped[group].append(binding)
    for group, members in grouped.items():
        explained = [member for member in members if member.tooltip]
        if not explained:
            continue
        lines.append(part(GROUPS[group]))
        keys = [look.glyphs(binding.key_display or binding.key) for binding in explained]
        width = max(KEY_COLUMNS, *map(len, keys))
        lines += [
            f"[b $nn-fwd]{key.rjust(width)}[/]  {binding.tooltip}"
            for key, binding in zip(keys, explained, strict=True)
        ]
        lines.append("")
    return lines


def mark_lines(look: Look, width: int) -> list[str]:
    """Every mark with its meaning, wrapped beside it, under where it is seen."""
    lines = []
    for heading, explained in marks().items():
        lines.append(part(heading))
        for name, meaning in explained:
            lines += beside(look.glyphs(name), look.glyphs(meaning), width)
        lines.append("")
    return lines


def now_lines(view: View, look: Look, width: int) -> list[str]:
    """What this run learns, descends and displays."""
    experiment = view.snapshot.experiment
    problem, loss = experiment.problem, experiment.loss_function
    said = {
        **({"preset": f"{experiment.preset} (i says more)"} if experiment.preset else {}),
        "problem": f"{problem.name}: {problem.summary}",
        **columns(problem),
        "descends": f"E = {error_text(experiment)}{summed_over(experiment, 'the cases')}",
        "displays": f"loss = {'E itself, the ' if is_shown(experiment) else ''}{loss.displayed}",
    }
    done = "; ".join(prepared_texts(problem))
    if done:
        said["cases"] = done
    given = [*start_texts(experiment), *schedule_texts(experiment)]
    beyond = reach_text(experiment)
    given += [beyond] if beyond else []
    said |= {"given" if not k else f"{k + 1}": text for k, text in enumerate(given)}
    if experiment.bug is not None:
        said["BUG"] = f"{experiment.bug}: {BUGS[experiment.bug].told(experiment)}"
    said["curve"] = curve_text(view.snapshot)
    if now := present(view.snapshot):
        said["now"] = now
    said["numbers"] = "all of one step: w, or backprop-tui trace"
    lines = [part("Running now")]
    for name, text in said.items():
        lines += beside(name, look.glyphs(text), width)
    return [*lines, ""]


def columns(problem: Problem) -> dict[str, str]:
    """What a table of one's own is learnt to say, and what its columns are called here."""
    if problem.path is None:
        return {}
    known = full_names(problem)

    def explained(names: Callable[..., Sequence[str]]) -> list[str]:
        """Every form of each name, the full one last: `bill_d = bi_de = bill_depth_mm`."""
        forms = zip(names(problem), *(names(problem, letters) for letters in FORMS), strict=True)
        found = []
        for each in forms:
            full = known.get(each[0], each[0])
            shorter = [form for form in dict.fromkeys(each) if form != full]
            found.append(" = ".join((*shorter, full)))
        return found

    targets, inputs = explained(output_names), explained(input_names)
    said = {
        "learns": listed(targets, letters=MOST_LETTERS),
        "from": listed(inputs, 12, letters=MOST_LETTERS),
    }
    return said | ({"table": "; ".join(problem.notes)} if problem.notes else {})


def contents(lines: Iterable[str], width: int) -> list[str]:
    """The headings of all parts, as a line or some."""
    parts = [Content.from_markup(line).plain for line in lines if line.startswith(PART)]
    return [*beside("on this page", ", ".join(parts), width), ""]


class Help(Page):
    """Keys and marks on one scrolling page."""

    BINDINGS = [Binding("question_mark", "dismiss", "close", show=False)]

    def __init__(self, bindings: Iterable[Binding], look: Look, view: View) -> None:
        super().__init__(look)
        self._shown, self._view = list(bindings), view

    def heading(self) -> str:
        return "Help"

    def lines(self, width: int) -> list[str]:
        lines = [
            *(self.look.glyphs(line) for line in key_lines(self._shown, self.look)),
            *now_lines(self._view, self.look, width),
            *mark_lines(self.look, width),
        ]
        return [*contents(lines, width), *lines]
