"""A session is a person, a terminal, perhaps a line, and the program at its other end."""

from __future__ import annotations

import fcntl
import os
import re
import select
import shlex
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from backprop_tui.cli.places import STATE
from tests.remote.glass import Glass
from tests.remote.relay import Relay
from tests.remote.sshd import SshServer

PROGRAM = (str(Path(sys.executable).with_name("backprop-tui")),)
"""The program as it is installed."""

PATIENCE = 30.0
"""Seconds until something that must happen counts as never happening."""

MARK = "BACKPROP_SESSION"
"""A variable by which all processes of a session can be found."""

KEYS = {"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "escape": "\x1b",
        "enter": "\r", "space": " ", "ctrl+c": "\x03", "ctrl+q": "\x11", "ctrl+z": "\x1a",
        "ctrl+l": "\x0c", "ctrl+p": "\x10"}  # fmt: skip

TERMINAL_VARIABLES = ("TERM", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "TMUX", "STY", "LANG")


class End(NamedTuple):
    """How a session ended.

    Attributes:
        status: The exit status, of the ssh client where there is one; minus a signal's number.
        seconds: How long it took.
        left_on: Modes of the terminal that are not as they were.
        is_cooked: Whether the terminal's settings are as they were.
        shell: What stands on the screen of the shell.
    """

    status: int
    seconds: float
    left_on: set[int | str]
    is_cooked: bool
    shell: str


class Session:
    """Runs a program on a terminal of ours.

    Args:
        command: Its words.
        size: Columns and rows.
        server: Run it through this ssh server, if through any.
        kbit: The line's kilobits a second; 0 for no limit.
        milliseconds: The line's delay there and back.
        options: Of the ssh client.
        environ: Variables of the program; those that are `None` are not set.
        redirect: Words of a shell that send streams elsewhere, such as `</dev/null`.
        answers: Whether the terminal answers when it is asked something.
        glass: The terminal, if it is not like most, of that size.
    """

    def __init__(
        self,
        command: Sequence[str] = PROGRAM,
        size: tuple[int, int] = (120, 40),
        *,
        server: SshServer | None = None,
        kbit: float = 0,
        milliseconds: float = 0,
        options: Sequence[str] = (),
        environ: Mapping[str, str | None] | None = None,
        redirect: str = "",
        answers: bool = True,
        glass: Glass | None = None,
    ) -> None:
        self.glass = glass or Glass(*size)
        self.size = size
        self.received = 0
        self.relay: Relay | None = None
        self._answers = answers
        self._changed = threading.Condition()
        self._reads = threading.Event()
        self._reads.set()
        self._is_showing = False
        self._program: int | None = None
        self._mark = uuid.uuid4().hex
        self._master, slave = os.openpty()
        self._slave = slave
        self._set_size()
        self._settings = termios.tcgetattr(slave)
        wanted: dict[str, str | None] = {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
        # An ssh server hands on nothing of where programs of tests keep their sessions.
        wanted |= {STATE: os.environ.get(STATE), MARK: self._mark, **(environ or {})}
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in TERMINAL_VARIABLES and not name.startswith(("SSH", "LC_", "TEXTUAL"))
        }
        there = {name: value for name, value in wanted.items() if value is not None}
        line = f"exec {shlex.join(command)} {redirect}"
        if server is not None:
            self.relay = Relay(server.port, kbit, milliseconds)
            sets = shlex.join(f"{name}={value}" for name, value in there.items())
            words = server.client(self.relay.port, f"export {sets}; {line}", *options)
            there = {"TERM": there.get("TERM", "dumb")}
        else:
            words = ["sh", "-c", line]
        self._started = time.monotonic()
        self._process = subprocess.Popen(
            # A session of its own on this terminal, and no signal ignored.
            ["env", "--default-signal", "setsid", "--ctty", *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**inherited, **there},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._is_closing = False
        self._reader.start()

    # What the terminal does.

    def _read(self) -> None:
        """Show what comes, and answer."""
        while not self._is_closing:
            self._reads.wait()
            if not select.select([self._master], [], [], 0.05)[0] or not self._reads.is_set():
                continue
            with self._changed:
                try:
                    data = os.read(self._master, 65536)
                except OSError:
                    return
                self._is_showing = True
                self.received += len(data)
                answers = self.glass.show(data)
                self._changed.notify_all()
            if answers and self._answers:
                self.send(answers)
            with self._changed:
                self._is_showing = False
                self._changed.notify_all()

    def _set_size(self) -> None:
        columns, rows = self.size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang(self) -> None:
        """Read nothing any more."""
        self._reads.clear()

    def go_on(self) -> None:
        """Read again."""
        self._reads.set()

    def hang_until_full(self) -> None:
        """Read nothing any more, and have so much drawn that the terminal takes no more."""
        self.hang()
        deadline = time.monotonic() + PATIENCE
        while select.select([], [self._slave], [], 0)[1]:
            assert time.monotonic() < deadline, "it is never full"
            self.press("ctrl+l")
            self.watch(0.02)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        with self._changed:
            self.size = (columns, rows)
            self.glass.resize(columns, rows)
        self._set_size()

    def hang_up(self) -> None:
        """Close the terminal's window."""
        self._stop_reading()
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def _stop_reading(self) -> None:
        self._is_closing = True
        self._reads.set()
        self._reader.join()

    # What a person does.

    def send(self, data: bytes) -> None:
        """Send bytes as a keyboard does."""
        with suppress(OSError):  # the program is gone
            os.write(self._master, data)

    def press(self, *keys: str) -> None:
        """Press keys by their names."""
        for key in keys:
            self.send(KEYS.get(key, key).encode())

    def click(self, x: int, y: int) -> None:
        """Click on a cell."""
        for letter in "Mm":
            self.send(f"\x1b[<0;{x + 1};{y + 1}{letter}".encode())

    def until(self, condition: Callable[[], object], seconds: float = PATIENCE) -> float:
        """Wait for something on the screen; returns how many seconds it took.

        Raises:
            AssertionError: If it does not come about.
        """
        start = time.monotonic()
        with self._changed:
            while not condition():
                left = start + seconds - time.monotonic()
                if left <= 0 or (self._process.poll() is not None and not self._changed.wait(0.5)):
                    raise AssertionError(f"it never came about; the screen:\n{self.glass.text}")
                self._changed.wait(min(left, 0.05))
        return time.monotonic() - start

    def until_drawn(self, condition: Callable[[], object]) -> float:
        """Wait for something on the screen while no frame is half there."""
        return self.until(lambda: self.glass.is_whole and condition())

    def until_seen(self, pattern: str) -> float:
        """Wait for text on the screen."""
        return self.until_drawn(lambda: re.search(pattern, self.glass.text))

    def until_all_seen(self) -> None:
        """Wait for the dashboard, of which the last line is drawn last."""
        self.until_drawn(lambda: "space train" in self.glass.rows[-1])

    def draw_again(self) -> None:
        """Have everything drawn again, and wait for it."""
        before = len(self.glass.frames)
        self.press("ctrl+l")
        self.until_drawn(lambda: len(self.glass.frames) > before)

    def until_quiet(self, seconds: float = 0.2) -> None:
        """Wait until nothing has come for a while in which the program only slept.

        On a busy machine it may be silent because it does not get its turn.
        """
        deadline, since, received = time.monotonic() + PATIENCE, time.monotonic(), self.received
        while (now := time.monotonic()) - since < seconds:
            assert now < deadline, "it is never quiet"
            self.watch(0.02)
            if self.received != received or self._is_at_work():
                since, received = time.monotonic(), self.received

    def _is_at_work(self) -> bool:
        """Whether the thread that draws has something to do."""
        self._program = self._program or self.program()
        return _state(self._program) in "RD"

    def watch(self, seconds: float) -> int:
        """Only look, for a while; returns the bytes that came."""
        before, deadline = self.received, time.monotonic() + seconds
        with self._changed:
            while (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)
        return self.received - before

    @property
    def step(self) -> int:
        """The step on the screen."""
        match = re.search(r"step ([\d,]+)", self.glass.rows[0])
        assert match, self.glass.text
        return int(match[1].replace(",", ""))

    # How it ends.

    def processes(self) -> list[int]:
        """All processes of this session on the program's side that are alive."""
        wanted = f"{MARK}={self._mark}".encode()
        found = []
        for folder in Path("/proc").iterdir():
            with suppress(OSError, IndexError):
                if folder.name.isdigit() and wanted in (folder / "environ").read_bytes():
                    found += [int(folder.name)] if _state(int(folder.name)) not in "ZX" else []
        return sorted(found)

    def program(self) -> int:
        """The process of the program."""
        found = [number for number in self.processes() if _is_python(number)]
        assert found, self.glass.text
        return found[-1]

    def is_stopped(self) -> bool:
        """Whether a shell, or the terminal, has stopped the program."""
        programs = [number for number in self.processes() if _is_python(number)]
        return [_state(number) for number in programs] == ["T"]

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.program(), number)

    def kill_client(self) -> None:
        """End the near side as one ends a terminal window that hangs."""
        self._process.kill()

    def end(self, seconds: float = 10.0) -> End:
        """Wait until the near side has ended."""
        start = time.monotonic()
        status = self._process.wait(seconds)
        took = time.monotonic() - start
        if self._master < 0:
            return End(status, took, set(), True, "")
        self._until_all_is_read()
        cooked = termios.tcgetattr(self._slave) == self._settings
        return End(status, took, self.glass.left_on, cooked, self.glass.shell)

    def _until_all_is_read(self) -> None:
        """Wait until the terminal shows all that was written before the end, and has answered."""
        with self._changed:
            while self._is_showing or select.select([self._master], [], [], 0)[0]:
                self._changed.wait(0.02)

    def gone(self, seconds: float = 5.0) -> float:
        """Wait until no process is left; returns how many seconds it took."""
        start = time.monotonic()
        while self.processes():
            assert time.monotonic() - start < seconds, "an orphan is left"
            time.sleep(0.02)
        return time.monotonic() - start

    def close(self) -> None:
        """End whatever is left."""
        for number in self.processes():
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(10)
        if self._master >= 0:
            self.hang_up()
        if self.relay is not None:
            self.relay.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _state(process: int) -> str:
    """What a process does, in Linux's letter: runs, sleeps, is stopped."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def _is_python(process: int) -> bool:
    with suppress(OSError):  # it may be over since it was found
        return b"python" in Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")[0]
    return False
