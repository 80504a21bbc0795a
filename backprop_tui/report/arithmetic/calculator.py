"""A pocket calculator that reads a printed line of arithmetic and gives its result. It knows only
the digits that are printed, never the numbers behind them: whoever types the line into their own
must get the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Context, Decimal, localcontext

TOKEN = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?|[^\W\d_]+|\S)")
"""A number, a name or a sign."""

DIGITS = 50
"""Significant digits that it computes with."""

CONTEXT = Context(prec=DIGITS, traps=[])
"""Overflow gives infinity, as in 1/(1 + e^9999999), which is 0."""

ONE = Decimal(1)
HALF = Decimal("0.5")
FAR = 1000
"""Beyond this, tanh is 1 to more digits than are computed."""


class NotANumber(ValueError):
    """The text has no value: a division by zero, the logarithm of nothing."""


class Unreadable(Exception):
    """The text is no arithmetic: whoever wrote the formula made a mistake, and is to hear of it."""


def calculate(text: str) -> Decimal:
    """The value of a line such as `½(0.62 - 1)²` or `0.47(1 - 0.47)·(-0.2)`.

    Raises:
        NotANumber: If it has none.
        Unreadable: If it is not written in the signs and `FUNCTIONS` that a line may use.
    """
    with localcontext(CONTEXT):
        value = _Reader(TOKEN.findall(text)).whole()
    if not value.is_finite():
        raise NotANumber(text)
    return value


def tanh(x: Decimal) -> Decimal:
    """The hyperbolic tangent; near 0, where digits cancel, computed with more of them."""
    if abs(x) > FAR:
        return ONE.copy_sign(x)
    with localcontext() as context:
        context.prec += max(0, -x.adjusted()) if x else 0
        power = (2 * x).exp()
        ratio = (power - 1) / (power + 1)
    return +ratio


FUNCTIONS: dict[str, Callable[..., Decimal]] = {
    "ln": Decimal.ln,
    "tanh": tanh,
    "max": max,
    "abs": abs,
}
"""Every function that a formula may call, by a name of letters; a new one is one more entry."""

POWERS = {"²": 2, "³": 3, "⁴": 4}
"""Powers that are written as one sign."""


class _Reader:
    """Reads tokens from left to right, with the usual precedence of operators."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = [*tokens, ""]
        self._place = 0

    @property
    def _next(self) -> str:
        return self._tokens[self._place]

    def _take(self, *expected: str) -> bool:
        """Whether the next token is one of these, which is then behind."""
        found = self._next in expected
        self._place += found
        return found

    def _need(self, token: str) -> None:
        if not self._take(token):
            raise Unreadable(f"expected {token!r}, found {self._next or 'the end'!r}")

    def whole(self) -> Decimal:
        """The value of all tokens."""
        value = self._choice()
        self._need("")
        return value

    def _choice(self) -> Decimal:
        """`sum if sum > sum else sum`, or with `≥`."""
        value = self._sum()
        if not self._take("if"):
            return value
        left = self._sum()
        or_equal = self._take("≥")
        if not or_equal:
            self._need(">")
        right = self._sum()
        self._need("else")
        other = self._choice()
        return value if left > right or (or_equal and left == right) else other

    def _sum(self) -> Decimal:
        value = self._product()
        while self._next in {"+", "-"}:
            if self._take("+"):
                value += self._product()
            else:
                self._need("-")
                value -= self._product()
        return value

    def _product(self) -> Decimal:
        """Factors with a sign between them or, before a parenthesis or a name, without."""
        value = self._signed()
        while True:
            if self._take("·", "*", "×"):
                value *= self._signed()
            elif self._take("/"):
                value /= self._signed()
            elif self._next in {"(", "e", *FUNCTIONS}:
                value *= self._power()
            else:
                return value

    def _signed(self) -> Decimal:
        return -self._signed() if self._take("-") else self._power()

    def _power(self) -> Decimal:
        if self._take("e"):
            self._need("^")
            return self._signed().exp()
        value = self._single()
        while self._next in POWERS:
            value **= POWERS[self._next]
            self._place += 1
        return value

    def _single(self) -> Decimal:
        """A number, a parenthesis or a function of one."""
        token = self._next
        self._place += 1
        if token == "½":
            return HALF
        if token[:1].isdecimal():
            return Decimal(token)
        if token in FUNCTIONS:
            self._need("(")
            given = self._arguments()
            try:
                return FUNCTIONS[token](*given)
            except TypeError:
                raise Unreadable(f"{token} of {len(given)} numbers") from None
        if token != "(":
            raise Unreadable(f"unexpected {token or 'end'!r}")
        value = self._choice()
        self._need(")")
        return value

    def _arguments(self) -> list[Decimal]:
        """What stands up to the closing parenthesis, between commas."""
        values = [self._choice()]
        while self._take(","):
            values.append(self._choice())
        self._need(")")
        return values
