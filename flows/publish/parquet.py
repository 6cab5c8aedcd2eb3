"""One table → one Parquet file: identical rows of the same sources give identical bytes.

The file names the release by its fingerprint alone, not by its day: built anew on another day, it is the same file.
Not for the order of rows: flows/publish/tables.py sorts them.
"""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import Table

ROWS = 100_000
"""Rows in a group: little enough to be fetched alone over HTTP, enough to be compressed well."""


def write(table: Table, data: pa.Table, path: Path, fingerprint: str) -> None:
    """Write `data` to `path` with zstd, statistics and the declared order; raises OSError where it cannot.

    The file's metadata tell the table, what a row is, the key, and the release's fingerprint.
    """
    told = {**(data.schema.metadata or {}), b"release": fingerprint.encode(), **_for_pandas(table)}
    data = data.replace_schema_metadata(told)
    order = pq.SortingColumn.from_ordering(data.schema, [(name, "ascending") for name in table.key])
    pq.write_table(
        data,
        path,
        compression="zstd",
        compression_level=3,
        row_group_size=ROWS,
        write_statistics=True,
        write_page_index=True,
        sorting_columns=order,
    )


def _for_pandas(table: Table) -> dict[bytes, bytes]:
    """Return what tells pandas to keep whole numbers whole beside empty cells: it would make 2.0 of 2 there."""
    columns = [
        {
            "name": column.name,
            "field_name": column.name,
            "pandas_type": "int64",
            "numpy_type": "Int64",
            "metadata": None,
        }
        for column in table.columns
        if column.type == "integer" and column.nullable
    ]
    told = {"index_columns": [], "column_indexes": [], "columns": columns, "pandas_version": "1.0.0"}
    return {b"pandas": json.dumps(told).encode()} if columns else {}
