"""A schedule as a user keeps it: runs start by themselves, and all of it ends when told to."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.lifeline import SCHEDULER
from tests.conftest import SEEDS, Cli
from tests.end_to_end.test_build import seeds_in


def children(pid: int) -> list[int]:
    """Return the processes that `pid` started; the runs and the server of a schedule."""
    listing = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, check=True).stdout.decode()
    pairs = [tuple(map(int, line.split())) for line in listing.splitlines()]
    return [child for child, parent in pairs if parent == pid]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_run_starts_by_itself_and_publishes(environment: dict[str, str], tmp_path: Path) -> None:
    seeds_in(tmp_path / "seeds", "截至9月2日，全市31.6万人复工。\n")
    log = tmp_path / "log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows", "schedule", "--interval", "5"], cwd=tmp_path, env=environment, stderr=file
        )
    try:
        until = time.monotonic() + 120
        while "nothing changed since" not in log.read_text() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.5)
        started = children(process.pid)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
    finally:
        process.kill()
    says = log.read_text()
    # The second run finding nothing changed means: the first one completed, and what it published is good.
    assert "publish:" in says, says
    assert "nothing changed since" in says, says
    assert "stopped" in says
    assert "Traceback" not in says
    assert process.returncode == 0
    assert (tmp_path / "outputs" / "latest" / "figures.parquet").is_file()
    time.sleep(2)
    assert started
    assert not [pid for pid in started if alive(pid)]


@pytest.mark.parametrize(
    ("when", "wrong"),
    [(["--cron", "0 6 * *"], "0 6 * *"), (["--cron", "0 6 * * *", "--timezone", "Mars/Base"], "Mars/Base")],
    ids=["cron", "time zone"],
)
def test_a_wrong_schedule_is_refused(cli: Cli, server: dict[str, str], when: list[str], wrong: str) -> None:
    done = cli("schedule", "--seeds", SEEDS, *when, **server)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"jiaokan: '{wrong}' is no ")
    assert done.stderr.count(b"\n") == 1


def test_a_run_does_not_outlive_its_schedule(environment: dict[str, str]) -> None:
    """Killed outright, a schedule leaves no run behind that goes on unseen."""
    run = "from flows.lifeline import end_with_scheduler; import time; end_with_scheduler(); time.sleep(60)"
    schedule = (
        "import os, subprocess, sys\n"
        f"os.environ['{SCHEDULER}'] = str(os.getpid())\n"
        f"print(subprocess.Popen([sys.executable, '-c', {run!r}]).pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", schedule], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        pid = int(process.stdout.readline())
        assert alive(pid)
        time.sleep(1)
        process.kill()
    until = time.monotonic() + 10
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.2)
    assert not alive(pid)
