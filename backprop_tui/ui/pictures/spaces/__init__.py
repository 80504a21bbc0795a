"""Ways to look into the space of the last hidden layer. How many units it has decides
which there are: a line, a plane and a cube can be drawn as they are, all else as an output sees it.
"""

from __future__ import annotations

from backprop_tui.ui.pictures.spaces.corners import CUBE
from backprop_tui.ui.pictures.spaces.plots import SUMS, UNITS
from backprop_tui.ui.pictures.spaces.way import Way, space_of
from backprop_tui.ui.view import View

WAYS: tuple[Way, ...] = (UNITS, SUMS, CUBE)
"""All of them, the best first of those that suit."""


def ways(view: View) -> tuple[Way, ...]:
    """Those that suit what is shown, the best first; none without a hidden layer."""
    space = space_of(view)
    if space is None:
        return ()
    found = [way for way in WAYS if way.suits(space)]
    # Where direct links decide too, the units alone are only half of it.
    direct = view.snapshot.experiment.links.skipping
    return tuple(sorted(found, key=lambda way: direct and way is UNITS))


def chosen(view: View) -> Way:
    """The way that was asked for, if it suits, or the best."""
    suited = ways(view)
    return next((way for way in suited if way.name == view.gaze.space), suited[0])
