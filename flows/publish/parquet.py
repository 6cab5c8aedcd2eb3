"""One table → one Parquet file: identical rows give identical bytes.

Not for the order of rows: flows/publish/tables.py sorts them.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import Table

ROWS = 100_000
"""Rows in a group: little enough to be fetched alone over HTTP, enough to be compressed well."""


def write(table: Table, data: pa.Table, path: Path) -> None:
    """Write `data` to `path` with zstd, statistics and the declared order; raises OSError where it cannot."""
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
