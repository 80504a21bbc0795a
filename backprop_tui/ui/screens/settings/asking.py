"""What is typed into the table of settings, row by row. Every row is a line of text; some may be
chosen too, and what each comes to is a draft until it is applied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding
from textual.widgets import Input

from backprop_tui.engine.shortening import narrow
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.screens.dialog import Question
from backprop_tui.ui.screens.settings import sheet
from backprop_tui.ui.screens.settings.chooser import Chooser
from backprop_tui.ui.screens.settings.field import Field
from backprop_tui.ui.screens.settings.rows import Row, rows_of
from backprop_tui.ui.session.draft import Draft
from backprop_tui.ui.widgets.drawing import Drawing

if TYPE_CHECKING:
    from backprop_tui.ui.session.session import Session

FEW = 8
"""Choices that one goes through one by one; of more there is a list."""

NO_LAYER = "none"

WHEEL = 3
"""Rows that a turn of the mouse wheel passes."""


class Sheet(Drawing):
    """The table, whose rows the wheel goes through."""

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down the table."""
        self._scroll(event, WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up the table."""
        self._scroll(event, -WHEEL)

    def _scroll(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        if isinstance(self.screen, Asking):
            self.screen.scroll_by(rows)


class Asking(Question):
    """A marked row, the field over it, and the draft that both are of.

    Args:
        session: Whose settings.
        look: What it is drawn with.
    """

    BINDINGS = [
        Binding("down,tab", "move(1)", "next row", show=False),
        Binding("up,shift+tab", "move(-1)", "previous row", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("ctrl+home", "end(0)", "first row", show=False),
        Binding("ctrl+end", "end(-1)", "last row", show=False),
        Binding("ctrl+r", "as_it_was", "as it was", show=False),
    ]

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session, self._look = session, look
        self.set_class(not look.glyphs.unicode, "-ascii")
        self._draft = self.begun()
        self._rows = self.listed(rows_of(self._draft, type(session.experiment)))
        # What changes on the way is what somebody comes for most often.
        self._at = next(at for at, row in enumerate(self._rows) if row.setting.changeable)
        self._first = 0
        self._failed = ""
        self._sheet = Sheet(sheet.paint, id="sheet")
        self._field = Field(self._turn, self._unfold, self._grow, self._has)

    @property
    def row(self) -> Row:
        """The marked row."""
        return self._rows[self._at]

    @property
    def draft(self) -> Draft:
        """What has been typed."""
        return self._draft

    def listed(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """The rows as this table has them."""
        return rows

    def begun(self) -> Draft:
        """A draft of which nothing has been typed yet."""
        runs = self._session.runs
        return Draft(runs.experiment, runs.chosen, branches=runs.would_branch)

    # Rows.

    def action_move(self, rows: int) -> None:
        """Mark another row, after the last one the first."""
        self._go((self._at + rows) % len(self._rows))

    def action_end(self, end: int) -> None:
        """Mark the first row or the last."""
        self._go(end % len(self._rows))

    def action_page(self, pages: int) -> None:
        """Mark a row as far on as there are on the screen."""
        self.scroll_by(pages * max(1, sheet.room(self._sheet.size.height) - 2))

    def scroll_by(self, rows: int) -> None:
        """Mark a row so far on, or the last there is."""
        self._go(max(0, min(len(self._rows) - 1, self._at + rows)))

    def _go(self, row: int) -> None:
        self._commit()
        if row != self._at:
            self._at = row
            self._load()

    def _load(self) -> None:
        """Have the marked row's text in the field, and draw."""
        self._field.placeholder = self._look.glyphs(narrow(self.row.unset))
        self._field.show(self._draft.text(self.row.setting, self.row.option))
        self._draw()

    # Texts.

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say at once what would come of it; of files not before they are named in full."""
        event.stop()
        if event.value != self._field.value:
            return
        if self.row.option.kind.is_file:
            self._failed = ""
            self._draw()
        else:
            self._commit()

    @property
    def _pending(self) -> str:
        """That a file has been named and not been read; empty if none has."""
        row, text = self.row, self._field.value.strip()
        if not row.option.kind.is_file or text == self._draft.text(row.setting, row.option):
            return ""
        return "The file is read when this row is left, or by enter." if text else ""

    def _commit(self) -> None:
        """Put what stands in the field into the draft."""
        text, row = self._field.value.strip(), self.row
        if text != self._draft.text(row.setting, row.option):
            self._failed = ""
            self._draft.type(row.option, text)
            self._draw()

    def _put(self, text: str) -> None:
        """Put a text into the marked row."""
        self._field.show(text)
        self._commit()

    def _turn(self, direction: int) -> bool:
        """Choose the next of the marked row's choices, or tell that it has none."""
        if not self.row.choices:
            return self._has("layer") and self._choose_layer(direction)
        text, at = self._field.value, self._field.cursor_position
        if "," in text and self.row.option.kind.is_list:
            # Of several names it is the one at the cursor.
            head, comma, start = text[:at].rpartition(",")
            end, rest, tail = text[at:].partition(",")
            chosen = self.row.next_choice(f"{start}{end}".strip(), direction)
            self._put(f"{head}{comma}{chosen}{rest}{tail}")
            self._field.cursor_position = len(f"{head}{comma}{chosen}")
        else:
            self._put(self.row.next_choice(text.strip(), direction))
        return True

    def _choose_layer(self, direction: int) -> bool:
        """Select the units of the next layer, or tell that there is none."""
        text, at = self._field.value, self._field.part
        last = text.count(",")
        if not text or text == NO_LAYER:
            return False
        if at is None or not last:
            at = 0 if direction > 0 else last
        else:
            at = max(0, min(last, at + direction))
        self._field.select_part(at)
        self._draw()
        return True

    @property
    def _layer(self) -> str:
        """What can be done with the layers where each has its own number."""
        text = self._field.value
        if not self._has("layer") or self.row.choices:
            return ""
        if not text or text == NO_LAYER:
            return "There is no hidden layer: + adds one, or type its units."
        last, at = text.count(","), self._field.part
        if at is None:
            return "← → choose a layer, to type its units; + adds one at the end, - removes one."
        said = f"Layer {at + 1} of {last + 1}" if last else "One layer"
        return f"{said}: type its units; + adds a layer after it, - removes it."

    def _has(self, action: str) -> bool:
        """Whether a key means something else than its letter in the marked row."""
        if action == "list":
            return bool(self.row.choices)
        return self.row.option.kind.longer("1") is not None

    def _unfold(self) -> None:
        """Let it be chosen from a list, or take the next where there are few."""
        if len(self.row.choices) <= FEW:
            self._turn(1)
        else:
            present = self._field.value.strip()
            self.app.push_screen(Chooser(self.row, present, self._put, self._look))

    def _grow(self, count: int) -> None:
        """A layer more or less, in all rows that say something of each layer."""
        self._commit()
        at = None if self.row.choices else self._field.part
        for row in self._rows:
            kind = row.option.kind
            text = self._draft.text(row.setting, row.option)
            grown = kind.longer(text, at) if count > 0 else kind.shorter(text, at)
            if count > 0 and grown == text and row is self.row:
                grown = f"{text},{text}"  # one for all becomes one for each
            if grown is not None and grown != text:
                self._draft.type(row.option, grown)
        self._load()
        text = self._field.value
        if not self.row.choices and text != NO_LAYER:
            last = text.count(",")
            self._field.select_part(last if at is None else min(last, at + (count > 0)))
            self._draw()

    def action_as_it_was(self) -> None:
        """Leave the marked row as it was."""
        self._draft.forget(self.row.option)
        self._failed = ""
        self._load()

    def _draw(self) -> None:
        """Draw the table as it is now."""
        raise NotImplementedError
