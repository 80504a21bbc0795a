"""The panes of the dashboard: which of them are there, where each stands, and the keys that choose
among them. One that was never shown has not been made, and its module was not even imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual import events
from textual.geometry import Region, Size
from textual.layout import Layout

from backprop_tui.engine import Experiment
from backprop_tui.ui import layouts, tiling
from backprop_tui.ui.keys import last_line
from backprop_tui.ui.keys.going import AT_REST, ELSEWHERE, IN_THE_PAST, ON_THE_WAY
from backprop_tui.ui.screens.cases import CasesScreen
from backprop_tui.ui.screens.tiles import Tiles
from backprop_tui.ui.tiling import Wanted
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.pane import Pane


class PanesScreen(CasesScreen):
    """A screen of numbered panes."""

    def __init__(self, *what: Any) -> None:
        super().__init__(*what)
        self._wanted = Wanted(layouts.PANES[0].name)
        self._panes: dict[str, Pane] = {}
        self._asked: Experiment | None = None
        self._tiles = Tiles(self._tile)

    @property
    def layout(self) -> Layout:
        """Where every pane stands."""
        return self._tiles

    def made(self) -> Iterator[Pane]:
        """The panes to begin with, made by now: those that are shown, and the usual ones."""
        self._ask()
        shown = self._shown(self.app.size)
        for place in layouts.PANES:
            if place.name in shown or not isinstance(place.what, layouts.Later):
                yield self._pane(place.name)

    def _pane(self, name: str) -> Pane:
        """A pane, made when it is first asked for."""
        if name not in self._panes:
            self._panes[name] = layouts.place_of(name).pane(layouts.number_of(name), name)
        return self._panes[name]

    # What is shown.

    def _tile(self, area: Size) -> dict[str, Region]:
        """The rectangles of all panes in an area."""
        zoomed = self.maximized.id if self.maximized is not None else None
        return tiling.tile(self.app.size, area, self._wanted._replace(zoomed=zoomed))

    def _shown(self, size: Size) -> list[str]:
        """The names of the panes that a terminal of this size shows, a zoomed one among them."""
        zoomed = () if self.maximized is None else (self.maximized.id or "",)
        names = {*tiling.shown(size, self._wanted), *zoomed}
        return [place.name for place in layouts.PANES if place.name in names]

    def _ask(self, *names: str) -> None:
        """Ask the panes that there would be room for, and others by name, what they lack."""
        view = self.session.view
        experiment = view.snapshot.experiment
        everything = self._wanted._replace(lacking=frozenset())
        asked = {*tiling.shown(self.app.size, everything), *self._panes, *names}
        lacking = {name for name in asked if self._pane(name).lacking(view)}
        self._wanted = self._wanted._replace(lacking=frozenset(lacking))
        self._asked = experiment

    def watch_view(self) -> None:
        """Draw the view; where it is of another experiment other panes may be shown."""
        if self.is_mounted and self.session.view.snapshot.experiment is not self._asked:
            lacked = self._wanted.lacking
            self._ask()
            if self._wanted.lacking != lacked:
                self._arrange()
        super().watch_view()
        self._find_idle_keys()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the layout, before it is made."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        """Choose between all panes, one pane, and a line of text."""
        had_room = not self.has_class("-small")
        self.fit(*size)
        looked_at = self.maximized or self.focused
        if self.has_class("-small") and had_room and isinstance(looked_at, Pane):
            self._wanted = self._wanted._replace(alone=looked_at.id or "")
        if self.maximized is not None and (self.has_class("-small") or self.has_class("-tiny")):
            self.minimize()
        self._ask()
        self._arrange(size)
        self._find_idle_keys()

    def watch_maximized(self) -> None:
        self._arrange()

    def _arrange(self, size: Size | None = None) -> None:
        """Show what has room in a terminal of this size, or of the present one."""
        size = size or self.app.size
        shown, blanks = self._shown(size), layouts.blanks(*size)
        for name in shown:
            if not self._pane(name).is_attached:
                self._add(name)
        for name, pane in self._panes.items():
            pane.display = name in shown
            pane.blanks = blanks
            if pane.has_focus and not pane.display:
                self.set_focus(None)
        self.refresh(layout=True)

    def _add(self, name: str) -> None:
        """Put a pane among the others, in the order of their numbers."""
        number = layouts.number_of(name)
        after = [pane for pane in self._panes.values() if pane.is_attached and pane.number < number]
        pane = self._pane(name)
        self.mount(pane, after=max(after, key=lambda each: each.number, default=None))
        self.draw_on(pane)

    def _find_idle_keys(self) -> None:
        """Say which keys would do nothing: with one input, where one pane is alone already, and
        where all that there are have a place; and which give way, in the past to those that go
        back and on, else those to others; while steps are taken also those that lead back.
        """
        view = self.session.view
        is_past = view.snapshot.is_past
        way = view.run.going
        has_been = bool(view.snapshot.step) and not view.run.is_busy and not is_past
        if way is not None:
            # Whatever else is pressed gives the way up as well.
            leaving = "way.keep" if way.keeps else "way.stay"
            named = (binding.id or "" for binding in last_line())
            self.idle = frozenset({*named, *ON_THE_WAY} - {leaving, "app.help", "app.quit"})
            return
        idle = {
            **dict.fromkeys(AT_REST, not has_been),
            **dict.fromkeys(IN_THE_PAST, not is_past),
            **dict.fromkeys(ELSEWHERE, is_past),
            **dict.fromkeys(ON_THE_WAY, True),
            "look.previous": len(self.session.view.snapshot.right) == 1,
            "look.view": len(self._candidates) == 1,
            "look.zoom": self.has_class("-small"),
        }
        self.idle = frozenset(key for key, does_nothing in idle.items() if does_nothing)

    # What keys choose.

    @property
    def _candidates(self) -> list[str]:
        """The panes that may stand beside the network in turn."""
        return tiling.candidates(self.app.size, self._wanted)

    def action_pane(self, number: int) -> None:
        """Focus a pane, and show it alone if others have all the room; a zoom goes with it."""
        if number > len(layouts.PANES):
            return
        self._look_at(layouts.PANES[number - 1].name)

    def _look_at(self, name: str) -> None:
        """Focus a pane, which is shown by then."""
        self._wanted = self._wanted._replace(alone=name)
        self._arrange()
        if self.has_class("-tiny"):
            return
        pane = self._pane(name)
        if self.maximized is not None or name not in self._shown(self.app.size):
            if not pane.is_attached:
                self._add(name)
            self.maximize(pane)
        pane.focus()

    def action_view(self) -> None:
        """Show the next pane beside the network, or alone where there is nothing beside it."""
        if self.has_class("-tiny"):
            return
        self._ask(*(place.name for place in layouts.PANES if place.swaps))
        self._find_idle_keys()
        candidates = self._candidates
        if len(candidates) == 1:
            self.toasts.answer(self._nothing_else())
            return
        present = self._beside
        at = candidates.index(present) if present in candidates else -1
        chosen = candidates[(at + 1) % len(candidates)]
        had_focus = self.focused is not None and self.focused.id == present
        self._wanted = self._wanted._replace(beside=chosen)
        if self.has_class("-small") or self.maximized is not None:
            self._look_at(chosen)
            return
        self._arrange()
        if had_focus:
            self._pane(chosen).focus()

    @property
    def _beside(self) -> str:
        """The pane that stands where another may: that which is alone, if one is."""
        if self.maximized is not None:
            return self.maximized.id or ""
        if self.has_class("-small"):
            return self._wanted.alone
        places = tiling.shown(self.app.size, self._wanted)
        return next(pane for pane, place in places.items() if place == layouts.SWAPPED)

    def _nothing_else(self) -> str:
        """Why no other pane can stand beside the network."""
        view: View = self.session.view
        missing = [
            f"Pane {layouts.number_of(place.name)} {self._pane(place.name).lacking(view)}."
            for place in layouts.PANES
            if place.name in self._wanted.lacking
        ]
        shown = "Every other pane is shown." if missing else "Every pane is shown."
        return " ".join((shown, *missing))

    def action_turn(self, direction: int) -> None:
        """Show other axes in the focused pane, or in the first shown that can."""
        shown = [self._pane(name) for name in self._shown(self.app.size)]
        shown.sort(key=lambda pane: not pane.has_focus)
        view = self.session.view
        changes = next(filter(None, (pane.turned(view, direction) for pane in shown)), None)
        if changes is None:
            self.toasts.answer("No pane that is shown has other axes.")
        else:
            self.session.look(**changes)

    def action_zoom(self) -> None:
        """Show the focused pane alone, or all panes."""
        if self.maximized is not None:
            self.minimize()
        elif not self.has_class("-tiny"):
            focused = self.focused
            self.maximize(focused if isinstance(focused, Pane) else self._pane(self._wanted.alone))
