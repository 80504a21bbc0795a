"""A whole experiment in one line, for the run that others are measured by: what is learnt by which
network, where it starts, how it learns. It says what the first line of the screen says.
"""

from __future__ import annotations

from backprop_tui.engine import Experiment
from backprop_tui.engine.settings import settings_of

ALWAYS = 4
"""Up to this rank facts are said in any case; others only where they are not the usual ones."""


def whole_texts(experiment: Experiment, *, shortly: bool = False) -> list[str]:
    """`XOR 2-4-1 seed 42 lr 0.5`, with what else is not as usual, fact by fact.

    Args:
        experiment: Which.
        shortly: Whether each is said in as few letters as possible.
    """
    usual = type(experiment)(problem=experiment.problem.source)
    facts = [setting.fact for setting in settings_of(type(experiment)).values() if setting.fact]
    facts.sort(key=lambda fact: fact.place)
    texts = (
        fact.shorter(experiment) if shortly and fact.shorter else text
        for fact in facts
        if (text := fact.text(experiment))
        if fact.rank <= ALWAYS or text != fact.text(usual)
    )
    return [experiment.problem.name.upper(), *(f" {text}" for text in texts)]
