"""The release that is loaded, what plain Python reads of it, and the servers that stand between it and some tools."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, needs
from tests.loading import asked


@pytest.fixture(scope="session")
def wanted(seed_release: Path) -> dict[str, asked.Rows]:
    """The rows of every table."""
    return asked.read(seed_release)


@pytest.fixture(scope="session")
def totals(wanted: dict[str, asked.Rows]) -> list[tuple[object, ...]]:
    """The right answer to asked.DATED_TOTALS."""
    found = asked.dated_totals(wanted)
    assert len(found) > 3, "the question has hardly an answer"
    return found


@pytest.fixture(scope="session")
def address(seed_release: Path, environment: dict[str, str]) -> Iterator[str]:
    """The address of the release's folder at `jiaokan serve`."""
    call = [sys.executable, "-m", "flows", "serve", "--outputs", str(seed_release.parent), "--port", "0"]
    with subprocess.Popen(call, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        says = process.stderr.readline()
        found = re.search(r"http://\S+/", says)
        assert found, says + process.stderr.read()
        yield f"{found[0]}latest"
        process.terminate()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, reached through a socket in a folder of its own."""
    programs = Path(needs("postgresql")).parent
    # Not in pytest's folders: only their owner may enter those, and PostgreSQL does not run as root.
    folder = Path(tempfile.mkdtemp(prefix="jiaokan-"))
    as_other = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_other = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_other, str(programs / program), "--pgdata", str(folder / "data"), *arguments]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)

    try:
        run("initdb", "--username", "reader", "--encoding", "UTF8", "--locale", "C", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "start", "--wait", "--silent", "--log", str(folder / "log"), "--options", options)
        try:
            yield f"postgresql:///postgres?host={folder}&user=reader"
        finally:
            run("pg_ctl", "stop", "--wait", "--silent", "--mode", "immediate")
    finally:
        shutil.rmtree(folder)
