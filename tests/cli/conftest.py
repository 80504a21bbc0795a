"""Command lines are run in this process, which is quick; what depends on a real process has a file
of its own.
"""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from backprop_tui.cli import main
from backprop_tui.engine import Experiment
from backprop_tui.terminal import Terminal

DESCENDED = "descends E = ½ Σ (ŷ - y)², the loss printed is the mean (y - ŷ)²"
"""What `run` says of its loss beside the learning rate."""

PASSING = re.compile(r": step [0-9,]+: (plateau near|solved:)")
"""What `run` says on its way of a run that learns."""


class Result(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


class Commands:
    """Runs command lines and collects what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Result:
        self._capsys.readouterr()
        status = main(arguments)
        return Result(status, *self._capsys.readouterr())

    def printed(self, *arguments: str, remarks: int = 0) -> str:
        """What a command line that works prints on stdout.

        On stderr `run` says what is learnt, that it goes on and how the curve went, and nothing
        is said there beyond some remarks.
        """
        status, out, err = self(*arguments)
        said = err.splitlines()
        assert status == 0, err
        if "run" in arguments and "--help" not in arguments:
            assert said.pop(0).startswith("backprop-tui: learning "), err
            curves = [line for line in said if line.startswith("backprop-tui: curve: ")]
            assert len(curves) <= 1
            said = [line for line in said if line not in curves and not PASSING.search(line)]
        assert len(said) == remarks, err
        assert all(line.startswith("backprop-tui: ") and line.isprintable() for line in said)
        return out

    def refused(self, *arguments: str) -> str:
        """The one line on stderr of a command line that cannot work."""
        status, out, err = self(*arguments)
        assert (status, out) == (2, "")
        assert err.startswith("backprop-tui: ")
        assert err.endswith("\n")
        assert err[:-1].isprintable(), "more than one line, or an escape sequence"
        assert len(err) < 700
        return err


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a dashboard was opened with; there is no screen in a test."""
    given: dict[str, Any] = {}

    class App:
        """Stands where the screen would be."""

        def __init__(self, experiment: Experiment, **settings: Any) -> None:
            given.update(settings, experiment=experiment)

        def run_until_left(self) -> int:
            return 7

    app = ModuleType("backprop_tui.ui.app")
    app.__dict__["BackpropApp"] = App
    monkeypatch.setitem(sys.modules, "backprop_tui.ui.app", app)
    environ = {"TERM": "xterm", "BACKPROP_GLYPHS": "ascii"}
    monkeypatch.setattr("backprop_tui.cli.commands.find_terminal", lambda: Terminal(environ))
    monkeypatch.setattr("backprop_tui.cli.commands.prepare_environment", lambda *_: None)
    return given
