"""One ssh server serves all tests of a worker; a test says over which line it is reached."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.remote.sshd import SshServer, missing


@pytest.fixture(autouse=True, scope="session")
def on_linux() -> None:
    """These tests look at processes as Linux shows them."""
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
