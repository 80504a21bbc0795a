"""Where one is in the step: all its phases in a line, done, now and ahead. A deep network has more
of them than the line has room for, so it shows those around the present one.
"""

from __future__ import annotations

from backprop_tui.engine.problems import Problem
from backprop_tui.engine.wording import cut
from backprop_tui.report.names import case_names
from backprop_tui.report.walk import Part
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.run_state import State
from backprop_tui.ui.screens.walkthrough.place import Place
from backprop_tui.ui.screens.walkthrough.writing import colour

NAMES = (" WALK-THROUGH ", " WALK ")
"""What the screen is called, the longest first."""

PARTS = 12
"""Columns that the lines between the parts take together."""


def paint_header(canvas: Canvas, place: Place) -> None:
    """Which step, which phase, which case."""
    palette, record = canvas.palette, place.record
    canvas.fill(0, 0, canvas.width, 1, palette.panel)
    chip = f" {State.PAST.value[0]} " if place.ahead else ""
    step = f"step {record.step:,} → {record.step + 1:,}"
    number = f"phase {place.number + 1}/{len(place.phases)}"
    # Where there is no room for all the whole name of the screen gives way, then its name.
    room = canvas.width - len(canvas.glyphs(f"{chip}{step}{number}")) - 3
    name = next((name for name in NAMES if len(name) <= room), "")
    x = canvas.text(0, 0, name, palette.background, palette.foreground, bold=True)
    x = canvas.text(x, 0, chip, palette.background, palette.backward, bold=True)
    x = canvas.text(x + 1, 0, step, bold=True)
    x = canvas.text(x + 2, 0, number, palette.muted)
    if record.experiment.bug is not None:
        bug = cut(f"BUG {record.experiment.bug}", max(0, canvas.width - x - 1))
        x = canvas.text(x + 1, 0, bug, palette.error, bold=True)
    problem = record.experiment.problem
    # A case is known by what it was, and not by features of it.
    of_case = (
        problem.own_inputs[record.cases[place.case]]
        if problem.features
        else record.inputs[place.case]
    )
    inputs = ", ".join(map(formats.bits, of_case.tolist()))
    targets = _target(problem, record.targets[place.case].tolist())
    count, total = len(record.cases), len(problem.inputs)
    of_these = f" of {count} of {total} cases" if count < total else ""
    loss = f"loss{of_these} {formats.loss(record.loss_before)}"
    name = case_names(problem)[record.cases[place.case]]
    for text in (
        f"input ({inputs})  target {targets}  {loss}",
        f"input {name}  target {targets}  {loss}",
        f"input {name}  {loss}",
        f"input ({inputs})",
        loss,
    ):
        if x + 2 + len(text) < canvas.width:
            canvas.flush_right(canvas.width - 2, 0, text)
            return


def _target(problem: Problem, values: list[float]) -> str:
    """What should come out: the name of a class, where one output is 1 and is called so."""
    if problem.class_names and sorted(values) == [0.0] * (len(values) - 1) + [1.0]:
        return cut(problem.class_names[values.index(1.0)])
    return ", ".join(map(formats.bits, values))


def paint_stepper(canvas: Canvas, place: Place) -> None:
    """The parts in one row, their phases in the next."""
    palette, glyphs = canvas.palette, canvas.glyphs
    symbols = [glyphs(phase.symbol) for phase in place.phases]
    first, last = shown(symbols, place.number, canvas.width - 2)
    x, part = 1, None
    ends = {Part.FORWARD: 0, Part.LOSS: 0, Part.BACKWARD: 0, Part.UPDATE: 0}
    if first:
        x = canvas.text(x, 1, "…", palette.muted) + 1
    for number in range(first, last):
        phase = place.phases[number]
        if phase.part is not part:
            # A part's name may be longer than its only phase.
            x = max(x, max(ends.values()) + 1)
            if part is not None:
                x = canvas.text(x, 1, "│", palette.faint) + 1
            here = phase.part is place.phase.part
            shade = colour(palette, phase.part) if here else palette.muted
            ends[phase.part] = canvas.text(x, 0, phase.part.value, shade, bold=here)
            part = phase.part
        elif number > first:
            x = canvas.text(x, 1, "▸", palette.faint)
        symbol = f"{'✗' if phase.wrong else ' '}{symbols[number]} "
        if number == place.number:
            paper = colour(palette, phase.part)
            end = canvas.text(x, 1, symbol, palette.background, paper, bold=True)
        else:
            done = number < place.number
            end = canvas.text(x, 1, symbol, colour(palette, phase.part) if done else palette.muted)
        canvas.spot(x, 0, end - x, 2, number)
        x = end
    if last < len(symbols):
        canvas.text(x, 1, "…", palette.muted)


def shown(symbols: list[str], now: int, width: int) -> tuple[int, int]:
    """The phases around the present one that fit: the first, and the one after the last."""
    each = [len(symbol) + 3 for symbol in symbols]
    first, last = now, now + 1
    while True:
        grown = False
        for low, high in ((first - 1, last), (first, last + 1)):
            if low >= 0 and high <= len(each) and sum(each[low:high]) + PARTS <= width:
                first, last, grown = low, high, True
        if not grown:
            return first, last
