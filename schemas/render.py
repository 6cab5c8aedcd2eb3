"""Table → Arrow schema, JSON Schema, Table Schema, data dictionary: the declaration in the words of its readers.

Not for expectations: expectations.py renders those, and costs an import of seconds.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from schemas.table import Column, Table

_ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}
_FORMATS = {"date": "date", "timestamp": "date-time"}


def arrow_schema(table: Table) -> pa.Schema:
    """Return the table's Arrow schema; what a row is, and each column's meaning and unit, stand in the metadata."""
    return pa.schema(
        [_arrow_field(column) for column in table.columns],
        metadata={"table": table.name, "description": f"A row is {table.row}.", "key": ";".join(table.key)},
    )


def _arrow_field(column: Column) -> pa.Field:
    metadata = {"meaning": column.meaning}
    if column.unit:
        metadata["unit"] = column.unit
    return pa.field(column.name, _ARROW[column.type], nullable=column.nullable, metadata=metadata)


def json_schema(table: Table) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the table's JSON file: an array of flat records with every column."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.name,
        "description": f"A record is {table.row}.",
        "type": "array",
        "items": {
            "type": "object",
            "properties": {column.name: _json_property(column) for column in table.columns},
            "required": list(table.names),
            "additionalProperties": False,
        },
    }


def _json_property(column: Column) -> dict[str, Any]:
    kind = "string" if column.type in _FORMATS else column.type
    found: dict[str, Any] = {"description": column.meaning, "type": [kind, "null"] if column.nullable else kind}
    if column.unit:
        found["unit"] = column.unit
    if column.type in _FORMATS:
        found["format"] = _FORMATS[column.type]
    elif column.type in ("integer", "number"):
        found |= {
            word: limit
            for word, limit in (("minimum", column.minimum), ("maximum", column.maximum))
            if limit is not None
        }
    if column.type == "string" and not column.blank:
        found["minLength"] = 1
    if column.values:
        found["enum"] = [*column.values, None] if column.nullable else list(column.values)
    if column.pattern:
        found["pattern"] = column.pattern
    return found


def table_schema(table: Table) -> dict[str, Any]:
    """Return the Table Schema (Data Package v2) of the table; its foreign keys name tables as resources."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_table_schema_field(column) for column in table.columns],
        # The empty text is a value here; what is missing is null.
        "missingValues": [],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": [link.column], "reference": {"resource": link.table, "fields": [link.column]}}
            for link in table.foreign_keys
        ],
    }


def _table_schema_field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": not column.nullable}
    if column.type == "string" and not column.blank:
        constraints["minLength"] = 1
    for word, limit in (("minimum", column.minimum), ("maximum", column.maximum)):
        if limit is not None:
            constraints[word] = limit.isoformat() if isinstance(limit, date) else limit
    if column.values:
        constraints["enum"] = list(column.values)
    if column.pattern:
        constraints["pattern"] = column.pattern
    found = {
        "name": column.name,
        "title": title(column),
        "type": "datetime" if column.type == "timestamp" else column.type,
        "description": column.meaning,
        "constraints": constraints,
    }
    return found | ({"unit": column.unit} if column.unit else {})


def title(column: Column) -> str:
    """Return a column's name as a person would write it.

    >>> title(Column("source_sha256", "…")), title(Column("document_id", "…"))
    ('Source SHA-256', 'Document ID')
    """
    words = column.name.replace("sha256", "SHA-256").split("_")
    words = [word.upper() if word in ("id", "url") else word for word in words]
    return " ".join([words[0][0].upper() + words[0][1:], *words[1:]])


def dictionary(table: Table) -> str:
    """Return the table's chapter of the data dictionary, in Markdown."""
    links = {link.column: link.table for link in table.foreign_keys}
    lines = [f"## {table.name}", "", f"A row is {table.row}. Key: {', '.join(f'`{name}`' for name in table.key)}.", ""]
    lines += ["| column | type | unit | may be empty | meaning |", "| --- | --- | --- | --- | --- |"]
    lines += [_dictionary_row(column, links.get(column.name)) for column in table.columns]
    return "\n".join(lines) + "\n"


def _dictionary_row(column: Column, link: str | None) -> str:
    cells = (
        f"`{column.name}`",
        column.type,
        column.unit or "",
        "yes" if column.nullable else "no",
        " ".join([column.meaning, *_remarks(column, link)]),
    )
    escaped = [cell.replace("|", "\\|") for cell in cells]
    return f"| {' | '.join(escaped)} |"


def _remarks(column: Column, link: str | None) -> Iterator[str]:
    if link:
        yield f"Points to `{link}`."
    if column.blank:
        yield "The empty text is a value here."
    if column.values:
        yield f"One of {', '.join(f'`{value}`' for value in column.values)}."
    if column.minimum is not None and column.maximum is not None:
        yield f"Between {column.minimum} and {column.maximum}."
    elif column.minimum is not None:
        yield f"At least {column.minimum}."
    elif column.maximum is not None:
        yield f"At most {column.maximum}."
    if column.pattern:
        yield f"Shape: `{column.pattern}`."
