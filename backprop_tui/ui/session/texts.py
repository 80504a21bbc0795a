"""How the texts of a setting's options become its value, as on a command line. A file is read only
if it is one: what may be waited for without end would stop the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.settings import Setting

STANDARD_INPUT = "-"

Refused = Callable[[Mapping[str, str]], str]
"""Why the texts of a setting's options are refused; empty if they are not."""


Typed = Sequence[tuple[Option, str]]
"""Options of one setting with what was typed for each, the latest last."""


class Together(NamedTuple):
    """What the options of a setting say together.

    Attributes:
        texts: The texts that count, by the names of the options.
        idle: The names of those that were typed and do not count, as another stands in their place.
    """

    texts: dict[str, str]
    idle: frozenset[str]


def together(setting: Setting, present: Mapping[str, str], typed: Typed) -> Together:
    """What a setting's options say when some are typed over the present ones, in any order.

    Of options that stand in each other's place the latest counts. The others say how that one is
    read: what was typed of them stays, and what nobody typed goes with what it was said of.
    """
    own = {option.name: text for option, text in typed}
    if not setting.others:
        return Together(own, frozenset())
    choosing = [option.name for option in (setting.option, *setting.rivals)]
    latest = [name for name in own if name in choosing and own[name]]
    texts = {name: present[name] for name in choosing if name in present and name not in own}
    if latest:
        texts = {latest[-1]: own[latest[-1]]}
    stays = any(present.get(name) == text for name, text in texts.items())
    beside = {name: text for name, text in present.items() if stays and name not in choosing}
    beside |= {name: text for name, text in own.items() if name not in choosing}
    idle = set(latest[:-1])
    if setting.rivals and latest and latest[-1] == setting.option.name:
        # It stands for itself; there is nothing to say of how it is read but what is said later.
        before = list(own)[: list(own).index(setting.option.name)]
        idle |= {name for name in before if name not in choosing}
    texts |= {name: text for name, text in beside.items() if text and name not in idle}
    return Together(texts, frozenset(idle))


def to_blame(
    setting: Setting, texts: Mapping[str, str], typed: Typed, said: Refused
) -> frozenset[str]:
    """Which of the options that were typed are refused as all of them are together.

    Args:
        setting: Whose options.
        texts: What they say together.
        typed: What was typed, the latest last.
        said: Why texts are refused; empty if they are not.
    """
    choosing = {option.name for option in (setting.option, *setting.rivals)}
    names = [option.name for option, _ in typed if option.name in texts]
    names.sort(key=lambda name: name not in choosing)
    whole, chosen = said(texts), {name: texts[name] for name in texts if name in choosing}
    of_itself = said(chosen)
    found = {name: said(chosen | {name: texts[name]}) for name in names}
    alone = frozenset(
        name for name, why in found.items() if why == whole or (why and not of_itself)
    )
    if alone:
        return alone & choosing or alone
    # One of them is wrong only where another has been put right.
    return frozenset(names[-1:]) or frozenset({typed[-1][0].name})


def valued(kind: type[Experiment], setting: Setting, texts: Mapping[str, str]) -> Any:
    """The value that the texts of a setting's options give it, in experiments of a class.

    Raises:
        BadSetting: If they give none.
    """
    for option in setting.options:
        if option.kind.is_file and option.name in texts:
            _require_file(texts[option.name])
    if not texts:
        return getattr(kind(), setting.name)
    own = texts.get(setting.option.name)
    if setting.combine is not None:
        return setting.accepted(setting.value(texts))
    assert own is not None, "the only option"
    if setting.default is None and own in ("", setting.none):
        return None
    return setting.accepted(setting.typed(own))


class Readings:
    """Values that texts have given; no file is read twice for the same texts.

    Args:
        kind: Of which experiments.
    """

    def __init__(self, kind: type[Experiment]) -> None:
        self._kind = kind
        self._known: dict[tuple[str, tuple[tuple[str, str], ...]], Any] = {}

    def value(self, setting: Setting, texts: Mapping[str, str]) -> Any:
        """The value that texts give a setting.

        Raises:
            BadSetting: If they give none.
        """
        key = (setting.name, tuple(sorted(texts.items())))
        if key not in self._known:
            self._known[key] = valued(self._kind, setting, texts)
        return self._known[key]

    def refusal(self, setting: Setting, texts: Mapping[str, str]) -> str:
        """Why texts give a setting no value; empty if they do."""
        try:
            self.value(setting, texts)
        except BadSetting as refusal:
            return str(refusal)
        return ""


def _require_file(path: str) -> None:
    """Refuse what may be waited for without end.

    Raises:
        BadSetting: If it is no file.
    """
    if path == STANDARD_INPUT:
        raise BadSetting("standard input is the keyboard here; give the name of a file")
    if Path(path).exists() and not Path(path).is_file():
        raise BadSetting(f"{path[:60]} is no file")
