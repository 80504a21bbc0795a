"""The printed line is the arithmetic: this reads exactly the characters that a learner would type
into a calculator and gives what the calculator gives. It never sees the numbers behind the text.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from decimal import Decimal, DecimalException, localcontext

DIGITS = 50
"""Digits that are carried; more than any printed line needs."""


class NotANumber(ValueError):
    """The text has no value: a division by zero, the logarithm of nothing."""


def _tanh(x: Decimal) -> Decimal:
    """tanh x; beyond 60 it is 1 to all digits carried."""
    if abs(x) > 60:
        return Decimal(1).copy_sign(x)
    square = (2 * x).exp()
    return (square - 1) / (square + 1)


FUNCTIONS: dict[str, Callable[..., Decimal]] = {
    "ln": lambda x: x.ln(),
    "tanh": _tanh,
    "max": max,
}
"""What a formula may call."""

OPERATORS: dict[type, Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}

SPELLINGS = {"·": "*", "²": "**2", "½": "1/2*", "^": "**"}
"""How the marks of a formula are written for the reader of expressions."""


def calculate(text: str) -> Decimal:
    """The value of a printed line.

    Raises:
        NotANumber: If it has none.
    """
    for mark, spelling in SPELLINGS.items():
        text = text.replace(mark, spelling)
    source = text.strip()
    with localcontext() as context:
        context.prec = DIGITS
        try:
            return _value(ast.parse(source, mode="eval").body, source)
        except (DecimalException, OverflowError) as error:
            raise NotANumber(text) from error


def _value(node: ast.expr, source: str) -> Decimal:
    """The value of a part of an expression."""
    match node:
        case ast.Constant():
            # From the characters: as a float it would be another number.
            literal = source.encode()[node.col_offset : node.end_col_offset]
            return Decimal(literal.decode())
        case ast.IfExp(test=ast.Compare(left=left, comparators=[right])):
            above = _value(left, source) > _value(right, source)
            return _value(node.body if above else node.orelse, source)
        case ast.BinOp(left=ast.Name(id="e"), op=ast.Pow()):
            return _value(node.right, source).exp()
    parts = [_value(part, source) for part in _operands(node)]
    return _operation(node)(*parts)


def _operands(node: ast.expr) -> list[ast.expr]:
    """What an operation works on."""
    match node:
        case ast.UnaryOp():
            return [node.operand]
        case ast.BinOp():
            return [node.left, node.right]
        case ast.Call(func=ast.Name()):
            return node.args
        case ast.Call():
            # A number before a bracket: 0.47(1 - 0.47).
            return [node.func, *node.args]
    return []


def _operation(node: ast.expr) -> Callable[..., Decimal]:
    """What is done with the operands."""
    match node:
        case ast.UnaryOp(op=ast.USub()):
            return operator.neg
        case ast.BinOp(op=kind) if type(kind) in OPERATORS:
            return OPERATORS[type(kind)]
        case ast.Call(func=ast.Name(id=name)) if name in FUNCTIONS:
            return FUNCTIONS[name]
        case ast.Call(func=ast.Constant() | ast.BinOp() | ast.UnaryOp()):
            return operator.mul
    raise NotANumber(ast.dump(node))
