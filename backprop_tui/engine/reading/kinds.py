"""A kind of value says what may be written where such a value is wanted, how a text is read and how
a value is written. Words on a command line, fields of a dialog and arguments in Python meet the
same rule, each with its own sentence.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.written import DECIMAL_COMMA, MOST_SHOWN, repeated


class Kind(ABC):
    """What values of a kind are.

    Attributes:
        metavar: What stands for a value in a help.
        is_switch: Whether an option says it by its mere presence.
        is_list: Whether commas part a value into several.
    """

    metavar: str = "NAME"
    is_switch: bool = False
    is_list: bool = False

    @property
    def following(self) -> tuple[str, ...]:
        """Words that may follow the option of a switch all the same."""
        return ()

    @property
    @abstractmethod
    def allowed(self) -> str:
        """What a value may be; completes "must be"."""

    @property
    def brief(self) -> str:
        """The same where there is little room."""
        return self.allowed

    @property
    def values(self) -> tuple[Any, ...]:
        """All values, if they are few enough to choose from; else none."""
        return ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The texts of values to choose from, whatever else may be typed; none if any number or
        text will do.
        """
        return tuple(map(self.write, self.values))

    def about(self, choice: str) -> str:
        """What one of its choices is, in one line; empty if its name says it."""
        return ""

    @property
    def is_file(self) -> bool:
        """Whether a value is read from a file that a text names."""
        return self.metavar == "FILE"

    def longer(self, text: str, at: int | None = None) -> str | None:
        """The text of a value that says the same of one layer more; `None` if it is not said layer
        by layer.

        Args:
            text: What stands there.
            at: After which layer, from 0; `None` for the last.
        """
        return None

    def shorter(self, text: str, at: int | None = None) -> str | None:
        """The text of a value that says nothing of that layer, likewise."""
        return None

    @abstractmethod
    def read(self, text: str) -> Any:
        """The value that a text means.

        Raises:
            ValueError: If it means none.
        """

    def typed(self, what: str, text: str) -> Any:
        """The value that somebody types where `what` is asked for.

        Raises:
            BadSetting: If it is none.
        """
        try:
            return self.read(text)
        except BadSetting:
            raise
        except ValueError:
            wrong = f"{what} must be {self.allowed}, not {repeated(text)}"
            raise BadSetting(f"{wrong}{self._with_point(text)}") from None

    def _with_point(self, text: str) -> str:
        """What a text with a comma would be with a point, or a fraction in decimals, where that is
        allowed; else nothing.
        """
        pointed = text.strip().replace(",", ".")
        if fraction := re.fullmatch(r"\s*([0-9]{1,9})/([0-9]{1,9})\s*", text):
            above, below = map(int, fraction.groups())
            with suppress(ValueError, ZeroDivisionError):
                self.read(decimals := f"{above / below:.4g}")
                return f"; write {decimals}"
        if DECIMAL_COMMA.fullmatch(text):
            with suppress(ValueError):
                self.read(pointed)
                return f"; with a point it is {pointed[:MOST_SHOWN]}"
        return ""

    def is_begun(self, text: str) -> bool:
        """Whether a word of a command line is only the first of those that make a value."""
        return False

    def joined(self, words: list[str]) -> str:
        """The words that make a value as one."""
        return "".join(words)

    def gathered(self, texts: list[str]) -> str:
        """The text that counts where an option is given more than once, the last by itself."""
        return texts[-1]

    def accept(self, what: str, value: Any) -> Any:
        """The value of `what` as it is kept, from one of any type.

        Raises:
            BadSetting: If it is not allowed.
        """
        return value

    def write(self, value: Any) -> str:
        """The text that means a value."""
        return str(value)

    def say(self, value: Any) -> str:
        """The same for a person, in few digits."""
        return self.write(value)

    def plain(self, value: Any) -> Any:
        """The value for JSON."""
        return value


class Text(Kind):
    """What a function reads.

    Attributes:
        words: What is allowed; completes "must be".
        reader: From the text to the value; a `ValueError` means not allowed.
        metavar: What stands for it.
    """

    def __init__(self, words: str, reader: Callable[[str], Any], metavar: str) -> None:
        self.words, self.reader, self.metavar = words, reader, metavar

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return self.words

    def read(self, text: str) -> Any:
        """The value that a text means, or a `ValueError`."""
        return self.reader(text)


class Name(Kind):
    """A name in a registry, which may still grow.

    Attributes:
        registry: What is known, by name.
        aliases: Other names that are taken for some of these.
        metavar: What stands for one.
    """

    def __init__(
        self,
        registry: Iterable[str],
        metavar: str = "NAME",
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        self.registry, self.metavar = registry, metavar
        self.aliases = aliases or {}

    @property
    def allowed(self) -> str:
        """What a value may be."""
        also = "".join(f"; {alias} is {name}" for alias, name in self.aliases.items())
        return f"one of {self.listing}{also}"

    @property
    def brief(self) -> str:
        """The same where there is little room."""
        return self.listing

    @property
    def listing(self) -> str:
        """All of them in a sentence."""
        return ", ".join(self.registry)

    @property
    def values(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(self.registry)

    def read(self, text: str) -> str:
        """The value that a text means, or a `ValueError`."""
        name = self.usual(text)
        if name not in self.values:
            raise ValueError(text)
        return name

    def usual(self, text: str) -> str:
        """The name itself in place of another one that is taken for it; any other text as it is.

        `ReLU` and `leaky_relu` are written as other programs write them.
        """
        plain = text.strip().lower().replace("_", "-")
        name = self.aliases.get(plain, plain)
        return name if name in self.values else text

    def typed(self, what: str, text: str) -> str:
        """The value that somebody types."""
        return self.accept(what, text)

    def accept(self, what: str, value: Any) -> str:
        """The value as it is kept, or a `BadSetting`."""
        # A name that is too long is cut without a mark, as it is always repeated.
        if not isinstance(value, str) or self.usual(value) not in self.values:
            said = repr(value[:MOST_SHOWN]) if isinstance(value, str) else repeated(value)
            raise BadSetting(f"there is no {what} {said}; choose from {self.listing}")
        return self.usual(str(value))
