"""What differs between two releases: rows added, gone and changed, by key, a table each.

Not for judging which one is right, nor for saying it in words: saying.py does that.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial, reduce
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from flows.publish.rows import Rows
from flows.publish.tables import sort
from schemas import TABLES, Table
from schemas.render import arrow_schema

Row = Mapping[str, object]


class ChangesError(ValueError):
    """Tables that cannot be compared; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that both releases have under `key`, and what differs in it: column → (old value, new value)."""

    key: str
    cells: Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class TableChanges:
    """One table's differences, each in the order of keys; `before` and `after` are its numbers of rows."""

    table: str
    before: int
    after: int
    added: Sequence[Row]
    gone: Sequence[Row]
    changed: Sequence[ChangedRow]


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between two releases by name, a table each, in the order of schemas.TABLES."""

    old: str
    new: str
    tables: tuple[TableChanges, ...]


def compare(
    old_name: str, old_tables: Mapping[str, pa.Table], new_name: str, new_tables: Mapping[str, pa.Table]
) -> Changes:
    """Return what differs between two releases; a table or column that one of them lacks is empty there.

    Raises ChangesError for a table whose key is missing, empty or given twice.
    """
    return Changes(
        old_name,
        new_name,
        tuple(
            _compare(table, _keyed(table, old_name, old_tables), _keyed(table, new_name, new_tables))
            for table in TABLES.values()
        ),
    )


def to_json(changes: Changes, most: int | None = None) -> str:
    """Return the difference as JSON, a row a line; `most` bounds each list of rows, while the counts tell them all."""
    return "".join(json_pieces(changes, most))


def json_pieces(changes: Changes, most: int | None = None) -> Iterator[str]:
    """Yield the same piece by piece, for differences that are larger than memory."""
    yield f'{{\n"old": {_json(changes.old)},\n"new": {_json(changes.new)},\n"tables": {{'
    for number, table in enumerate(changes.tables):
        yield f"{',' if number else ''}\n{_json(table.table)}: {{\n"
        yield f'"before": {table.before}, "after": {table.after}, "added_count": {len(table.added)}, '
        yield f'"gone_count": {len(table.gone)}, "changed_count": {len(table.changed)},'
        lists = {"added": table.added, "gone": table.gone, "changed": map(_changed, table.changed)}
        for place, (name, rows) in enumerate(lists.items()):
            yield f'{"," * bool(place)}\n"{name}": ['
            for position, row in enumerate(islice(rows, most)):
                yield f"{',' if position else ''}\n{_json(row)}"
            yield "]"
        yield "}"
    yield "\n}\n}\n"


def _changed(row: ChangedRow) -> Row:
    return {"key": row.key, "cells": {name: {"old": old, "new": new} for name, (old, new) in row.cells.items()}}


def _json(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)
    except (TypeError, ValueError) as error:
        raise ChangesError(f"a value has no place in JSON: {error}") from error


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is none of its types")


def _keyed(table: Table, release: str, tables: Mapping[str, pa.Table]) -> pa.Table:
    """Return a release's table sorted by its key, once it is sure that the key names every row."""
    data = tables.get(table.name, arrow_schema(table).empty_table())
    for name in table.key:
        if name not in data.column_names:
            raise ChangesError(f"{release}: {table.name} has no column {name}, by which its rows are known")
    names = _names(table, data)
    counted = names.value_counts()
    twice = counted.filter(pc.greater(counted.field("counts"), 1))
    if names.null_count or len(twice):
        says = f"key {twice[0]['values']} more than once" if len(twice) else "row without a key"
        raise ChangesError(f"{release}: {table.name} has a {says}, so its rows cannot be told apart")
    return sort(table, data)


def _names(table: Table, data: pa.Table) -> pa.Array:
    """Return what names each row: its key, as one text."""
    parts = [data[name].cast(pa.string()) for name in table.key]
    return pc.binary_join_element_wise(*parts, ", ").combine_chunks()


def _compare(table: Table, old: pa.Table, new: pa.Table) -> TableChanges:
    before, after = _names(table, old), _names(table, new)
    place = pc.index_in(after, value_set=before)
    here = new.filter(pc.is_valid(place))
    there = old.take(place.drop_null())
    columns = dict.fromkeys((*new.column_names, *old.column_names))
    differ = reduce(pc.or_, (_differ(there, here, name) for name in columns))
    named = pa.table({"key": _names(table, here)}).filter(differ)
    return TableChanges(
        table.name,
        before=old.num_rows,
        after=new.num_rows,
        added=Rows(dict, new.filter(pc.is_null(place))),
        gone=Rows(dict, old.filter(pc.invert(pc.is_in(before, value_set=after)))),
        changed=Rows(partial(_change, tuple(columns)), named, there.filter(differ), here.filter(differ)),
    )


def _change(columns: tuple[str, ...], named: Mapping[str, str], old: Row, new: Row) -> ChangedRow:
    cells = {name: (old.get(name), new.get(name)) for name in columns}
    return ChangedRow(named["key"], {name: cell for name, cell in cells.items() if cell[0] != cell[1]})


def _differ(old: pa.Table, new: pa.Table, name: str) -> pa.Array:
    """Tell for each row whether the cells of a column differ; a cell without a value differs from one with a value."""
    before, after = (data[name] if name in data.column_names else pa.nulls(data.num_rows) for data in (old, new))
    if before.type == after.type and not pa.types.is_null(before.type):
        unequal = pc.fill_null(pc.not_equal(before, after), False)
        return pc.or_(unequal, pc.xor(pc.is_null(before), pc.is_null(after)))
    return pa.array([a != b for a, b in zip(before.to_pylist(), after.to_pylist(), strict=True)], pa.bool_())
