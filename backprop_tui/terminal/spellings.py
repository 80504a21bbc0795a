"""What has one spelling in plain letters wherever it stands, in a line of text or in a cell of the
screen. Text has room to spell the rest out, `alpha` or `->`; a cell has room for one letter.
"""

from __future__ import annotations

ALIKE = {
    "²": "^2",
    "³": "^3",
    "⁴": "^4",
    "ᵢ": "i",
    "⊙": "*",
    "≥": ">=",
    "±": "+-",
    "×": "x",
    "′": "'",
    "·": "*",
    "∂": "d",
    "Δ": "D",
    **{small: str(digit) for digit, small in enumerate("₀₁₂₃₄₅₆₇₈₉")},
}
"""How a character is written where it does not exist."""
