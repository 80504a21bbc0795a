"""A page with nothing on it yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.entering import Page


@pytest.fixture
def page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Page:
    return Page(tmp_path, capsys)
