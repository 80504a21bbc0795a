"""Every benchmark runs to its end; its figures are no test, for a busy machine fails them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.length import SHORT
from tests.remote.sshd import missing

FOLDER = Path(__file__).with_name("benchmarks")

BENCHMARKS = sorted(
    path.stem for path in FOLDER.glob("*.py") if "__main__" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", BENCHMARKS)
def test_it_measures_and_ends(name: str) -> None:
    if name == "remote" and (lacking := missing()):
        pytest.skip(f"needs {', '.join(lacking)}")
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{name}", SHORT],
        cwd=FOLDER.parent.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"\d\.\d", done.stdout)) > 2, done.stdout
