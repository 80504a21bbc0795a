"""A number worked out again with the digits of a sheet, where those are enough to come to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from backprop_tui.report.arithmetic.forms import products
from backprop_tui.report.arithmetic.shown import as_shown
from backprop_tui.report.arithmetic.worked import WorkedNumber, given, work_out


def worked(*factors: float) -> WorkedNumber:
    """A product of two numbers."""
    value = factors[0] * factors[1]
    return work_out("p", value, [products([factors])], abs(value))


def all_to(last: int) -> Callable[[Sequence[float]], Sequence[int | None]]:
    """Every number stands on the sheet with so many decimals."""
    return lambda values: [last] * len(values)


@pytest.mark.parametrize(
    ("factors", "last", "lines", "result"),
    [
        # 0.123457 · 0.5 = 0.0617285, which both ways of rounding a half leave at one digit less.
        ((0.1234567, 0.5), -6, ("0.123457·0.5",), "0.06173"),
        # 0.654321 · 0.25 = 0.16358025.
        ((0.6543210, 0.25), -6, ("0.654321·0.25",), "0.163580"),
        # The sheet has fewer digits than any line: it stays as it was.
        ((0.6543210, 0.25), -3, ("0.6543·0.25",), "0.1636"),
    ],
)
def test_a_product_has_the_digits_of_the_sheet(
    factors: tuple[float, float], last: int, lines: tuple[str, ...], result: str
) -> None:
    work = as_shown(worked(*factors), last, all_to(last))
    assert (work.lines, work.result) == (lines, result)
    assert work.name == "p"


def test_factors_get_more_digits_where_those_of_the_sheet_do_not_give_the_number() -> None:
    """0.1241 · 0.2673 = 0.03317, and 0.12407 · 0.26730 = 0.03316."""
    work = as_shown(worked(0.124066, 0.267300), -5, lambda values: [-4] * len(values))
    assert (work.lines, work.result) == (("0.12407·0.2673",), "0.03316")


def test_what_is_not_on_the_sheet_is_written_in_full() -> None:
    work = as_shown(worked(0.6543210, 0.25), -6, lambda values: [-6, None])
    assert (work.lines, work.result) == (("0.654321·0.25",), "0.163580")


def test_what_is_given_stays() -> None:
    number = given("w", 0.6543210, "given")
    assert as_shown(number, -9, all_to(-9)) == number
