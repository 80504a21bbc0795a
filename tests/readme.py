"""What the README tells a newcomer to type, read from the README itself. `python -m tests.readme
run` prints the command that opens the program, `python -m tests.readme test` the one that tests it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAMES = ("run", "test")


def commands() -> dict[str, str]:
    """The README's first two commands by name."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return dict(zip(NAMES, (block.strip() for block in blocks[: len(NAMES)]), strict=True))


def example() -> tuple[str, str]:
    """The README's Python program, and what it prints."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", text, re.M | re.S)
    assert found, "the README shows a program and what it prints"
    return found[1], found[2]


if __name__ == "__main__":
    print(commands()[sys.argv[1]])
