"""The screen on which an experiment is made: every setting has its row, and all that is typed is in
force at once, or nothing of it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from backprop_tui.engine.errors import BadSetting
from backprop_tui.report.names import sentence
from backprop_tui.ui.screens.settings import sheet
from backprop_tui.ui.screens.settings.asking import FEW, Asking
from backprop_tui.ui.sizes import is_tiny

LAYER_KEYS = (sheet.CHOOSE, sheet.MORE, sheet.LESS)
"""What is done with layers where each has its own number."""


class SettingsScreen(Asking):
    """All settings; enter applies what was typed, esc leaves all as it was.

    Args:
        session: Whose settings.
        look: What it is drawn with.
    """

    HEADING = "Settings"

    def compose(self) -> ComposeResult:
        with Container(id="dialog", classes="-settings") as dialog:
            dialog.border_title = self.HEADING
            dialog.border_subtitle = self._look.glyphs.caption("↑↓ tab next row · PgUp PgDn")
            yield self._sheet
            yield self._field

    def on_mount(self) -> None:
        """Be ready to type."""
        self._load()

    def on_resize(self, event: events.Resize) -> None:
        """Where there is no room leave it to the screen behind to say so."""
        tiny = is_tiny(*event.size)
        self.set_class(tiny, "-tiny")
        if not tiny:
            self._field.focus()
        self.call_after_refresh(self._draw)

    # The end.

    def on_input_submitted(self) -> None:
        """Apply what was typed, or say why not."""
        if not self.is_on_top:
            return  # applied already
        self._commit()
        try:
            self.settle()
        except BadSetting as refusal:
            self._failed = sentence(str(refusal))
            self._draw()
        else:
            self.dismiss()

    def settle(self) -> None:
        """Let what was typed be so.

        Raises:
            BadSetting: If it is refused; nothing has changed then.
        """
        self._session.settle(self._draft)

    @property
    def effect(self) -> str:
        """What will happen, or what is wrong, in a sentence."""
        return self._draft.effect

    @property
    def refusal(self) -> str:
        """What is wrong; empty if nothing is."""
        return self._draft.refusal

    def on_click(self, event: events.Click) -> None:
        """Mark the row that was clicked, and choose in it; or do what a key says that was."""
        if event.widget is not self._sheet:
            return
        offset = event.get_content_offset(self._sheet)
        target = None if offset is None else self._sheet.at(*offset)
        if isinstance(target, int):
            is_again = target == self._at
            self._go(target)
            if is_again and self.row.choices:
                self._unfold()
        elif target is not None:
            self._clicked(str(target))
        self._field.focus()

    def _clicked(self, key: str) -> None:
        deeds: dict[str, Callable[[], object]] = {
            sheet.APPLY: self.on_input_submitted,
            sheet.LEAVE: self.dismiss,
            sheet.LIST: self._unfold,
            sheet.TURN: lambda: self._turn(1),
            sheet.LAYER: lambda: self._grow(1),
            sheet.CHOOSE: lambda: self._turn(1),
            sheet.MORE: lambda: self._grow(1),
            sheet.LESS: lambda: self._grow(-1),
            sheet.AS_IT_WAS: self.action_as_it_was,
        }
        deeds[key]()

    # Drawing.

    def _keys(self) -> Iterator[str]:
        """The keys that do something in the marked row."""
        yield from (sheet.APPLY, sheet.LEAVE)
        if self.row.choices:
            yield sheet.TURN
        if len(self.row.choices) > FEW:
            yield sheet.LIST
        if self._has("layer"):
            yield from (sheet.LAYER,) if self.row.choices else LAYER_KEYS
        if self.row.option.name in self._draft.typed:
            yield sheet.AS_IT_WAS

    def _draw(self) -> None:
        width, height = self._sheet.size
        if not self.is_mounted or not width:
            return
        self._first = sheet.first_shown(self._rows, self._at, self._first, height)
        draft, rows, wrong = self._draft, self._rows, self._draft.wrong
        page = sheet.Page(
            rows,
            tuple(draft.text(row.setting, row.option) for row in rows),
            tuple(draft.differs(row.setting, row.option) for row in rows),
            tuple(row.option.name in wrong for row in rows),
            self._at,
            self._first,
            draft.hindrance(self.row.setting),
            self._layer,
            self._failed or self._pending or self.effect,
            bool(self._failed or (not self._pending and self.refusal)),
            tuple(self._keys()),
        )
        line = sheet.lines_of(rows).index(self._at) - self._first
        self._field.styles.offset = (sheet.LABEL, line)
        self._field.styles.width = sheet.value_width(width) - 1
        self._sheet.draw(page, self._look)
