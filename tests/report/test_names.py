"""A layer's number is part of its name, so no layer may lose a digit."""

from __future__ import annotations

from backprop_tui.report.names import on_the_line, subscript


def test_subscripts_take_every_digit() -> None:
    assert subscript("W", 1) == "W₁"
    assert subscript("b", 1234567890) == "b₁₂₃₄₅₆₇₈₉₀"
    assert on_the_line("b₁₂₃₄₅₆₇₈₉₀") == "b1234567890"
