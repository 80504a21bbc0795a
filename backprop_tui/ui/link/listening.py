"""The thread that listens to the terminal, so that nothing else has to wait for it. It waits for
the next key, for the rest of one that has begun, for the end of the program.
"""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event

from textual.message import Message

from backprop_tui.ui.link.reader import Reader

LOOK_UP = 0.1
"""Seconds of waiting for keys between two looks at whether the program ends."""

MOST = 4096
"""Bytes that are read at once."""


def listen(terminal: int, is_over: Event, handle: Callable[[Message], None]) -> None:
    """Hand on what a person does, until it is over.

    Args:
        terminal: Descriptor that a person types into.
        is_over: Set when nobody listens any more.
        handle: What takes each message.
    """
    reader, since = Reader(), time.monotonic()
    while not is_over.is_set():
        patience = reader.patience
        left = LOOK_UP if patience is None else since + patience - time.monotonic()
        if select.select([terminal], [], [], max(0.0, min(LOOK_UP, left)))[0]:
            data = _read(terminal, is_over)
            since = time.monotonic()
            messages = reader.read(data)
        elif patience is not None and time.monotonic() - since >= patience:
            messages = reader.rest()
        else:
            continue
        for message in messages:
            handle(message)


def _read(terminal: int, is_over: Event) -> bytes:
    """What was typed; nothing, after a while, where nobody types any more."""
    with suppress(OSError):
        data = os.read(terminal, MOST)
        if data:
            return data
    is_over.wait(LOOK_UP)
    return b""
