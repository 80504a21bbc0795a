"""The engine as a library: the README's program prints what the README shows, and every public name
of the engine is one of the package.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import backprop_tui
from backprop_tui import engine
from tests.readme import example


def test_the_readmes_program_prints_what_the_readme_shows(tmp_path: Path) -> None:
    program, printed = example()
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "error", "-c", program],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == printed


def test_every_public_name_of_the_engine_is_one_of_the_package() -> None:
    assert set(backprop_tui.__all__) == {*engine.__all__, "__version__"}
    for name in engine.__all__:
        assert getattr(backprop_tui, name) is getattr(engine, name)
    assert set(backprop_tui.__all__) <= set(dir(backprop_tui))


def test_a_name_that_is_not_there_is_missed_as_in_any_module() -> None:
    name = "Perceptron"
    with pytest.raises(AttributeError, match=f"has no attribute {name!r}"):
        getattr(backprop_tui, name)
