"""`jiaokan check` on a folder and on the address at which `jiaokan serve` shows it: the same is found wrong."""

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.publish import check, fetch, sums
from tests.conftest import Cli
from tests.serving import Server, copied, serving

ZERO = "0" * 64


def flip(folder: Path) -> None:
    content = bytearray((folder / "figures.json").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "figures.json").write_bytes(content)


def remove(folder: Path) -> None:
    (folder / "terms.parquet").unlink()


def widen(folder: Path) -> None:
    data = pq.read_table(folder / "documents.parquet")
    pq.write_table(data.append_column("colour", pa.array(["red"] * data.num_rows)), folder / "documents.parquet")
    (folder / sums.NAME).write_text(sums.take(folder), encoding="utf-8")


def truncate(folder: Path) -> None:
    content = (folder / "events.parquet").read_bytes()
    (folder / "events.parquet").write_bytes(content[:-100])


def truncate_listed(folder: Path) -> None:
    truncate(folder)
    (folder / sums.NAME).write_text(sums.take(folder), encoding="utf-8")


SPOILED = {
    "a flipped byte": (flip, "figures.json is not as published"),
    "a missing file": (remove, "terms.parquet is missing"),
    "an extra column": (widen, "documents.parquet has a column colour, which is not declared"),
    "a truncated file": (truncate, "events.parquet is not as published"),
    "a truncated file, listed so": (truncate_listed, "events.parquet cannot be read as Parquet: it is cut short"),
}
NAMES = {kind: f"2026-01-{number:02d}-aaaaaaaaaaaa" for number, kind in enumerate(SPOILED, 2)}
GOOD = "2026-01-01-aaaaaaaaaaaa"


@pytest.fixture(scope="module")
def outputs(seed_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release for each way in which it may be spoiled, and a good one."""
    folder = tmp_path_factory.mktemp("check") / "outputs"
    for kind, release in zip(SPOILED, copied(seed_release, folder, *NAMES.values()), strict=True):
        SPOILED[kind][0](release)
    copied(seed_release, folder, GOOD)
    return folder


@pytest.fixture(scope="module")
def server(outputs: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(outputs, environment, tmp_path_factory.mktemp("log") / "log") as running:
        yield running


@pytest.mark.parametrize("kind", SPOILED)
def test_what_is_spoiled_is_named_here_and_there(cli: Cli, outputs: Path, server: Server, kind: str) -> None:
    here, there = outputs / NAMES[kind], f"{server.url}{NAMES[kind]}"
    of_folder, of_address = check.check(here), cli("check", there)
    says = of_address.stderr.decode().splitlines()
    assert (of_address.returncode, of_address.stdout) == (1, b"")
    assert of_folder[0].startswith(f"{here}/{SPOILED[kind][1]}")
    assert says[0].startswith(f"jiaokan: {there}/{SPOILED[kind][1]}")
    # What Arrow says of a broken file, in brackets, is cut to a length, and so depends on the name.
    bare = [re.sub(r"\(.*", "", sentence).replace(str(here), there) for sentence in of_folder]
    assert bare == [re.sub(r"\(.*", "", line.removeprefix("jiaokan: ")) for line in says]


def test_a_good_release_holds(cli: Cli, outputs: Path, server: Server, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    address = f"{server.url}latest"
    done = cli("check", address, TMPDIR=str(tmp_path / "kept"))
    assert done.stdout.decode() == f"{address}: sums, schemas and expectations hold\n", done.stderr.decode()
    assert done.returncode == 0
    assert not list((tmp_path / "kept").glob("jiaokan-*"))


def test_differences_over_the_web(cli: Cli, outputs: Path, server: Server) -> None:
    done = cli("diff", outputs / GOOD, f"{server.url}latest/")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[:2] == [f"{GOOD} → {server.url}latest/", "no row differs"]
    done = cli("diff", outputs / GOOD, f"{server.url}{NAMES['a missing file']}")
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"jiaokan: {server.url}{NAMES['a missing file']}/terms.parquet is missing")


@pytest.mark.parametrize("ending", ["", "/", "/index.html", "/SHA256SUMS", "/?a=b", "#figures"])
def test_an_address_may_end_in_many_ways(server: Server, outputs: Path, ending: str) -> None:
    with fetch.fetched(f"{server.url}{GOOD}{ending}") as folder:
        names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert not sums.problems(folder)
    assert names == {
        path.relative_to(outputs / GOOD).as_posix() for path in (outputs / GOOD).rglob("*") if path.is_file()
    }
    assert not folder.exists()


def refused(cli: Cli, address: str, *words: str) -> None:
    """Hold that an address is refused with one sentence that names it."""
    done = cli("check", address)
    says = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b""), says
    assert says.startswith("jiaokan: ")
    assert says.count("\n") == 1
    for word in (address.rstrip("/"), *words):
        assert word in says


def test_what_is_no_release(cli: Cli, server: Server) -> None:
    refused(cli, server.url, "there is no release at", "SHA256SUMS")
    refused(cli, f"{server.url}2026-01-01-000000000000", "there is no release at")
    refused(cli, "http://127.0.0.1:1/latest", "cannot be fetched")
    refused(cli, "http://no-such-host.invalid/latest", "cannot be fetched")
    refused(cli, "http://127.0.0.1:99999/latest", "http")
    refused(cli, "http://[broken/latest", "cannot be fetched")


Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def stranger(answers: dict[str, Answer]) -> Iterator[str]:
    """Run a server that does what it likes; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            answers.get(self.path, send(404, b""))(self)

        def log_message(self, *_: object) -> None:
            pass

    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
    assert not [path for path in asked if ".." in path or "evil" in path]


def send(status: int, content: bytes, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(content)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    try:
        while True:
            handler.wfile.write(bytes(2**16))
    except OSError:
        pass


def test_strangers_are_bounded() -> None:
    """A list without end, a circle of redirects, a file that breaks off, a list of none: one sentence each."""
    many = "".join(f"{ZERO}  {number}\n" for number in range(2000)).encode()
    answers = {
        "/endless/SHA256SUMS": endless,
        "/circle/SHA256SUMS": send(302, b"", Location="/circle/SHA256SUMS"),
        "/elsewhere/SHA256SUMS": send(302, b"", Location="file:///etc/passwd"),
        "/broken/SHA256SUMS": send(200, b"abc", Content_Length="100", Connection="close"),
        "/empty/SHA256SUMS": send(200, b""),
        "/words/SHA256SUMS": send(200, b"<html>welcome</html>"),
        "/many/SHA256SUMS": send(200, many),
        "/error/SHA256SUMS": send(500, b"oh"),
        "/cut/SHA256SUMS": send(200, f"{ZERO}  a.txt\n".encode()),
        "/cut/a.txt": send(200, b"abc", Content_Length="100", Connection="close"),
        "/both/SHA256SUMS": send(200, f"{ZERO}  a\n{ZERO}  a/b\n".encode()),
        "/both/a": send(200, b"x"),
    }
    with stranger(answers) as address:
        for place, says in {
            "endless": "larger than",
            "circle": "redirects",
            "elsewhere": "cannot be fetched",
            "broken": "cannot be fetched",
            "empty": "lists no file",
            "words": "lists no file",
            "many": "2,000 files",
            "error": "500",
            "cut": "a.txt cannot be fetched",
            "both": "a/b cannot be stored",
        }.items():
            with (
                pytest.raises(fetch.FetchError, match=f"{address}/{place}.*{says}"),
                fetch.fetched(f"{address}/{place}"),
            ):
                pass


def test_names_that_lead_out_are_never_asked_for(cli: Cli, tmp_path: Path) -> None:
    names = ("../evil", "/evil", "a/../../evil", ".evil", "..\\evil", "a//evil", f"{tmp_path}/evil", "c:evil")
    listing = "".join(f"{ZERO}  {name}\n" for name in names) + f"{ZERO}  a.txt\n"
    with stranger({"/SHA256SUMS": send(200, listing.encode()), "/a.txt": send(200, b"x")}) as address:
        done = cli("check", address)
    says = done.stderr.decode()
    assert done.returncode == 1
    for line in range(1, len(names) + 1):
        assert f"jiaokan: {address}/SHA256SUMS, line {line}: " in says
    assert "a.txt is not as published" in says
    assert not list(tmp_path.rglob("evil"))


def test_a_release_that_is_swapped_meanwhile_is_read_anew(seed_release: Path, tmp_path: Path) -> None:
    """The first list belongs to a release that is gone when its files are asked for."""
    first = f"{ZERO}  a.txt\n".encode()
    second = f"{sums.of(_file(tmp_path, b'new'))}  a.txt\n".encode()
    lists = iter([first, second, second, second])
    answers: dict[str, Answer] = {
        "/latest/SHA256SUMS": lambda handler: send(200, next(lists))(handler),
        "/latest/a.txt": send(200, b"new"),
    }
    with stranger(answers) as address, fetch.fetched(f"{address}/latest") as folder:
        assert not sums.problems(folder)
    changing = iter(range(100))
    answers["/latest/SHA256SUMS"] = lambda handler: send(200, f"{next(changing):064x}  a.txt\n".encode())(handler)
    with (
        stranger(answers) as address,
        pytest.raises(fetch.FetchError, match=re.escape(address) + ".*again and again"),
        fetch.fetched(f"{address}/latest"),
    ):
        pass
    shutil.rmtree(tmp_path / "files")


def _file(folder: Path, content: bytes) -> Path:
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / "a.txt").write_bytes(content)
    return folder / "files" / "a.txt"
