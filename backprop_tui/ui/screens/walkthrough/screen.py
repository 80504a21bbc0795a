"""The next step taken apart: nothing moves until it is applied. A learner goes through it phase by
phase, opens any number, and finds the same digits on paper.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.timer import Timer

from backprop_tui.report.walk import walk
from backprop_tui.ui.diagram import choose
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.overlay import PULSE_FRAMES
from backprop_tui.ui.panes.network_diagram import NetworkDiagram
from backprop_tui.ui.screens.step_screen import COMMON_KEYS, StepScreen
from backprop_tui.ui.screens.walkthrough import stepper, worksheet
from backprop_tui.ui.screens.walkthrough.diagram_view import diagram_view
from backprop_tui.ui.screens.walkthrough.pace import (
    QUICKEST,
    SLOWEST,
    bound_text,
    next_pace,
    pace_text,
)
from backprop_tui.ui.screens.walkthrough.place import Cell, Place
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.drawing import Drawing
from backprop_tui.ui.widgets.header import Header
from backprop_tui.ui.widgets.key_bar import KeyBar
from backprop_tui.ui.widgets.pane import Pane

if TYPE_CHECKING:
    from backprop_tui.ui.link.frame_window import FrameWindow
    from backprop_tui.ui.session.session import Session

PULSES, SLOW_PULSES = 8, 4
"""Pictures a second of a pulse along the wires, and on a line that does not carry as many."""

SHEETS = ((54, 24), (38, 18), (29, 14), (0, 11))
"""Rows of a terminal, and those that the worksheet takes of them at most below the diagram."""

FRAME, MARGIN = 2, 4
"""Rows and columns of the worksheet that are not written on."""

LAST_PHASE = "This is the last phase: enter applies the step, ← goes back."
FIRST_PHASE = "This is the first phase: → goes on, esc closes."

KEYS = [
    Binding("right,n", "go(1)", "next", id="walk.next", key_display="→", tooltip="the next phase"),
    Binding("left,p", "go(-1)", "back", id="walk.back", key_display="←", tooltip="one phase back"),
    Binding("enter", "apply", "apply", id="walk.apply", key_display="enter",
            tooltip="apply the step, and go on with the one after it"),
    Binding("up", "case(-1)", "input", id="walk.case", key_display="↑↓",
            tooltip="follow another input"),
    Binding("down", "case(1)", "next input", show=False),
    Binding("shift+up", "cell(-1, 0)", "number", id="walk.cell", key_display="shift+arrows",
            tooltip="work out another number; a click does the same"),
    Binding("shift+down", "cell(1, 0)", "down", show=False),
    Binding("shift+left", "cell(0, -1)", "left", show=False),
    Binding("shift+right", "cell(0, 1)", "right", show=False),
    Binding("space", "play", "play", id="walk.play", tooltip="phase after phase, or stop"),
    Binding("escape,w", "close", "close", id="walk.close", key_display="esc",
            tooltip="back to the dashboard; the step is not taken"),
    Binding("home", "go(-1000)", "first", show=False, id="walk.first", tooltip="the first phase"),
    Binding("end", "go(1000)", "last", show=False, id="walk.last", tooltip="the last phase"),
    Binding("pagedown", "page(1)", "more", show=False, id="walk.page", key_display="PgUp PgDn",
            tooltip="the other terms of a long sum"),
    Binding("pageup", "page(-1)", "less", show=False),
    *COMMON_KEYS,
    Binding("plus,equals_sign", "pace(0.5)", "pace", id="walk.pace", key_display="+ -",
            tooltip=f"play faster or slower: a phase every {QUICKEST:g} to {SLOWEST:g} s"),
    Binding("minus", "pace(2)", "slower", show=False),
]  # fmt: skip


class Worksheet(Container):
    """The frame around the worksheet."""


class WalkThrough(StepScreen):
    """One step, phase by phase."""

    BINDINGS = [*KEYS]
    EXPLAINED = KEYS

    place: Place
    """Where somebody is in the step."""

    def __init__(self, session: Session, look: Look, window: FrameWindow) -> None:
        super().__init__(session, look)
        self._window = window
        self._timer: Timer | None = None
        self._pulse: Timer | None = None
        self._header = Drawing(stepper.paint_header)
        self._stepper = Drawing(stepper.paint_stepper)
        self._drawing = Drawing(worksheet.paint)

    def parts(self) -> ComposeResult:
        yield Header()
        self._header.id, self._stepper.id = "walk-header", "stepper"
        yield self._header
        yield self._stepper
        with Container(id="diagram-and-worksheet"):
            yield NetworkDiagram(1, "network")
            with Worksheet(id="worksheet"):
                yield self._drawing
        yield KeyBar(KEYS)

    def on_mount(self) -> None:
        """Make the timers that play phases and pulses."""
        self._make_timer()
        pulses = PULSES if self._window.rate >= PULSES else SLOW_PULSES
        self._pulse = self.set_interval(1 / pulses, self.pulse_on, name="pulse", pause=True)

    def _make_timer(self) -> None:
        """Time phases anew, at the pace that was chosen."""
        if self._timer is not None:
            self._timer.pause()
            self._timer.stop()
        self._timer = self.set_interval(self.place.seconds, self.play_on, name="phases", pause=True)

    def read(self) -> None:
        record = self.session.record()
        cases = record.cases.tolist()
        selected = self.session.view.gaze.selected
        self._came_with = cases.index(selected) if selected in cases else 0
        seconds = self.session.view.gaze.seconds
        self.place = Place(record, walk(record), case=self._came_with, seconds=seconds).at_phase(0)
        self._fit_sheet()

    def diagram_view(self) -> View:
        return diagram_view(self.place, self.session.view)

    def idle_keys(self) -> frozenset[str]:
        place = self.place
        idle = {
            "walk.back": place.number == 0,
            "walk.next": place.number + 1 == len(place.phases),
            "walk.case": len(place.record.cases) == 1,
        }
        return frozenset(key for key, does_nothing in idle.items() if does_nothing)

    def paint(self, look: Look) -> None:
        for drawing in (self._header, self._stepper, self._drawing):
            drawing.draw(self.place, look)
        frame = self.query_one(Worksheet)
        place = self.place
        mark = "▶" if place.playing else "||"
        frame.border_title = Content(look.glyphs(f"{mark} {pace_text(place.seconds)}"))
        frame.border_subtitle = Content(look.glyphs(f"numpy  {self.place.phase.code}"))

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self._fit_sheet()

    def _fit_sheet(self) -> None:
        """Leave to the diagram what no phase of the step takes."""
        look, (width, height) = self.look, self.app.size
        if look is None or not self.is_mounted or self.has_class("-tiny"):
            return
        beside = self.has_class("-w150") or self.has_class("-small")
        most = next(rows for least, rows in SHEETS if height >= least) - FRAME
        taken = 0 if beside else worksheet.height_of(self.place, width - MARGIN, most, look)
        least = SHEETS[-1][1]
        self.query_one(Worksheet).styles.height = "1fr" if beside else max(least, taken + FRAME)

    def show_place(self, place: Place) -> None:
        """Draw another place."""
        self.place = place
        self.show()

    def show(self) -> None:
        """Draw everything, and let run what plays."""
        for timer, runs in (
            (self._timer, self.place.playing),
            (self._pulse, self.place.pulse is not None),
        ):
            if timer is not None:
                (timer.resume if runs else timer.pause)()
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
        if ended and self._pulse is not None:
            self._pulse.pause()
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
        canvas = self._drawing.canvas
        last = worksheet.block(canvas, self.place, canvas.height).pages - 1 if canvas else 0
        self.show_place(replace(self.place, page=max(0, min(last, self.place.page + pages))))

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
        self._make_timer()
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
        self.session.step(1)
        if self.session.view.snapshot.diverged:
            self.dismiss()

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

    def on_click(self, event: events.Click) -> None:
        """Go to the phase, or open the number, that was clicked."""
        for drawing in (self._stepper, self._drawing):
            target = self.spot(event, drawing)
            if isinstance(target, Cell):
                self.show_place(self.place.at_cell(target))
            elif isinstance(target, int):
                self.action_go(target - self.place.number)

    def on_pane_picked(self, picked: Pane.Picked) -> None:
        """Nothing in the diagram can be chosen here; the dashboard must not hear of it."""
        picked.stop()
