"""In what runs differ is typed in a line, and what was read is written so that it is read again."""

from __future__ import annotations

import pytest

from backprop_tui.engine import BadSetting
from backprop_tui.engine.reading.moments import Assignment
from backprop_tui.engine.reading.otherwise import Otherwise


def test_runs_are_parted_by_semicolons_and_settings_by_commas() -> None:
    kind = Otherwise()
    text = kind.gathered(["lr=5", "hidden=8,8,bias = on ; freeze=W1[x1,h2];"])
    read = kind.read(text)
    assert read == (
        (Assignment("lr", "5"),),
        (Assignment("hidden", "8,8"), Assignment("bias", "on")),
        (Assignment("freeze", "W1[x1,h2]"),),
    )
    assert kind.read(kind.write(read)) == read
    assert "such as lr=5" in kind.allowed


@pytest.mark.parametrize("text", ["", "5", "lr=1,,lr=2", "lr=1;;lr=2"])
def test_what_is_no_setting_with_a_value_is_refused(text: str) -> None:
    with pytest.raises(BadSetting, match=r"NAME=VALUE|given twice"):
        Otherwise().read(text)
