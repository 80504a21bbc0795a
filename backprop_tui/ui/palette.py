"""Blue and solid is above zero, orange and dotted is below, grey is zero, and stronger is larger:
one rule everywhere. Terminals differ in how many colours they have, so each depth has ramps made
for it; a blend that is rounded turns muddy.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from textual.color import Color

from backprop_tui.engine.calls import Array

Rgb: TypeAlias = int
"""A colour as 0xRRGGBB."""

STEPS = 12
"""Shades of a heat ramp on each side of zero."""

BRIGHT, DARK = 0xFAFAFA, 0x0C1015


@dataclass(frozen=True)
class Palette:
    """The colours of a theme at a colour depth.

    Attributes:
        background, foreground: Of the screen.
        panel: Ground of header and footer.
        muted: Labels; faint: frames and axes.
        row: The selected row; track: a cell without a value.
        positive, negative: Numbers above and below zero.
        forward, backward: The two directions of a step; forward also marks keys and focus.
        success, error: Right and wrong.
        above, below: Heat from zero to the end of the scale.
        blends: Whether colours in between can be shown.
    """

    background: Rgb
    foreground: Rgb
    panel: Rgb
    muted: Rgb
    faint: Rgb
    row: Rgb
    track: Rgb
    positive: Rgb
    negative: Rgb
    forward: Rgb
    backward: Rgb
    success: Rgb
    error: Rgb
    above: tuple[Rgb, ...]
    below: tuple[Rgb, ...]
    blends: bool = True

    def heat(self, value: float) -> Rgb:
        """The shade of a value in -1…1; NaN has none."""
        if math.isnan(value):
            return self.track
        ramp = self.above if value >= 0 else self.below
        return ramp[round(min(1.0, abs(value)) * (len(ramp) - 1))]

    def heats(self, values: Array) -> NDArray[np.int64]:
        """The shades of many values in -1…1, of the same shape."""
        ramp, last = _ramp(self.below, self.above), len(self.above) - 1
        missing = np.isnan(values)
        known = np.where(missing, 0.0, values).clip(-1.0, 1.0)
        shades: NDArray[np.int64] = ramp[np.rint(known * last).astype(np.int64) + last]
        shades[missing] = self.track
        return shades

    def ink(self, background: Rgb) -> Rgb:
        """Black or white, whichever reads better on a shade."""
        if background in (self.background, self.row):
            return self.foreground
        return _ink(background)

    def wire(self, value: float, scale: float) -> Rgb:
        """A wire's colour: the sign's hue, as strong as the weight, never invisible."""
        if not np.isfinite(value):
            return self.faint
        share = min(1.0, abs(value) / scale)
        if not self.blends:
            ramp = self.above if value >= 0 else self.below
            return ramp[max(len(ramp) // 3, round(share * (len(ramp) - 1)))]
        hue = self.positive if value >= 0 else self.negative
        return mix(self.background, hue, 0.38 + 0.62 * round(share * STEPS) / STEPS)

    def signed(self, value: float, small: float = 0.005) -> Rgb:
        """The text colour of a signed number; what prints as zero is muted."""
        if not np.isfinite(value):
            return self.error
        if abs(value) < small:
            return self.muted
        return self.positive if value > 0 else self.negative

    def dim(self, colour: Rgb, share: float = 0.35) -> Rgb:
        """A colour that steps back behind the others."""
        return mix(self.background, colour, share) if self.blends else self.faint


def channels(colour: Rgb) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


@lru_cache(4096)
def mix(start: Rgb, end: Rgb, share: float) -> Rgb:
    """The colour `share` of the way from `start` to `end`."""
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(channels(start), channels(end), strict=True)
    )
    return red << 16 | green << 8 | blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2)."""

    def luminance(colour: Rgb) -> float:
        linear = [
            c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
            for c in (channel / 255 for channel in channels(colour))
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(256)
def _ink(background: Rgb) -> Rgb:
    return max((DARK, BRIGHT), key=lambda ink: contrast(ink, background))


@lru_cache(32)
def _ramp(below: tuple[Rgb, ...], above: tuple[Rgb, ...]) -> NDArray[np.int64]:
    return np.array([*reversed(below), *above[1:]], dtype=np.int64)


def _xterm(*numbers: int) -> tuple[Rgb, ...]:
    """Entries of the 256-colour table; exact values survive the conversion to it."""
    levels = (0, 95, 135, 175, 215, 255)

    def entry(number: int) -> Rgb:
        if number >= 232:
            return (8 + (number - 232) * 10) * 0x010101
        red, green, blue = (number - 16) // 36, (number - 16) // 6 % 6, (number - 16) % 6
        return levels[red] << 16 | levels[green] << 8 | levels[blue]

    return tuple(map(entry, numbers))


def _truecolor(base: Palette, dark: bool) -> Palette:
    zero = mix(base.background, base.foreground, 0.13)

    def ramp(end: Rgb) -> tuple[Rgb, ...]:
        return tuple(mix(zero, end, (step / STEPS) ** 0.85) for step in range(STEPS + 1))

    return replace(base, above=ramp(base.positive), below=ramp(base.negative))


def _256(base: Palette, dark: bool) -> Palette:
    above, below, (positive, negative) = (
        (_xterm(236, 24, 25, 32, 33, 75), _xterm(236, 94, 130, 166, 172, 208), _xterm(75, 208))
        if dark
        else (
            _xterm(254, 153, 111, 68, 26, 25),
            _xterm(254, 223, 215, 173, 166, 130),
            _xterm(25, 130),
        )
    )
    return replace(
        base, above=above, below=below, positive=positive, negative=negative, blends=False
    )


def _16(base: Palette, dark: bool) -> Palette:
    shared = replace(base, blends=False)
    if dark:
        return replace(
            shared, background=0, foreground=0xFFFFFF, panel=0, muted=0xAAAAAA, faint=0x555555,
            row=0x555555, track=0x555555, positive=0x55FFFF, negative=0xFFFF55,
            above=(0, 0x0000AA, 0x5555FF, 0x55FFFF), below=(0, 0xAA5500, 0xAA5500, 0xFFFF55),
        )  # fmt: skip
    return replace(
        shared, background=0xFFFFFF, foreground=0, panel=0xFFFFFF, muted=0x555555, faint=0xAAAAAA,
        row=0xAAAAAA, track=0xAAAAAA, positive=0x0000AA, negative=0xAA5500,
        above=(0xFFFFFF, 0x55FFFF, 0x5555FF, 0x0000AA),
        below=(0xFFFFFF, 0xFFFF55, 0xAA5500, 0xAA5500),
    )  # fmt: skip


def _grey(base: Palette, dark: bool) -> Palette:
    """One grey ramp, low dark and high light: signs are told by text, dots and this order."""
    greys = tuple(
        (18 + round(228 * step / (2 * STEPS))) * 0x010101 for step in range(2 * STEPS + 1)
    )
    strong, weak = base.foreground, base.muted
    return replace(
        base, positive=strong, negative=weak, forward=strong, backward=strong, success=strong,
        error=strong, above=greys[STEPS:], below=tuple(reversed(greys[: STEPS + 1])),
    )  # fmt: skip


DEPTHS: dict[str, Callable[[Palette, bool], Palette]] = {
    "truecolor": _truecolor,
    "256": _256,
    "standard": _16,
    "windows": _16,
    "none": _grey,
}
"""What makes a palette of each colour depth, by Rich's name for it."""


def make_palette(variables: Mapping[str, str], dark: bool, depth: str) -> Palette:
    """The palette of a theme.

    Args:
        variables: The theme's variables, with the four `nn-` colours.
        dark: Whether the theme is dark.
        depth: A name from `DEPTHS`.
    """

    def colour(name: str) -> Rgb:
        red, green, blue = Color.parse(variables[name]).rgb
        return red << 16 | green << 8 | blue

    background, foreground = colour("background"), colour("foreground")
    base = Palette(
        background=background,
        foreground=foreground,
        panel=colour("panel"),
        muted=mix(background, foreground, 0.58 if dark else 0.66),
        faint=mix(background, foreground, 0.25),
        row=mix(background, foreground, 0.10),
        track=mix(background, foreground, 0.07),
        positive=colour("nn-pos"),
        negative=colour("nn-neg"),
        forward=colour("nn-fwd"),
        backward=colour("nn-bwd"),
        success=colour("success"),
        error=colour("error"),
        above=(),
        below=(),
    )
    return DEPTHS[depth](base, dark)
