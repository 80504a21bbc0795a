"""Makes the palette of a theme for a terminal with so many colours. Each depth has one made for it:
a blend that is rounded to the nearest of a few colours turns muddy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.color import Color

from backprop_tui.ui.drawing.palette import STEPS, Palette, Rgb, mix


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

    return base._replace(above=ramp(base.positive), below=ramp(base.negative))


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
    return base._replace(
        above=above, below=below, positive=positive, negative=negative, blends=False
    )


def _16(base: Palette, dark: bool) -> Palette:
    shared = base._replace(blends=False)
    if dark:
        return shared._replace(
            background=0, foreground=0xFFFFFF, panel=0, muted=0xAAAAAA, faint=0x555555,
            row=0x555555, track=0x555555, positive=0x55FFFF, negative=0xFFFF55,
            above=(0, 0x0000AA, 0x5555FF, 0x55FFFF), below=(0, 0xAA5500, 0xAA5500, 0xFFFF55),
        )  # fmt: skip
    return shared._replace(
        background=0xFFFFFF, foreground=0, panel=0xFFFFFF, muted=0x555555, faint=0xAAAAAA,
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
    return base._replace(
        positive=strong, negative=weak, forward=strong, backward=strong, success=strong,
        error=strong, above=greys[STEPS:], below=tuple(reversed(greys[: STEPS + 1])),
        coloured=False,
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
