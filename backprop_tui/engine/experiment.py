"""An experiment is everything that decides how a run turns out; the same experiment gives the same
numbers, to the last bit. Change one thing in it and compare: that is how one finds out what a
learning rate, a bias or a hidden unit is for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from backprop_tui.engine.bugs import BUGS, Bug
from backprop_tui.engine.problems import Problem
from backprop_tui.engine.reading.kinds import Name
from backprop_tui.engine.reading.numbers import MAX_SEED
from backprop_tui.engine.reading.option import Option, coded
from backprop_tui.engine.settings import Fact, Setting, brief, settings_of, tries
from backprop_tui.engine.settings.implied import implied
from backprop_tui.engine.settings.parameters import ParameterSettings

__all__ = ["MAX_SEED", "SETTINGS", "Experiment"]


@dataclass(frozen=True)
class Experiment(ParameterSettings):
    """Problem, network, loss, start and learning rule of a run; the defaults are the tutorial's.

    Its settings are those of the classes that it is made of, a group of them each, and one more:

    Attributes:
        bug: Name of a wrong back-propagation to learn with; `None` for the right one.

    Raises:
        BadSetting: If a value is impossible; the message says what is allowed.
    """

    TITLE = "Back-propagation"

    bug: str | None = field(
        default=None,
        metadata=Setting(
            Option(
                "--bug",
                "learn with a wrong back-propagation, beside the right one",
                Name(BUGS),
                shown="none",
                told=f"learn with a wrong back-propagation: {coded(BUGS)}",
            ),
            stated=True,
            fact=Fact(0, brief.bug, place=0, alarm=True, shorter=brief.bug_shorter),
            choices=tries.bugs,
        ).declared,
    )

    @classmethod
    def of(cls, problem: Problem | str, **settings: Any) -> Self:
        """A problem, or the one of that name, with its preset but for settings that are given.

        Raises:
            BadSetting: If there is no such problem, if the preset names no setting, or if the
                settings do not fit.
        """
        learnt: Problem = SETTINGS["problem"].accepted(problem)
        return cls.given(problem=learnt, **settings)

    @classmethod
    def given(cls, **settings: Any) -> Self:
        """These settings with what they imply, as a command line has it: those of a preset, what
        suits a problem, the network of weights.

        Raises:
            BadSetting: If there is no such setting, or they do not fit.
        """
        return cls(**implied(cls, settings))

    @property
    def title(self) -> str:
        """What is learnt by which network, and with which bug: `xor 2-4-1, no-slope`."""
        return f"{self.problem.name} {self.links.text}" + (f", {self.bug}" if self.bug else "")

    @property
    def wrong(self) -> Bug | None:
        """The wrong back-propagation itself; `None` for the right one."""
        return None if self.bug is None else BUGS[self.bug]


SETTINGS = settings_of(Experiment)
"""Every setting by the name of its field."""
