"""Text leaves the program here, a line at a time, so that a pipe sees it at once and a reader that
goes away is noticed at once. What a terminal's encoding lacks is spelt out: a formula stays
readable in ASCII.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from contextlib import suppress

from backprop_tui.engine import BadSetting
from backprop_tui.terminal.spellings import ALIKE

SPELLINGS = {
    **ALIKE,
    "→": "->",
    "…": "...",
    "½": "1/2",
    "¼": "1/4",
    "Σ": "sum",
    "√": "sqrt",
    "ŷ": "yhat",
    "ᵀ": "^T",
    "←": "<-",
    "α": "alpha",
    "δ": "delta",
    "ε": "eps",
    "λ": "lambda",
    "σ": "sigma",
    "θ": "theta",
}
"""How a character is written where it does not exist; others become escapes such as \\u03b5."""

LONGEST = 600
"""Characters of such a line; a path can be longer than any line should be."""


def _spelt_out(error: UnicodeError) -> tuple[str, int]:
    """What stands in for the characters that an encoding lacks, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    spelt = "".join(SPELLINGS.get(character, character) for character in lacking)
    return spelt.encode("ascii", "backslashreplace").decode("ascii"), error.end


codecs.register_error("backprop.spelt_out", _spelt_out)


def spell_out_streams() -> None:
    """Let stdout and stderr take any text, whatever their encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backprop.spelt_out")


def spelt(text: str) -> str:
    """The text as it comes out, for whoever breaks it into lines before."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, "backprop.spelt_out").decode(encoding)


def write(line: str) -> None:
    """Put one line on stdout, at once.

    Raises:
        BadSetting: If it cannot be written, as on a full disk.
        BrokenPipeError: If nobody reads it any more.
    """
    if sys.stdout is None:
        raise BadSetting("cannot write the output: stdout is closed")
    try:
        print(line, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        discard()
        raise BadSetting(f"cannot write the output: {error.strerror}") from None


def discard() -> None:
    """Send what is still buffered to nowhere, or Python complains about it as it exits."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def say(message: str) -> None:
    """Say in exactly one line on stderr what is wrong, or what else a person should know."""
    tell(f"backprop-tui: {message}")


def tell(message: str) -> None:
    """Say a line on stderr that begins as it does, for whoever has just left the screen."""
    if sys.stderr is None:
        return
    line = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in message)
    if len(line) > LONGEST:
        line = f"{line[: LONGEST // 2]} … {line[-LONGEST // 2 :]}"
    with suppress(OSError, ValueError):
        print(line, file=sys.stderr, flush=True)
