"""A loop that sleeps is woken by every signal, also where the system hands it to another thread."""

from __future__ import annotations

import asyncio
import signal
import threading

import pytest

from backprop_tui.ui.link.waking import Waking

SOON = 3.0
LATE = 10.0
"""Seconds after which the loop wakes on its own."""


def reacts_after(waking: Waking) -> float:
    """Seconds until a loop does what a signal sets off, if another thread gets the signal."""

    async def wait() -> float:
        loop, reacted = asyncio.get_running_loop(), asyncio.Event()

        def react(_number: int, _frame: object) -> None:
            loop.call_soon_threadsafe(reacted.set)

        before = signal.signal(signal.SIGUSR1, react)
        waking.start(loop)
        asleep = threading.Event()

        def take_the_signal() -> None:
            asleep.wait()
            signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)

        thread = threading.Thread(target=take_the_signal)
        thread.start()
        start = loop.time()
        # What is due in a moment runs last before the loop sleeps.
        loop.call_later(0.05, asleep.set)
        try:
            async with asyncio.timeout(LATE):
                await reacted.wait()
            return loop.time() - start
        finally:
            waking.stop()
            thread.join()
            signal.signal(signal.SIGUSR1, before)

    return asyncio.run(wait())


def test_a_signal_wakes_a_loop_that_sleeps() -> None:
    assert reacts_after(Waking()) < SOON


def test_what_was_woken_before_is_woken_again() -> None:
    before = signal.set_wakeup_fd(-1)
    try:
        waking, loop = Waking(), asyncio.new_event_loop()
        waking.start(loop)
        waking.start(loop)
        mine = signal.set_wakeup_fd(-1)
        assert mine != -1
        loop.close()
        waking.stop()
        assert signal.set_wakeup_fd(-1) == -1
        with pytest.raises(OSError, match="descriptor"):
            signal.set_wakeup_fd(mine)
    finally:
        signal.set_wakeup_fd(before)
