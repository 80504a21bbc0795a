"""How the cases of a view are called and answered in tables of one width. All tables call a case
the same, so the choice is made here for the one that has the least room.
"""

from __future__ import annotations

from functools import lru_cache

from backprop_tui.engine.problems import Problem
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_bits import AnswerBits
from backprop_tui.ui.widgets.answer_form import AnswerForm
from backprop_tui.ui.widgets.answer_names import AnswerNames
from backprop_tui.ui.widgets.answer_numbers import AnswerNumbers
from backprop_tui.ui.widgets.cases import MARK, Labels, ways

FORMS: tuple[AnswerForm, ...] = (AnswerNames(), AnswerBits(), AnswerNumbers())
"""All of them, the best first: the first that suits is used."""

WIDEST_CELL, NARROWEST_CELL = 9, 3
"""Columns of an activation; in fewer it is a pixel."""

FULL_CELL = 5
"""Columns from which an activation has four and a blank; short labels come before fewer."""


@lru_cache(16)
def form_of(problem: Problem) -> AnswerForm:
    """How answers to a problem are written."""
    return next(form for form in FORMS if form.suits(problem))


def cell_width(labels: Labels, units: int, width: int) -> int:
    """How many columns a unit of so many has beside labels, in so many for both."""
    return min(WIDEST_CELL, (width - MARK - labels.width - 1) // units)


def answer_labels(view: View, width: int, alone: bool = False) -> Labels:
    """What names the cases in a table of answers of so many columns.

    Args:
        view: What is shown.
        width: Columns of the table.
        alone: Whether no other table stands beside it that calls the cases the same.
    """
    units = 0 if alone else max(view.sizes[1:-1], default=0)
    return _answer_labels(view.snapshot.experiment.problem, units, width)


@lru_cache(64)
def _answer_labels(problem: Problem, units: int, width: int) -> Labels:
    """The same for a network whose largest hidden layer has so many units."""
    every = ways(problem)
    # The place is a name by itself, whatever stands beside it.
    least = 0 if every[-1].numbered or not units else _passed(every, units, width)
    return form_of(problem).labels(problem, width, least)


def unit_labels(view: View, layer: int, width: int) -> Labels:
    """What names the cases in a table of so many columns with one for every unit of a layer."""
    every = ways(view.snapshot.experiment.problem)
    if every[-1].numbered:
        return every[_passed(every, view.sizes[layer], width)]
    return answer_labels(view, width)


def _passed(every: tuple[Labels, ...], units: int, width: int) -> int:
    """How many of the fullest labels leave less room for activations than they could have."""
    cells = [cell_width(each, units, width) for each in every]
    enough = min(FULL_CELL, cells[-1])
    if enough < NARROWEST_CELL:
        return len(every) - 1
    return next(k for k, columns in enumerate(cells) if columns >= enough)
