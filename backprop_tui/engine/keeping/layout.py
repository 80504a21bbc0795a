"""JSON for people: an object has a line for each of its keys and a list of objects one for each of
them, while a table of numbers, which nobody reads, stays in one line.
"""

from __future__ import annotations

import json
from typing import Any

DEPTH = 4
"""Objects inside each other that are spread over lines; what is deeper is in one line each."""


def laid_out(content: Any, depth: int = 0) -> str:
    """A plain value as JSON in ASCII, in lines.

    Raises:
        TypeError: If it is no plain value.
        ValueError: If a number in it is not finite.
    """
    inner = "\n" + " " * (depth + 1)
    if depth < DEPTH and isinstance(content, dict) and content:
        parts = (f"{json.dumps(key)}: {laid_out(each, depth + 1)}" for key, each in content.items())
        opened, closed = "{}"
    elif depth < DEPTH and isinstance(content, list) and content and isinstance(content[0], dict):
        parts = (laid_out(each, depth + 1) for each in content)
        opened, closed = "[]"
    else:
        return json.dumps(content, allow_nan=False)
    return f"{opened}{inner}{f',{inner}'.join(parts)}\n{' ' * depth}{closed}"
