"""The rows of the table of settings: one for each option, in groups. What may change while a run is
on its way stands before what needs a new start, and what decides all of it before both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.settings import Setting, changeable, title_of
from backprop_tui.ui.session.draft import Draft

ON_THE_WAY = "From the next step on"
ANEW = "a new start"


class Row(NamedTuple):
    """An option as it is asked for.

    Attributes:
        group: What its group is called.
        setting: The setting that it decides.
        option: Itself.
    """

    group: str
    setting: Setting
    option: Option

    @property
    def label(self) -> str:
        """What it is called."""
        if len(self.setting.options) == 1:
            return self.setting.label
        return self.option.name.replace("_", " ")

    @property
    def may_be_none(self) -> bool:
        """Whether nothing may be given."""
        is_first = self.option.name == self.setting.option.name
        return self.option.default is None if is_first else True

    @property
    def choices(self) -> tuple[str, ...]:
        """The texts that it may be chosen from; none if it is typed."""
        own = self.option.kind.choices
        return ("", *own) if own and self.may_be_none else own

    @property
    def unset(self) -> str:
        """What is said where there is no text."""
        option = self.option
        if option.shown:
            return option.shown
        return "none" if option.default is None else option.kind.write(option.default)

    def matching(self, text: str) -> tuple[str, ...]:
        """Its choices that begin with a text, or else those that hold it."""
        plain = text.strip().lower()
        begun = tuple(each for each in self.choices if each.startswith(plain))
        return begun or tuple(each for each in self.choices if plain in each)

    def next_choice(self, text: str, direction: int) -> str:
        """The choice after a text, or before it; of what is half typed the first that matches."""
        choices = self.choices
        if text in choices:
            return choices[(choices.index(text) + direction) % len(choices)]
        return (self.matching(text) or choices)[0 if direction > 0 else -1]


def rows_of(draft: Draft, kind: type[object]) -> tuple[Row, ...]:
    """A row for every option of all settings of experiments of a class."""
    return tuple(_rows(draft.settings, kind))


def _rows(settings: tuple[Setting, ...], kind: type[object]) -> Iterator[Row]:
    wholes = [each for each in settings if each.is_whole]
    others = [each for each in settings if not (each.is_whole or each.changeable)]
    groups = [
        *((title_of(kind, each.name), each) for each in wholes),
        *((ON_THE_WAY, each) for each in changeable(kind).values()),
        *((f"{title_of(kind, each.name)} · {ANEW}", each) for each in others),
    ]
    for group, setting in groups:
        for option in setting.options:
            yield Row(group, setting, option)
