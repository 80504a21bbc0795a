"""One ssh server serves all tests of a worker; a test says over which line it is reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.remote.sshd import SshServer, missing


@pytest.fixture(scope="session")
def server() -> Iterator[SshServer]:
    """An ssh server."""
    if lacking := missing():
        pytest.skip(f"needs {', '.join(lacking)} (on Debian: apt install openssh-server)")
    server = SshServer()
    yield server
    server.close()
