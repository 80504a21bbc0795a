"""How long a byte takes to the terminal and back decides how a program feels. The terminal is asked
where its cursor is, which nearly every one answers.
"""

from __future__ import annotations

import os
import re
import select
import termios
import time
from contextlib import suppress

QUESTION = "\x1b[6n"
"""Where is the cursor? A terminal answers once it has drawn all that came before."""

ANSWER = re.compile(rb"\x1b\[\d+;\d+R")

PATIENCE = 2.0
"""Seconds to wait for an answer."""

TIMES = 3
"""Questions that are asked; the quickest answer counts."""

TERMINAL = "/dev/tty"


def measure_round_trip() -> tuple[float | None, str]:
    """Ask the terminal of this process.

    Returns:
        Seconds of the quickest answer, or `None` and why there is none.
    """
    try:
        terminal = os.open(TERMINAL, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return None, "not measured, there is no terminal"
    try:
        if os.tcgetpgrp(terminal) != os.getpgrp():
            return None, "not measured in the background"
        return _measure(terminal)
    except (OSError, termios.error) as error:
        return None, f"not measured: {error}"
    finally:
        os.close(terminal)


def _measure(terminal: int) -> tuple[float | None, str]:
    """Ask a terminal that reads keys one by one meanwhile, and does not show them."""
    before = termios.tcgetattr(terminal)
    quiet = list(before)
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(terminal, termios.TCSANOW, quiet)
    waits = []
    try:
        for _ in range(TIMES):
            wait = _ask(terminal)
            if wait is None:
                break
            waits.append(wait)
    finally:
        with suppress(termios.error):
            termios.tcflush(terminal, termios.TCIFLUSH)
            termios.tcsetattr(terminal, termios.TCSANOW, before)
    if not waits:
        return None, f"no answer within {PATIENCE:g} s"
    return min(waits), ""


def _ask(terminal: int) -> float | None:
    """Seconds until one question is answered."""
    start = time.monotonic()
    os.write(terminal, QUESTION.encode())
    answer = b""
    while not ANSWER.search(answer):
        left = start + PATIENCE - time.monotonic()
        if left <= 0 or not select.select([terminal], [], [], left)[0]:
            return None
        answer += os.read(terminal, 1024)
    return time.monotonic() - start
