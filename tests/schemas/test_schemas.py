"""One declaration, six renderings: they must say the same."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import jsonschema
import pyarrow as pa
import pytest

from schemas import TABLES, Column, ForeignKey, Table
from schemas.render import arrow_schema, dictionary, json_schema, table_schema
from schemas.table import Type

ARROW: dict[Type, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}

SAMPLE = Table(
    name="sample",
    row="one of anything",
    key=("sample_id",),
    columns=(
        Column("sample_id", "Its name.", pattern="^[a-z]+$"),
        Column("size", "How big it is.", "number", unit="m", nullable=True, minimum=0, maximum=9.5),
        Column("kind", "What it is.", values=("a|b", "c"), nullable=True),
        Column("note", "What else.", blank=True),
        Column("day", "When it was.", "date", minimum=date(2000, 1, 1)),
        Column("moment", "When exactly.", "timestamp", nullable=True),
        Column("sound", "Whether it is.", "boolean"),
        Column("rank", "How far from the top.", "integer", maximum=3),
    ),
    foreign_keys=(ForeignKey("kind", "kinds"),),
)

EVERY = [*TABLES.values(), SAMPLE]


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.name)
def test_arrow_says_what_is_declared(table: Table) -> None:
    schema = arrow_schema(table)
    assert schema.names == list(table.names)
    assert schema.metadata[b"description"].decode() == f"A row is {table.row}."
    for column, field in zip(table.columns, schema, strict=True):
        assert (field.type, field.nullable) == (ARROW[column.type], column.nullable)
        assert field.metadata[b"meaning"].decode() == column.meaning
        assert field.metadata.get(b"unit", b"").decode() == (column.unit or "")


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.name)
def test_table_schema_says_what_is_declared(table: Table) -> None:
    schema = table_schema(table)
    assert schema["primaryKey"] == list(table.key)
    assert [(link["fields"], link["reference"]["resource"]) for link in schema["foreignKeys"]] == [
        ([link.column], link.table) for link in table.foreign_keys
    ]
    for column, field in zip(table.columns, schema["fields"], strict=True):
        limits = field["constraints"]
        assert (field["name"], field["description"]) == (column.name, column.meaning)
        assert field["type"] == {"timestamp": "datetime"}.get(column.type, column.type)
        assert field.get("unit") == column.unit
        assert limits["required"] is not column.nullable
        assert ("minLength" in limits) is (column.type == "string" and not column.blank)
        assert limits.get("enum", []) == list(column.values)
        assert limits.get("pattern") == column.pattern
        for word in ("minimum", "maximum"):
            limit = getattr(column, word)
            assert limits.get(word) == (limit.isoformat() if isinstance(limit, date) else limit)


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.name)
def test_json_schema_says_what_is_declared(table: Table) -> None:
    schema = json_schema(table)
    jsonschema.Draft202012Validator.check_schema(schema)
    properties = schema["items"]["properties"]
    assert list(properties) == schema["items"]["required"] == list(table.names)
    for column in table.columns:
        said = properties[column.name]
        assert ("null" in said["type"]) == column.nullable
        assert said["description"] == column.meaning
        assert said.get("unit") == column.unit
        assert [value for value in said.get("enum", []) if value is not None] == list(column.values)
        assert said.get("pattern") == column.pattern


@pytest.mark.parametrize(
    ("cells", "sound"),
    [
        ({}, True),
        ({"size": None}, True),
        ({"kind": None}, True),
        ({"size": 9.6}, False),
        ({"size": -1}, False),
        ({"kind": "d"}, False),
        ({"sample_id": "A"}, False),
        ({"sample_id": None}, False),
        ({"day": None}, False),
        ({"sound": 1}, False),
        ({"rank": 1.5}, False),
        ({"colour": "red"}, False),
    ],
)
def test_json_schema_judges_records(cells: dict[str, object], sound: bool) -> None:
    record = {"sample_id": "x", "size": 1.5, "kind": "c", "note": "", "day": "2020-01-01", "moment": None}
    record |= {"sound": True, "rank": 1}
    assert jsonschema.Draft202012Validator(json_schema(SAMPLE)).is_valid([record | cells]) == sound


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.name)
def test_dictionary_has_a_line_for_every_column(table: Table) -> None:
    text = dictionary(table)
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    assert len(lines) == len(table.columns)
    for column, line in zip(table.columns, lines, strict=True):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        assert cells[:4] == [f"`{column.name}`", column.type, column.unit or "", "yes" if column.nullable else "no"]
        assert cells[4].startswith(column.meaning)
        assert all(value.replace("|", r"\|") in cells[4] for value in column.values)


def test_expectations_say_what_is_declared() -> None:
    """In a process of its own, for the import costs seconds."""
    code = """
import json
from schemas import TABLES
from schemas.expectations import suite
print(json.dumps({name: [[each.configuration.type, each.configuration.kwargs, each.meta["says"]]
                         for each in suite(table).expectations] for name, table in TABLES.items()}, default=str))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    suites = json.loads(done.stdout)
    for name, table in TABLES.items():
        found = {(kind, kwargs.get("column")): kwargs for kind, kwargs, _ in suites[name]}
        assert all(says for _, _, says in suites[name])
        assert found["expect_table_columns_to_match_ordered_list", None]["column_list"] == list(table.names)
        assert ("expect_column_values_to_be_unique", table.key[0]) in found
        for column in table.columns:
            assert any("type" in kind for kind, of in found if of == column.name)
            assert (("expect_column_values_to_not_be_null", column.name) in found) != column.nullable
            said = found.get(("expect_column_values_to_be_in_set", column.name), {"value_set": []})
            assert said["value_set"] == list(column.values)
            shape = found.get(("expect_column_values_to_match_regex", column.name), {"regex": None})
            assert shape["regex"] == column.pattern
            limits = found.get(("expect_column_values_to_be_between", column.name), {})
            assert str(limits.get("min_value", column.minimum)).removesuffix(".0") == str(column.minimum)
            assert str(limits.get("max_value", column.maximum)).removesuffix(".0") == str(column.maximum)


def test_keys_point_to_tables() -> None:
    for table in TABLES.values():
        for link in table.foreign_keys:
            assert TABLES[link.table].key == (link.column,)
        assert not any(table.column(name).nullable for name in table.key)


def test_names_are_written_alike() -> None:
    """An id ends in _id and a sentence in a full stop, everywhere."""
    for table in TABLES.values():
        for column in table.columns:
            assert re.fullmatch("[a-z]+(_[a-z0-9]+)*", column.name)
            assert column.meaning.endswith((".", "…"))
            assert column.type != "timestamp" or column.name.endswith("_at")


@pytest.mark.parametrize(
    ("make", "wanted"),
    [
        (lambda: Column("a", "A.", "float32"), "float32 is none of"),
        (lambda: Column("a", "A.", "number", values=("1",)), "are for strings"),
        (lambda: Column("a", "A.", pattern="[0-9]"), "from \\^ to \\$"),
        (lambda: Table("t", "one", ("a",), (Column("a", "A."), Column("a", "A."))), "declared twice"),
        (lambda: Table("t", "one", ("b",), (Column("a", "A."),)), "names b, which is no column"),
    ],
)
def test_a_declaration_that_cannot_be_rendered_is_refused(make, wanted: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=wanted):
        make()


def test_schemas_import_nothing_of_flows() -> None:
    folder = Path(__file__).parents[2] / "schemas"
    for path in folder.glob("*.py"):
        assert not re.search(r"^\s*(from|import) flows", path.read_text(encoding="utf-8"), re.MULTILINE), path.name
