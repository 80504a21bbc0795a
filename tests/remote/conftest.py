"""One ssh server serves all tests of a worker; a test says over which line it is reached."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from tests.readme import INSIDE
from tests.remote.sshd import SshServer, missing


@pytest.fixture(autouse=True, scope="session")
def once() -> None:
    """Where the README's commands are tested these tests have been run already, outside."""
    if INSIDE in os.environ:
        pytest.skip("run once outside of the test of the README")
    if sys.platform != "linux":
        pytest.skip("looks into /proc for what a session left behind")


@pytest.fixture(scope="session")
def server() -> Iterator[SshServer]:
    """An ssh server."""
    if lacking := missing():
        pytest.skip(f"needs {', '.join(lacking)} (on Debian: apt install openssh-server)")
    server = SshServer()
    yield server
    server.close()
