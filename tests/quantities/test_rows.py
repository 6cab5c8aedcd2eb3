"""What figures become in the table: no case makes a row that the schema refuses, or a release would stop at it."""

from flows.transform import transform
from schemas import TABLES
from tests.quantities.reading import load

FIGURES = TABLES["figures"]


def test_no_case_makes_a_row_with_an_empty_cell_that_must_be_filled() -> None:
    text = "\n".join(case["written"] for case in load("figures"))
    rows = transform("cases.txt", text.encode(), tables=("figures", "events"))["figures"]
    filled = [column.name for column in FIGURES.columns if not column.nullable]
    assert len(rows) > 500
    assert [(row["text"], name) for row in rows for name in filled if row[name] is None] == []


def test_a_fraction_has_no_unit() -> None:
    (row,) = transform("one.txt", "约三分之一的企业复工。".encode(), tables=("figures", "events"))["figures"]
    assert (row["unit"], row["unit_canonical"], row["value"]) == (None, "ratio", 1 / 3)
