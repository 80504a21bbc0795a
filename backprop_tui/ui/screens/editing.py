"""Setting one parameter by hand, while the network runs. What is typed wrong is refused in one
sentence, and then nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backprop_tui.engine import Parameter
from backprop_tui.engine.reading.written import typed_number
from backprop_tui.report.names import parameter_name
from backprop_tui.ui.screens.dialog import Dialog

if TYPE_CHECKING:
    from backprop_tui.ui.session.session import Session


class EditParameter(Dialog):
    """Sets one weight or bias."""

    TITLE_TEXT = "Set by hand"

    def __init__(self, parameter: Parameter, session: Session) -> None:
        super().__init__()
        self._parameter, self._session = parameter, session
        self._name_of_it = parameter_name(session.experiment, parameter)

    def fields(self) -> Iterator[tuple[str, str, str]]:
        value = self._session.value(self._parameter)
        yield "value", f"of {self._name_of_it}, any finite number", repr(value)

    def apply(self, typed: dict[str, str]) -> None:
        value = typed_number(self._name_of_it, typed["value"])
        self._session.edit(self._parameter, value)
