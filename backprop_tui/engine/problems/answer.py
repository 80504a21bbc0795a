"""What targets are decides what counts as right: bits, classes of which one is so, or values that
were measured. Numbers alone do not always say which; whoever brings them may.
"""

from __future__ import annotations

from enum import Enum

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.errors import BadSetting

TOLERANCE = 0.1
"""How far a prediction of a measured value may be off, as a share of that target's range."""


class Answer(Enum):
    """What the targets are, and so what counts as right."""

    BITS = "nearer to its target than half the distance from a 0 to a 1"
    CLASSES = "the largest output is the target's"
    VALUES = "within a tenth of the range of its target"

    @classmethod
    def of(cls, targets: Array) -> Answer:
        """What targets (cases, outputs) look like, where somebody brings numbers and no word.

        Nothing but 0 and 1 are bits; with a single 1 in every row of several columns they are
        classes; all else is values.
        """
        if not ((targets == 0) | (targets == 1)).all():
            return cls.VALUES
        one_hot = targets.shape[1] > 1 and bool((targets.sum(axis=1) == 1).all())
        return cls.CLASSES if one_hot else cls.BITS

    def fits(self, targets: Array) -> bool:
        """Whether targets (cases, outputs) may be meant so; classes may be bits, all are values."""
        looks = Answer.of(targets)
        return self in (looks, Answer.VALUES) or (self, looks) == (Answer.BITS, Answer.CLASSES)


def stated_answer(said: str, answer: object, targets: Array) -> Answer:
    """What the targets are, as it is stated or else as they look.

    Raises:
        BadSetting: If they are not what is stated.
    """
    if answer is None:
        return Answer.of(targets)
    if not isinstance(answer, Answer):
        raise BadSetting(f"the answer of {said} must be an Answer: {', '.join(map(str, Answer))}")
    if not answer.fits(targets):
        looks = "0 and 1" if answer is Answer.BITS else "one 1 in every row, of several, and else 0"
        raise BadSetting(f"the targets of {said} are no {answer.name.lower()}, which are {looks}")
    return answer
