"""Files for other programs and for other people, written where the program was started. None is
ever written over another, and where one cannot be written the reason is said.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.keeping.whole_file import write_free
from backprop_tui.engine.runs.trainer import Trainer
from backprop_tui.report.exports import Export, name_for

PATIENCE = 1.0
"""Seconds after which it is said that a file takes long."""


class Said(NamedTuple):
    """What became of a file.

    Attributes:
        text: In a sentence or two.
        is_refusal: Whether there is none.
    """

    text: str
    is_refusal: bool = False


async def export(run: Trainer, letter: str, kind: Export, say: Callable[[str], None]) -> Said:
    """Write a run as a file, and give way to keys on the way.

    Args:
        run: What is written; nobody else may move it meanwhile.
        letter: What it is called, in the name of the file; empty for the only one.
        kind: As what.
        say: Says that it takes long.
    """
    try:
        data = await _gathered(kind.pieces(run), lambda: say(f"{kind.title}: the run is repeated."))
        name = f"{name_for(run.snapshot(), letter)}-{kind.part}"
        path = write_free(Path.cwd(), name, kind.ending, data)
        more = kind.said(run, path.name)
    except BadSetting as refusal:
        return Said(f"{kind.title}: {refusal}.", is_refusal=True)
    except OSError as error:
        return Said(refusal_of("The file", error), is_refusal=True)
    return Said(f"Saved {path}" + (f"; {more}" if more else ""))


def refusal_of(what: str, error: OSError) -> str:
    """Why there is no file, in a line."""
    return f"{what} could not be written: {error.strerror or error}."


async def _gathered(pieces: Iterator[bytes], say: Callable[[], None]) -> bytes:
    """All pieces in one, once they are there; somebody hears if that takes long."""
    found, since, is_said = [], time.monotonic(), False
    for piece in pieces:
        found.append(piece)
        if not is_said and time.monotonic() - since > PATIENCE:
            is_said = True
            say()
        await asyncio.sleep(0)
    return b"".join(found)
