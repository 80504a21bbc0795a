"""Runs a program on a pseudo-terminal, as a person's terminal would, and watches what it writes.
The driver then writes for real, which a headless run leaves out.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from backprop_tui.cli.places import STATE

QUESTION, ANSWER = b"\x1b[6n", b"\x1b[1;1R"

ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=$]*[a-zA-Z]")


class Terminal:
    """A program on a terminal of a size; used as a context manager."""

    def __init__(self, command: Sequence[str], width: int = 120, height: int = 40) -> None:
        self.started = time.monotonic()
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        # Nothing of it is kept among the sessions of a person.
        self._state = TemporaryDirectory(prefix="backprop-state-", ignore_cleanup_errors=True)
        environment[STATE] = self._state.name
        # As installed: compiled once, not at every start.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, close_fds=True
        )
        os.close(slave)
        self._master = master
        self.written = 0

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._state.cleanup()
        os.close(self._master)

    def read(self, seconds: float) -> bytes:
        """What it writes within a time, or until it ends."""
        deadline, data = time.monotonic() + seconds, b""
        while (left := deadline - time.monotonic()) > 0:
            if not select.select([self._master], [], [], left)[0]:
                break
            try:
                chunk = os.read(self._master, 65536)
            except OSError:
                break
            if not chunk:
                break
            data += chunk
            self.written += len(chunk)
            # A terminal that does not answer is sent fewer frames.
            os.write(self._master, ANSWER * chunk.count(QUESTION))
            if len(chunk) < 65536 and seconds > 1:
                break
        return data

    def wait_for(self, text: bytes, seconds: float = 30) -> float:
        """Seconds from the start until `text` is on the screen."""
        data, deadline = b"", time.monotonic() + seconds
        while text not in ESCAPES.sub(b"", data):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{text!r} did not appear: {data[-2000:]!r}")
            data += self.read(0.002)  # no finer is the time that is returned
        return time.monotonic() - self.started

    def press(self, key: bytes) -> float:
        """Type a key; returns when, on the monotonic clock."""
        now = time.monotonic()
        os.write(self._master, key)
        return now

    def wait(self, seconds: float) -> int:
        """Read until it has ended; returns its exit status."""
        deadline = time.monotonic() + seconds
        while self._process.poll() is None and time.monotonic() < deadline:
            self.read(0.05)
        return self._process.wait(timeout=1)

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far."""
        # As clock_getcpuclockid(3) names it; /proc counts in hundredths of a second.
        return time.clock_gettime(~self._process.pid << 3 | 2)

    @property
    def memory(self) -> float:
        """Resident memory in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else 0.0
