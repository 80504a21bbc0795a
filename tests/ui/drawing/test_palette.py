"""Colour carries a sign and a size, so it has to be right in every depth: one hue a side, stronger
for larger, and letters that can be read on it. All of this is measured here, not looked at.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.ui.drawing.depths import DEPTHS
from backprop_tui.ui.drawing.palette import BRIGHT, DARK, Palette, channels, contrast, mix
from tests.ui.drawn import look
from tests.ui.strategies import NUMBERS

PALETTES = {(depth, dark): look(depth, dark).palette for depth in DEPTHS for dark in (True, False)}
EVERY = pytest.mark.parametrize(
    "palette", PALETTES.values(), ids=[f"{depth}-{dark}" for depth, dark in PALETTES]
)
COLOURS = st.integers(0, 0xFFFFFF)


@EVERY
def test_heat_goes_from_one_end_through_zero_to_the_other(palette: Palette) -> None:
    assert palette.heat(0.0) == palette.above[0] == palette.below[0]
    assert palette.heat(1.0) == palette.above[-1]
    assert palette.heat(-1.0) == palette.below[-1]
    assert palette.above[-1] != palette.below[-1] != palette.above[0] != palette.above[-1]
    steps = len(palette.above) - 1
    for k in range(steps + 1):
        assert palette.heat(k / steps) == palette.above[k]
        assert palette.heat(-k / steps) == palette.below[k]


@EVERY
@settings(max_examples=50)
@given(values=st.lists(NUMBERS, min_size=1))
def test_many_shades_at_once_are_the_same_as_one_by_one(
    palette: Palette, values: list[float]
) -> None:
    shades = palette.heats(np.array(values)).tolist()
    assert shades == [palette.heat(value) for value in values]
    for value, shade in zip(values, shades, strict=True):
        if np.isnan(value):
            assert shade == palette.track
        else:
            assert shade == palette.heat(min(1.0, max(-1.0, value)))


@EVERY
def test_letters_can_be_read_on_every_shade(palette: Palette) -> None:
    for shade in (*palette.above, *palette.below):
        ink = palette.ink(shade)
        if shade != palette.background:
            assert ink == max((DARK, BRIGHT), key=lambda c: contrast(c, shade)) or (
                shade == palette.row and ink == palette.foreground
            )
        assert contrast(ink, shade) >= 4.25


@EVERY
def test_what_is_said_on_the_ground_can_be_read(palette: Palette) -> None:
    assert contrast(palette.foreground, palette.background) >= 7
    assert contrast(palette.foreground, palette.row) >= 4.5
    for colour in (palette.positive, palette.negative, palette.error, palette.success):
        assert contrast(colour, palette.background) >= 3.7
    assert contrast(palette.muted, palette.background) >= 4
    assert palette.ink(palette.background) == palette.ink(palette.row) == palette.foreground


@EVERY
def test_wires_and_numbers_wear_the_colour_of_their_sign(palette: Palette) -> None:
    for value in (3.0, -3.0):
        strong = palette.positive if value > 0 else palette.negative
        ramp = palette.above if value > 0 else palette.below
        assert palette.signed(value) == strong
        assert palette.wire(value, 3.0) == (strong if palette.blends else ramp[-1])
        assert palette.wire(value / 1e6, 3.0) != palette.background, "faint, never invisible"
    assert palette.wire(3.0, 3.0) != palette.wire(-3.0, 3.0)
    assert palette.wire(float("nan"), 3.0) == palette.wire(float("inf"), 3.0) == palette.faint
    assert palette.signed(float("nan")) == palette.signed(float("inf")) == palette.error
    assert palette.signed(0.004) == palette.signed(-0.004) == palette.muted


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("dark", [True, False])
def test_the_larger_a_weight_the_stronger_its_wire(sign: int, dark: bool) -> None:
    palette = PALETTES["truecolor", dark]
    strengths = [
        contrast(palette.wire(sign * size, 1.0), palette.background)
        for size in np.linspace(0.01, 1, 60)
    ]
    assert strengths == sorted(strengths)
    assert strengths[-1] > 1.5 * strengths[0]


@settings(max_examples=100)
@given(start=COLOURS, end=COLOURS, share=st.floats(0, 1))
def test_a_mixture_lies_between_its_parts(start: int, end: int, share: float) -> None:
    assert (mix(start, end, 0.0), mix(start, end, 1.0)) == (start, end)
    parts = zip(channels(start), channels(mix(start, end, share)), channels(end), strict=True)
    for one, mixed, other in parts:
        assert min(one, other) <= mixed <= max(one, other)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(0x000000, 0xFFFFFF) == contrast(0xFFFFFF, 0x000000) == pytest.approx(21)
    assert contrast(0x767676, 0xFFFFFF) == pytest.approx(4.54, abs=0.005)
