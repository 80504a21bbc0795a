"""`Turnstile`: lets keys and clicks through to the app one by one, each when the one before has had
its effect. A key may open a screen or move the focus, and the key after it is meant for what is
there then, even if a slow line delivers both together.
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input

LONGEST = 3.0
"""Seconds that the effect of one key may take before the next goes through all the same."""

HURRIED = 0.3
"""The same, once somebody wants to leave."""

PICTURE = 1 / 15
"""Seconds that keys which come at once may share a picture."""

GLANCE = 0.02
"""Seconds of waiting for somebody between two looks at whether there still is anybody."""

LEAVING = ("ctrl+c", "ctrl+q")
CROWD = 5
"""More keys than these are not waited for by somebody who wants to leave."""

MOST = 10_000
"""Keys that wait at most; nobody types so many, and what follows is not heard."""


def _apart(key: str) -> bool:
    """No key does anything at once that it would do again and again."""
    return False


class Turnstile:
    """Lets what a person does through to the app, one thing at a time.

    Args:
        app: The app; it asks `admits` of every event that it is about to handle.
        is_put_off: Tells whether nothing is drawn at the moment, because a slow line is full.
        joins: Tells of a key whether what it does now can be done so many times at once; then
            presses that wait go through as one, and whoever lets go of a key that was held down
            has not to wait for them.

    Attributes:
        times: How often the key was pressed that went through last.
    """

    def __init__(
        self,
        app: App[Any],
        is_put_off: Callable[[], bool] = bool,
        joins: Callable[[str], bool] = _apart,
    ) -> None:
        self._app, self._is_put_off, self._joins = app, is_put_off, joins
        self.times = 1
        self._waiting: deque[events.Event] = deque()
        self._called: events.Event | None = None
        self._task: asyncio.Task[None] | None = None
        self._deadline = 0.0
        self._is_hurried = False
        self._is_closed = False
        self._away = ExitStack()
        self._away_since = math.inf

    @property
    def is_busy(self) -> bool:
        """Whether what went through last has not had its effect yet."""
        return self._task is not None

    @property
    def is_crowded(self) -> bool:
        """Whether more waits to go through."""
        return bool(self._waiting)

    def admits(self, event: events.Event) -> bool:
        """Whether an event may be handled now; one that may not comes again when it may."""
        is_input = isinstance(event, events.InputEvent | events.Paste)
        if not is_input or event.is_forwarded:
            return True
        if self._is_closed or not self._app.screen_stack:
            return False
        if event is self._called:
            self._called = None
            return True
        if self._task is not None:
            self._wait(event)
            return False
        self.times = 1
        if not isinstance(event, events.MouseMove):
            before = self._state()
            self._task = asyncio.create_task(self._let_through(event, before))
        return True

    def close(self) -> None:
        """Let nothing through any more."""
        self._is_closed = True
        self._waiting.clear()

    def _wait(self, event: events.Event) -> None:
        """Put an event at the end of the queue."""
        waiting = self._waiting
        if isinstance(event, events.Key) and event.key in LEAVING:
            self._is_hurried = True
            self._deadline = min(self._deadline, asyncio.get_running_loop().time() + HURRIED)
            if len(waiting) > CROWD:
                waiting.clear()
        is_moved = isinstance(event, events.MouseMove)
        if is_moved and waiting and isinstance(waiting[-1], events.MouseMove):
            waiting.pop()
        if len(waiting) < MOST:
            waiting.append(event)

    async def _let_through(self, event: events.Event, before: tuple[object, ...]) -> None:
        """Follow an event until it has had its effect; then the next, until none is left."""
        try:
            while True:
                patience = HURRIED if self._is_hurried else LONGEST
                self._deadline = asyncio.get_running_loop().time() + patience
                await self._effect(event, before)
                if not self._is_typing():
                    await self._searches()
                if not self._waiting:
                    return
                event, before = self._waiting.popleft(), self._state()
                self.times = 1 + self._joined(event)
                self._called = event
                self._app.post_message(event)
        finally:
            self._task, self._is_hurried = None, False
            self._waiting.clear()  # empty already, unless something failed
            self._see()

    def _joined(self, event: events.Event) -> int:
        """Take those out of the queue that are the same as an event and come right after it.

        Returns:
            How many they are.
        """
        if not isinstance(event, events.Key) or self._is_typing() or not self._joins(event.key):
            return 0
        count, waiting = 0, self._waiting
        while waiting and isinstance(waiting[0], events.Key) and waiting[0].key == event.key:
            waiting.popleft()
            count += 1
        return count

    # What an event has an effect on.

    @property
    def _screen(self) -> Screen[Any]:
        return self._app.screen_stack[-1]

    def _state(self) -> tuple[object, ...]:
        """Which screens there are, and where keys go."""
        stack = self._app.screen_stack
        return (*map(id, stack), id(self._screen.focused) if stack else 0)

    def _is_typing(self) -> bool:
        """Whether what waits first is a letter for a text field, which has no effect on others."""
        event = self._waiting[0] if self._waiting and self._app.screen_stack else None
        return (
            isinstance(event, events.Key)
            and event.is_printable
            and isinstance(self._screen.focused, Input)
        )

    async def _effect(self, event: events.Event, before: tuple[object, ...]) -> None:
        """Wait until an event has been handled, with all that follows from it at once."""
        if isinstance(event, events.Key | events.Paste):
            for _ in range(2):  # the key's own way, and that of what it has sent on its way
                for pump in self._way():
                    await self._reached([pump])
            if self._state() == before:
                await self._look_away()
                return
        self._see()
        while self._has_time():
            before = self._state()
            await self._drawn()
            await self._reached([self._app, *self._screen.walk_children(with_self=True)])
            if self._state() == before:
                return

    def _way(self) -> list[MessagePump]:
        """Whom a key passes: the widget in focus and all around it, then the app."""
        if not self._app.screen_stack:
            return [self._app]
        target = self._screen.focused or self._screen
        return [self._app, *target.ancestors_with_self]

    async def _look_away(self) -> None:
        """Let keys that wait share a picture, but not for longer than one is looked at."""
        now = asyncio.get_running_loop().time()
        if not self._waiting or now - self._away_since > PICTURE:
            is_due = self._away_since < math.inf
            self._see()
            if self._waiting and is_due:
                await self._drawn()
        if self._waiting and self._away_since == math.inf:
            self._away_since = asyncio.get_running_loop().time()
            self._away.enter_context(self._app.batch_update())

    def _see(self) -> None:
        """Let what has happened be seen."""
        if self._away_since < math.inf:
            self._away_since = math.inf
            self._away.close()
            for screen in self._app.screen_stack[-1:]:
                screen.check_idle()

    async def _searches(self) -> None:
        """Wait for what a dialog is looking for, unless more is typed into it meanwhile."""
        while self._has_time() and not self._is_typing():
            screen = self._screen
            searches = [
                worker
                for worker in self._app.workers
                if worker.node is screen and screen.is_modal and not worker.is_finished
            ]
            if not searches:
                return
            await asyncio.sleep(GLANCE)
            await self._drawn()

    async def _drawn(self) -> None:
        """Wait until the screen is laid out anew, if that is due and not put off."""
        drawn, screen = asyncio.Event(), self._screen
        if not self._is_put_off():
            screen.call_after_refresh(drawn.set)
            await self._happens(drawn, screen)

    async def _reached(self, pumps: Iterable[MessagePump]) -> None:
        """Wait until all of these have handled what they have been sent so far."""
        reached = []
        for pump in pumps:
            event = asyncio.Event()
            if pump.call_later(event.set):
                reached.append((event, pump))
        for event, pump in reached:
            await self._happens(event, pump)

    async def _happens(self, event: asyncio.Event, pump: MessagePump) -> None:
        """Wait for something as long as there is time, and somebody who could bring it about."""
        while not event.is_set() and pump.is_running and self._has_time():
            with suppress(TimeoutError):
                async with asyncio.timeout(GLANCE):
                    await event.wait()

    def _has_time(self) -> bool:
        """Whether there is still an app, and a reason to wait for it."""
        is_alive = self._app.is_running and bool(self._app.screen_stack)
        return is_alive and asyncio.get_running_loop().time() < self._deadline
