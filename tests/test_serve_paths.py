"""No address leads out of the outputs folder: the usual ways in, sent as bytes to the real server."""

import os
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from flows.publish import sums
from tests.serving import Server, point, raw, serving

NAME = "2026-01-01-aaaaaaaaaaaa"
SECRET = b"what nobody may read"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Outputs among secrets: above and beside it, behind links in it, in hidden files, and listed though outside."""
    place = tmp_path_factory.mktemp("paths")
    for path in ("secret.txt", "outputs-secret/secret.txt", "outputs/.lock", "outputs/secret.txt", "outputs/other/a"):
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(SECRET)
    outputs = place / "outputs"
    partial = outputs / f".{NAME}.partial"
    release = outputs / NAME
    for path in (release / "good.txt", release / "bi" / "good.txt", partial / "good.txt"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"good")
    (partial / sums.NAME).write_text(sums.take(partial), encoding="utf-8")
    for path in (release / ".hidden", release / "unlisted.txt", partial / "good.txt"):
        path.write_bytes(SECRET)
    (release / "file-link.txt").symlink_to(place / "secret.txt")
    (release / "folder-link").symlink_to(place / "outputs-secret")
    os.mkfifo(release / "pipe")
    (outputs / "2026-01-02-bbbbbbbbbbbb").symlink_to(place / "outputs-secret")
    (place / "outputs-secret" / sums.NAME).write_text(f"{'0' * 64}  secret.txt\n", encoding="utf-8")
    names = [
        "good.txt", "bi/good.txt", "file-link.txt", "folder-link/secret.txt", "pipe", "bi", ".hidden", "../secret.txt",
        "../../secret.txt", f"{place}/secret.txt", "bi/../../secret.txt", "..", ".", "bi/.", "absent.txt",
    ]  # fmt: skip
    (release / sums.NAME).write_text("".join(f"{'0' * 64}  {name}\n" for name in names), encoding="utf-8")
    point(outputs, NAME)
    return place


@pytest.fixture(scope="module")
def server(folder: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(folder / "outputs", environment, tmp_path_factory.mktemp("log") / "log") as running:
        yield running


def ask(server: Server, target: bytes, version: bytes = b"HTTP/1.1\r\nHost: a\r\nConnection: close") -> bytes:
    return raw(server.port, b"GET " + target + b" " + version + b"\r\n\r\n")


def test_what_is_listed_and_inside_is_there(server: Server) -> None:
    for place in (NAME, "latest"):
        for name in ("good.txt", "bi/good.txt"):
            answer = ask(server, f"/{place}/{name}".encode())
            assert answer.startswith(b"HTTP/1.1 200 ")
            assert answer.endswith(b"good")


WAYS = [
    "/../secret.txt",
    "/{release}/../../secret.txt",
    "/{release}/../secret.txt",
    "/latest/../../secret.txt",
    "/latest/bi/../../../secret.txt",
    "/%2e%2e/secret.txt",
    "/latest/%2e%2e/%2e%2e/secret.txt",
    "/latest/..%2f..%2fsecret.txt",
    "/latest/%252e%252e/%252e%252e/secret.txt",
    "/latest/..%252f..%252fsecret.txt",
    "/latest/..%c0%af..%c0%afsecret.txt",
    "/latest/%c0%ae%c0%ae/%c0%ae%c0%ae/secret.txt",
    "/latest/..\\..\\secret.txt",
    "/latest/..%5c..%5csecret.txt",
    "/latest/....//....//secret.txt",
    "/latest/..;/..;/secret.txt",
    "/latest/{place}/secret.txt",
    "/latest/{escaped}%2fsecret.txt",
    "/latest//{place}/secret.txt",
    "//{place}/secret.txt",
    "/{place}/secret.txt",
    "{place}/secret.txt",
    "file://{place}/secret.txt",
    "http://a/../secret.txt",
    "/outputs-secret/secret.txt",
    "/../outputs-secret/secret.txt",
    "/2026-01-02-bbbbbbbbbbbb/secret.txt",
    "/other/a",
    "/secret.txt",
    "/.lock",
    "/.{release}.partial/good.txt",
    "/%2e{release}.partial/good.txt",
    "/.{release}.partial/SHA256SUMS",
    "/latest/.hidden",
    "/latest/%2ehidden",
    "/latest/unlisted.txt",
    "/latest/file-link.txt",
    "/latest/folder-link/secret.txt",
    "/latest/pipe",
    "/latest/bi",
    "/latest/bi/",
    "/latest/.",
    "/latest/..",
    "/latest/good.txt%00",
    "/latest/good.txt%00.json",
    "/latest/good.txt/",
    "/latest//good.txt",
    "/LATEST/good.txt",
    "/latest/GOOD.TXT",
    "/latest/absent.txt",
    "/latest/" + "a" * 5000,
    "/latest/" + "a/" * 2000,
    "/" + "%2e%2e/" * 500 + "etc/passwd",
    "/latest/good.txt?../../secret.txt/../",
]


@pytest.mark.parametrize("way", WAYS, ids=range(len(WAYS)))
def test_no_way_in(server: Server, folder: Path, way: str) -> None:
    target = way.format(release=NAME, place=folder, escaped=quote(str(folder), safe=""))
    answer = ask(server, target.encode())
    status = answer.split(b" ", 2)[1]
    assert SECRET not in answer
    assert b"root:" not in answer
    wanted = {b"200"} if way.endswith("/../") else {b"404", b"400"}
    assert status in wanted, answer[:500]
    assert httpx.get(f"{server.url}latest/good.txt").content == b"good"


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /latest/good.txt\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /latest/\xe4\xba\xac HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET /latest/good.txt HTTP/1.1\r\nHost: a\r\nRange: bytes=0-\xff\r\nConnection: close\r\n\r\n",
        b"GET /latest/good.txt HTTP/1.1\r\nHost: \xff\xfe\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a:b:c/d?e#f\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: [::1\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET " + b"/" * 200_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
        b"POST /latest/good.txt HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello",
        b"OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"CONNECT a:80 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
        b"AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\x00" * 1000,
    ],
    ids=range(17),
)
def test_requests_that_are_none_do_no_harm(server: Server, request_: bytes) -> None:
    answer = raw(server.port, request_)
    assert SECRET not in answer
    assert b" 500 " not in answer.partition(b"\r\n")[0]
    assert httpx.get(f"{server.url}latest/good.txt").content == b"good"
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_who_hangs_up_in_the_middle_does_no_harm(server: Server) -> None:
    for _ in range(50):
        with closing(socket.create_connection(("127.0.0.1", server.port))) as connection:
            connection.sendall(b"GET /releases.json HTTP/1.1\r\nHost: a\r\n\r\n")
    assert httpx.get(f"{server.url}latest/good.txt").content == b"good"
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_links_and_what_is_not_there_are_not_shown(server: Server, folder: Path) -> None:
    found = httpx.get(f"{server.url}releases.json").json()
    assert [release["name"] for release in found["releases"]] == [NAME]
    assert [item["name"] for item in found["releases"][0]["files"]] == ["good.txt", "bi/good.txt", sums.NAME]


def test_latest_leads_nowhere_else(folder: Path, environment: dict[str, str], tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    outputs.mkdir()
    with serving(outputs, environment, tmp_path / "log") as server:
        for target in (folder / "outputs" / NAME, "../outputs", ".", "/", "gone", "latest"):
            (outputs / "latest").unlink(missing_ok=True)
            (outputs / "latest").symlink_to(target)
            for name in ("latest/", "latest/good.txt", "latest/SHA256SUMS"):
                assert httpx.get(f"{server.url}{name}").status_code == 404
            assert httpx.get(server.url).status_code == 200
