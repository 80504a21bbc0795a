"""A setting is one thing that can be chosen about a run. It is declared once, as a field of
`Experiment`, and from there come its option, its checks, its JSON, its place in dialogs and in the
first line of the screen, and its commands in the palette.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import MISSING, Field
from typing import Any, NamedTuple

from backprop_tui.engine.reading.kinds import Kind
from backprop_tui.engine.reading.option import Option

NONE = "none"
"""What stands for no value where the help needs more words for what happens then."""

KEY = "setting"
"""Where the metadata of a field hold its declaration."""


class Choice(NamedTuple):
    """Another experiment that is worth a try.

    Attributes:
        title: What it is called.
        summary: What it is, in one line.
        changes: The settings that make it of the present one.
        instead: Those that do where these do not go with all else, if any.
    """

    title: str
    summary: str
    changes: Mapping[str, Any]
    instead: Mapping[str, Any] | None = None


class Fact(NamedTuple):
    """What a line about a run says of a setting.

    Attributes:
        rank: The highest rank is left out first where there is no room; 0 always stays.
        text: What it says of an experiment; empty if there is nothing to say.
        place: From left to right; of one place, in the order of the settings. Place 0 is
            beside the name of the problem.
        alarm: Whether it says that something is wrong.
        shorter: What it says where there is less room, if it can be said shorter.
    """

    rank: int
    text: Callable[[Any], str]
    place: int = 9
    alarm: bool = False
    shorter: Callable[[Any], str] | None = None


class Setting(NamedTuple):
    """Everything that is known of a setting.

    Attributes:
        option: How a command line gives it.
        others: Options that decide it too.
        rivals: Those of them that stand in place of the first.
        name: The name of its field.
        changeable: Its place among what may change while a run is on its way, from 1; 0 if it
            may not.
        stated: Whether weights depend on it that do not show it.
        matters: Whether an experiment would go on otherwise with another value of it.
        fact: What the first line of the screen says of it, if anything.
        choices: Values worth a try; those of its kind, if it has few, where none are given.
        moot: Why it decides nothing of an experiment, though it may have any value; empty if it
            does.
        belongs: Whether a value of it is part of a whole experiment, and is let go of with it.
        settle: What other settings make of its value; before anything is checked.
        check: Refuses an experiment where it does not fit the other settings.
        implies: What a value decides of other settings, unless they are given too.
        is_whole: Whether a value of it is a whole experiment, of which only that is said which
            is otherwise.
        gives_way: Whether it implies nothing beside a whole experiment.
        combine: The value that several options make together, from what is given by name.
        split: The texts for several options that make a value together, by name.
        facts: What JSON says of it; by default its plain value, by its name.
    """

    option: Option
    others: tuple[Option, ...] = ()
    rivals: tuple[Option, ...] = ()
    name: str = ""
    changeable: int = 0
    stated: bool = False
    matters: Callable[[Any], bool] = lambda experiment: True
    fact: Fact | None = None
    choices: Callable[[], Iterable[Choice]] | None = None
    moot: Callable[[Any], str] = lambda experiment: ""
    belongs: Callable[[Any], bool] = lambda value: False
    settle: Callable[[Any], Any] | None = None
    check: Callable[[Any], None] | None = None
    implies: Callable[[Any], Mapping[str, Any]] | None = None
    is_whole: bool = False
    gives_way: bool = False
    combine: Callable[[Mapping[str, Any]], Any] | None = None
    split: Callable[[Any], Mapping[str, str]] | None = None
    facts: Callable[[Any], Mapping[str, Any]] | None = None

    @property
    def declared(self) -> Mapping[str, Setting]:
        """What a field's metadata hold of it."""
        return {KEY: self}

    def of(self, known: Field[Any]) -> Setting:
        """The same with the name and the default of its field.

        What is made only when it is needed is no default that an option could write; the option
        then has what stands for it.
        """
        if known.default is MISSING:
            return self._replace(name=known.name)
        return self._replace(name=known.name, option=self.option._replace(default=known.default))

    @property
    def options(self) -> tuple[Option, ...]:
        """All options that decide it."""
        return (self.option, *self.others)

    @property
    def kind(self) -> Kind:
        """What its values are."""
        return self.option.kind

    @property
    def label(self) -> str:
        """What a sentence calls it."""
        return self.name.replace("_", " ")

    @property
    def short(self) -> str:
        """What it is called where there is little room."""
        return self.option.name.replace("_", " ")

    def options_in(self, given: Container[str]) -> list[Option]:
        """Those of its options whose names are given."""
        return [option for option in self.options if option.name in given]

    @property
    def default(self) -> Any:
        """Its value if nothing decides it."""
        return self.option.default

    def is_same(self, value: Any, other: Any) -> bool:
        """Whether two values are written alike."""
        return self.texts(value) == self.texts(self.accepted(other))

    def accepted(self, value: Any) -> Any:
        """A value as it is kept; `None` is one where it is the default.

        Raises:
            BadSetting: If it is not allowed.
        """
        if value is None and self.option.default is None:
            return None
        return self.kind.accept(self.label, value)

    def value(self, given: Mapping[str, Any]) -> Any:
        """The value that is given by some of its options, by their names.

        A default that is no value may be given by its word.

        Raises:
            BadSetting: If it is not allowed.
        """
        text = given.get(self.option.name)
        if self.option.default is None and text == self.none and len(given) == 1:
            return None
        if self.combine is not None:
            return self.combine(given)
        return self.option.value(given[self.option.name])

    @property
    def none(self) -> str:
        """The word that stands for no value, where there may be none: that of the help."""
        shown = self.option.shown
        return NONE if not shown or " " in shown else shown

    def written(self, value: Any) -> str:
        """A value as somebody would type it; empty for none."""
        return "" if value is None else self.kind.write(value)

    def said(self, value: Any) -> str:
        """A value for a person, in few digits; for none what happens then."""
        return self.option.shown or "none" if value is None else self.kind.say(value)

    def typed(self, text: str) -> Any:
        """The value that somebody typed; none of it where it may be left open.

        Raises:
            BadSetting: If it is not allowed.
        """
        if not text and self.option.default is None:
            return None
        return self.kind.typed(self.label, text)

    def texts(self, value: Any) -> Mapping[str, str]:
        """What to give to its options, by their names, for a value."""
        if value is None:
            return {}
        return self.split(value) if self.split else {self.option.name: self.kind.write(value)}

    def words(self, value: Any) -> list[str]:
        """The words of a command line that give it a value; none for no value."""
        texts = self.texts(value)
        options = self.options_in(texts)
        return [word for option in options for word in option.words(texts[option.name])]

    def words_instead(self, value: Any) -> list[str]:
        """The same where something else would come about if nothing were said."""
        return self.option.words(self.none) if value is None else self.words(value)

    def json(self, settings: Any) -> Mapping[str, Any]:
        """What JSON says of it."""
        if self.facts is not None:
            return self.facts(settings)
        value = getattr(settings, self.name)
        return {self.name: None if value is None else self.kind.plain(value)}

    def worth_a_try(self) -> Iterable[Choice]:
        """Experiments that differ in it alone, for a list to choose from."""
        if self.choices is not None:
            return self.choices()
        called = self.label.capitalize()
        return [
            Choice(
                f"{called} {self.said(value)}",
                f"Restart with this {self.label}",
                {self.name: value},
            )
            for value in self.kind.values
        ]
