"""A line between two sockets of this machine that is as slow and as long as one wants, and that can
be cut or stand still. Like a router it holds a few kilobytes and no more.
"""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import threading
import time
from functools import partial
from queue import Queue

SEGMENT = 1448
"""Bytes of one packet."""

HELD = 32 * 1024
"""Bytes that the line holds before the sender has to wait."""

SMALL = 16 * 1024
"""Bytes of the sockets' own buffers, or they would hold the line's delay instead of it."""

END = b""


class Relay:
    """Carries connections to a port of this machine.

    Args:
        port: Where to.
        kbit: Kilobits a second, each way; 0 for no limit.
        milliseconds: There and back.

    Attributes:
        kbit: The same; it may change at any time if there was a limit at first.
        carried: Bytes that came from the port.
    """

    def __init__(self, port: int, kbit: float = 0, milliseconds: float = 0) -> None:
        self._target = port
        self.kbit = kbit
        self.carried = 0
        self._delay = milliseconds / 2000
        self._moving = threading.Event()
        self._moving.set()
        self._sockets: list[socket.socket] = []
        self._listener = self._shaped(socket.create_server(("127.0.0.1", 0)))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def _rate(self) -> float:
        """Bytes a second."""
        return self.kbit * 125

    def cut(self) -> None:
        """Reset every connection, as a firewall does that has forgotten it."""
        for connection in self._sockets:
            with contextlib.suppress(OSError):
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.close()
        self._sockets.clear()

    def stand_still(self) -> None:
        """Carry nothing any more, as behind a cable that was pulled."""
        self._moving.clear()

    def close(self) -> None:
        """Cut everything and accept nothing."""
        self._listener.close()
        self._moving.set()
        self.cut()

    def _shaped(self, connection: socket.socket) -> socket.socket:
        if self._rate or self._delay:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SEGMENT)
            for buffer in (socket.SO_RCVBUF, socket.SO_SNDBUF):
                connection.setsockopt(socket.SOL_SOCKET, buffer, SMALL)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # the listener is closed
            while True:
                client, _ = self._listener.accept()
                server = self._shaped(socket.socket())
                server.connect(("127.0.0.1", self._target))
                self._sockets += client, server
                for source, sink in ((client, server), (server, client)):
                    held = HELD + self._rate * self._delay
                    line: Queue[tuple[float, bytes]] = Queue(max(1, int(held / SEGMENT)))
                    take = partial(self._take, source, line, source is server)
                    for work in (take, partial(self._give, sink, line)):
                        threading.Thread(target=work, daemon=True).start()

    def _take(self, source: socket.socket, line: Queue[tuple[float, bytes]], is_down: bool) -> None:
        """Put packets on the line, each with the time at which it arrives."""
        free = 0.0
        data = b"more"
        while data:
            try:
                # A socket that somebody waits in is not closed until something comes.
                while not select.select([source], [], [], 0.05)[0]:
                    pass
                data = source.recv(SEGMENT if self._rate else 65536)
            except (OSError, ValueError):
                data = END
            self.carried += len(data) * is_down
            if self._rate:
                free = max(free, time.monotonic()) + len(data) / self._rate
            line.put((max(free, time.monotonic()) + self._delay, data))

    def _give(self, sink: socket.socket, line: Queue[tuple[float, bytes]]) -> None:
        """Take packets off the line when they have arrived."""
        with contextlib.suppress(OSError):
            while True:
                due, data = line.get()
                time.sleep(max(0.0, due - time.monotonic()))
                self._moving.wait()
                if data == END:
                    sink.shutdown(socket.SHUT_WR)
                    return
                sink.sendall(data)
