"""Whether a shell could wake up what ctrl+z stops is told by who started whom. So processes are
started in the ways that shells and ssh start them, and each is asked.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

ASKED = "from backprop_tui.ui.link.jobs import can_be_resumed; print(can_be_resumed())"


def answer(*words: str) -> str:
    """What a program that is started by these words says; it leads a session, as a login does."""
    done = subprocess.run(
        [*words],
        capture_output=True,
        text=True,
        check=True,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        env={"PYTHON": sys.executable, "ASKED": ASKED},
    )
    return done.stdout.strip()


def test_a_shell_with_jobs_can_wake_it_up() -> None:
    assert answer("bash", "-c", 'set -m; "$PYTHON" -c "$ASKED"; :') == "True"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc for a parent's parent")
def test_so_it_can_where_a_script_of_that_shell_started_it() -> None:
    script = """sh -c '"$PYTHON" -c "$ASKED"; :'"""
    assert answer("bash", "-c", f"set -m; {script}; :") == "True"


@pytest.mark.parametrize(
    "words",
    [
        (sys.executable, "-c", ASKED),
        ("sh", "-c", '"$PYTHON" -c "$ASKED"; :'),
        ("sh", "-c", 'exec "$PYTHON" -c "$ASKED"'),
        ("sh", "-c", """sh -c '"$PYTHON" -c "$ASKED"; :'; :"""),
    ],
    ids=["alone", "by a shell without jobs", "in its place", "by a script"],
)
def test_what_ssh_starts_nobody_could_wake_up(words: tuple[str, ...]) -> None:
    assert answer(*words) == "False"
