"""What `check` says of a release that was changed after it was published."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.checks.quality import Quality
from flows.publish import check, release, sums
from flows.publish.tables import from_rows


@pytest.fixture
def published(sound: dict[str, pa.Table], tmp_path: Path) -> Path:
    return release.publish(sound, Quality(()), tmp_path, "2026-11-23-aaaaaaaaaaaa")


def flip(folder: Path) -> None:
    path = folder / "figures.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def remove(folder: Path) -> None:
    (folder / "terms.parquet").unlink()


def remove_unlisted(folder: Path) -> None:
    (folder / "terms.parquet").unlink()
    relist(folder)


def add(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine", encoding="utf-8")


def truncate(folder: Path) -> None:
    path = folder / "events.parquet"
    path.write_bytes(path.read_bytes()[:-100])


def widen(folder: Path) -> None:
    data = pq.read_table(folder / "rejects.parquet")
    pq.write_table(data.append_column("colour", pa.array(["red"])), folder / "rejects.parquet")
    relist(folder)


def narrow(folder: Path) -> None:
    pq.write_table(pq.read_table(folder / "rejects.parquet").drop_columns(["reason"]), folder / "rejects.parquet")
    relist(folder)


def retype(folder: Path) -> None:
    data = pq.read_table(folder / "rejects.parquet")
    index = data.schema.get_field_index("source_start")
    data = data.set_column(index, "source_start", data.column("source_start").cast(pa.int32()))
    pq.write_table(data, folder / "rejects.parquet")
    relist(folder)


def reorder(folder: Path) -> None:
    data = pq.read_table(folder / "rejects.parquet")
    pq.write_table(data.select(list(reversed(data.column_names))), folder / "rejects.parquet")
    relist(folder)


def reword(folder: Path) -> None:
    path = folder / "figures.json"
    path.write_text(path.read_text(encoding="utf-8").replace("316000.0", "316001.0"), encoding="utf-8")
    relist(folder)


def unlist(folder: Path) -> None:
    (folder / sums.NAME).unlink()


def garble(folder: Path) -> None:
    (folder / sums.NAME).write_text("hello\n", encoding="utf-8")


def relist(folder: Path) -> None:
    (folder / sums.NAME).write_text(sums.take(folder), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (flip, r"figures\.parquet is not as published: its SHA-256 differs"),
        (remove, r"terms\.parquet is missing"),
        (remove_unlisted, r"terms\.parquet is missing, and the release does not even list it"),
        (add, r"notes\.txt does not belong to the release"),
        (truncate, r"events\.parquet cannot be read as Parquet"),
        (widen, r"rejects\.parquet has a column colour, which is not declared"),
        (narrow, r"rejects\.parquet lacks the column reason"),
        (retype, r"rejects\.parquet: column source_start is of type int32, not int64"),
        (reorder, r"rejects\.parquet has the declared columns in another order"),
        (reword, r"figures\.json: record 1 is not the one in figures\.parquet"),
        (unlist, r"SHA256SUMS is missing"),
        (garble, r"SHA256SUMS, line 1: this is no sum and no file name"),
    ],
)
def test_what_was_changed_is_told(change: Callable[[Path], None], wanted: str, published: Path) -> None:
    assert check.files(published) == []
    change(published)
    found = check.check(published)
    assert any(re.search(wanted, sentence) for sentence in found), found
    assert all("\n" not in sentence for sentence in found)


def test_no_damage_to_a_file_ends_in_a_traceback(published: Path) -> None:
    """Every hundredth byte of a table is turned over in turn, and the sums are made to agree."""
    path = published / "events.parquet"
    sound = path.read_bytes()
    for place in range(0, len(sound), 100):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 0xFF]) + sound[place + 1 :])
        relist(published)
        assert all("\n" not in sentence for sentence in check.files(published))


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    assert check.check(tmp_path / "nothing") == [
        f"{tmp_path / 'nothing'} is no folder: name a release, such as outputs/latest"
    ]


def test_a_sound_release_is_good_and_a_forged_one_is_not(
    published: Path, sound_rows: Callable[[bytes], Any], tmp_path: Path
) -> None:
    """Files may agree with each other and still say what cannot be."""
    assert check.check(published) == []
    rows = sound_rows(b"forged")
    rows["figures"][0]["text"] = "31.7万人"
    forged = release.publish(from_rows(rows), Quality(()), tmp_path / "forged", "2026-11-23-aaaaaaaaaaaa")
    assert any("text_as_written" in sentence or "31.7万人" in sentence for sentence in check.check(forged))


def test_json_reads_whole_and_line_by_line(published: Path, sound: dict[str, pa.Table]) -> None:
    text = (published / "events.json").read_text(encoding="utf-8")
    whole = json.loads(text)
    assert [json.loads(line.rstrip(",")) for line in text.splitlines()[1:-1]] == whole
    assert whole[0]["date_end"] == "2020-09-02"
    assert whole[0]["date_start"] is None
    assert "截至9月2日" in text
    assert list(whole[0]) == sound["events"].column_names
