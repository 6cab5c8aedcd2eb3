"""`jiaokan serve` over real HTTP: pages, files whole and in part, conditions, compression, browsers' rules."""

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from email.utils import formatdate
from html import unescape
from pathlib import Path

import duckdb
import httpx
import pytest

from flows.publish import sums
from tests.serving import Server, copied, serving

OLD, NEW = "2026-01-01-aaaaaaaaaaaa", "2026-01-02-bbbbbbbbbbbb"


@pytest.fixture(scope="module")
def outputs(seed_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases; the newest says something else in one file, and is the latest."""
    folder = tmp_path_factory.mktemp("serve") / "outputs"
    _, new = copied(seed_release, folder, OLD, NEW)
    (new / "README.md").write_text("# another\n" * 200, encoding="utf-8")
    (new / sums.NAME).write_text(sums.take(new), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server(outputs: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(outputs, environment, tmp_path_factory.mktemp("log") / "log") as running:
        yield running


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, headers={"Accept-Encoding": "identity"}) as found:
        yield found


def listed(folder: Path) -> dict[str, str]:
    return sums.read((folder / sums.NAME).read_text(encoding="utf-8"))[0]


def test_every_listed_file_comes_as_it_lies_there(client: httpx.Client, outputs: Path) -> None:
    names = listed(outputs / OLD)
    assert {"figures.parquet", "figures.json", "README.md", "bi/superset.zip"} <= set(names)
    for name, digest in names.items():
        answer = client.get(f"{OLD}/{name}")
        assert answer.status_code == 200
        assert hashlib.sha256(answer.content).hexdigest() == digest
        assert answer.headers["ETag"] == f'"{digest}"'
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Length"] == str((outputs / OLD / name).stat().st_size)
    assert client.get(f"{OLD}/SHA256SUMS").content == (outputs / OLD / sums.NAME).read_bytes()


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("figures.parquet", "application/vnd.apache.parquet"),
        ("figures.json", "application/json; charset=utf-8"),
        ("README.md", "text/markdown; charset=utf-8"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
        ("bi/superset.zip", "application/zip"),
        ("", "text/html; charset=utf-8"),
    ],
)
def test_content_types(client: httpx.Client, name: str, media_type: str) -> None:
    answer = client.get(f"latest/{name}")
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_latest_is_the_newest_and_is_asked_for_again(client: httpx.Client, outputs: Path) -> None:
    answer = client.get("latest/README.md")
    assert answer.content == (outputs / NEW / "README.md").read_bytes()
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Location"] == f"../{NEW}/README.md"
    found = httpx.URL(client.base_url).join("latest/bi/superset.zip")
    there = found.join(client.get(found).headers["Content-Location"])
    assert there.path == f"/{NEW}/bi/superset.zip"
    redirect = client.get("latest")
    assert (redirect.status_code, redirect.headers["Location"]) == (308, "latest/")


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [("0-0", 0, 1), ("5-99", 5, 100), ("1000-", 1000, None), ("-8", -8, None), ("-99999999", 0, None),
     ("18000-99999999", 18000, None)],
)  # fmt: skip
def test_one_range(client: httpx.Client, outputs: Path, asked: str, start: int, stop: int | None) -> None:
    whole = (outputs / OLD / "paragraphs.parquet").read_bytes()
    answer = client.get(f"{OLD}/paragraphs.parquet", headers={"Range": f"bytes={asked}"})
    assert answer.status_code == 206
    assert answer.content == whole[start:stop]
    first = whole.index(answer.content) if len(answer.content) > 8 else start % len(whole)
    assert answer.headers["Content-Range"] == f"bytes {first}-{first + len(answer.content) - 1}/{len(whole)}"


def test_several_ranges(client: httpx.Client, outputs: Path) -> None:
    """As RFC 9110 writes them: parts between boundaries, those that touch made one."""
    whole = (outputs / OLD / "paragraphs.parquet").read_bytes()
    answer = client.get(f"{OLD}/paragraphs.parquet", headers={"Range": "bytes=0-3, 100-109,110-120, -4"})
    assert answer.status_code == 206
    kind, _, boundary = answer.headers["Content-Type"].partition("; boundary=")
    assert kind == "multipart/byteranges"
    parts = answer.content.split(f"--{boundary}".encode())
    assert (parts[0].strip(), parts[-1].strip()) == (b"", b"--")
    bodies = [part.partition(b"\r\n\r\n") for part in parts[1:-1]]
    assert [body[2].removesuffix(b"\r\n") for body in bodies] == [whole[:4], whole[100:121], whole[-4:]]
    assert f"Content-Range: bytes 100-120/{len(whole)}".encode() in bodies[1][0]
    assert len(answer.content) == int(answer.headers["Content-Length"])


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0", "bytes=99999999-999999999,88888888-"])
def test_a_range_behind_the_end(client: httpx.Client, outputs: Path, asked: str) -> None:
    answer = client.get(f"{OLD}/figures.parquet", headers={"Range": asked})
    size = (outputs / OLD / "figures.parquet").stat().st_size
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{size}")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "asked",
    ["lines=0-3", "bytes=", "bytes=9-3", "bytes=a-b", "bytes=--5", "bytes 0-3", "bytes=1-2," + "3-4," * 99 + "5-6",
     "bytes=" + "9" * 5000 + "-"],
)  # fmt: skip
def test_a_range_that_says_nothing_is_ignored(client: httpx.Client, outputs: Path, asked: str) -> None:
    answer = client.get(f"{OLD}/figures.parquet", headers={"Range": asked})
    assert answer.status_code == 200
    assert answer.content == (outputs / OLD / "figures.parquet").read_bytes()


def test_if_range_gives_the_part_only_of_the_same_file(client: httpx.Client) -> None:
    tag = client.head(f"{OLD}/figures.parquet").headers["ETag"]
    for condition, status in ((tag, 206), ('"other"', 200), (f"W/{tag}", 200), (formatdate(0, usegmt=True), 200)):
        headers = {"Range": "bytes=0-3", "If-Range": condition}
        assert client.get(f"{OLD}/figures.parquet", headers=headers).status_code == status


def test_what_the_reader_has_is_not_sent_again(client: httpx.Client) -> None:
    head = client.head("latest/figures.json")
    tag, changed = head.headers["ETag"], head.headers["Last-Modified"]
    for condition in ({"If-None-Match": f'"x", W/{tag}'}, {"If-None-Match": "*"}, {"If-Modified-Since": changed}):
        answer = client.get("latest/figures.json", headers=condition)
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
        assert answer.headers["Vary"].startswith("Accept-Encoding")
    for condition in (
        {"If-None-Match": '"x"', "If-Modified-Since": changed},
        {"If-Modified-Since": formatdate(0, usegmt=True)},
        {"If-Modified-Since": "yesterday"},
    ):
        assert client.get("latest/figures.json", headers=condition).status_code == 200
    assert client.get("latest/figures.json", headers={"If-Match": '"x"'}).status_code == 412
    for page in ("", "releases.json"):
        tag = client.get(page).headers["ETag"]
        assert client.get(page, headers={"If-None-Match": tag}).status_code == 304


def test_text_is_compressed_and_what_is_compressed_is_not(client: httpx.Client, outputs: Path) -> None:
    for name in ("figures.json", "README.md", "datapackage.json"):
        with client.stream("GET", f"{NEW}/{name}", headers={"Accept-Encoding": "br, gzip"}) as answer:
            content = b"".join(answer.iter_raw())
        assert answer.headers["Content-Encoding"] == "gzip"
        assert int(answer.headers["Content-Length"]) == len(content) < (outputs / NEW / name).stat().st_size / 2
        assert gzip.decompress(content) == (outputs / NEW / name).read_bytes()
        assert answer.headers["Vary"].startswith("Accept-Encoding")
        plain = client.get(f"{NEW}/{name}")
        assert "Content-Encoding" not in plain.headers
        assert plain.headers["Vary"].startswith("Accept-Encoding")
        assert plain.headers["ETag"] != answer.headers["ETag"]
    for name in ("figures.parquet", "bi/superset.zip"):
        answer = client.get(f"{NEW}/{name}", headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in answer.headers
        assert "Accept-Encoding" not in answer.headers.get("Vary", "")


def test_a_part_is_never_compressed(client: httpx.Client, outputs: Path) -> None:
    headers = {"Accept-Encoding": "gzip", "Range": "bytes=0-9"}
    answer = client.get(f"{NEW}/figures.json", headers=headers)
    assert answer.status_code == 206
    assert "Content-Encoding" not in answer.headers
    assert answer.content == (outputs / NEW / "figures.json").read_bytes()[:10]


def test_head_tells_what_get_would(client: httpx.Client) -> None:
    for name in ("", "releases.json", "latest/", "latest/figures.parquet", "latest/figures.json", "none"):
        head, get = client.head(name), client.get(name)
        assert head.content == b""
        assert head.status_code == get.status_code
        for header in ("Content-Length", "Content-Type", "ETag", "Cache-Control"):
            assert head.headers.get(header) == get.headers.get(header)


def test_readers_in_browsers_may_read(client: httpx.Client) -> None:
    origin = {"Origin": "https://example.org"}
    answer = client.get("latest/figures.parquet", headers=origin | {"Range": "bytes=0-3"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    exposed = answer.headers["Access-Control-Expose-Headers"]
    assert all(name in exposed for name in ("Content-Range", "Content-Length", "ETag", "Accept-Ranges"))
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "range, if-range"}
    before = client.options("latest/figures.parquet", headers=origin | asked)
    assert before.status_code == 200
    assert before.headers["Access-Control-Allow-Origin"] == "*"
    assert "Range" in before.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_nothing_can_be_changed(client: httpx.Client, method: str) -> None:
    for address in ("", "releases.json", "latest/", "latest/figures.parquet"):
        answer = client.request(method, address, content=b"x")
        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert client.options("latest/figures.parquet").status_code == 204


def test_the_listing_names_releases_and_files(client: httpx.Client, outputs: Path) -> None:
    found = client.get("releases.json").json()
    assert found["latest"] == NEW
    assert [release["name"] for release in found["releases"]] == [NEW, OLD]
    files_of_old = {item["name"]: item for item in found["releases"][1]["files"]}
    assert files_of_old.keys() == {*listed(outputs / OLD), sums.NAME}
    assert files_of_old["figures.json"]["sha256"] == listed(outputs / OLD)["figures.json"]
    assert files_of_old["figures.json"]["bytes"] == (outputs / OLD / "figures.json").stat().st_size


def test_the_page_leads_to_every_file(client: httpx.Client) -> None:
    page = client.get("")
    assert "All releases" in page.text
    assert "全部版本" in page.text
    links = set(re.findall(r'href="([^"]+)"', page.text)) - {"data:,"}
    assert f"{OLD}/bi/superset.zip" in links
    for link in links:
        assert client.get(link, follow_redirects=True).status_code == 200, link


def test_the_query_that_is_shown_pairs_values_with_their_units(client: httpx.Client, outputs: Path) -> None:
    query = re.search(r'duckdb -c "(.*?)"', unescape(client.get("").text))
    assert query
    said = re.sub(r"'http[^']*/latest/", f"'{outputs}/{NEW}/", query[1]).replace(" limit 5", "")
    rows = json.loads((outputs / NEW / "figures.json").read_text(encoding="utf-8"))
    wanted = Counter((row["text"], row["value_canonical"], row["unit_canonical"]) for row in rows)
    found = duckdb.sql(said)
    # The seed writes every value in its canonical unit, so that the values alone would not tell.
    assert found.columns == ["text", "value_canonical", "unit_canonical"]
    assert Counter(found.fetchall()) == wanted


def test_a_page_of_ones_own_and_hostile_words(environment: dict[str, str], tmp_path: Path) -> None:
    """A release's index.html is its page; names that would be markup stay text."""
    folder = tmp_path / "outputs" / OLD
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>own</title><p>our page</p>", encoding="utf-8")
    (folder / "<script>alert(1)<").mkdir()
    (folder / "<script>alert(1)<" / "script>.json").write_text("[]", encoding="utf-8")
    (folder / "a&b?c#d.json").write_text("[1]", encoding="utf-8")
    (folder / sums.NAME).write_text(f"{'0' * 64}  <b>.json\n" + sums.take(folder), encoding="utf-8")
    with serving(tmp_path / "outputs", environment, tmp_path / "log") as server:
        page = httpx.get(f"{server.url}{OLD}/")
        assert "our page" in page.text
        assert "script-src 'unsafe-inline'" in page.headers["Content-Security-Policy"]
        assert httpx.get(f"{server.url}{OLD}/a%26b%3Fc%23d.json").json() == [1]
        landing = httpx.get(server.url, headers={"Host": '"><script>alert(2)</script>'})
        for answer in (landing, httpx.get(server.url)):
            assert "<script" not in answer.text
        assert json.loads(httpx.get(f"{server.url}releases.json").text)["latest"] is None
