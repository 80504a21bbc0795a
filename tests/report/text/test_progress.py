"""The bar is for somebody who waits: never in a file, never for a run that is over at once. It is
gone when the run is.
"""

from __future__ import annotations

import io
import re
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.report.text.progress import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, to be set."""
    now = [0.0]
    monkeypatch.setattr("backprop_tui.report.text.progress.time.monotonic", lambda: now[0])
    return now


def test_a_long_run_shows_how_far_it_is_and_leaves_nothing(clock: list[float]) -> None:
    terminal = Terminal()
    with Progress(terminal, 1000) as progress:
        clock[0] = 0.5
        progress.reached(50)
        shown = terminal.getvalue()
        assert shown == "\r[#                             ]   5%  step 50, 10 s left"
        clock[0] = 0.51
        progress.reached(51)
        assert terminal.getvalue() == shown, "not drawn again so soon"
    assert terminal.getvalue() == shown + "\r" + " " * (len(shown) - 1) + "\r"


@pytest.mark.parametrize("stream", [None, io.StringIO(), Terminal()])
def test_a_short_run_or_one_that_nobody_watches_shows_nothing(
    clock: list[float], stream: io.StringIO | None
) -> None:
    with Progress(stream, 1000) as progress:
        clock[0] = 0.5
        progress.reached(900 if isinstance(stream, Terminal) else 1)
    assert stream is None or stream.getvalue() == ""


def test_a_terminal_that_is_gone_is_no_error(clock: list[float]) -> None:
    class Gone(Terminal):
        def write(self, text: str) -> int:
            raise OSError

    with Progress(Gone(), 1000) as progress:
        clock[0] = 0.5
        progress.reached(1)


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.floats(2, 1e4))
def test_at_a_steady_pace_what_is_left_takes_as_long_a_step_as_what_is_done(
    step: int, more: int, elapsed: float
) -> None:
    total = step + more
    terminal = Terminal()
    with mock.patch("backprop_tui.report.text.progress.time.monotonic", return_value=0.0) as now:
        progress = Progress(terminal, total)
        now.return_value = elapsed
        progress.reached(step)
    left = re.search(r"([\d,]+) s left", terminal.getvalue())
    assert left
    expected = elapsed / step * more
    assert float(left[1].replace(",", "")) == pytest.approx(expected, abs=0.5000001, rel=1e-9)
