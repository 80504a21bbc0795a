"""`Settings`: values that are allowed and go together. Words of a command line become such a group,
and it becomes words again that give every one of its values back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.settings.declared import settings_of
from backprop_tui.engine.settings.implied import implied


# What its fields are compared and shown by belongs to the class that declares them.
@dataclass(frozen=True, init=False, repr=False, eq=False)
class Settings:
    """Values that are allowed and go together; every field says in its metadata which
    `Setting` it is.

    Raises:
        BadSetting: If a value is impossible; the message says what is allowed.
    """

    TITLE = "Settings"
    """What its own settings are called together."""

    def __post_init__(self) -> None:
        known = settings_of(type(self))
        for name, each in known.items():
            object.__setattr__(self, name, each.accepted(getattr(self, name)))
        for name, each in known.items():
            if each.settle is not None:
                object.__setattr__(self, name, each.settle(self))
        for each in known.values():
            if each.check is not None:
                each.check(self)

    @classmethod
    def from_options(cls, given: Mapping[str, Any]) -> Self:
        """What options describe, by their names; what is not there is implied, or default.

        Raises:
            BadSetting: If a value is not allowed or they do not fit together.
        """
        chosen: dict[str, Any] = {}
        for name, known in settings_of(cls).items():
            own = {option.name: given[option.name] for option in known.options_in(given)}
            if own:
                chosen[name] = known.value(own)
        try:
            return cls(**implied(cls, chosen))
        except BadSetting as refusal:
            raise BadSetting(f"{refusal}{_whole_text(cls, chosen)}") from None

    def decided(self) -> dict[str, Any]:
        """Its settings that have to be said, by name: the others follow, or are default."""
        chosen = self._chosen()
        base = implied(type(self), chosen)
        return {
            name: getattr(self, name)
            for name, each in settings_of(type(self)).items()
            if name in chosen or not each.is_same(getattr(self, name), base.get(name, each.default))
        }

    def to_arguments(self) -> list[str]:
        """The command-line options that give this again."""
        known = settings_of(type(self))
        chosen = self._chosen()
        base = implied(type(self), chosen)
        is_whole = any(known[name].is_whole and value for name, value in chosen.items())
        words: list[str] = []
        # A switch comes first, where it cannot be taken for the value of an option.
        for each in sorted(known.values(), key=lambda each: not each.kind.is_switch):
            value = getattr(self, each.name)
            if each.name in chosen or not each.is_same(value, base.get(each.name, each.default)):
                words += each.words_instead(value)
            elif not is_whole:
                words += each.words(value)
        return words

    def _chosen(self) -> dict[str, Any]:
        """Those of its settings which decide others and must be said, as they do not follow."""
        chosen: dict[str, Any] = {}
        known = [each for each in settings_of(type(self)).values() if each.implies is not None]
        for _ in known:  # what is said of one may make it necessary to say another
            for each in known:
                value = getattr(self, each.name)
                base = implied(type(self), chosen).get(each.name, each.default)
                if each.name not in chosen and not each.is_same(value, base):
                    chosen[each.name] = value
        return chosen

    def to_command(self, *words: str) -> str:
        """A shell command line that gives this again; `words` come first."""
        import shlex

        return shlex.join(["backprop-tui", *words, *self.to_arguments()])

    def to_json(self) -> dict[str, Any]:
        """Everything that was chosen, as plain values."""
        known = settings_of(type(self)).values()
        return {key: value for each in known for key, value in each.json(self).items()}


def _whole_text(kind: type[Any], chosen: Mapping[str, Any]) -> str:
    """After a refusal what decided all that nobody chose, if something did."""
    wholes = [
        known for name, known in settings_of(kind).items() if known.is_whole and name in chosen
    ]
    said = [f"{known.label} {chosen[known.name]}" for known in wholes if chosen[known.name]]
    return f" (what no option says, the {said[0]} does)" if said else ""
