"""`Palette`: which colour a value, a wire or a letter wears. One rule holds everywhere: blue and
solid is above zero, orange and dotted is below, grey is zero, and stronger is larger.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Rgb: TypeAlias = int
"""A colour as 0xRRGGBB."""

STEPS = 12
"""Shades of a heat ramp on each side of zero."""

BRIGHT, DARK = 0xFAFAFA, 0x0C1015


FAINTEST = 2
"""The place of the first shade in which a wire is drawn, where there are few."""


class Palette(NamedTuple):
    """The colours of a theme at a colour depth.

    Attributes:
        background: Ground of the screen.
        foreground: What is written on it.
        panel: Ground of header and footer.
        muted: Labels.
        faint: Frames and axes.
        row: Ground of the selected row.
        track: A cell without a value.
        positive: Numbers above zero.
        negative: Numbers below zero.
        forward: The way from inputs to the prediction; also keys and focus.
        backward: The way back.
        success: What is right.
        error: What is wrong.
        above: Heat from zero to the upper end of the scale.
        below: Heat from zero to the lower end of the scale.
        blends: Whether colours in between can be shown.
        coloured: Whether there are any but greys.
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
    coloured: bool = True

    def heat(self, value: float) -> Rgb:
        """The shade of a value in -1…1; NaN has none."""
        if math.isnan(value):
            return self.track
        ramp = self.above if value >= 0 else self.below
        return ramp[round(min(1.0, abs(value)) * (len(ramp) - 1))]

    def heats(self, values: NDArray[np.float64], empty: Rgb | None = None) -> NDArray[np.int64]:
        """The shades of many values in -1…1, of the same shape.

        Args:
            values: What is shaded.
            empty: The colour of NaN, if it is not that of a track.
        """
        ramp, last = _ramp(self.below, self.above), len(self.above) - 1
        known, missing = np.minimum(np.maximum(values, -1.0), 1.0), np.isnan(values)
        has_gaps = bool(missing.any())
        if has_gaps:
            known[missing] = 0.0
        shades: NDArray[np.int64] = ramp[np.rint(known * last).astype(np.int64) + last]
        if has_gaps:
            shades[missing] = self.track if empty is None else empty
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
            # The first shades are fills: a line of dots in them is as good as nothing.
            faintest = len(ramp) // (2 if self.background > self.foreground else 3)
            return ramp[max(FAINTEST, faintest, round(share * (len(ramp) - 1)))]
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
