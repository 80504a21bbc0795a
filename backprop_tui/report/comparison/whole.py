"""A whole experiment in one line, for the run that others are measured by: what is learnt by which
network, where it starts, how it learns. It says what the first line of the screen says.
"""

from __future__ import annotations

from backprop_tui.engine import Experiment
from backprop_tui.engine.settings import settings_of


def whole_text(experiment: Experiment) -> str:
    """`XOR 2-4-1 σ seed 42 lr 0.5`."""
    facts = [setting.fact for setting in settings_of(type(experiment)).values() if setting.fact]
    facts.sort(key=lambda fact: fact.place)
    texts = (fact.text(experiment) for fact in facts)
    return " ".join((experiment.problem.name.upper(), *filter(None, texts)))
