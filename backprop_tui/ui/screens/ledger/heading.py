"""What the frame of the ledger says: above, which step of what it is; below, what the check found.
Both are as long as there is room for them.
"""

from __future__ import annotations

from textual.content import Content

from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.screens.ledger import table
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.header_fields import loss_names


def title(view: View, step: int, look: Look, room: int) -> Content:
    """Which step of what: the loss, whether it trains, and the bug if there is one.

    Args:
        view: The present moment.
        step: Updates before the step that is shown.
        look: How it is written.
        room: In how many columns.
    """
    said = look.glyphs(f"Ledger of step {step:,} → {step + 1:,}")
    experiment = view.snapshot.experiment
    of_all = " of all cases" if experiment.is_shared_out else ""
    state = view.state.value[0]
    loss = f"{of_all} {formats.loss(view.snapshot.loss)} {state}"
    bug = f" BUG {experiment.bug}" if experiment.bug else ""
    descended = f"lr {experiment.learning_rate:g}, {experiment.loss_function.short} · "
    captions = [
        look.glyphs.caption(f" · {before}{name}{loss}")
        for before in (descended, "")
        for name in loss_names(experiment)
    ]
    captions += [look.glyphs.caption(text) for text in (f" ·{loss}", f" · {state}")]
    left = room - len(said) - len(bug)
    caption = next((text for text in captions if len(text) <= left), captions[-1])
    return Content.assemble((said, "$foreground bold"), caption, (bug, "bold $error"))


def verdict(page: table.Page, look: Look, room: int) -> Content:
    """Which row is chosen, and what the check found, in so many columns."""
    verdicts, style = _found(page)
    where = f"row {page.row + 1} of {len(page.entries)} · "
    said = [(look.glyphs.caption(at), look.glyphs(v)) for v in verdicts for at in (where, "")]
    fitting = next((s for s in said if sum(map(len, s)) <= room), said[-1])
    return Content.assemble(fitting[0], (fitting[1], style))


def _found(page: table.Page) -> tuple[tuple[str, ...], str]:
    """What the check found, the longest first, and how to write that."""
    worst = page.worst
    if page.note or worst is None:
        return (page.note or "nothing to compare: every one is at a kink",), ""
    return table.verdict(worst), "bold $error" if table.wrong(worst) else ""
