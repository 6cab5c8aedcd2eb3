"""Readers of `jiaokan serve`: data tools that fetch parts, and releases that come and go while they read."""

import os
import shutil
from pathlib import Path

import httpx
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.publish import files, sums
from tests.serving import copied, point, serving

OLD, NEW = "2026-01-01-aaaaaaaaaaaa", "2026-01-02-bbbbbbbbbbbb"


class Parts:
    """A file on the web, read by ranges as data tools do."""

    def __init__(self, url: str) -> None:
        self.url, self.place, self.closed = url, 0, False
        self.size = int(httpx.head(url, headers={"Accept-Encoding": "identity"}).headers["Content-Length"])

    def read(self, length: int = -1) -> bytes:
        stop = self.size if length < 0 else min(self.place + length, self.size)
        if stop <= self.place:
            return b""
        answer = httpx.get(self.url, headers={"Range": f"bytes={self.place}-{stop - 1}"})
        assert answer.status_code == 206
        self.place = stop
        return answer.content

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        self.place = place + {os.SEEK_SET: 0, os.SEEK_CUR: self.place, os.SEEK_END: self.size}[whence]
        return self.place

    def tell(self) -> int:
        return self.place

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self.closed = True


def test_data_tools_read_through_it(seed_release: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """Whole and in part, by address alone; DuckDB, which needs an extension for it, is tried in tests/loading."""
    wanted = pq.read_table(seed_release / "figures.parquet")
    copied(seed_release, tmp_path / "outputs", OLD)
    with serving(tmp_path / "outputs", environment, tmp_path / "log") as server:
        address = f"{server.url}latest/figures.parquet"
        assert pd.read_parquet(address)["text"].tolist() == wanted["text"].to_pylist()
        assert pd.read_json(address.replace("parquet", "json"))["value"].equals(wanted["value"].to_pandas())
        found = pl.scan_parquet(address).filter(pl.col("unit_canonical") == "person").select("text").collect()
        people = [row["text"] for row in wanted.to_pylist() if row["unit_canonical"] == "person"]
        assert found["text"].to_list() == people
        parts = pa.PythonFile(Parts(address), mode="r")
        assert pq.read_table(parts, columns=["dimension"])["dimension"] == wanted["dimension"]


class TestWhatHappensMeanwhile:
    """Releases come and go while they are read."""

    def test_latest_follows_and_half_a_release_is_never_shown(
        self, seed_release: Path, environment: dict[str, str], tmp_path: Path
    ) -> None:
        outputs = tmp_path / "outputs"
        outputs.mkdir()
        with serving(outputs, environment, tmp_path / "log") as server, httpx.Client(base_url=server.url) as client:
            assert "There is no release yet" in client.get("").text
            assert client.get("releases.json").json() == {"latest": None, "releases": []}
            assert client.get("latest/").status_code == 404
            copied(seed_release, outputs, OLD)
            assert client.get("latest/figures.parquet").headers["Content-Location"].startswith(f"../{OLD}/")
            aside = files.partial(outputs, NEW)
            shutil.copytree(seed_release, aside)
            (outputs / "2026-01-03-cccccccccccc").mkdir()
            for name in (NEW, aside.name, "2026-01-03-cccccccccccc", ".lock"):
                assert client.get(f"{name}/").status_code == 404
                assert name not in client.get("").text
            os.rename(aside, outputs / NEW)
            assert client.get("releases.json").json()["latest"] == OLD
            point(outputs, NEW)
            assert client.get("releases.json").json()["latest"] == NEW
            assert client.get("latest/figures.parquet").headers["Content-Location"].startswith(f"../{NEW}/")
            shutil.rmtree(outputs / OLD)
            assert client.get(f"{OLD}/figures.parquet").status_code == 404

    def test_a_file_that_is_read_comes_whole_even_if_it_goes(self, environment: dict[str, str], tmp_path: Path) -> None:
        """Larger than any buffer between the two, so that most of it is read after it was removed."""
        content = os.urandom(2**20) * 64
        folder = tmp_path / "outputs" / OLD
        folder.mkdir(parents=True)
        (folder / "large.parquet").write_bytes(content)
        (folder / sums.NAME).write_text(sums.take(folder), encoding="utf-8")
        point(tmp_path / "outputs", OLD)
        with (
            serving(tmp_path / "outputs", environment, tmp_path / "log") as server,
            httpx.stream("GET", f"{server.url}latest/large.parquet") as answer,
        ):
            pieces = answer.iter_raw(2**16)
            got = [next(pieces)]
            shutil.rmtree(folder)
            got += pieces
        assert b"".join(got) == content

    def test_a_file_cut_short_while_it_is_sent_is_no_whole_file(
        self, environment: dict[str, str], tmp_path: Path
    ) -> None:
        folder = tmp_path / "outputs" / OLD
        folder.mkdir(parents=True)
        (folder / "large.parquet").write_bytes(bytes(2**26))
        (folder / sums.NAME).write_text(sums.take(folder), encoding="utf-8")
        with serving(tmp_path / "outputs", environment, tmp_path / "log") as server:
            with httpx.stream("GET", f"{server.url}{OLD}/large.parquet") as answer:
                pieces = answer.iter_raw(2**16)
                next(pieces)
                os.truncate(folder / "large.parquet", 2**20)
                with pytest.raises(httpx.RemoteProtocolError):
                    list(pieces)
            assert httpx.get(f"{server.url}releases.json").status_code == 200
            assert "Traceback" not in server.log.read_text()
