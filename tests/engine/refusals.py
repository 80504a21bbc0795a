"""A refusal is one line for a person's eyes: what is wrong, and what would do instead.
Every test of a bad setting goes through here, so none can pass with half a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from backprop_tui.engine import BadSetting

FOLDERS = re.compile(r"(?<!\w)/(?:[\w.-]+/)+")


@contextmanager
def refused(*parts: str) -> Iterator[pytest.ExceptionInfo[BadSetting]]:
    """Expect a `BadSetting` of one printable line that holds every part."""
    with pytest.raises(BadSetting) as caught:
        yield caught
    message = str(caught.value)
    assert message.isprintable(), message
    # In which folder a file lies, and so how long its path is, is not the program's to say.
    assert len(FOLDERS.sub("", message)) < 400, message
    for part in parts:
        assert part in message
