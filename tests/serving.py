"""`jiaokan serve` as a process of its own, for tests that talk to it."""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ADDRESS = re.compile(r"http://\S+/")


@dataclass(frozen=True)
class Server:
    """A server that answers: its address with a slash at the end, its port, its process, and what it logs to."""

    url: str
    port: int
    process: "subprocess.Popen[bytes]"
    log: Path


@contextmanager
def serving(
    outputs: Path, environment: dict[str, str], log: Path, *arguments: str, under: Sequence[str] = ()
) -> Iterator[Server]:
    """Run `jiaokan serve` at a free port until the block ends; `under` is what it is called by, such as a limit."""
    call = [*under, sys.executable, "-m", "flows", "serve", "--outputs", str(outputs), "--port", "0", *arguments]
    with log.open("wb") as file:
        process = subprocess.Popen(call, env=environment, stderr=file, stdout=file)
    try:
        while not (found := ADDRESS.search(log.read_text(encoding="utf-8"))):
            assert process.poll() is None, log.read_text(encoding="utf-8")
        url = found[0]
        yield Server(url, int(url.rstrip("/").rpartition(":")[2]), process, log)
    finally:
        process.kill()
        process.wait()


def copied(release: Path, outputs: Path, *names: str) -> list[Path]:
    """Return copies of a release under these names, the last of which is the latest."""
    outputs.mkdir(exist_ok=True)
    for name in names:
        shutil.copytree(release, outputs / name)
        point(outputs, name)
    return [outputs / name for name in names]


def point(outputs: Path, name: str) -> None:
    """Let `latest` point to a release, in one step as the flow does."""
    from flows.publish import files

    files.point(outputs / "latest", name)


def raw(port: int, request: bytes) -> bytes:
    """Send bytes as they are, which no HTTP client would, and return what comes back until the server has said all."""
    answer = b""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection, suppress(ConnectionError):
        connection.sendall(request)
        while piece := connection.recv(65536):
            answer += piece
    return answer
