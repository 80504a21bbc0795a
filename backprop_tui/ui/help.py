"""The help lists every key that the dashboard knows, taken from the bindings themselves, and
explains every mark. Whatever is shown anywhere is explained here, in words that need no other page.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from backprop_tui.engine.gradcheck import TOLERANCE
from backprop_tui.engine.problems import Problem
from backprop_tui.ui.canvas import Look
from backprop_tui.ui.view import View

GROUPS = {
    "run": "Train",
    "look": "Look",
    "walk": "Walk through",
    "ledger": "Ledger",
    "app": "Program",
}
"""Headings by the first word of a binding's id."""

MARKS = (
    ("━━ +  ┄┄ −", "a weight above zero is blue and solid, below zero orange and dotted; "
     "the bolder the wire, the larger |w|"),
    ("x  y  ŷ", "input, target (what the answer should be), prediction (what the network answers)"),
    ("h1 0.47", "hidden unit 1 puts out 0.47 for the selected input; "
     "further hidden layers are g, k, m …"),
    ("W₁  b₁", "the weights into layer 1, one number a wire; its biases, if it has any (--bias)"),
    ("z, a", "a unit's weighted sum z = inputs · weights (+ bias), and its output a = f(z)"),
    ("σ", "the sigmoid 1/(1 + e^-z), the f that squashes every sum into 0…1"),
    ("tile", "on large screens a unit is a small picture of its answer over all inputs: "
     "x1 to the right, x2 upwards; blue is high"),
    ("error", "ŷ − y: how far the answer is off, with its sign"),
    ("ŷ colours", "blue above the middle of the targets (0.5), orange below it; "
     "its bar and its tile too"),
    ("p  #", "several outputs: for classes y and ŷ are numbers of outputs and p is the "
     "right one's output; else # is the output furthest off, y and ŷ are its own"),
    ("max  % +", "under the pixels of a large matrix: its largest |w|, and the share of "
     "weights above zero"),
    ("big  tiny", "a number with no room in its column, far from 0 or close to it; … is one too"),
    ("✓ ✗", "right: less than 0.5 away from its target "
     "(for measured values: within a tenth of their range)"),
    ("W₂→ŷ", "how strongly the output listens to each hidden unit, and with which sign"),
    ("▸", "the input that all panes follow, or the unit that is inspected"),
    ("E, ½Σe²", "the error that training descends, ½ Σ (ŷ − y)² over all cases; bce: -Σ ln of the "
     "probability given to the right answer"),
    ("loss", "the mean that is displayed: mean of (y − ŷ)², of the weights on the screen"),
    ("δ", "the blame of a unit, ∂E/∂z: how E changes with its sum (w shows it)"),
    ("da", "∂E/∂a: the blame that comes back to a unit's output through the weights after it"),
    ("dW  db", "the gradients ∂E/∂W and ∂E/∂b: how E changes with each weight and bias"),
    ("f′  ⊙", "the slope of f, from the unit's output; number times number, place by place"),
    ("-ε·grad", "in the ledger: the change that the gradient asks for; with momentum's share it "
     "leads from 'before' to 'after'"),
    ("nudged", "the gradient found without back-propagation: the weight moved a hair up and down, "
     "and how much E changed"),
    ("apart", "how far the two gradients differ, as a share; above "
     f"{TOLERANCE:.0e} a gradient is wrong. 'kink': f has no slope there"),
    ("lr, ε", "the learning rate: Δw = −ε ∂E/∂w (many books write η)"),
    ("α", "momentum: the share of the last change that is made again"),
    ("step", "one update of all weights; 'at 512/s' is the speed that + and - change"),
    ("SOLVED", "every case right and the loss below 0.01"),
    ("DONE", "the number of steps asked for is reached; space goes on"),
    ("slow line", "the terminal answers late, so fewer frames are sent; over ssh the option -C, "
     "which compresses, helps most"),
    ("DIVERGED", "the loss is no longer a finite number: r, then a smaller learning rate"),
)  # fmt: skip


KEY_COLUMNS = 9
"""Columns of a key at least."""


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
        lines.append(f"[b]{GROUPS[group]}[/]")
        keys = [look.glyphs(binding.key_display or binding.key) for binding in explained]
        width = max(KEY_COLUMNS, *map(len, keys))
        lines += [
            f"[b $nn-fwd]{key.rjust(width)}[/]  {binding.tooltip}"
            for key, binding in zip(keys, explained, strict=True)
        ]
        lines.append("")
    return lines


def mark_lines(look: Look, width: int) -> list[str]:
    """Every mark with its meaning, wrapped beside it."""
    import textwrap

    lines = ["[b]Reading it[/]"]
    for name, meaning in MARKS:
        rest = textwrap.wrap(look.glyphs(meaning), max(20, width - 12), break_on_hyphens=False)
        mark = look.glyphs(name).replace("[", r"\[")
        lines.append(f"[b]{mark:>10}[/]  {rest[0]}")
        lines += [" " * 12 + line for line in rest[1:]]
    return lines


def _columns(problem: Problem) -> list[str]:
    """What the inputs and targets of a table of one's own are called in it."""
    if problem.path is None:
        return []
    names = [f"x{k} {name}" for k, name in enumerate(problem.input_names[:12], start=1)]
    text = f"  inputs {', '.join(names)}; targets {', '.join(problem.target_names[:6])}"
    return [text.replace("[", r"\[")]


class Help(ModalScreen[None]):
    """Keys and marks on one scrolling page."""

    BINDINGS = [
        Binding("escape,question_mark,q,enter", "dismiss", "close", show=False),
        Binding("down,j", "scroll(1)", "down", show=False, priority=True),
        Binding("up,k", "scroll(-1)", "up", show=False, priority=True),
        Binding("space,pagedown", "scroll(10)", "page down", show=False, priority=True),
        Binding("pageup", "scroll(-10)", "page up", show=False, priority=True),
        Binding("home", "scroll(-1000)", "first", show=False, priority=True),
        Binding("end", "scroll(1000)", "last", show=False, priority=True),
    ]

    def __init__(self, bindings: Iterable[Binding], look: Look, view: View) -> None:
        super().__init__()
        self._shown = list(bindings)
        self._look, self._view = look, view
        self.set_class(not look.glyphs.unicode, "-ascii")

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page", can_focus=False) as page:
            page.border_title = "Help"
            page.border_subtitle = self._look.glyphs("↑↓ scroll · esc closes")
            experiment = self._view.snapshot.experiment
            width = min(78, self.app.size.width) - 7
            problem = f"{experiment.problem.name}: {experiment.problem.summary}"
            truth = [
                "[b]Running now[/]",
                "  problem  " + problem.replace("[", r"\["),
                f"  descends E = {experiment.loss_function.formula}, summed over the cases",
                f"  displays loss = {experiment.loss_function.displayed}",
                *_columns(experiment.problem),
                "  every number of one step:  w, or backprop-tui trace",
                "",
            ]
            lines = [*key_lines(self._shown, self._look), *truth]
            lines = [self._look.glyphs(line) for line in lines]
            yield Static("\n".join([*lines, *mark_lines(self._look, width)]))

    def action_scroll(self, rows: int) -> None:
        """Move the page."""
        for page in self.query("#page"):
            page.scroll_relative(y=rows, animate=False)
