"""The server itself: a port of this machine, as many connections as its limits allow, and an end at once.

Not for what is answered: app.py knows the addresses.
"""

import asyncio
import ipaddress
import logging
import resource
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import cast

import uvicorn

from flows import console
from flows.serve.app import app

log = logging.getLogger(__name__)

BACKLOG = 4096
"""Connections that may wait to be taken while thousands come at once."""

FILES = 65536
"""Files and connections wanted open at one time, where the machine allows as many."""

SPARE = 64
"""Of those, what is left for Python itself."""

TURN = 0.02
"""Seconds between two looks whether there is room again."""


class ServeError(Exception):
    """A server that cannot be started; the text is one sentence for the user."""


def serve(outputs: Path, host: str, port: int) -> None:
    """Show the releases in `outputs` at a port of `host` until interrupted or terminated.

    Port 0 is any that is free. Raises ServeError where the address cannot be had.
    """
    console.show()
    with _listen(host, port) as listening:
        address, port = listening.getsockname()[:2]
        shown = f"[{address}]" if ":" in address else address
        log.info("serve: %s at http://%s:%d/; stop with Ctrl-C", outputs, shown, port)
        if not ipaddress.ip_address(address.partition("%")[0]).is_loopback:
            log.warning("serve: not on loopback, so everyone who reaches this machine can read all releases")
        _run(outputs, listening)
    log.info("serve: stopped")


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError) as error:
        raise ServeError(f"{host} is no address of this machine: name one with --host, such as 127.0.0.1") from error
    try:
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        raise ServeError(
            f"port {port} of {host} cannot be had ({error.strerror}): name another one with --port"
        ) from error


def _run(outputs: Path, listening: socket.socket) -> None:
    config = uvicorn.Config(
        app(outputs.resolve()),
        http="h11",
        ws="none",
        lifespan="off",
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=0,
    )
    # Each connection may have a file open too.
    server = _Server(config, listening, most=(_allowed() - SPARE) // 2)

    def stop(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    # Once it has ended, uvicorn raises the signal that it got again, for whoever handled it before.
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Server(uvicorn.Server):
    """uvicorn's server, but that connections beyond what the machine allows wait their turn instead of failing."""

    def __init__(self, config: uvicorn.Config, listening: socket.socket, most: int) -> None:
        super().__init__(config)
        self.listening, self.most = listening, most

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start without a socket of uvicorn's own, and take connections from ours."""
        await super().startup(sockets=[])
        self.listening.setblocking(False)
        self.taking = asyncio.create_task(self._take())

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, and end those that are there."""
        self.taking.cancel()
        await super().shutdown(sockets=[self.listening])

    async def _take(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            while len(self.server_state.connections) >= self.most:
                await asyncio.sleep(TURN)
            try:
                connection, _ = await loop.sock_accept(self.listening)
                await loop.connect_accepted_socket(self._protocol, connection)
            except OSError:
                await asyncio.sleep(TURN)

    def _protocol(self) -> asyncio.Protocol:
        kind = cast("Callable[..., asyncio.Protocol]", self.config.http_protocol_class)
        return kind(config=self.config, server_state=self.server_state, app_state=self.lifespan.state)


def _allowed() -> int:
    """Return how many files may be open, once as many as wanted and possible are allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return wanted if soft == resource.RLIM_INFINITY else soft
