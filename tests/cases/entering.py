"""What is on a page, typed into files and a command line as somebody would who has the book."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backprop_tui.cli import main


class Page:
    """A directory with the files that somebody typed, and what commands print about them."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.place, self._capsys = place, capsys

    def write(self, name: str, text: str) -> str:
        """A file, by its name; returns its path."""
        path = self.place / name
        path.write_text(text)
        return str(path)

    def printed(self, *words: str) -> str:
        """What a command line prints."""
        self._capsys.readouterr()
        status = main(words)
        out, err = self._capsys.readouterr()
        assert status == 0, err
        return out

    def as_json(self, *words: str) -> dict[str, Any]:
        """The same at full precision."""
        content: dict[str, Any] = json.loads(self.printed(*words, "--json"))
        return content


def rounded(numbers: list[Any], digits: int = 8) -> list[float]:
    """Numbers in nested lists, in reading order, with as many decimals as were printed."""
    flat: list[float] = []
    for each in numbers:
        flat += rounded(each, digits) if isinstance(each, list) else [round(each, digits)]
    return flat
