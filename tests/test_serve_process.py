"""`jiaokan serve` as a process: where it listens, how it says no, and that it ends when told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from flows.publish import sums
from tests.conftest import Cli
from tests.serving import copied, point, serving

NAME = "2026-01-01-aaaaaaaaaaaa"


def refused(done: "subprocess.CompletedProcess[bytes]", *words: str) -> None:
    says = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b""), says
    assert says.startswith("jiaokan: ")
    assert says.count("\n") == 1
    assert all(word in says for word in words), says


def test_a_folder_that_is_not_there(cli: Cli, tmp_path: Path) -> None:
    refused(cli("serve", "--outputs", "none"), "there is no folder none", "--outputs")
    (tmp_path / "file").touch()
    refused(cli("serve", "--outputs", "file"), "there is no folder file", "--outputs")
    refused(cli("serve"), "there is no folder outputs", "--outputs")


def test_an_address_that_cannot_be_had(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "outputs").mkdir()
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        refused(cli("serve", "--port", port), f"port {port} of 127.0.0.1 cannot be had", "--port")
    refused(cli("serve", "--port", "http"), "'http' is no port")
    refused(cli("serve", "--port", "65536"), "'65536' is no port")
    refused(cli("serve", "--host", "192.0.2.1"), "192.0.2.1", "cannot be had")
    refused(cli("serve", "--host", "no such host", "--port", "0"), "no such host", "--host")


def test_it_listens_on_loopback_unless_told_otherwise(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "outputs").mkdir()
    with serving(tmp_path / "outputs", environment, tmp_path / "log") as server:
        assert server.url.startswith("http://127.0.0.1:")
        assert "not on loopback" not in server.log.read_text(encoding="utf-8")
    with serving(tmp_path / "outputs", environment, tmp_path / "log", "--host", "0.0.0.0") as server:  # noqa: S104
        assert httpx.get(f"http://127.0.0.1:{server.port}/releases.json").status_code == 200
        says = server.log.read_text(encoding="utf-8").splitlines()
        assert len([line for line in says if "not on loopback" in line]) == 1


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_it_listens_on_ipv6(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "outputs").mkdir()
    with serving(tmp_path / "outputs", environment, tmp_path / "log", "--host", "::1") as server:
        assert server.url.startswith("http://[::1]:")
        assert httpx.get(server.url).status_code == 200
        assert "not on loopback" not in server.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "while a file is read"])
def test_it_ends_at_once(environment: dict[str, str], tmp_path: Path, number: signal.Signals, busy: bool) -> None:
    folder = tmp_path / "outputs" / NAME
    folder.mkdir(parents=True)
    (folder / "large.parquet").write_bytes(bytes(2**26))
    (folder / sums.NAME).write_text(sums.take(folder), encoding="utf-8")
    point(tmp_path / "outputs", NAME)
    with serving(tmp_path / "outputs", environment, tmp_path / "log") as server, httpx.Client() as client:
        address = f"{server.url}latest/large.parquet" if busy else server.url
        with client.stream("GET", address) as answer:
            next(answer.iter_raw(1000))
            started = time.monotonic()
            server.process.send_signal(number)
            assert server.process.wait(timeout=10) == 0
        assert time.monotonic() - started < 3
        says = server.log.read_text(encoding="utf-8").splitlines()
        assert [line.split("  ")[1].split(":")[0] for line in says] == ["serve", "serve"]
        assert says[-1].endswith("serve: stopped")
        # The port is free again at once.
        with closing(socket.create_server(("127.0.0.1", server.port))):
            pass


def test_ctrl_c_before_it_listens(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "outputs").mkdir()
    call = [sys.executable, "-m", "flows", "serve", "--port", "0"]
    for wait in (0.2, 0.4, 0.6):
        with subprocess.Popen(call, cwd=tmp_path, env=environment, stderr=subprocess.PIPE) as process:
            time.sleep(wait)
            process.send_signal(signal.SIGINT)
            _, says = process.communicate(timeout=20)
        # Interrupted while Python itself still starts, it says what Python says.
        assert process.returncode in (0, 130, -signal.SIGINT)
        assert b"Traceback" not in says or process.returncode == -signal.SIGINT


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files in /proc")
def test_no_file_stays_open(seed_release: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """However a request ends, its file is closed: whole, in part, not at all, compressed, hung up."""
    copied(seed_release, tmp_path / "outputs", NAME)
    with serving(tmp_path / "outputs", environment, tmp_path / "log") as server:
        with httpx.Client(base_url=server.url, headers={"Connection": "close"}) as client:
            tag = client.get("latest/figures.json").headers["ETag"]
            before = len(os.listdir(f"/proc/{server.process.pid}/fd"))
            for _ in range(30):
                client.get("latest/figures.json")
                client.head("latest/figures.parquet")
                client.get("latest/figures.parquet", headers={"Range": "bytes=0-9,20-29"})
                client.get("latest/figures.parquet", headers={"Range": "bytes=99999999-"})
                client.get("latest/figures.json", headers={"If-None-Match": tag})
                client.get("releases.json")
                with client.stream("GET", "latest/repairs.json", headers={"Accept-Encoding": "identity"}):
                    pass
        until = time.monotonic() + 10
        while len(os.listdir(f"/proc/{server.process.pid}/fd")) > before and time.monotonic() < until:
            time.sleep(0.1)
        assert len(os.listdir(f"/proc/{server.process.pid}/fd")) <= before
