"""Puts panes where the tables of layouts want them. The toolkit works sizes out from styles; here
they are known already, and each pane is handed its rectangle.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

from backprop_tui.ui.widgets.pane import Pane


class Tiles(Layout):
    """Puts every pane into its rectangle.

    Args:
        tile: Says the rectangles of an area by the ids of their panes.
    """

    name = "tiles"

    def __init__(self, tile: Callable[[Size], dict[str, Region]]) -> None:
        self._tile = tile
        self._others = VerticalLayout()

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """The places of panes, and those of what the toolkit itself lays over them."""
        panes = [child for child in children if isinstance(child, Pane)]
        others = [child for child in children if not isinstance(child, Pane)]
        regions = self._tile(size)
        return [
            *(
                WidgetPlacement(regions[pane.id or ""], NULL_OFFSET, NULL_SPACING, pane)
                for pane in panes
                if pane.id in regions
            ),
            *(self._others.arrange(parent, others, size, greedy) if others else ()),
        ]
