"""The next step taken apart: nothing moves until it is applied. A learner goes through it phase by
phase, opens any number, and finds the same digits on paper.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from backprop_tui.report.walk import walk
from backprop_tui.ui.diagram import choose
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.overlay import PULSE_FRAMES
from backprop_tui.ui.panes.network_diagram import NetworkDiagram
from backprop_tui.ui.screens.step_screen import StepScreen
from backprop_tui.ui.screens.walkthrough import stepper
from backprop_tui.ui.screens.walkthrough.clocks import Clocks
from backprop_tui.ui.screens.walkthrough.diagram_view import diagram_view
from backprop_tui.ui.screens.walkthrough.keys import KEYS
from backprop_tui.ui.screens.walkthrough.pace import bound_text, next_pace
from backprop_tui.ui.screens.walkthrough.place import Cell, Place
from backprop_tui.ui.screens.walkthrough.sheet import Worksheet
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.drawing import Drawing
from backprop_tui.ui.widgets.header import Header
from backprop_tui.ui.widgets.key_bar import KeyBar
from backprop_tui.ui.widgets.pane import Pane

if TYPE_CHECKING:
    from backprop_tui.ui.link.frame_window import FrameWindow
    from backprop_tui.ui.session.session import Session

LAST_PHASE = "This is the last phase: enter applies the step, ← goes back."
FIRST_PHASE = "This is the first phase: → goes on, esc closes."


class WalkThrough(StepScreen):
    """One step, phase by phase."""

    BINDINGS = [*KEYS]
    EXPLAINED = KEYS
    GIVES_WAY = "walk.cell"

    place: Place
    """Where somebody is in the step."""

    def __init__(self, session: Session, look: Look, window: FrameWindow) -> None:
        super().__init__(session, look)
        self._window = window
        self._clocks = Clocks(self, self.play_on, self.pulse_on)
        self._header = Drawing(stepper.paint_header)
        self._stepper = Drawing(stepper.paint_stepper)
        self._sheet = Worksheet()
        self._before: Place | None = None

    def parts(self) -> ComposeResult:
        yield Header()
        self._header.id, self._stepper.id = "walk-header", "stepper"
        yield self._header
        yield self._stepper
        with Container(id="diagram-and-worksheet"):
            yield NetworkDiagram(1, "network")
            yield self._sheet
        yield KeyBar(KEYS)

    def on_mount(self) -> None:
        """Make the timers that play phases and pulses."""
        self._clocks.make(self.place.seconds, self._window.rate)

    def read(self) -> None:
        record, view = self.session.record(), self.session.view
        cases = record.cases.tolist()
        selected = view.gaze.selected
        self._came_with = cases.index(selected) if selected in cases else 0
        place = Place(
            record,
            walk(record),
            case=self._came_with,
            seconds=view.gaze.seconds,
            ahead=view.snapshot.length - record.step,
        )
        self.place = place.at_phase(0) if self._before is None else place.like(self._before)
        self._fit_sheet()

    def is_beyond(self, view: View) -> bool:
        return view.snapshot.diverged

    def diagram_view(self) -> View:
        return diagram_view(self.place, self.session.view)

    def idle_keys(self) -> frozenset[str]:
        place = self.place
        idle = {
            "walk.back": place.number == 0,
            "walk.next": place.number + 1 == len(place.phases),
            "walk.case": len(place.record.cases) == 1,
        }
        here = {key for key, does_nothing in idle.items() if does_nothing}
        return frozenset(here | self.idle_in_time)

    def paint(self, look: Look) -> None:
        for each in (self._header, self._stepper, self._sheet):
            each.draw(self.place, look)

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self._fit_sheet()

    def _fit_sheet(self) -> None:
        """Leave to the diagram what no phase of the step takes."""
        if self.look is None or not self.is_mounted or self.has_class("-tiny"):
            return
        beside = self.has_class("-w150") or self.has_class("-small")
        self._sheet.fit(self.place, self.look, self.app.size, beside)

    def show_place(self, place: Place) -> None:
        """Draw another place."""
        self.place = place
        self.show()

    def show(self) -> None:
        """Draw everything, and let run what plays."""
        self._clocks.follow(self.place)
        super().show()

    def action_go(self, phases: int) -> None:
        """Go some phases on or back; at an end say what else there is to do."""
        self._stop()
        before = self.place.number
        self._enter(before + phases)
        if phases and self.place.number == before:
            self.say(LAST_PHASE if phases > 0 else FIRST_PHASE)
        else:
            self.hush()

    def _enter(self, number: int) -> None:
        """Show a phase, with a pulse along the wires at work."""
        place = self.place.at_phase(number)
        moved = place.number != self.place.number
        self.show_place(self._pulsing(place) if moved else replace(place, pulse=None))

    def _pulsing(self, place: Place) -> Place:
        """A place with a pulse at the start of its wires, if anything flows through any."""
        moves = self.app.animation_level != "none" and place.flows
        shown = diagram_view(place, self.session.view)
        room = self.query_one(NetworkDiagram).room
        moves = moves and choose(shown, room.width, room.height).pulses
        return replace(place, pulse=0 if moves else None)

    def pulse_on(self) -> None:
        """Move the pulse on; at its end it begins again while phases play, else it is gone."""
        pulse = self.place.pulse
        ended = pulse is None or (pulse + 1 >= PULSE_FRAMES and not self.place.playing)
        if ended:
            self._clocks.rest()
        moved = None if ended or pulse is None else (pulse + 1) % PULSE_FRAMES
        self.place = replace(self.place, pulse=moved)
        if ended or self._window.admit():
            self.view = self.diagram_view()

    def action_case(self, direction: int) -> None:
        """Follow another case."""
        self.show_place(self.place.at_case(self.place.case + direction))

    def action_cell(self, down: int, right: int) -> None:
        """Work out another number."""
        self.show_place(self.place.moved(down, right))

    def action_page(self, pages: int) -> None:
        """Turn the pages of a long sum."""
        page = min(self._sheet.last_page(self.place), self.place.page + pages)
        self.show_place(replace(self.place, page=max(0, page)))

    def action_play(self) -> None:
        """Let phases follow each other, or stop."""
        playing = not self.place.playing
        start = self.place.number if self.place.number + 1 < len(self.place.phases) else -1
        place = self.place.at_phase(0) if start < 0 else self.place
        if not playing:
            self._stop()
            return
        self.hush()
        self.show_place(replace(self._pulsing(place), playing=True))

    def action_pace(self, factor: float) -> None:
        """Show each phase shorter or longer while they are played; at a bound say so."""
        before = self.place.seconds
        seconds = next_pace(before, factor)
        if seconds == before:
            self.say(bound_text(seconds))
            return
        self.hush()
        self.session.look(seconds=seconds)
        self.place = replace(self.place, seconds=seconds)
        self._clocks.pace(seconds)
        self.show()

    def play_on(self) -> None:
        """Show the next phase; stop after the last."""
        self._enter(self.place.number + 1)
        if self.place.number + 1 == len(self.place.phases):
            self._stop()

    def _stop(self) -> None:
        if self.place.playing:
            self.show_place(replace(self.place, playing=False, pulse=None))

    def action_apply(self) -> None:
        """Take the step, and open the one after it."""
        self._stop()
        self._select()
        self._before = None
        self.session.step(1)

    def action_close(self) -> None:
        """Go back; the case that was followed stays selected."""
        self._select()
        self.dismiss()

    def _select(self) -> None:
        """Let all panes follow the case that is followed here, if another was chosen."""
        if self.place.case == self._came_with:
            return
        case = int(self.place.record.cases[self.place.case])
        self.session.look(selected=case)

    def setting_out(self) -> None:
        """Stop, and look at the same number wherever one comes to."""
        self._stop()
        self._before = self.place

    def on_click(self, event: events.Click) -> None:
        """Go to the phase, or open the number, that was clicked."""
        for drawing in (self._stepper, self._sheet.drawing):
            target = self.spot(event, drawing)
            if isinstance(target, Cell):
                self.show_place(self.place.at_cell(target))
            elif isinstance(target, int):
                self.action_go(target - self.place.number)

    def on_pane_picked(self, picked: Pane.Picked) -> None:
        """Nothing in the diagram can be chosen here; the dashboard must not hear of it."""
        picked.stop()
