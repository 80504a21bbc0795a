"""What only a process of its own can show: pipes that close, disks that are full, encodings, a real
terminal, Ctrl+C.
"""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import DESCENDED

PROGRAM = (sys.executable, "-m", "backprop_tui")
LEARNT = (
    f"backprop-tui: learning y from x1, x2: the 4 cases of xor; lr 0.5 {DESCENDED}; "
    "network 2-4-1, sigmoid, no biases\n"
)


def run(
    *arguments: str, program: Sequence[str] = PROGRAM, **environment: str
) -> tuple[int, str, str]:
    """Status, stdout and stderr of the program; bytes that are no UTF-8 fail."""
    done = subprocess.run(
        [*program, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )
    return done.returncode, done.stdout, done.stderr


def shell(line: str, unbuffered: str = "") -> tuple[int, str, str]:
    """The same for a line of the shell, with the program as `$B`."""
    return run(
        "set -o pipefail; " + line,
        program=("bash", "-c"),
        B=" ".join(PROGRAM),
        PYTHONUNBUFFERED=unbuffered,
    )


def test_the_module_is_the_command() -> None:
    status, out, err = run("--version")
    assert (status, err) == (0, "")
    assert re.fullmatch(r"backprop-tui \d+\.\d+\.\d+\n", out)


def test_without_a_terminal_the_dashboard_is_refused() -> None:
    status, out, err = run()
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "ssh -t" in err


@pytest.mark.parametrize(
    "line",
    [
        "$B run --steps 100000000000 --every 1 | head -1",
        "$B run --steps 300 --every 1 --csv | head -1",
        "$B trace | head -1",
        "$B problems | head -1",
    ],
)
def test_a_closed_pipe_ends_quietly(line: str) -> None:
    said = LEARNT if "run" in line else ""
    status, out, err = shell(line)
    assert status in (0, 141)  # what is short may be written before the reader leaves
    assert out.count("\n") == 1
    assert err == said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
@pytest.mark.parametrize(
    "command",
    [*("run", "run --json", "trace", "check", "problems", "problems --export xor", "--help")],
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_one_line(command: str, unbuffered: str) -> None:
    status, _, err = shell(f"$B {command} > /dev/full", unbuffered)
    assert status == 2
    *said, refusal = err.splitlines()
    assert refusal == "backprop-tui: cannot write the output: No space left on device"
    assert "".join(f"{line}\n" for line in said[:1]) == (LEARNT if "run" in command else "")
    # What is one line is written when all of it is known.
    assert len(said[1:]) == (2 if "--json" in command else 0)


def test_closed_streams_are_no_traceback() -> None:
    assert shell("$B run --steps 1 >&-") == (
        2,
        "",
        f"{LEARNT}backprop-tui: cannot write the output: stdout is closed\n",
    )
    assert shell("$B run --lr -1 2>&-") == (2, "", "")
    assert shell("$B <&-")[0] == 2


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("command", ["run", "trace", "check", "--help"])
def test_every_encoding_can_be_written(encoding: str, command: str) -> None:
    done = subprocess.run(
        [*PROGRAM, command],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    err = done.stderr.decode(encoding)
    if encoding == "ascii":
        err = err.replace("1/2 sum (yhat - y)^2", "½ Σ (ŷ - y)²")
        err = err.replace("mean (y - yhat)^2", "mean (y - ŷ)²")
    elif encoding == "latin-1":
        err = err.replace("½ sum (yhat - y)²", "½ Σ (ŷ - y)²").replace("(y - yhat)²", "(y - ŷ)²")
    if command == "run":
        opening, *rest = err.splitlines()
        assert f"{opening}\n" == LEARNT
        assert [line[:21] for line in rest] == [
            "backprop-tui: step 40",
            "backprop-tui: step 2,",
            "backprop-tui: curve: ",
        ]
        assert "\\u" not in err
    assert (done.returncode, bool(err)) == (0, command == "run")
    text = done.stdout.decode(encoding)
    assert "\\u" not in text
    assert max(map(len, text.splitlines())) <= 80
    if command == "run":
        assert ("→" if encoding == "utf-8" else "->") in text


def test_a_long_run_on_a_terminal_shows_a_bar_and_ends_on_ctrl_c() -> None:
    child, terminal = pty.fork()
    if not child:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs ignore it
        os.execv(sys.executable, [*PROGRAM, "run", "--steps", "100000000", "--every", "99999999"])
    seen = b""
    while b"s left" not in seen:
        seen += os.read(terminal, 1024)
    os.write(terminal, b"\x03")
    with suppress(OSError):  # the other end is closed
        while more := os.read(terminal, 1024):
            seen += more
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 130
    said = LEARNT.rstrip().encode()
    assert seen.startswith(said + b"\r\nStep     0 | Loss: 0.2557\r\n")
    assert b"Traceback" not in seen
    wiped, blank, after = seen.rpartition(b" \r")
    assert wiped and blank and b"s left" not in after, "the bar is taken away"
