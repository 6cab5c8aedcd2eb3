"""Rows → tables: typed, sorted, complete, and refused when they say what is not declared."""

from datetime import date

import pytest

from flows.publish.tables import from_rows
from schemas import TABLES
from schemas.render import arrow_schema


def test_every_table_is_there_with_its_schema() -> None:
    tables = from_rows({})
    assert list(tables) == list(TABLES)
    assert all(tables[name].schema.equals(arrow_schema(table), check_metadata=True) for name, table in TABLES.items())


def test_rows_come_out_in_the_order_of_the_key() -> None:
    rows = [{"reject_id": "b"}, {"reject_id": "c"}, {"reject_id": "a"}]
    assert from_rows({"rejects": rows})["rejects"].column("reject_id").to_pylist() == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ({"numbers": []}, "no table is called numbers"),
        (
            {"rejects": [{"reject_id": "a", "colour": "red"}]},
            "table rejects, row a: schemas/ declares no column colour",
        ),
        ({"rejects": [{"reject_id": "a", "source_start": "x"}]}, "row a: source_start is 'x', not of type integer"),
        ({"rejects": [{"reject_id": "a"}, {"reject_id": 3}]}, "row 3: reject_id is 3, not of type string"),
        ({"events": [{"event_id": "a", "date_end": "soon"}]}, "row a: date_end is 'soon', not of type date"),
        ({"events": [{"event_id": "a", "start": 1.5}]}, "row a: start is 1.5, not of type integer"),
        ({"events": [{"event_id": "a", "start": 2**63}]}, "row a: start is 9223372036854775808, not of type integer"),
        ({"rejects": [{"reject_id": "a", "source_start": True}]}, "is True, not of type integer"),
        ({"figures": [{"figure_id": "a", "value": date(2020, 1, 1)}]}, "not of type number"),
    ],
)
def test_what_is_not_declared_is_refused(rows: dict[str, list[dict[str, object]]], wanted: str) -> None:
    with pytest.raises(ValueError, match=wanted.replace("(", r"\(")):
        from_rows(rows)
