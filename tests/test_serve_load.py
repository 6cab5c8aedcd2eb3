"""Thousands of requests at once: each gets its own bytes, and the server goes on."""

import asyncio
import resource
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.serving import copied, serving

NAME = "2026-01-01-aaaaaaaaaaaa"
AT_ONCE = 2000
NAMES = ("figures.parquet", "paragraphs.parquet", "repairs.json", "bi/superset.zip", "SHA256SUMS", "README.md")


@pytest.fixture
def many_files() -> Iterator[None]:
    """Let this process, which is all the readers, have as many connections open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = AT_ONCE + 500
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"this machine allows {hard} open files, and the readers need {wanted}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def read(port: int, number: int, connected: asyncio.Event, ready: list[int]) -> tuple[int, str, bytes]:
    """Ask for a file, every other time for a part of it, once all others are connected too."""
    name = NAMES[number % len(NAMES)]
    part = f"Range: bytes={number}-{number + 999}\r\n" if number % 2 else ""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    ready.append(number)
    if len(ready) == AT_ONCE:
        connected.set()
    await connected.wait()
    place = "latest" if number % 3 else NAME
    writer.write(f"GET /{place}/{name} HTTP/1.1\r\nHost: a\r\n{part}Connection: close\r\n\r\n".encode())
    head, _, body = (await reader.read(-1)).partition(b"\r\n\r\n")
    writer.close()
    return number, head.split(b" ")[1].decode(), body


async def read_all(port: int) -> list[tuple[int, str, bytes]]:
    connected, ready = asyncio.Event(), []
    readers = (read(port, number, connected, ready) for number in range(AT_ONCE))
    return await asyncio.wait_for(asyncio.gather(*readers), timeout=100)


@pytest.mark.usefixtures("many_files")
def test_two_thousand_readers_at_once(seed_release: Path, environment: dict[str, str], tmp_path: Path) -> None:
    (release,) = copied(seed_release, tmp_path / "outputs", NAME)
    contents = {name: (release / name).read_bytes() for name in NAMES}
    with serving(tmp_path / "outputs", environment, tmp_path / "log") as server:
        answers = asyncio.run(read_all(server.port))
        assert httpx.get(f"{server.url}releases.json").status_code == 200
    assert len(answers) == AT_ONCE
    for number, status, body in answers:
        whole = contents[NAMES[number % len(NAMES)]]
        wanted = whole[number : number + 1000] if number % 2 else whole
        if number % 2 and not wanted:
            assert status == "416"
        else:
            assert (status, body) == ("206" if number % 2 else "200", wanted)
    assert "Traceback" not in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.usefixtures("many_files")
def test_where_few_files_may_be_open_readers_wait_their_turn(
    seed_release: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    """More readers at once than the machine allows open files: all are served, and the log stays clean."""
    (release,) = copied(seed_release, tmp_path / "outputs", NAME)
    few = ("bash", "-c", 'ulimit -n 256; exec "$@"', "bash")
    whole = (release / "figures.parquet").read_bytes()

    async def burst(url: str) -> list[httpx.Response]:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(limits=limits, timeout=60, headers={"Connection": "close"}) as client:
            return await asyncio.gather(*(client.get(f"{url}latest/figures.parquet") for _ in range(600)))

    with serving(tmp_path / "outputs", environment, tmp_path / "log", under=few) as server:
        for answer in asyncio.run(burst(server.url)):
            assert (answer.status_code, answer.content) == (200, whole)
        assert httpx.get(f"{server.url}latest/figures.parquet").content == whole
    assert "Traceback" not in (tmp_path / "log").read_text(encoding="utf-8")
