"""Two themes of our own, a dark and a light one, made of a few signal colours on a calm ground.
Any other theme of Textual's works as well, but for those whose colours only the terminal knows:
heat ramps cannot be mixed from them. What a theme lacks is added to its variables here.
"""

from __future__ import annotations

from textual.theme import Theme

SIGNALS = {
    True: {"nn-pos": "#4ea8f8", "nn-neg": "#f59332", "nn-fwd": "#4fd1a5", "nn-bwd": "#dd82e6"},
    False: {"nn-pos": "#0f62b4", "nn-neg": "#b85405", "nn-fwd": "#06795a", "nn-bwd": "#9a2ca8"},
}
"""Above zero, below zero, forward and backward, on dark and on light ground."""


DARK = Theme(
    "backprop-dark",
    primary="#4ea8f8",
    secondary="#f59332",
    accent="#4fd1a5",
    warning="#f59332",
    success="#57c785",
    error="#f0708a",
    foreground="#d6dde6",
    background="#0f1318",
    surface="#0f1318",
    panel="#151a21",
    dark=True,
    variables={
        **SIGNALS[True],
        "footer-key-foreground": "#4fd1a5",
        "footer-background": "#151a21",
    },
)
LIGHT = Theme(
    "backprop-light",
    primary="#0f62b4",
    secondary="#b85405",
    accent="#06795a",
    warning="#b85405",
    success="#147a3d",
    error="#b3123b",
    foreground="#22272e",
    background="#fbfaf7",
    surface="#fbfaf7",
    panel="#f3f2ee",
    dark=False,
    variables={
        **SIGNALS[False],
        "footer-key-foreground": "#06795a",
        "footer-background": "#f3f2ee",
    },
)
