"""Rows from the extractors → Arrow tables as schemas/ declares them, sorted by key.

Not for checking what the rows say: flows/validate.py does that.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from schemas import TABLES, Column, Table
from schemas.render import arrow_schema

_PYTHON: dict[str, set[type]] = {
    "string": {str},
    "integer": {int},
    "number": {float, int},
    "boolean": {bool},
    "date": {date},
    "timestamp": {datetime},
}
_WHOLE = 2**63


def from_rows(rows: Mapping[str, Sequence[Mapping[str, object]]]) -> dict[str, pa.Table]:
    """Return every table of schemas/, built from the rows that bear its name and sorted by its key.

    A table without rows is empty, a column that a row does not have is empty there. Raises ValueError, naming table,
    row and column, for a table or column that is not declared and for a value of another type.
    """
    unknown = sorted(set(rows) - set(TABLES))
    if unknown:
        raise ValueError(f"no table is called {unknown[0]}: schemas/ declares {', '.join(TABLES)}")
    return {name: _build(table, rows.get(name, ())) for name, table in TABLES.items()}


def sort(table: Table, data: pa.Table) -> pa.Table:
    """Return the rows of `data` in the order of the table's key."""
    return data.sort_by([(name, "ascending") for name in table.key]).combine_chunks()


def _build(table: Table, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    names = set(table.names)
    for row in rows:
        if not row.keys() <= names:
            extra = min(row.keys() - names)
            raise ValueError(f"table {table.name}, row {_name(table, row)}: schemas/ declares no column {extra}")
    schema = arrow_schema(table)
    arrays = [pa.array(_cells(table, column, rows), type=schema.field(column.name).type) for column in table.columns]
    return sort(table, pa.Table.from_arrays(arrays, schema=schema))


def _cells(table: Table, column: Column, rows: Sequence[Mapping[str, object]]) -> list[Any]:
    """Return a column's cells; Arrow alone would cut 1.5 down to 1 where whole numbers are declared."""
    name = column.name
    cells = [row.get(name) for row in rows]
    if not _fit(cells, column):
        row = next(row for row in rows if not _fit([row.get(name)], column))
        raise ValueError(
            f"table {table.name}, row {_name(table, row)}: {name} is {row[name]!r}, not of type {column.type}"
        )
    return cells


def _fit(cells: list[Any], column: Column) -> bool:
    kinds = set(map(type, cells)) - {type(None)}
    if not kinds <= _PYTHON[column.type]:
        return False
    return int not in kinds or all(cell is None or -_WHOLE <= cell < _WHOLE for cell in cells)


def _name(table: Table, row: Mapping[str, object]) -> str:
    return ", ".join(str(row.get(name)) for name in table.key)
