"""What a person feels of the dashboard over lines of every kind, through a real ssh server and a
relay that is slow and long: `python -m tests.benchmarks.remote`. Key times end when the change has
arrived at the terminal; goals stand beside them.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from tests.benchmarks.length import usual
from tests.remote.session import PROGRAM, Session
from tests.remote.sshd import SshServer
from tests.remote.test_lines import key_seconds

KEYS = usual(30, 2)
SECONDS = usual(10.0, 0.5)
LINES = usual(8, 2)


class Line(NamedTuple):
    """A line, how the program is started over it, and what is hoped for."""

    name: str
    kbit: float
    milliseconds: float
    goal: float
    options: Sequence[str] = ()
    command: Sequence[str] = PROGRAM


def lines(folder: Path) -> list[Line]:
    """All lines that are measured."""
    found = [
        Line("no limit", 0, 0, 0.06),
        Line("300 ms there and back", 0, 300, 0.4),
        Line("1 Mbit/s, 40 ms", 1000, 40, 0.2),
        Line("256 kbit/s, 80 ms", 256, 80, 0.4),
        Line("64 kbit/s, 100 ms", 64, 100, 1.0),
        Line("64 kbit/s, ssh -C", 64, 100, 1.0, ("-C",)),
    ]
    if shutil.which("tmux"):
        tmux = ("tmux", "-u", "-f", os.devnull, "-S", str(folder / "tmux"), "new-session")
        found.append(Line("64 kbit/s, in tmux", 64, 100, 1.0, command=(*tmux, *PROGRAM)))
    if shutil.which("screen"):
        screen = ("env", f"SCREENDIR={folder}", "screen", "-U", "-c", os.devnull)
        found.append(Line("64 kbit/s, in screen", 64, 100, 1.0, command=(*screen, *PROGRAM)))
    return found


def measure(server: SshServer, line: Line) -> str:
    """One row of the table."""
    with Session(
        line.command,
        server=server,
        kbit=line.kbit,
        milliseconds=line.milliseconds,
        options=line.options,
    ) as session:
        first = session.until_seen("PAUSED")
        session.until_quiet(1.0)
        assert session.relay is not None
        session.press("space")
        session.until_seen("step [1-9]")
        del session.glass.frames[:]
        step, start = session.step, time.monotonic()
        received, carried = session.received, session.relay.carried
        keys = key_seconds(session, KEYS)
        session.watch(start + SECONDS - time.monotonic())
        seconds = time.monotonic() - start
        frames = session.glass.frames or [0, 0]
        speed = (session.step - step) / seconds
        received = session.received - received
        carried = session.relay.carried - carried
        session.press("q")
        end = session.end(30)
    return (
        f"{line.name:22} {first:6.2f} {len(frames) / seconds:6.1f} {median(frames):6.0f} "
        f"{quantiles(frames, n=20)[-1]:6.0f} {received / seconds:8,.0f} {carried / seconds:8,.0f} "
        f"{median(keys) * 1e3:6.0f} {quantiles(keys, n=20)[-1] * 1e3:6.0f} "
        f"{line.goal * 1e3:6.0f} {end.seconds:6.2f} {speed:8.0f}"
    )


def main() -> None:
    """Print the table."""
    print("120x40, 256 colours, training at 512 steps/s, sshd on this machine, relay in between")
    print(
        f"{'line':22} {'first':>6} {'frames':>6} {'bytes':>6} {'p95':>6} {'bytes':>8} "
        f"{'on wire':>8} {'key':>6} {'key':>6} {'goal':>6} {'quit':>6} {'training':>8}"
    )
    print(
        f"{'':22} {'s':>6} {'/s':>6} {'/frame':>6} {'':>6} {'/s':>8} {'/s':>8} "
        f"{'p50 ms':>6} {'p95 ms':>6} {'p95':>6} {'s':>6} {'steps/s':>8}"
    )
    server = SshServer()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for line in lines(Path(folder))[:LINES]:
                print(measure(server, line), flush=True)
    finally:
        server.close()


if __name__ == "__main__":
    main()
