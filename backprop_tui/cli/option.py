"""An option is words on a command line and, once read, a value that may be used. A word that is
not allowed is answered with what is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from backprop_tui.engine import BadSetting
from backprop_tui.engine.reading.written import written_number


@dataclass(frozen=True)
class Option:
    """An option that takes a value.

    Attributes:
        flag: How it is written.
        metavar: What stands for the value in the help.
        summary: What it decides.
        allowed: What the value may be; completes "must be".
        read: From the text to the value; a `ValueError` means not allowed.
        field: The field of `Experiment` that it fills, if any.
        default: Its value if it is not given, for those that fill no field.
        shown: The default as the help shows it; empty if there is none.
    """

    flag: str
    metavar: str
    summary: str
    allowed: str
    read: Callable[[str], Any]
    field: str = ""
    default: Any = None
    shown: str = ""

    @property
    def name(self) -> str:
        """The name of its value among the settings."""
        return self.flag.removeprefix("--").replace("-", "_")

    @property
    def help(self) -> str:
        """Summary, allowed values and default, for argparse."""
        default = f" (default: {self.shown})" if self.shown else ""
        return f"{self.summary}: {self.allowed}{default}".replace("%", "%%")

    def value(self, text: str) -> Any:
        """What `text` means.

        Raises:
            BadSetting: If it is not allowed.
        """
        try:
            return self.read(text)
        except BadSetting:
            raise
        except ValueError:
            cut = repr(text[:40]) + ("…" if len(text) > 40 else "")
            raise BadSetting(f"{self.flag} must be {self.allowed}, not {cut}") from None


def read_whole(text: str) -> int:
    """A whole number of at most 18 digits.

    Raises:
        ValueError: If it is anything else.
    """
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text.strip()):
        raise ValueError(text)
    return int(text)


def whole(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers from `least` to `most`."""

    def read(text: str) -> int:
        number = read_whole(text)
        if not least <= number <= most:
            raise ValueError(text)
        return number

    return read


def between(least: float, most: float) -> Callable[[str], float]:
    """A reader of numbers from `least` to `most`."""

    def read(text: str) -> float:
        number = written_number(text)
        if not least <= number <= most:
            raise ValueError(text)
        return number

    return read


def read_hidden(text: str) -> tuple[int, ...]:
    """`4`, `8,8` or `none`.

    Raises:
        ValueError: If it is anything else.
    """
    if text.strip().lower() == "none":
        return ()
    return tuple(map(read_whole, text.split(",")))


def read_number(text: str) -> float:
    """A finite number, 0 or more."""
    number = written_number(text)
    if not (math.isfinite(number) and number >= 0):
        raise ValueError(text)
    return number


def read_speed(text: str) -> float:
    """Steps a second; infinite for `max`."""
    if text.strip().lower() == "max":
        return math.inf
    number = written_number(text)
    if not 1 <= number < math.inf:
        raise ValueError(text)
    return number


def choice(names: Iterable[str]) -> Callable[[str], str]:
    """A reader of one of these names."""
    known = tuple(names)

    def read(text: str) -> str:
        if text not in known:
            raise ValueError(text)
        return text

    return read
