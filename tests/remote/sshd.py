"""An ssh server of our own on this machine, with keys and a configuration of its own: nothing of
the user's is read, nothing outlives the tests.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

NEEDED = ("sshd", "ssh", "ssh-keygen")

FOLDERS = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"


def missing() -> list[str]:
    """Programs that these tests need and this machine lacks."""
    return [name for name in NEEDED if shutil.which(name, path=FOLDERS) is None]


class SshServer:
    """OpenSSH's server on 127.0.0.1; like Debian's it lets LANG and LC_* through, not COLORTERM."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="backprop-sshd-"))
        self._user = getpass.getuser()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        for name in ("host", "user"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self._folder / name)],
                check=True,
            )
        settings = {
            "Port": self.port,
            "ListenAddress": "127.0.0.1",
            "HostKey": self._folder / "host",
            "AuthorizedKeysFile": self._folder / "user.pub",
            "PidFile": "none",
            "StrictModes": "no",
            "UsePAM": "no",
            "PasswordAuthentication": "no",
            "KbdInteractiveAuthentication": "no",
            "PermitRootLogin": "prohibit-password",
            "PrintMotd": "no",
            "PrintLastLog": "no",
            "AcceptEnv": "LANG LC_*",
        }
        configuration = self._folder / "sshd_config"
        configuration.write_text("".join(f"{key} {value}\n" for key, value in settings.items()))
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        sshd = shutil.which("sshd", path=FOLDERS)
        assert sshd is not None
        self._log = self._folder / "log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sshd, "-D", "-e", "-f", str(configuration)], stdin=subprocess.DEVNULL, stderr=log
            )
        self._wait_until_it_listens()

    def _wait_until_it_listens(self) -> None:
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"sshd: {self._log.read_text()}") from None
                time.sleep(0.02)

    def client(self, port: int, command: str, *options: str) -> list[str]:
        """The words of an ssh client that runs a command over a relay at `port`."""
        kind, key = (self._folder / "host.pub").read_text().split()[:2]
        hosts = self._folder / f"hosts-{port}"
        hosts.write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
        return [
            *("ssh", "-tt", "-F", "/dev/null", "-e", "none", "-p", str(port)),
            *("-i", str(self._folder / "user"), "-o", f"UserKnownHostsFile={hosts}"),
            *("-o", "StrictHostKeyChecking=yes", "-o", "IdentitiesOnly=yes"),
            *("-o", "BatchMode=yes", "-o", "SendEnv=LANG LC_*", "-o", "LogLevel=ERROR"),
            *options,
            f"{self._user}@127.0.0.1",
            command,
        ]

    def close(self) -> None:
        """End the server by its own number."""
        self._process.terminate()
        self._process.wait(20)
        shutil.rmtree(self._folder, ignore_errors=True)
