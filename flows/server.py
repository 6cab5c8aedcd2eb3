"""A Prefect server of our own for as long as one command runs; none where the user has one.

A fresh database costs Prefect ten seconds of migrations, so a migrated, empty one is kept in the user's cache and each
server works on a copy of its own: two builds at once share nothing, and nothing of a run is left behind. The server
ends with the process that started it, even where that one is killed: it watches the pipe to its starter.

Nothing here imports Prefect: the server is a process, and it starts while the command still imports.
"""

import http.client
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

PATIENCE = 90.0
"""Seconds a server may take to answer; five to twenty are usual."""

_QUIET = {
    # Offline, both would end in error messages and a locked database.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # The stages tell their story on the terminal; Prefect's own lines go to its API, where they are looked for.
    "PREFECT_LOGGING_EXTRA_LOGGERS": "flows",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}


class ServerError(RuntimeError):
    """Our Prefect server did not come up; its text is one sentence for the user."""


def prefer_quiet() -> None:
    """Set what keeps Prefect quiet, unless the user has set it; holds only before Prefect is imported."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)


@contextmanager
def running(*, scheduling: bool = False) -> Iterator[Callable[[], None]]:
    """Start a server unless the user has one and name it in PREFECT_API_URL; yields what waits until it answers.

    `scheduling` starts all of Prefect's services, among them the one that starts runs on time.
    Enter before Prefect is imported. Waiting raises ServerError when the server ends or never answers.
    """
    prefer_quiet()
    if _has_own():
        yield lambda: None
        return
    kept = os.environ.get("PREFECT_HOME")
    home = Path(kept).expanduser() if kept else Path(tempfile.mkdtemp(prefix="jiaokan-"))
    home.mkdir(parents=True, exist_ok=True)
    template = None if kept else _template()
    if template and template.is_file():
        shutil.copyfile(template, home / "prefect.db")
        template = None
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        process = _start(listening, home, scheduling=scheduling, remove=not kept)
        port: int = listening.getsockname()[1]
    # A scheduled run's process inherits the place too, and the client its home: ~/.prefect is never touched.
    os.environ.update({"PREFECT_HOME": str(home), "PREFECT_API_URL": f"http://127.0.0.1:{port}/api"})

    def ready() -> None:
        _wait(process, port, home)
        if template:
            _keep(home / "prefect.db", template)

    try:
        yield ready
    finally:
        _stop(process)
        del os.environ["PREFECT_API_URL"]
        if not kept:
            del os.environ["PREFECT_HOME"]
            shutil.rmtree(home, ignore_errors=True)


def _has_own() -> bool:
    """Tell whether environment or Prefect profile name a server."""
    if os.environ.get("PREFECT_API_URL"):
        return True
    home = Path(os.environ.get("PREFECT_HOME") or "~/.prefect").expanduser()
    path = Path(os.environ.get("PREFECT_PROFILES_PATH") or home / "profiles.toml")
    try:
        profiles = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    active = os.environ.get("PREFECT_PROFILE") or profiles.get("active", "")
    return bool(profiles.get("profiles", {}).get(active, {}).get("PREFECT_API_URL"))


def _start(listening: socket.socket, home: Path, *, scheduling: bool, remove: bool) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PREFECT_HOME": str(home), "PREFECT_SERVER_UI_ENABLED": "false"}
    if not scheduling:
        environment["PREFECT__SERVER_EPHEMERAL"] = "1"
    with (home / "server.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "flows.server", str(listening.fileno()), str(home) if remove else ""],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            pass_fds=[listening.fileno()],
            # Ctrl-C on the terminal is for the command, which then ends its server itself.
            start_new_session=True,
        )


def _wait(process: "subprocess.Popen[bytes]", port: int, home: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError, http.client.HTTPException), closing(_connect(port)) as connection:
            connection.request("GET", "/api/health")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.05)
    log = (home / "server.log").read_text(errors="replace").strip().splitlines()
    how = "did not answer" if process.poll() is None else "ended"
    raise ServerError(
        f"the local Prefect server {how} ({log[-1] if log else 'without a word'}): "
        "try again, or start one with `prefect server start` and name it in PREFECT_API_URL"
    )


def _connect(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=5)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _template() -> Path | None:
    try:
        cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:  # no home folder
        return None
    return Path(cache) / "jiaokan" / f"prefect-{version('prefect')}.db"


def _keep(database: Path, template: Path) -> None:
    """Copy a freshly migrated database to the cache; where the cache cannot be written, the next start is slow too."""
    with suppress(OSError, sqlite3.Error):
        template.parent.mkdir(parents=True, exist_ok=True)
        aside = template.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(aside)) as copy:
            source.backup(copy)
        aside.replace(template)


def _serve(descriptor: int, remove: str) -> None:
    """Run Prefect's server on an open socket until the pipe on standard input closes."""
    import uvicorn

    def watch() -> None:
        os.read(0, 1)
        if remove:
            shutil.rmtree(remove, ignore_errors=True)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    config = uvicorn.Config("prefect.server.api.server:create_app", factory=True, log_level="error", lifespan="on")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    _serve(int(sys.argv[1]), sys.argv[2])
