"""JSON for people: an object has a line for each of its keys and a list of objects one for each of
them, while a table of numbers, which nobody reads, stays in one line.
"""

from __future__ import annotations

import json
from typing import Any

DEPTH = 4
"""Objects inside each other that are spread over lines; what is deeper is in one line each."""


class LaidOut(str):
    """What is laid out already."""


def laid_out(content: Any, depth: int = 0) -> str:
    """A plain value as JSON in ASCII, in lines.

    Args:
        content: The value; parts of it may be laid out already.
        depth: How many objects it stands in.

    Raises:
        TypeError: If it is no plain value.
        ValueError: If a number in it is not finite.
    """
    if isinstance(content, LaidOut):
        return content
    is_spread = depth < DEPTH and bool(content)
    inner, end = "\n" + " " * (depth + 1), "\n" + " " * depth
    if is_spread and isinstance(content, dict):
        parts = [f"{json.dumps(key)}: {laid_out(each, depth + 1)}" for key, each in content.items()]
        return f"{{{inner}{f',{inner}'.join(parts)}{end}}}"
    if is_spread and isinstance(content, list) and isinstance(content[0], dict):
        parts = [laid_out(each, depth + 1) for each in content]
        return f"[{inner}{f',{inner}'.join(parts)}{end}]"
    if isinstance(content, list):
        # Row by row, or nothing else in the program could go on while a large table is written.
        return f"[{', '.join([json.dumps(each, allow_nan=False) for each in content])}]"
    return json.dumps(content, allow_nan=False)
