"""A broken curve must still be the curve: no dot where there was none, its last point whole, and
about half of the others, whichever way it runs.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.ui.drawing.broken import DASHED, DOTTED, LEFT, Broken, broken
from backprop_tui.ui.drawing.chart_axes import loss_axis, step_axis
from backprop_tui.ui.drawing.plotting import build


@settings(max_examples=60)
@given(
    powers=st.lists(st.floats(-9, 2), min_size=2, max_size=60),
    braille=st.booleans(),
    how=st.sampled_from([DOTTED, DASHED]),
)
def test_a_broken_curve_is_about_half_of_it_and_keeps_its_last_point(
    powers: list[float], braille: bool, how: Broken
) -> None:
    steps = [float(k) for k in range(len(powers))]
    axes = step_axis(len(powers), 44), loss_axis(10 ** min(powers), 10 ** max(powers), 16)
    whole = build(44, 16, (steps, powers), axes, braille)
    drawn = broken(whole, how)
    curve = {(x, y) for y, row in enumerate(whole) for x, mark in enumerate(row) if on(mark)}
    last = max(x for x, _ in curve)
    for y, (before, after) in enumerate(zip(whole, drawn, strict=True)):
        for x, (mark, kept) in enumerate(zip(before, after, strict=True)):
            if (x, y) not in curve:
                assert mark == kept, "axes and labels stay"
            elif braille:
                assert ord(mark) | ord(kept) == ord(mark), "no dot that was not there"
                assert x < last or mark == kept
            else:
                assert kept == how.typed


SIZES = st.tuples(st.integers(8, 60), st.integers(3, 30))
CURVES = st.tuples(st.lists(st.floats(-9, 2), min_size=1, max_size=40), st.booleans())


def chart(size: tuple[int, int], powers: list[float], braille: bool) -> list[str]:
    """A curve through these powers of ten."""
    axes = step_axis(len(powers), size[0]), loss_axis(10 ** min(powers), 10 ** max(powers), size[1])
    return build(*size, ([float(k) for k in range(len(powers))], powers), axes, braille)


@settings(max_examples=60)
@given(charts=st.lists(CURVES, min_size=2, max_size=4), size=SIZES, other=SIZES)
def test_a_chart_is_the_same_whatever_was_drawn_before_it(
    charts: list[tuple[list[float], bool]],
    size: tuple[int, int],
    other: tuple[int, int],
) -> None:
    for powers, braille in charts:
        after = chart(size, powers, braille)
        chart((other[0] + 61, other[1]), [0.0, -1.0], braille=True)
        assert chart(size, powers, braille) == after, "as on a figure that was cleared altogether"


def on(mark: str) -> bool:
    """Whether a cell is part of a curve."""
    return mark == "*" or "\u2801" <= mark <= "\u28ff"


@pytest.mark.parametrize("mark", ["⠒", "⡇", "⠑"])
def test_level_steep_and_falling_curves_are_all_broken(mark: str) -> None:
    rows = {
        "⠒": [mark * 12], "⡇": [mark] * 12 + ["⠒⠒"], "⠑": [" " * k + "⠑⢄" for k in range(12)],
    }[mark]  # fmt: skip
    count, kept = (
        sum((ord(cell) - 0x2800).bit_count() for row in drawn for cell in row if cell != " ")
        for drawn in (rows, broken(rows))
    )
    assert 0.4 * count <= kept <= 0.65 * count


@pytest.mark.parametrize("mark", ["⠒", "⡇", "⠑"])
def test_no_two_ways_of_breaking_a_curve_look_alike(mark: str) -> None:
    rows = {
        "⠒": [mark * 24], "⡇": [mark] * 24 + ["⠒⠒"], "⠑": [" " * k + "⠑⢄" for k in range(24)],
    }[mark]  # fmt: skip
    ways = [tuple(broken(rows, how)) for how in (*LEFT, DASHED)]
    assert len(set(ways)) == len(ways)


LOADING = """
import sys
from threading import Event
from backprop_tui.ui.drawing.plotting import LOADER

usual, loaded, again = sys.getswitchinterval(), Event(), Event()
LOADER.load(loaded.set)
assert LOADER.is_busy, "it goes on beside"
LOADER.load(again.set)
assert loaded.wait(60)
assert not LOADER.is_busy
assert sys.modules["plotext"].figure
assert sys.getswitchinterval() == usual
LOADER.load(again.set)
assert not LOADER.is_busy and not again.is_set(), "once is enough"
"""


def test_it_is_loaded_beside_what_goes_on_and_once() -> None:
    subprocess.run([sys.executable, "-c", LOADING], check=True, timeout=60)


UNREADABLE = """
import sys
from importlib.abc import MetaPathFinder
from threading import Event

class Unreadable(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "plotext":
            raise OSError(f"{name} cannot be read")

sys.meta_path.insert(0, Unreadable())
from backprop_tui.ui.drawing.plotting import LOADER

usual, over = sys.getswitchinterval(), Event()
LOADER.load(over.set)
assert over.wait(60)
assert not LOADER.is_busy
assert sys.getswitchinterval() == usual
"""


def test_what_cannot_be_loaded_holds_nobody_up() -> None:
    subprocess.run([sys.executable, "-c", UNREADABLE], check=True, timeout=60)
