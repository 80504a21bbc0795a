"""`Draft`: settings as somebody is typing them, and what would come of them. Nothing of it is in
force before all of it fits; until then it only says what would happen, or what is wrong.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.settings import Setting
from backprop_tui.report.names import sentence
from backprop_tui.ui.session import foretold
from backprop_tui.ui.session.outcome import Ground, Outcome, Values


class Draft:
    """Settings that are typed, option by option, over those of a run.

    Args:
        running: What is running now.
        beginning: What would run after a reset.
        branches: Whether a change would make another run, as it does in the past of one.

    Attributes:
        typed: The texts that were typed, by the names of options, the latest last.
    """

    def __init__(
        self, running: Experiment, beginning: Experiment, *, branches: bool = False
    ) -> None:
        self._branches = branches
        self._ground = Ground.of(running, beginning)
        self.typed: dict[str, str] = {}
        self._outcome = Outcome(self._ground, self.typed)

    def type(self, option: Option, text: str) -> None:
        """Put a text in place of an option's."""
        self.typed.pop(option.name, None)
        self.typed[option.name] = text
        self._outcome = Outcome(self._ground, self.typed)

    def forget(self, option: Option) -> None:
        """Leave an option as it was."""
        if self.typed.pop(option.name, None) is not None:
            self._outcome = Outcome(self._ground, self.typed)

    # What is so.

    @property
    def settings(self) -> tuple[Setting, ...]:
        """All settings there are, in their order."""
        return tuple(self._ground.known.values())

    @property
    def changes(self) -> Values:
        """What changes from the next step on."""
        return self._outcome.changes

    @property
    def start(self) -> dict[str, Any] | None:
        """What differs in a new start; `None` if there is to be none."""
        return self._outcome.start

    @property
    def refusal(self) -> str:
        """What is wrong, in a sentence: of what was typed last, if that is; empty if nothing is."""
        return self._outcome.refusal

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be otherwise than it is."""
        return not self.refusal and not self.changes and self.start is None

    @property
    def effect(self) -> str:
        """What will happen, or what is wrong, in a sentence."""
        if self.is_empty:
            return "Nothing is changed yet."
        if self.refusal:
            return sentence(self.refusal)
        if self.start is not None:
            return foretold.new_start(self._outcome.candidate, self.start, self._outcome.counting())
        return foretold.on_the_way(self._outcome.candidate, self.changes, branches=self._branches)

    @property
    def chosen_text(self) -> str:
        """What somebody chose of a new start, in a few words."""
        return foretold.chosen(self._outcome.candidate, self.start or {}, self._outcome.counting())

    @property
    def chosen_settings(self) -> tuple[str, ...]:
        """The labels of the settings that somebody chose and that are not as they were."""
        return tuple(self._ground.known[name].label for name in self._outcome.counting())

    @property
    def wrong(self) -> frozenset[str]:
        """The options that are refused, or do not go with the others: without any one of these
        there is nothing wrong; all the same it may be what was typed last.
        """
        if self._outcome.refusals or not self._outcome.conflict:
            return frozenset(self._outcome.refusals)
        alone = [name for name in self.typed if not self._without(name).refusal]
        return frozenset(alone or list(self.typed)[-1:])

    def _without(self, name: str) -> Outcome:
        """What would come of all but an option, which is as it was."""
        others = {each: text for each, text in self.typed.items() if each != name}
        return Outcome(self._ground, others)

    def text(self, setting: Setting, option: Option) -> str:
        """What stands in an option's row: what was typed, or what would be so."""
        return self._outcome.text(setting, option)

    def differs(self, setting: Setting, option: Option) -> bool:
        """Whether that is not what is running."""
        return self._outcome.differs(setting, option)

    def hindrance(self, setting: Setting) -> str:
        """Why a setting would take no value with what is chosen now; empty if it would."""
        if said := setting.moot(self._outcome.candidate):
            return said
        if setting.matters(self._outcome.candidate):
            return ""
        for choice in setting.worth_a_try():
            if choice.changes.get(setting.name) is None:
                continue
            try:
                replace(self._outcome.candidate, **choice.changes)
            except BadSetting as refusal:
                said = str(refusal)
            else:
                return ""
        return said
