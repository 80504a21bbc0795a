"""What a process can know of the terminal that it runs in: its three streams and what its
environment says. Nothing is asked and nothing is changed here.
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from backprop_tui.engine.errors import BadSetting

BLIND = ("", "dumb", "unknown")
"""Values of TERM that promise no cursor movement."""


class Terminal(NamedTuple):
    """A terminal as far as it can be known without asking it.

    Attributes:
        environ: The environment.
        missing: Those of stdin, stdout and stderr that are no terminal.
        encodings: What stdout and stderr are written in; `None` if they are closed.
        size: Columns and rows, if the kernel knows them.
        is_wide: Whether it is known to give two cells to marks that are meant for one.
    """

    environ: Mapping[str, str]
    missing: tuple[str, ...] = ()
    encodings: tuple[str | None, ...] = ("utf-8", "utf-8")
    size: tuple[int, int] | None = None
    is_wide: bool = False

    @property
    def term(self) -> str:
        """What the terminal calls itself, in small letters."""
        return self.environ.get("TERM", "").lower()

    @property
    def is_blind(self) -> bool:
        """Whether it can do no more than print lines."""
        return self.term in BLIND

    @property
    def multiplexer(self) -> str:
        """The program on this machine that draws the terminal, if one does."""
        if self.environ.get("TMUX"):
            return "tmux"
        return "GNU screen" if self.environ.get("STY") else ""

    @property
    def is_remote(self) -> bool:
        """Whether there is an ssh connection between the terminal and this machine."""
        return any(self.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))

    @property
    def is_hidden(self) -> bool:
        """Whether a program on this machine answers for a terminal that is at another one."""
        return self.is_remote and bool(self.multiplexer)

    @property
    def is_utf8(self) -> bool:
        """Whether both streams take every character."""
        try:
            return all(name and codecs.lookup(name).name == "utf-8" for name in self.encodings)
        except LookupError:
            return False

    @property
    def contradicted(self) -> dict[str, str]:
        """COLUMNS and LINES if they differ from the real size, over which they would win."""
        real = zip(("COLUMNS", "LINES"), self.size or (), strict=False)
        given = ((name, size, self.environ.get(name)) for name, size in real)
        return {name: text for name, size, text in given if size and text not in (None, str(size))}


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is open and a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def _size() -> tuple[int, int] | None:
    """The size of the terminal, whichever stream knows it."""
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try:
            if stream is not None:
                columns, rows = os.get_terminal_size(stream.fileno())
                return columns, rows
        except (OSError, ValueError):
            continue
    return None


def find_terminal() -> Terminal:
    """The terminal of this process."""
    streams = {"stdin": sys.__stdin__, "stdout": sys.__stdout__, "stderr": sys.__stderr__}
    return Terminal(
        environ=os.environ,
        missing=tuple(name for name, stream in streams.items() if not _is_terminal(stream)),
        encodings=tuple(getattr(streams[name], "encoding", None) for name in ("stdout", "stderr")),
        size=_size(),
    )


def type_to_terminal() -> None:
    """Let stdin, when all that another program had to say is read, be the terminal of the process.

    Raises:
        BadSetting: If the process has none.
    """
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise BadSetting(
            f"the table came on standard input, and there is no terminal for keys "
            f"({error.strerror}); save the table to a file, or use run, trace or check"
        ) from None
    os.dup2(terminal, 0)
    os.close(terminal)


def require_terminal(terminal: Terminal) -> None:
    """Check that a full-screen program can be seen and typed to.

    Raises:
        BadSetting: If stdin, stdout or stderr is not a terminal, or TERM names none.
    """
    if terminal.missing:
        found = f"not one: {', '.join(terminal.missing)}; with ssh use ssh -t"
    elif terminal.is_blind:
        found = f"TERM is {terminal.environ.get('TERM', '')!r}"
    else:
        return
    raise BadSetting(
        f"the dashboard needs a terminal ({found}); run, trace, check, problems, presets "
        "and doctor work without one"
    )
