"""An option is words on a command line and, once read, a value that may be used. A word that is
not allowed is answered with what is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from backprop_tui.engine.reading.kinds import Kind


class Option(NamedTuple):
    """An option of a command line.

    Attributes:
        flag: How it is written.
        summary: What it decides, in a few words.
        kind: What its value may be.
        default: Its value if it is not given; `None` if there is none.
        shown: What the help says of the default, if that is not the default itself.
        told: What a table of all options says that it decides, in Markdown; the summary and
            what is allowed if empty.
        more: What the help adds at the end, in a sentence.
        also: Other flags that mean the same.
    """

    flag: str
    summary: str
    kind: Kind
    default: Any = None
    shown: str = ""
    told: str = ""
    more: str = ""
    also: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of its value among those of a command line."""
        return self.flag.removeprefix("--").replace("-", "_")

    @property
    def is_switch(self) -> bool:
        """Whether it takes no value: it is there or its opposite is."""
        return self.kind.is_switch

    @property
    def forms(self) -> tuple[str, ...]:
        """How it may be written; the last form of a switch switches it off."""
        flags = (self.flag, *self.also)
        return (*flags, f"--no-{self.flag[2:]}") if self.is_switch else flags

    @property
    def usages(self) -> tuple[str, ...]:
        """The same with what stands for its value: `--lr NUMBER`, `--bias [FORM]`, `--no-bias`."""
        value = f" [{self.metavar}]" if self.kind.following else f" {self.metavar}"
        first = f"{self.flag}{value if self.kind.following or not self.is_switch else ''}"
        return (first, *(form if self.is_switch else f"{form}{value}" for form in self.forms[1:]))

    @property
    def allowed(self) -> str:
        """What its value may be."""
        return self.kind.allowed

    @property
    def metavar(self) -> str:
        """What stands for its value in the help."""
        return self.kind.metavar

    @property
    def help(self) -> str:
        """Summary, allowed values and default, for argparse."""
        said = self.summary if self.is_switch else f"{self.summary}: {self.allowed}"
        default = f" (default: {self._default})" if self._default else ""
        more = f". {self.more}" if self.more else ""
        return f"{said}{default}{more}".replace("%", "%%")

    @property
    def _default(self) -> str:
        """The default as the help says it; empty if there is none."""
        if self.shown or self.default is None:
            return self.shown
        written = self.kind.write(self.default)
        return self.words(written)[0] if self.is_switch else written

    def value(self, given: str | bool) -> Any:
        """What was given means: a text, or of a switch whether it is on.

        Raises:
            BadSetting: If it is not allowed.
        """
        return given if isinstance(given, bool) else Kind.typed(self.kind, self.flag, given)

    def words(self, text: str) -> list[str]:
        """How a command line gives it the value that is written so."""
        if text in self.kind.following[2:]:
            return [self.flag, text]
        if self.is_switch:
            return [self.forms[not self.kind.read(text)]]
        # The = keeps a value that begins with a dash from looking like an option.
        return [f"{self.flag}={text}"] if text[:1] == "-" else [self.flag, text]


def coded(names: Iterable[str]) -> str:
    """Names in Markdown."""
    return ", ".join(f"`{name}`" for name in names)
