"""Every test of the screen sees the same terminal: all colours, no NO_COLOR, no theme from outside.
A test that wants another one says so with `terminal`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from textual import _wait, constants

from backprop_tui.ui.app import BackpropApp
from tests.ui.picture import differences, picture_of

SNAPSHOTS = Path(__file__).with_name("snapshots")
UPDATE = "BACKPROP_UPDATE_SNAPSHOTS"


@pytest.fixture(autouse=True, scope="session")
def charts_from_the_start() -> None:
    """A chart need not be waited for; where it has to be, a test says so."""
    import_module("plotext")


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Force a colour depth by Rich's name; `none` is what NO_COLOR asks for."""

    def force(depth: str) -> None:
        monkeypatch.delenv("NO_COLOR", raising=False)
        if depth == "none":
            monkeypatch.setenv("NO_COLOR", "1")
        else:
            monkeypatch.setattr(constants, "COLOR_SYSTEM", depth)

    force("truecolor")
    # Pictures that move by themselves are asked for where they are tested.
    monkeypatch.setattr(constants, "TEXTUAL_ANIMATIONS", "none")
    return force


@pytest.fixture(autouse=True)
def look_up_more_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot looks every 20 ms whether the app is idle; here 4 ms, as there is little to do."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", _wait.SLEEP_GRANULARITY / 5)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", _wait.SLEEP_IDLE / 5)


@pytest.fixture
def matches_snapshot() -> Callable[[BackpropApp, str], None]:
    """Compare the screen with the picture that is kept of it."""

    def check(app: BackpropApp, name: str) -> None:
        path, now = SNAPSHOTS / f"{name}.txt", picture_of(app)
        if os.environ.get(UPDATE) == "1":
            SNAPSHOTS.mkdir(exist_ok=True)
            path.write_text(now, encoding="utf-8")
            return
        remedy = f"If this is how it should look: {UPDATE}=1 python -m pytest {__package__}"
        remedy = remedy.replace("tests.ui", "tests/ui/test_snapshots.py")
        if not path.exists():
            pytest.fail(f"there is no picture {path.name} yet. {remedy}", pytrace=False)
        kept = path.read_text(encoding="utf-8")
        if kept != now:
            found = "\n".join(differences(kept, now))
            pytest.fail(f"{path.name} looks different.\n{found}\n{remedy}", pytrace=False)

    return check
