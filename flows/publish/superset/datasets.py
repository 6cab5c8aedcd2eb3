"""Table → Superset dataset: its columns with their meanings, read from the release's Parquet by DuckDB.

Not for choosing what is shown of them: charts.py does.
"""

from typing import Any

from flows.publish.superset.identity import Identity
from schemas import Column, Table

PLACE = "outputs/latest"
"""Where the files are looked for that are not in the folder in which Superset was started."""

DOCUMENT = Column("document", "The document's title, or the name of its file where it has none.")
DATE = Column(
    "date", "The last day that the expression covers, or its first where the words leave the last open.", "date"
)
COUNT = "count"

_DATES = {"events": "COALESCE(date_end, date_start)"}
"""Tables whose rows stand in time by a day that is none of their columns, and how it comes from them."""

_DOCUMENTS = "documents"
_TITLE = f"COALESCE({_DOCUMENTS}.title, {_DOCUMENTS}.source_name) AS {DOCUMENT.name}"
_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
}
_TIMES = ("date", "timestamp")


def database(title: str, known: Identity) -> dict[str, Any]:
    """Return the connection: a DuckDB in memory, whose address is the one place that says where the files are."""
    return {
        "database_name": title,
        "sqlalchemy_uri": f"duckdb:///:memory:?file_search_path={PLACE}",
        # Who may write queries of their own to DuckDB may read every file that Superset may.
        "expose_in_sqllab": False,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "allow_file_upload": False,
        "extra": {"allows_virtual_table_explore": True},
        "uuid": known.of("databases", "release"),
        "version": "1.0.0",
    }


def render(table: Table, known: Identity) -> dict[str, Any]:
    """Return the dataset of one table, each row with its document's title."""
    columns = [_column(column) for column in (*table.columns, DOCUMENT)]
    days = [column.name for column in table.columns if column.type in _TIMES]
    if table.name in _DATES:
        columns.append(_column(DATE) | {"expression": _DATES[table.name]})
        days.insert(0, DATE.name)
    return {
        "table_name": table.name,
        "description": f"A row is {table.row}.",
        "main_dttm_col": days[0] if days else None,
        "sql": _sql(table),
        "columns": columns,
        "metrics": [{"metric_name": COUNT, "verbose_name": table.name, "expression": "COUNT(*)"}],
        "uuid": known.of("datasets", table.name),
        "database_uuid": known.of("databases", "release"),
        "version": "1.0.0",
    }


def _sql(table: Table) -> str:
    """Return the query that is the dataset; the file's name alone, for the connection knows the folder."""
    parts = [f"SELECT {table.name}.*, {_TITLE} FROM {_file(table.name)}"]  # noqa: S608 (names are those of schemas/)
    if any(link.table == _DOCUMENTS for link in table.foreign_keys):
        parts.append(f"JOIN {_file(_DOCUMENTS)} USING (document_id)")
    return " ".join(parts)


def _file(name: str) -> str:
    return f"read_parquet('{name}.parquet') AS {name}"


def _column(column: Column) -> dict[str, Any]:
    return {
        "column_name": column.name,
        "verbose_name": column.name.replace("_", " "),
        "description": f"{column.meaning} Unit: {column.unit}." if column.unit else column.meaning,
        "type": _TYPES[column.type],
        "is_dttm": column.type in _TIMES,
        "groupby": True,
        "filterable": True,
        "is_active": True,
    }
