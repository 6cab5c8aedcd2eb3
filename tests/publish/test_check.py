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
from flows.publish import check, records, release, sums, whole
from flows.publish.tables import from_rows
from tests.conftest import Cli


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


def again(folder: Path) -> None:
    data = pq.read_table(folder / "figures.parquet")
    pq.write_table(pa.concat_tables([data, data.slice(0, 1)]), folder / "figures.parquet")
    relist(folder)


def shorten(folder: Path) -> None:
    pq.write_table(pq.read_table(folder / "figures.parquet").slice(1), folder / "figures.parquet")
    relist(folder)


def shorten_json(folder: Path) -> None:
    path = folder / "figures.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    path.write_text("[\n" + ",\n".join(map(json.dumps, rows[:-1])) + "\n]\n", encoding="utf-8")
    relist(folder)


def name_oddly(folder: Path) -> None:
    """A key that no sentence can hold, and half of a surrogate pair, which no column can."""
    path = folder / "figures.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"figure_id": "', '"figure_id": "\\ud800\\n', 1), encoding="utf-8")
    relist(folder)


def forge(folder: Path) -> None:
    """Another unit in both forms of a table and in the list: only the descriptions still tell of the old files."""
    data = pq.read_table(folder / "figures.parquet")
    index = data.schema.get_field_index("unit_canonical")
    data = data.set_column(index, data.schema.field(index), pa.array(["banana"] * data.num_rows))
    pq.write_table(data, folder / "figures.parquet")
    records.write(data, folder / "figures.json")
    relist(folder)


def undescribe(folder: Path) -> None:
    (folder / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    (folder / "croissant.json").write_text("[" * 100_000, encoding="utf-8")
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
        (reword, r"-f\d{5} differs in value"),
        (again, r"figures\.json: record \d+ .*figures\.parquet has the key \S+-f\d{5} more than once"),
        (shorten, r"figures\.json: record 1 .*figures\.parquet lacks \S+-f\d{5}$"),
        (shorten_json, r"figures\.json: record \d+ .*figures\.json lacks \S+-f\d{5}$"),
        (name_oddly, r"figures\.json: record 1 .*figures\.json lacks \S+-f\d{5}$"),
        (forge, r"datapackage\.json tells of another figures\.parquet: the SHA-256 given there differs"),
        (forge, r"croissant\.json tells of another figures\.json: the SHA-256 given there differs"),
        (undescribe, r"datapackage\.json does not describe figures\.parquet"),
        (undescribe, r"croissant\.json cannot be read as JSON that describes files"),
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


@pytest.mark.parametrize("name", whole.FILES)
def test_a_file_that_is_gone_is_named_though_nothing_lists_it(name: str, published: Path) -> None:
    (published / name).unlink()
    relist(published)
    assert f"{published / name} is missing, and the release does not even list it" in check.files(published)


def test_every_file_that_a_first_release_has_is_asked_for(published: Path) -> None:
    there = {path.relative_to(published).as_posix() for path in published.rglob("*") if path.is_file()}
    assert there == {*whole.FILES, sums.NAME}


def test_a_folder_without_a_list_is_no_release(cli: Cli, published: Path) -> None:
    """As an address that holds none: one line that says what to name, code 2."""
    done = cli("check", published.parent)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    says = f"jiaokan: there is no release at {published.parent}: it has no SHA256SUMS; name the folder of one"
    assert done.stderr.decode().startswith(says)


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
