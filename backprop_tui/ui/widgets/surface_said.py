"""What a border says of a surface: which inputs vary and at what the others are held, what the line
is, how many cases are wrong or lie elsewhere. What has no room is left out, the inputs last.
"""

from __future__ import annotations

from itertools import chain

from backprop_tui.engine.shortening import narrow
from backprop_tui.engine.wording import cut
from backprop_tui.report.surface.answers import flat
from backprop_tui.report.surface.plane import by_class, has_winner
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import RAMP, Look
from backprop_tui.ui.drawing.field_marks import signs
from backprop_tui.ui.drawing.frames import Caption, Word, plain, words
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.surface import inspected_output, marks, shown_output, shown_plane

MOST_HELD = 4
"""Inputs that are held, and named with their values in a border."""

LETTERS = 12
"""Of the name of an input or a class at most."""


def captions(view: View, look: Look | None) -> tuple[Caption, ...]:
    """All that may be said, the most first.

    Args:
        view: What is shown.
        look: What it is drawn with; `None` stands for colours and half-blocks.
    """
    varying, held = _inputs_said(view)
    output, line, cases, legend = (
        _output_said(view),
        _line_said(view),
        _cases_said(view, look is None or look.glyphs.unicode),
        _legend(view, look),
    )
    inputs = f"{varying} vary; {held}" if held else ""
    said: list[tuple[Caption, ...]] = [
        (inputs, output, line, cases, legend),
        (inputs, output, line, cases),
        (held, output, line, cases),
        (held, output, line),
        *((held, output, even) for even in (_even_said(view, "all"),) if even),
        (held, output, cases),
        (held, line),
        (held, output),
        (held,),
        (output, line),
        (line,) if not held else ("others held",),
    ]
    return tuple(filter(plain, map(_joined, said)))


def _joined(parts: tuple[Caption, ...]) -> Caption:
    """Facts with a dot between two."""
    known = [words(part) for part in parts if plain(part)]
    between = (Word(" · "),)
    return tuple(chain.from_iterable((*between * (k > 0), *part) for k, part in enumerate(known)))


def _inputs_said(view: View) -> tuple[str, str]:
    """The inputs that vary, and at what all others are held."""
    problem, plane = view.snapshot.experiment.problem, shown_plane(view)
    others = plane.others(problem)
    names = ", ".join(cut(narrow(name), LETTERS) for name in plane.names(problem))
    shown = [
        (cut(narrow(name), LETTERS), formats.bits(value)) for name, value in others[:MOST_HELD]
    ]
    more = f" and {len(others) - MOST_HELD} more" if len(others) > MOST_HELD else ""
    if len(others) > 1 and all(len(value) == 1 for _, value in shown):
        # As short as bits can be said: x3 x4 = 01.
        before, after = " ".join(name for name, _ in shown), "".join(value for _, value in shown)
        return names, f"{before} = {after}{more}"
    return names, f"{', '.join(f'{name} = {value}' for name, value in shown)}{more}"


def _output_said(view: View) -> str:
    """Which output is shown, where there are several."""
    problem, last = view.snapshot.experiment.problem, len(view.sizes) - 1
    if view.sizes[last] == 1:
        return ""
    if by_class(problem) and inspected_output(view) is None:
        return ""
    return f"{view.unit_names(last)[shown_output(view)]} (u)"


def _line_said(view: View) -> str:
    """What the line is, or why there is none."""
    problem = view.snapshot.experiment.problem
    even = _even_said(view)
    if even:
        return even
    if shown_plane(view).is_line:
        return "line: the answer"
    if not has_winner(problem):
        return "values: no line"
    if by_class(problem):
        return "line: another class wins"
    output = view.unit_names(len(view.sizes) - 1)[shown_output(view)]
    return f"line: {output} = {formats.bits(problem.levels.middle)}"


def _even_said(view: View, short: str = "") -> str:
    """That there is nothing but a flat plane, if that is so; with a shorter word for every answer
    if one is given.
    """
    even = flat(view.snapshot, shown_plane(view), shown_output(view))
    return f"flat: {even.replace('every answer is', short) if short else even}" if even else ""


def _cases_said(view: View, unicode: bool) -> str:
    """How many cases are wrong, with their mark, and how many lie in the plane."""
    cases = marks(view)
    here = [mark for mark in cases if not mark.apart]
    wrong = sum(mark.wrong for mark in here)
    said = [f"{wrong}{signs(unicode).cross} wrong"] if wrong else []
    if len(here) < len(cases):
        said.append(f"{len(here)} of {len(cases)} cases")
    return " · ".join(said)


def _legend(view: View, look: Look | None) -> Caption:
    """What both ends of the shades are."""
    problem = view.snapshot.experiment.problem
    if by_class(problem) and inspected_output(view) is None:
        return ""
    low, high = (formats.bits(value) for value in view.own_target_range)
    return ends(low, high, look)


def ends(low: str, high: str, look: Look | None) -> tuple[Word, ...]:
    """What the lowest and the highest shade stand for, by their colours or in words.

    Args:
        low: What the one is.
        high: What the other is.
        look: What they are drawn with; `None` stands for colours and half-blocks.
    """
    if look is not None and not look.glyphs.unicode:
        return (Word(f"blank {low}, {RAMP[-1]} {high}"),)
    if look is not None and not look.palette.coloured:
        return (Word(f"dark {low}, light {high}"),)
    return (Word("■ ", "negative"), Word(f"{low} … "), Word("■ ", "positive"), Word(high))


def class_labels(view: View) -> list[str]:
    """Every class by its number and its name."""
    names = view.snapshot.experiment.problem.class_names
    return [f"{k} {cut(narrow(name), LETTERS)}" for k, name in enumerate(names, start=1)]
