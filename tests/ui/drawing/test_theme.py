"""A theme is a few colours, and each must be readable on its ground. The ratios are those of WCAG,
as they were measured when the colours were chosen.
"""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from backprop_tui.ui.drawing.depths import make_palette
from backprop_tui.ui.drawing.palette import contrast
from backprop_tui.ui.drawing.theme import DARK, LIGHT, SIGNALS

OURS = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)


def rgb(colour: str | None) -> int:
    red, green, blue = Color.parse(colour or "").rgb
    return red << 16 | green << 8 | blue


@OURS
def test_our_colours_can_be_read_on_both_grounds(theme: Theme) -> None:
    colours = [*SIGNALS[theme.dark].values(), theme.success, theme.error]
    for ground in (theme.background, theme.panel):
        assert contrast(rgb(theme.foreground), rgb(ground)) >= 12
        for colour in colours:
            assert contrast(rgb(colour), rgb(ground)) >= 4.3


@OURS
def test_our_themes_bring_all_signal_colours(theme: Theme) -> None:
    assert SIGNALS[theme.dark].items() <= theme.variables.items()
    assert len(set(SIGNALS[theme.dark].values())) == 4


def test_dark_is_dark_and_light_is_light() -> None:
    assert (DARK.dark, LIGHT.dark) == (True, False)
    assert contrast(rgb(DARK.background), 0) < 1.3
    assert contrast(rgb(LIGHT.background), 0xFFFFFF) < 1.1
    assert SIGNALS[True].keys() == SIGNALS[False].keys()


@pytest.mark.parametrize(
    "theme",
    [theme for theme in BUILTIN_THEMES.values() if not theme.ansi],
    ids=lambda theme: theme.name,
)
def test_any_theme_of_the_toolkit_gives_a_readable_palette(theme: Theme) -> None:
    variables = {**SIGNALS[theme.dark], **theme.to_color_system().generate()}
    palette = make_palette(variables, theme.dark, "truecolor")
    assert contrast(palette.foreground, palette.background) >= 4.5
    for colour in (palette.positive, palette.negative):
        assert contrast(colour, palette.background) >= 3
