"""What is typed into a field is a number, or is refused in a sentence that says what it lacks."""

from __future__ import annotations

import pytest

from backprop_tui.engine import BadSetting
from backprop_tui.engine.core.losses import ALIASES, LOSSES
from backprop_tui.engine.reading.activations import ActivationName, ActivationNames
from backprop_tui.engine.reading.kinds import Kind, Name
from backprop_tui.engine.reading.numbers import Number, Whole
from backprop_tui.engine.reading.written import typed_number


@pytest.mark.parametrize(
    ("typed", "pointed"), [("0,9", "0.9"), ("1,5", "1.5"), (" -,25 ", "-.25"), ("+12,0", "+12.0")]
)
def test_a_comma_is_answered_with_the_number_as_it_must_be_written(
    typed: str, pointed: str
) -> None:
    with pytest.raises(BadSetting) as refusal:
        typed_number("momentum", typed)
    assert str(refusal.value) == f"momentum needs a point, not a comma: {pointed}"
    assert typed_number("momentum", pointed) == float(typed.replace(",", "."))


@pytest.mark.parametrize("typed", ["1,2,3", ",", "a,5", "1_0", "inf"])
def test_what_is_no_number_with_a_point_either_is_only_refused(typed: str) -> None:
    with pytest.raises(BadSetting, match=f"^momentum must be a finite number, not '{typed}'$"):
        typed_number("momentum", typed)


@pytest.mark.parametrize(
    ("kind", "typed", "rest"),
    [
        (Number(), "0,5", "; with a point it is 0.5"),
        (Number(), "-0,5", ""),
        (Number(), "1,000,0", ""),
        (Whole(0, 9), "1,5", ""),
        (Number(), "1/3", "; write 0.3333"),
        (Number(), "1/0", ""),
        (Number(most=0.5), "3/4", ""),
    ],
)
def test_a_comma_on_a_command_line_is_answered_with_a_point_where_that_is_allowed(
    kind: Kind, typed: str, rest: str
) -> None:
    with pytest.raises(BadSetting) as refusal:
        Kind.typed(kind, "--lr", typed)
    assert str(refusal.value) == f"--lr must be {kind.allowed}, not '{typed}'{rest}"


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (ActivationName(), "ReLU", "relu"),
        (ActivationName(), " Leaky_ReLU:.2", "leaky-relu:0.2"),
        (ActivationName(), "logistic", "sigmoid"),
        (ActivationNames(), "Identity, TANH", "linear,tanh"),
        (Name(LOSSES, aliases=ALIASES), "MSE", "half-sse"),
        (Name(LOSSES, aliases=ALIASES), "half_SSE", "half-sse"),
    ],
)
def test_names_are_taken_as_other_programs_write_them(kind: Kind, typed: str, kept: str) -> None:
    assert kind.typed("it", typed) == kind.read(typed) == kind.accept("it", typed) == kept
    for read in (kind.read, lambda text: kind.accept("it", text)):
        with pytest.raises((ValueError, BadSetting)):
            read(f"{typed}x".replace(":", "x"))
