"""Reads sessions that may be anything: cut off in the middle, of another program, of a later
version, or made to do harm. What is no session is refused in a line, and the file stays as it is.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from typing import Any

from backprop_tui.engine.core.start import PRESET
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.keeping.content import read_content
from backprop_tui.engine.keeping.saved import SavedSession
from backprop_tui.engine.wording import printable

MOST_BYTES = 128 * 2**20
"""Of a file; that of the largest network which goes on from a file of weights is not as large."""

_TOO_MUCH: Mapping[type[BaseException], str] = {
    RecursionError: "it is nested too deep",
    MemoryError: "there is too little memory for it",
}
"""What is said of errors that do not say it themselves."""


def read_session(path: str) -> SavedSession:
    """Read a session from a file.

    Args:
        path: Where it lies.

    Raises:
        BadSetting: If it cannot be read or is no session, with what is wrong in one line.
    """
    try:
        return read_content(_json(_bytes(path), path), path)
    except (BadSetting, ValueError, RecursionError, MemoryError) as flaw:
        said = _TOO_MUCH.get(type(flaw), str(flaw))
        raise BadSetting(f"the session file {path!r} cannot be opened: {said}") from None


def require_readable(data: bytes) -> None:
    """Refuse to write what would not be read again.

    Raises:
        BadSetting: If it is too large.
    """
    if len(data) > MOST_BYTES:
        raise BadSetting(f"this session is larger than {MOST_BYTES // 2**20} MiB")


def _require_size(size: int) -> None:
    """Refuse a file that is too large."""
    if size > MOST_BYTES:
        raise BadSetting(f"it is larger than {MOST_BYTES // 2**20} MiB")


def _bytes(path: str) -> bytes:
    """What a file holds, if it is one.

    Raises:
        BadSetting: If it is something else, too large, or cannot be read.
    """
    try:
        # A pipe that nobody writes into would be waited for.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as stream:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise BadSetting("it is no file but something else, such as a pipe")
            _require_size(found.st_size)
            data = stream.read(MOST_BYTES + 1)
            _require_size(len(data))
            return data
    except (OSError, ValueError) as error:
        if isinstance(error, BadSetting):
            raise
        raise BadSetting(getattr(error, "strerror", None) or str(error)) from None


def _json(data: bytes, path: str) -> Any:
    """The plain values that a file says.

    Raises:
        ValueError: If it is no JSON, or holds what no terminal should be sent.
    """
    if not data.strip():
        raise BadSetting("it is empty")
    # What begins otherwise, such as a table or a program, is not worth looking through.
    if not data.lstrip().startswith(b"{"):
        raise BadSetting("it is no session of backprop-tui")
    try:
        content = json.loads(data.decode("utf-8"), object_pairs_hook=_object, parse_constant=_none)
    except json.JSONDecodeError as error:
        at = f"line {error.lineno} column {error.colno}"
        is_cut = not data.rstrip().endswith(b"}")
        raise BadSetting(
            f"it is cut off or damaged: {error.msg}, {at}" if is_cut else f"{error.msg}, {at}"
        ) from None
    except UnicodeDecodeError:
        raise BadSetting("it is not text (UTF-8)") from None
    return content


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, each key of which stands there once, with texts that a terminal can be sent."""
    content = {printable(key): _shown(key, value) for key, value in pairs}
    if len(content) < len(pairs):
        raise BadSetting("it has a key twice")
    return content


def _shown(key: str, value: Any) -> Any:
    """A value, its texts without line breaks and escape sequences; tables of numbers have none."""
    if isinstance(value, list):
        return [printable(each) if isinstance(each, str) else each for each in value]
    is_path = key == "path" and isinstance(value, str) and not value.startswith(PRESET)
    return printable(value) if isinstance(value, str) and not is_path else value


def _none(name: str) -> float:
    """Refuse what JSON does not know, NaN and infinity."""
    raise BadSetting(f"it has {name}, which is no number")
