"""Measures how long a byte takes to the terminal and back, which decides how a program feels. The
terminal is asked where its cursor is, which nearly every one answers.
"""

from __future__ import annotations

import os
import re
import select
import termios
import time
from contextlib import suppress
from typing import NamedTuple

QUESTION = "\x1b[6n"
"""Where is the cursor? A terminal answers once it has drawn all that came before."""

ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")

MARKS = "─━│█▸▶■✓ŷσδ½²"
"""Some of the marks that the dashboard draws with. Terminals that are set up for Chinese, Japanese
or Korean may give them two cells, and those with another encoding than they say may give them
more."""

PATIENCE = 2.0
"""Seconds to wait for an answer."""

TIMES = 3
"""Questions that are asked; the quickest answer counts."""

TERMINAL = "/dev/tty"


class Answers(NamedTuple):
    """What a terminal answered.

    Attributes:
        seconds: Of its quickest answer; `None` if there was none.
        why: Why there was none.
        cells: How many cells `MARKS` took, if it said so.
    """

    seconds: float | None
    why: str = ""
    cells: int | None = None

    @property
    def is_wide(self) -> bool:
        """Whether some of the marks take more than the one cell that is meant for each."""
        return self.cells is not None and self.cells > len(MARKS)


def ask_terminal() -> Answers:
    """Ask the terminal of this process where its cursor is, and how many cells our marks take."""
    try:
        terminal = os.open(TERMINAL, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return Answers(None, "not measured, there is no terminal")
    try:
        if os.tcgetpgrp(terminal) != os.getpgrp():
            return Answers(None, "not measured in the background")
        return _measure(terminal)
    except (OSError, termios.error) as error:
        return Answers(None, f"not measured: {error}")
    finally:
        os.close(terminal)


def _measure(terminal: int) -> Answers:
    """Ask a terminal that reads keys one by one meanwhile, and does not show them."""
    before = termios.tcgetattr(terminal)
    quiet = list(before)
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(terminal, termios.TCSANOW, quiet)
    waits, column = [], None
    try:
        for _ in range(TIMES):
            wait, column = _ask(terminal, QUESTION)
            if column is None:
                break
            waits.append(wait)
        else:
            _, column = _ask(terminal, f"\r{MARKS}{QUESTION}\r\x1b[K")
    finally:
        with suppress(termios.error):
            termios.tcflush(terminal, termios.TCIFLUSH)
            termios.tcsetattr(terminal, termios.TCSANOW, before)
    if not waits:
        return Answers(None, f"no answer within {PATIENCE:g} s")
    return Answers(min(waits), cells=None if column is None else column - 1)


def _ask(terminal: int, question: str) -> tuple[float, int | None]:
    """Seconds until a question is answered, and the column that is answered, if one is."""
    start = time.monotonic()
    os.write(terminal, question.encode())
    answer = b""
    while not (found := ANSWER.search(answer)):
        left = start + PATIENCE - time.monotonic()
        if left <= 0 or not select.select([terminal], [], [], left)[0]:
            return PATIENCE, None
        more = os.read(terminal, 1024)
        if not more:  # there is no terminal any more
            return PATIENCE, None
        answer += more
    return time.monotonic() - start, int(found[1])
