"""Parquet for everybody: flat, compressed, described, the same bytes on any day."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.checks.quality import Quality
from flows.publish import parquet, release
from schemas import TABLES
from schemas.render import arrow_schema

FLAT = {pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32(), pa.timestamp("us", tz="UTC")}


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_flat(name: str) -> None:
    assert {field.type for field in arrow_schema(TABLES[name])} <= FLAT


@pytest.mark.parametrize("name", TABLES)
def test_a_file_tells_what_it_is(name: str, seed_release: Path) -> None:
    file = pq.ParquetFile(seed_release / f"{name}.parquet")
    told = file.metadata.metadata
    assert told[b"table"].decode() == name
    assert told[b"description"].decode() == f"A row is {TABLES[name].row}."
    assert told[b"key"].decode() == ";".join(TABLES[name].key)
    assert told[b"release"].decode() == seed_release.name[11:]
    for column in TABLES[name].columns:
        field = file.schema_arrow.field(column.name)
        assert field.metadata[b"meaning"].decode() == column.meaning
        assert field.metadata.get(b"unit", b"").decode() == (column.unit or "")


def test_the_day_of_a_release_is_not_in_its_tables(sound: dict[str, pa.Table], tmp_path: Path) -> None:
    fingerprint = "a" * 64
    days = (date(2026, 11, 23), date(2026, 11, 24))
    one, two = (release.publish(sound, Quality(()), tmp_path, release.name(fingerprint, day)) for day in days)
    for name in TABLES:
        assert (one / f"{name}.parquet").read_bytes() == (two / f"{name}.parquet").read_bytes()


def test_a_large_table_is_cut_into_groups_with_statistics(tmp_path: Path) -> None:
    rows = 2 * parquet.ROWS + 5
    keys = pa.array([f"{number:016x}-x00000" for number in range(rows)])
    table = TABLES["rejects"]
    columns = [keys if name == "reject_id" else pa.nulls(rows) for name in table.names]
    schema = pa.schema([field.with_nullable(True) for field in arrow_schema(table)])
    data = pa.table([column.cast(field.type) for column, field in zip(columns, schema, strict=True)], schema=schema)
    parquet.write(table, data, tmp_path / "rejects.parquet", "aaaaaaaaaaaa")
    metadata = pq.read_metadata(tmp_path / "rejects.parquet")
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    assert [group.num_rows for group in groups] == [parquet.ROWS, parquet.ROWS, 5]
    spans = [(group.column(0).statistics.min, group.column(0).statistics.max) for group in groups]
    assert spans == sorted(spans)
    assert all(high < low for (_, high), (low, _) in pairwise(spans))


def test_pandas_keeps_whole_numbers_whole_beside_empty_cells(sound: dict[str, pa.Table], tmp_path: Path) -> None:
    made = release.publish(sound, Quality(()), tmp_path, "2026-01-01-0123456789ab")
    starts = pd.read_parquet(made / "repairs.parquet")["start"]
    assert starts.dtype == pd.Int64Dtype()
    assert starts.to_list() == [2, pd.NA]
