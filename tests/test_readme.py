"""A newcomer's first minute: the README's first command, typed as written in a fresh clone. It
installs from the network and takes a while, so it runs where `CI` is set; the second command is how
`.ci/run` runs these very tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from backprop_tui import __version__
from tests.readme import ROOT, commands

pytestmark = [
    pytest.mark.skipif(not os.environ.get("CI"), reason="set CI=1: it installs, for minutes"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout"),
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What somebody gets who clones this commit."""
    folder = tmp_path / "backprop-tui"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    return folder


def type_in(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Type a command in a shell there, with nothing of this environment's Python."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("VIRTUAL_ENV", "PYTHON"))}
    return subprocess.run(
        command,
        cwd=folder,
        shell=True,
        check=False,
        capture_output=True,
        text=True,
        env=kept,
    )


def test_the_first_command_sets_up_the_program_and_typed_again_opens_it(clone: Path) -> None:
    done = type_in(clone, f"{commands()['run']} --version")

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip().endswith(f"backprop-tui {__version__}")

    done = type_in(clone, f"{commands()['run']} </dev/null")

    assert done.returncode == 2, "there is no screen"
    assert "needs a terminal" in done.stderr.splitlines()[-1]
