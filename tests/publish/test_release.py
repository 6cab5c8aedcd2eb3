"""A release: the same bytes for the same rows, whole or not there, and never one that failed."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.checks.quality import Failure, Quality, Result
from flows.publish import check, release
from flows.publish.tables import from_rows
from schemas import TABLES

GOOD = Quality(())
DAY = date(2026, 11, 23)
NAME = "2026-11-23-aaaaaaaaaaaa"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_same_rows_give_the_same_bytes(
    sound: dict[str, pa.Table], sound_rows: Callable[[bytes], Any], tmp_path: Path
) -> None:
    """Also when the rows came in another order and in several chunks."""
    rows = sound_rows(b"sound")
    backwards = from_rows({table: list(reversed(found)) for table, found in rows.items()})
    chunked = {name: pa.concat_tables([table.slice(1), table.slice(0, 1)]) for name, table in backwards.items()}
    first = release.publish(sound, GOOD, tmp_path / "one", NAME)
    second = release.publish(chunked, GOOD, tmp_path / "two", NAME)
    assert contents(first) == contents(second)


def test_a_release_holds_every_table_twice(sound: dict[str, pa.Table], tmp_path: Path) -> None:
    path = release.publish(sound, GOOD, tmp_path, NAME, {"left_out.txt": b"b.txt: it is empty\n"})
    names = {f"{name}.{suffix}" for name in TABLES for suffix in ("parquet", "json")}
    assert names | {"README.md", "SHA256SUMS", "left_out.txt", "quality.json"} <= set(contents(path))
    assert check.read(path) == sound
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=path, capture_output=True)
    assert done.returncode == 0


def test_parquet_tells_meaning_order_and_statistics(sound: dict[str, pa.Table], tmp_path: Path) -> None:
    path = release.publish(sound, GOOD, tmp_path, NAME)
    file = pq.ParquetFile(path / "figures.parquet")
    field = file.schema_arrow.field("start")
    assert field.metadata[b"unit"] == b"characters"
    assert field.metadata[b"meaning"].startswith(b"Where it begins")
    group = file.metadata.row_group(0)
    assert group.column(0).compression == "ZSTD"
    assert group.column(0).statistics.has_min_max
    assert group.sorting_columns == (pq.SortingColumn(0),)


def test_the_readme_is_the_data_dictionary(sound: dict[str, pa.Table], tmp_path: Path) -> None:
    text = (release.publish(sound, GOOD, tmp_path, NAME) / "README.md").read_text(encoding="utf-8")
    for name, table in TABLES.items():
        assert f"| [{name}](#{name}) | {table.row} | {sound[name].num_rows} |" in text
        assert all(f"| `{column}` |" in text for column in table.names)
    assert "CC-BY-4.0" in text
    assert "remain with the documents' publishers" in text
    assert NAME not in text


def test_it_tells_what_differs_from_the_release_before(
    sound: dict[str, pa.Table], sound_rows: Callable[[bytes], Any], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = release.publish(sound, GOOD, tmp_path, NAME)
    assert "changes.json" not in contents(first)
    rows = sound_rows(b"sound")
    del rows["figures"][2]
    second = release.publish(from_rows(rows), GOOD, tmp_path, "2026-11-24-bbbbbbbbbbbb")
    told = json.loads((second / "changes.json").read_text(encoding="utf-8"))
    assert (told["old"], told["new"]) == (first.name, second.name)
    counts = {name: (table["added_count"], table["gone_count"]) for name, table in told["tables"].items()}
    assert counts == dict.fromkeys(TABLES, (0, 0)) | {"figures": (0, 1)}
    (second / "README.md").write_text("changed", encoding="utf-8")
    third = release.publish(sound, GOOD, tmp_path, "2026-11-25-cccccccccccc")
    assert "changes.json" not in contents(third)
    assert "not compared with the release before" in caplog.text


def test_a_release_is_described_for_people_and_programs(sound: dict[str, pa.Table], tmp_path: Path) -> None:
    names = set(contents(release.publish(sound, GOOD, tmp_path, NAME)))
    assert {"datapackage.json", "croissant.json", "CITATION.cff", "index.html", "bi/superset.zip"} <= names


def test_latest_is_a_relative_link_to_the_newest(sound: dict[str, pa.Table], tmp_path: Path) -> None:
    release.publish(sound, GOOD, tmp_path, NAME)
    second = release.publish(from_rows({}), GOOD, tmp_path, "2026-11-24-bbbbbbbbbbbb")
    assert (tmp_path / "latest").readlink() == Path(second.name)


def test_a_failed_release_is_never_visible(sound: dict[str, pa.Table], tmp_path: Path) -> None:
    failure = Failure("figures", "expect_it", "bound", "bound is one of …", "a-f00001", "'x'")
    bad = Quality((Result("figures", "expect_it", "bound", "bound is one of …", 3, 1, (failure,)),))
    first = release.publish(sound, GOOD, tmp_path, NAME)
    with pytest.raises(release.ReleaseError, match="figures, row a-f00001: bound is one of …, but found 'x'"):
        release.publish(from_rows({}), bad, tmp_path, "2026-11-24-bbbbbbbbbbbb")
    assert (tmp_path / "latest").readlink() == Path(first.name)
    assert {path.name for path in tmp_path.iterdir()} == {".lock", "latest", first.name}


def test_found_again_only_while_in_front_and_whole(sound: dict[str, pa.Table], tmp_path: Path) -> None:
    ours, theirs = "a" * 64, "b" * 64
    assert release.find(tmp_path, ours) is None
    first = release.publish(sound, GOOD, tmp_path, release.name(ours, DAY))
    assert release.find(tmp_path, ours) == first
    assert release.find(tmp_path, theirs) is None
    release.publish(from_rows({}), GOOD, tmp_path, release.name(theirs, DAY))
    assert release.find(tmp_path, ours) is None
    assert release.publish(sound, GOOD, tmp_path, release.name(ours, DAY)) == first
    assert release.find(tmp_path, ours) == first
    (first / "README.md").write_text("changed", encoding="utf-8")
    assert release.find(tmp_path, ours) is None


def test_a_damaged_release_is_followed_not_overwritten(sound: dict[str, pa.Table], tmp_path: Path) -> None:
    first = release.publish(sound, GOOD, tmp_path, NAME)
    (first / "README.md").write_text("changed", encoding="utf-8")
    second = release.publish(sound, GOOD, tmp_path, NAME)
    assert second.name == f"{NAME}-2"
    assert (first / "README.md").read_text(encoding="utf-8") == "changed"
    assert (tmp_path / "latest").readlink() == Path(second.name)


def test_a_folder_in_the_links_place_is_told(sound: dict[str, pa.Table], tmp_path: Path) -> None:
    (tmp_path / "latest").mkdir()
    with pytest.raises(release.ReleaseError, match="is a folder where a link"):
        release.publish(sound, GOOD, tmp_path, NAME)


def test_killed_at_every_step_the_last_good_release_stays(sound: dict[str, pa.Table], tmp_path: Path) -> None:
    """Whatever the moment of death, `latest` is a whole release, and the next run leaves nothing of the dead one."""
    first = release.publish(sound, GOOD, tmp_path / "base", NAME)
    script = Path(__file__).with_name("killed.py")
    done = subprocess.run([sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, check=True)
    # A lock, two folders, seven tables in JSON (Parquet is not written by Python), six more files at least, two names.
    assert int(done.stdout) >= 18
    seen = set()
    for outputs in sorted(tmp_path.glob("killed-*")):
        assert check.files(outputs / "latest") == []
        seen.add((outputs / "latest").readlink().name)
        last = release.publish(from_rows({}), GOOD, outputs, "2026-11-25-cccccccccccc")
        assert {path.name for path in outputs.iterdir()} - {"2026-11-24-bbbbbbbbbbbb"} == {
            ".lock",
            "latest",
            first.name,
            last.name,
        }
    assert seen == {first.name, "2026-11-24-bbbbbbbbbbbb"}


@pytest.mark.parametrize("call", ["fsync", "rename", "symlink", "replace"])
def test_a_disk_that_says_no_leaves_the_last_good_release(
    call: str, sound: dict[str, pa.Table], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = release.publish(sound, GOOD, tmp_path, NAME)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(f"os.{call}", refuse)
        with pytest.raises(OSError, match="No space left"):
            release.publish(from_rows({}), GOOD, tmp_path, "2026-11-24-bbbbbbbbbbbb")
    assert (tmp_path / "latest").readlink() == Path(first.name)
    assert check.files(tmp_path / "latest") == []
