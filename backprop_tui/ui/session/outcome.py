"""`Outcome`: what comes of texts that are typed over the settings of a run. What may change on the
way changes from the next step on; with anything else it is a new start, in which a value decides
what it implies and the rest stays as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.settings import Setting, settings_of
from backprop_tui.engine.settings.implied import implied
from backprop_tui.ui.session.texts import Readings, Typed, to_blame, together

Values = Mapping[str, Any]
"""Values of settings by the names of their fields."""


class Ground(NamedTuple):
    """What is typed over.

    Attributes:
        running: What is running now.
        beginning: What would run after a reset.
        known: All settings there are, by name, in their order.
        now: Their values, of those that may change on the way what they are now.
        readings: What texts have been read as.
    """

    running: Experiment
    beginning: Experiment
    known: Mapping[str, Setting]
    now: Values
    readings: Readings

    @classmethod
    def of(cls, running: Experiment, beginning: Experiment) -> Ground:
        """That of a run."""
        known = settings_of(type(running))
        now = {
            name: getattr(running if each.changeable else beginning, name)
            for name, each in known.items()
        }
        return cls(running, beginning, known, now, Readings(type(beginning)))


class Outcome:
    """What would be so if texts counted.

    Args:
        ground: What they are typed over.
        typed: The texts by the names of options, the latest last.

    Attributes:
        refusals: What is wrong with some of them, in a sentence each, by the names of options.
        conflict: Why they do not go together; empty if they do.
        changes: What changes from the next step on.
        start: What differs in a new start; `None` if there is to be none.
        candidate: What would run.
    """

    def __init__(self, ground: Ground, typed: Mapping[str, str]) -> None:
        self._running, self._beginning, self._known, self._now, self._readings = ground
        self._typed = dict(typed)
        self.refusals: dict[str, str] = {}
        self.conflict = ""
        self._unread: dict[str, Mapping[str, str]] = {}
        self._idle: frozenset[str] = frozenset()
        self.changes: Values = {}
        self.start: dict[str, Any] | None = None
        self.candidate, self._values = self._running, dict(self._now)
        may = all(self._known[name].changeable for name in self._by_name())
        try:
            (self._change if may else self._begin)()
        except BadSetting as refusal:
            self.conflict = str(refusal)
        if self.refusals or self.conflict:
            self.changes, self.start = {}, None

    @property
    def refusal(self) -> str:
        """What is wrong, in a sentence: of what was typed last, if that is; empty if nothing is."""
        latest = [self.refusals[name] for name in self._typed if name in self.refusals]
        return latest[-1] if latest else self.conflict

    def text(self, setting: Setting, option: Option) -> str:
        """What stands in an option's row: what was typed, or what would be so."""
        if option.name in self._typed and option.name not in self._idle:
            return self._typed[option.name]
        if setting.name in self._unread:
            return self._unread[setting.name].get(option.name, "")
        return setting.texts(self._values[setting.name]).get(option.name, "")

    def differs(self, setting: Setting, option: Option) -> bool:
        """Whether that is not what is running."""
        now = setting.texts(self._now[setting.name]).get(option.name, "")
        return self.text(setting, option) != now

    def _by_name(self) -> dict[str, list[tuple[Option, str]]]:
        """What was typed, by the names of the settings, the latest last."""
        owners = {option.name: each for each in self._known.values() for option in each.options}
        found: dict[str, list[tuple[Option, str]]] = {}
        for name, text in self._typed.items():
            setting = owners[name]
            (option,) = setting.options_in({name})
            found[setting.name] = [*found.pop(setting.name, []), (option, text)]
        return found

    def counting(self) -> dict[str, Typed]:
        """The same of those that count, and are not as they were."""
        found = {
            name: [
                (option, text)
                for option, text in typed
                if option.name not in self._idle and self.differs(self._known[name], option)
            ]
            for name, typed in self._by_name().items()
        }
        return {name: typed for name, typed in found.items() if typed}

    def _whole_first(self) -> dict[str, list[tuple[Option, str]]]:
        """What was typed, a whole experiment first: all else is put in its place, whenever it was
        typed, but for a problem that was there before.
        """
        found = self._by_name()
        wholes = [
            name
            for name, typed in found.items()
            if self._known[name].is_whole and all(text for _, text in typed)
        ]
        for whole in wholes:
            before = list(found)[: list(found).index(whole)]
            for name in before:
                if self._known[name].gives_way:
                    self._idle |= {option.name for option, _ in found.pop(name)}
        return {name: found[name] for name in (*wholes, *found)}

    def _change(self) -> None:
        """See what changes from the next step on."""
        values = {}
        for name, typed in self._by_name().items():
            setting = self._known[name]
            if not setting.changeable:
                continue
            value, is_read = self._value(setting, typed, self._now)
            if is_read and not setting.is_same(getattr(self._running, name), value):
                values[name] = value
        self._values |= values
        self.changes = values
        self.candidate = replace(self._running, **values)

    def _begin(self) -> None:
        """See what a new start would be, if it would be another one."""
        kind = type(self._beginning)
        chosen = self._beginning.decided()
        self._values = self._whole(chosen)
        for name, typed in self._whole_first().items():
            setting = self._known[name]
            value, is_read = self._value(setting, typed, self._values)
            if is_read and not setting.is_same(self._values[name], value):
                chosen = self._choose(chosen, setting, value)
                self._values = self._whole(chosen)
        self.candidate = kind(**implied(kind, chosen))
        self._values = {name: getattr(self.candidate, name) for name in self._known}
        start = {
            name: value
            for name, value in self._values.items()
            if not self._known[name].is_same(getattr(self._beginning, name), value)
        }
        if any(not self._known[name].changeable for name in start):
            self.start = start
        else:
            self._values = dict(self._now)
            self._change()

    def _whole(self, chosen: Values) -> dict[str, Any]:
        """Every setting's value where these are chosen, whether they go together or not."""
        base = implied(type(self._beginning), dict(chosen))
        plain = {name: each.default for name, each in self._known.items()} | base
        return {name: each.accepted(plain[name]) for name, each in self._known.items()}

    def _choose(self, chosen: Values, setting: Setting, value: Any) -> dict[str, Any]:
        """What is chosen if a setting gets a value; what that decides, it decides."""
        wholes = [name for name, each in self._known.items() if each.is_whole]
        meant = setting.implies(value) if setting.implies and value is not None else {}
        if setting.is_whole:
            # Without its name everything stays as it is.
            return self._whole(chosen) | {setting.name: None} if value is None else {
                setting.name: value
            }  # fmt: skip
        if setting.gives_way:
            kept = chosen if meant else self._whole(chosen)
            typed = self._by_name()
            chosen = {
                name: each
                for name, each in kept.items()
                if name not in wholes
                if name in typed or not self._known[name].belongs(each)
            }
        return {
            name: each for name, each in chosen.items() if name not in meant
        } | {setting.name: value}  # fmt: skip

    def _value(self, setting: Setting, typed: Typed, values: Values) -> tuple[Any, bool]:
        """The value that the typed texts of a setting's options give it, and whether they do."""
        value = values[setting.name]
        present = dict(setting.texts(value))
        texts, idle = together(setting, present, typed)
        self._idle |= idle
        if texts == present:
            return value, True
        try:
            return self._readings.value(setting, texts), True
        except BadSetting as refusal:
            wrong = to_blame(setting, texts, typed, partial(self._readings.refusal, setting))
            self.refusals |= dict.fromkeys(wrong, str(refusal))
            self._unread[setting.name] = texts
            return value, False
