"""CONTRIBUTING names files and registries, and whoever looks there must find them. Files move, so
every name in it is looked up in the tree.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / ".github" / "CONTRIBUTING.md").read_text()
FROM = (ROOT, ROOT / "backprop_tui", ROOT / "backprop_tui" / "ui", ROOT / ".github")
"""Where a path in it may begin."""

PATHS = sorted(set(re.findall(r"`((?:[\w.]+/)*(?:\w+\.(?:py|tcss|md)|\w+/))`", TEXT)))
REGISTRIES = sorted(set(re.findall(r"`([A-Z]{4,})`", TEXT)))


@pytest.mark.parametrize("path", PATHS)
def test_a_file_that_is_named_is_there(path: str) -> None:
    # A name alone stands beside a path that was named before it.
    is_alone = "/" not in path
    assert any((base / path).exists() for base in FROM) or (
        is_alone and any((ROOT / "backprop_tui").rglob(path))
    )


@pytest.mark.parametrize("name", REGISTRIES)
def test_a_registry_that_is_named_is_there(name: str) -> None:
    sources = (path.read_text() for path in (ROOT / "backprop_tui").rglob("*.py"))
    assert any(re.search(rf"^{name}\b.*=", source, re.MULTILINE) for source in sources)


def test_there_are_such_names() -> None:
    assert {"engine/core/rule.py", "ui/session/", "update.py"} <= set(PATHS)
    assert {"PANES", "HEADERS", "RENDERINGS"} <= set(REGISTRIES)
