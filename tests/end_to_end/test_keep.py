"""`--keep` as a user gives it: with a build, with one that finds nothing changed, and with a schedule."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import Cli
from tests.end_to_end.test_build import seeds_in

OLDER = "2020-01-01-0123456789ab"


def releases(folder: Path) -> set[str]:
    return {path.name for path in (folder / "outputs").iterdir() if path.name[0] != "." and path.name != "latest"}


def test_older_releases_go_with_a_build_and_with_a_schedule(
    cli: Cli, environment: dict[str, str], tmp_path: Path, server: dict[str, str]
) -> None:
    document = seeds_in(tmp_path / "seeds", "全市88人复工。\n") / "documents" / "0.txt"
    assert cli("build", **server).returncode == 0
    latest = tmp_path / "outputs" / "latest"
    first = os.readlink(latest)
    document.write_text("全市89人复工。\n", encoding="utf-8")
    done = cli("build", "--keep", "1", **server)
    second = os.readlink(latest)
    assert done.stdout.decode() == f"published {Path('outputs') / second}\n"
    assert f"keep: removed {Path('outputs') / first}" in done.stderr.decode()
    assert releases(tmp_path) == {second}

    shutil.copytree(latest, tmp_path / "outputs" / OLDER)
    done = cli("build", "--keep", "1", **server)
    assert done.stdout.decode() == f"nothing changed since {Path('outputs') / second}\n"
    assert done.stderr.decode() == f"keep: removed {Path('outputs') / OLDER}\n"
    assert releases(tmp_path) == {second}

    shutil.copytree(latest, tmp_path / "outputs" / OLDER)
    log = tmp_path / "log"
    with log.open("wb") as file:
        call = [sys.executable, "-m", "flows", "schedule", "--interval", "5", "--keep", "1"]
        process = subprocess.Popen(call, cwd=tmp_path, env=environment, stderr=file)
    try:
        until = time.monotonic() + 120
        while "keep: removed" not in log.read_text() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
    finally:
        process.kill()
    says = log.read_text()
    assert f"nothing changed since {tmp_path / 'outputs' / second}" in says, says
    assert f"keep: removed {tmp_path / 'outputs' / OLDER}" in says
    assert releases(tmp_path) == {second}
    assert cli("check", "outputs/latest").returncode == 0


def test_a_call_that_keeps_none_is_refused(cli: Cli) -> None:
    for number in ("0", "-1", "all"):
        done = cli("build", f"--keep={number}")
        assert done.returncode == 2
        assert done.stderr.decode().startswith("jiaokan: argument --keep: ")
        assert done.stderr.count(b"\n") == 1
