"""What a terminal makes of a colour is not what was asked for, unless it is one that it has. So
ramps are followed through the conversion to each depth.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from rich.color import Color, ColorSystem

from backprop_tui.ui.drawing.depths import make_palette
from backprop_tui.ui.drawing.palette import channels
from backprop_tui.ui.drawing.theme import DARK as DARK_THEME
from tests.ui.drawn import look


@pytest.mark.parametrize("dark", [True, False])
def test_shades_of_256_colours_survive_the_conversion(dark: bool) -> None:
    """Rich takes a light grey for the one below it; nothing turns green or purple."""
    palette = look("256", dark).palette
    for shade in (*palette.above, *palette.below, palette.positive, palette.negative):
        entry = Color.from_rgb(*channels(shade)).downgrade(ColorSystem.EIGHT_BIT)
        wanted, found = channels(shade), tuple(entry.get_truecolor())
        grey = len(set(wanted)) == 1
        assert found == wanted or (grey and found == tuple(c - 10 for c in wanted))


@pytest.mark.parametrize("dark", [True, False])
def test_the_signs_stay_apart_in_16_colours(dark: bool) -> None:
    palette = look("standard", dark).palette

    def number(colour: int) -> int | None:
        return Color.from_rgb(*channels(colour)).downgrade(ColorSystem.STANDARD).number

    assert number(palette.positive) != number(palette.negative)
    assert number(palette.above[-1]) != number(palette.below[-1])
    assert number(palette.background) not in map(number, (palette.positive, palette.negative))


@pytest.mark.parametrize("dark", [True, False])
def test_without_colour_heat_is_one_grey_ramp_from_low_to_high(dark: bool) -> None:
    palette = look("none", dark).palette
    greys = [*reversed(palette.below), *palette.above[1:]]
    assert all(len(set(channels(grey))) == 1 for grey in greys)
    assert all(low < high for low, high in pairwise(greys))


def test_a_theme_without_our_colours_is_an_error() -> None:
    with pytest.raises(KeyError):
        make_palette({"background": "#000000", "foreground": "#ffffff"}, True, "truecolor")
    assert DARK_THEME.variables["nn-pos"] == "#4ea8f8"


def light_of(colour: int) -> float:
    """How light it is: relative luminance as WCAG 2 has it."""
    shares = [value / 255 for value in channels(colour)]
    red, green, blue = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize("depth", ["256", "standard"])
def test_of_few_colours_the_faintest_wire_has_one_that_is_seen(depth: str, dark: bool) -> None:
    palette = look(depth, dark).palette
    for value in (0.001, -0.001):
        pair = sorted(map(light_of, (palette.wire(value, 1.0), palette.background)))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) > 2.5
