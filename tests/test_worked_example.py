"""The worked example that the README enters from start to end. Its commands, typed as written,
print what it shows.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.readme import worked_example


def test_the_readmes_worked_example_prints_what_the_readme_shows(tmp_path: Path) -> None:
    commands, printed = worked_example()
    programs = str(Path(sys.executable).parent)
    done = subprocess.run(
        ["sh", "-e", "-c", commands],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PATH": f"{programs}:{os.environ['PATH']}", "PYTHONUTF8": "1"},
    )
    assert (done.returncode, done.stdout) == (0, printed), done.stderr
    learnt, curve = done.stderr.splitlines()
    assert learnt.startswith("backprop-tui: learning y from x1, x2: "), "nothing is left open"
    assert curve == "backprop-tui: curve: falling, now 0.25"
