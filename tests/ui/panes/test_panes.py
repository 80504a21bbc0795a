"""What must hold of every pane, whatever the network and however small the room. A pane that fails
here would take the whole dashboard with it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from backprop_tui.engine import Parameter
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.layouts import PANES, PanePlace
from backprop_tui.ui.order import Aside
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.pane import Pane
from backprop_tui.ui.widgets.scrub_bar import Moment
from tests.ui.drawn import ASCII, PAINTERS, UNICODE, painted
from tests.ui.strategies import HEIGHTS, WIDTHS, views


@pytest.mark.parametrize("name", PAINTERS)
@settings(max_examples=100)
@given(seen=views(), width=WIDTHS, height=HEIGHTS)
def test_any_network_can_be_painted_in_any_size(
    name: str, seen: View, width: int, height: int
) -> None:
    for drawn_with in (UNICODE, ASCII):
        canvas = painted(PAINTERS[name], seen, width, height, drawn_with)
        rows = canvas.rows()
        assert [len(row) for row in rows] == [width] * height
        characters = set("".join(rows))
        assert all(cell_len(character) == 1 for character in characters), "one cell a character"
        assert drawn_with is UNICODE or all(map(str.isascii, characters))
        canvas.changed_rows(None)
        again = painted(PAINTERS[name], seen, width, height, drawn_with)
        assert again.changed_rows(canvas) == [], "the same view gives the same picture"


@settings(max_examples=100)
@given(seen=views(), width=WIDTHS, height=HEIGHTS)
def test_what_the_border_says_is_known_for_any_network(seen: View, width: int, height: int) -> None:
    for number, place in enumerate(PANES, start=1):
        instance = place.pane(number, place.name)
        assert instance.title(seen)
        assert all(instance.subtitles(seen, width, height))


@pytest.mark.parametrize("name", PAINTERS)
@settings(max_examples=25)
@given(seen=views(units=8))
def test_everything_that_can_be_pointed_at_exists(name: str, seen: View) -> None:
    canvas = painted(PAINTERS[name], seen)
    for spot in canvas.spots:
        if isinstance(spot.target, int):
            assert 0 <= spot.target < len(seen.snapshot.right)
        elif isinstance(spot.target, Aside):
            held_out = seen.snapshot.held_out
            assert held_out is not None
            assert 0 <= spot.target.case < len(held_out.right)
        elif isinstance(spot.target, Parameter):
            layer, source, target = spot.target
            biases = seen.snapshot.biases or ()
            array = seen.wires(layer) if source is not None else biases[layer - 1]
            assert np.ndim(array[source, target] if source is not None else array[target]) == 0
        elif isinstance(spot.target, Moment):
            assert 0 <= spot.target.step <= seen.snapshot.length
        else:
            assert isinstance(spot.target, Unit)
            assert 0 <= spot.target.position < seen.sizes[spot.target.layer]
    assert np.shape(canvas.characters) == (canvas.height, canvas.width)


@pytest.mark.parametrize("place", PANES, ids=lambda place: place.name)
@given(seen=views(units=8), other=views(units=8), size=st.tuples(WIDTHS, HEIGHTS))
def test_what_a_pane_does_not_depend_on_changes_nothing_in_it(
    place: PanePlace, seen: View, other: View, size: tuple[int, int]
) -> None:
    pane = place.pane(1, place.name)
    before = pictured(pane, seen, size)
    selected = min(other.gaze.selected, len(seen.snapshot.right) - 1)
    gaze = other.gaze._replace(selected=selected, inspected=None)
    for changed in (
        replace(seen, run=other.run),
        replace(seen, gaze=gaze),
        *(replace(seen, gaze=seen.gaze._replace(**{name: getattr(gaze, name)}))
          for name in gaze._fields if getattr(gaze, name) != getattr(seen.gaze, name)),
    ):  # fmt: skip
        if pane.depends(changed) == pane.depends(seen):
            assert pictured(pane, changed, size) == before


def pictured(pane: Pane, seen: View, size: tuple[int, int]) -> object:
    """All that a pane shows of a view."""
    canvas = painted(pane.paint, seen, *size)
    canvas.changed_rows(None)
    cells = (canvas.characters, canvas.ink, canvas.paper, canvas.bold, canvas.beside)
    said = pane.title(seen), pane.subtitles(seen, *size)
    return [array.tobytes() for array in cells], canvas.spots, said
