"""The last line names the keys that one needs first, and can be clicked; all others are one
question mark away. It is drawn like everything else here: the toolkit's own footer is a dozen
widgets and a tenth of the start-up time.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.binding import Binding

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.widgets.drawing import Drawing


class KeyBar(Drawing):
    """The keys of the bindings that ask to be shown and would do something now."""

    def __init__(self, bindings: Iterable[Binding]) -> None:
        super().__init__(self.paint_keys)
        self._keys = [binding for binding in bindings if binding.show]

    def paint_keys(self, canvas: Canvas, idle: frozenset[str]) -> None:
        """Write key and description of every binding that is not idle and fits."""
        palette = canvas.palette
        canvas.fill(0, 0, canvas.width, 1, palette.panel)
        x = 0
        for binding in self._keys:
            if binding.id in idle:
                continue
            key, said = binding.key_display or binding.key, f" {binding.description}"
            end = x + len(canvas.glyphs(key + said))
            if end > canvas.width:
                break
            canvas.text(canvas.text(x, 0, key, palette.forward, bold=True), 0, said)
            canvas.spot(x, 0, end - x, 1, binding)
            x = end + 1

    async def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        binding = self.at(event.x, event.y)
        if isinstance(binding, Binding):
            await self.screen.run_action(binding.action)
