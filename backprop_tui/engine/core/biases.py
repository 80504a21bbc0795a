"""The forms in which books give units a number beside their weights: a bias that is added, one bias
for a whole layer, or a threshold that is taken off. A threshold is the weight of an input that is
always -1, so it is a bias with its sign turned, and learns as one.
"""

from __future__ import annotations

from typing import NamedTuple


class BiasForm(NamedTuple):
    """How units get a number that is there whatever comes in; z = a W + sign · number.

    Attributes:
        value: What a setting says for it: whether there are biases, or the name of a form.
        letter: Its letter in equations: `b`, `θ`.
        code: The same as it is typed: `b`, `theta`.
        sign: The input that it is the weight of: 1, or -1 for a threshold.
        mark: What stands after the sizes of a network: `+b`.
        called: What one is called in a sentence.
        several: The same of several.
        words: What units have, completes "every unit".
        shared: Whether all units of a layer have the same one, which is a single parameter.
    """

    value: bool | str
    letter: str = "b"
    code: str = "b"
    sign: float = 1.0
    mark: str = "+b"
    called: str = "bias"
    several: str = "biases"
    words: str = "has a bias"
    shared: bool = False

    def counts(self, units: tuple[int, ...]) -> tuple[int, ...]:
        """How many of them every layer has, from its units; empty if there are none."""
        if not self.value:
            return ()
        return tuple(1 if self.shared else each for each in units)

    @property
    def is_threshold(self) -> bool:
        """Whether it is taken off the sum, not added."""
        return self.sign < 0


NO_BIAS = BiasForm(False, mark="", words="has no bias")

BIASES: dict[bool | str, BiasForm] = {
    form.value: form
    for form in (
        NO_BIAS,
        BiasForm(True),
        BiasForm("shared", mark="+1b", words="of a layer has the same bias", shared=True),
        BiasForm(
            "threshold",
            letter="θ",
            code="theta",
            sign=-1.0,
            mark="+θ",
            called="threshold",
            several="thresholds",
            words="has a threshold θ, the weight of an input of -1",
        ),
    )
}
"""Every form by the value of the setting; a new one is one more entry here."""
