"""Table → Great Expectations suite, built whole from the declaration.

Not for expectations across tables: flows/checks/rules.py states those, flows/validate.py runs both. Great Expectations
takes seconds to import, so it is imported when a suite is asked for; its names stay in this file and in
flows/validate.py.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from schemas.table import Column, Table

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite


def suite(table: Table) -> "ExpectationSuite":
    """Return all that can be expected of `table` by itself: columns, types, empty cells, key, limits, sets, patterns.

    Each expectation bears in `meta["says"]` what must hold, as a clause.
    """
    import great_expectations as gx

    found = [_ordered(table), _unique(table)]
    for column in table.columns:
        found.extend(_of_column(column))
    return gx.ExpectationSuite(name=table.name, expectations=found)


def truths(name: str, rules: Mapping[str, str]) -> "ExpectationSuite":
    """Return the suite of a frame that has one boolean column a rule; `rules` maps the column to what must hold."""
    import great_expectations as gx

    gxe = _vocabulary()
    found = [
        gxe.ExpectColumnValuesToBeInSet(column=column, value_set=[True], meta={"says": says})
        for column, says in rules.items()
    ]
    return gx.ExpectationSuite(name=name, expectations=found)


def _vocabulary() -> Any:
    """Return the module of expectations, untyped: it does not export its names in a way that mypy follows."""
    return import_module("great_expectations.expectations")


def _ordered(table: Table) -> Any:
    gxe = _vocabulary()
    return gxe.ExpectTableColumnsToMatchOrderedList(
        column_list=list(table.names), meta={"says": "the columns are those declared, in their order"}
    )


def _unique(table: Table) -> Any:
    gxe = _vocabulary()
    meta = {"says": f"{', '.join(table.key)} names one row only"}
    if len(table.key) == 1:
        return gxe.ExpectColumnValuesToBeUnique(column=table.key[0], meta=meta)
    return gxe.ExpectCompoundColumnsToBeUnique(column_list=list(table.key), meta=meta)


def _of_column(column: Column) -> Iterator[Any]:
    gxe = _vocabulary()
    name = column.name
    yield _typed(column)
    if not column.nullable:
        yield gxe.ExpectColumnValuesToNotBeNull(column=name, meta={"says": f"{name} is never empty"})
    if column.type == "string" and not (column.blank or column.values or column.pattern):
        yield gxe.ExpectColumnValueLengthsToBeBetween(
            column=name, min_value=1, meta={"says": f"{name} has at least one character"}
        )
    if column.values:
        says = f"{name} is one of {', '.join(column.values)}"
        yield gxe.ExpectColumnValuesToBeInSet(column=name, value_set=list(column.values), meta={"says": says})
    if column.pattern:
        says = f"{name} has the shape {column.pattern}"
        yield gxe.ExpectColumnValuesToMatchRegex(column=name, regex=column.pattern, meta={"says": says})
    if column.minimum is not None or column.maximum is not None:
        yield gxe.ExpectColumnValuesToBeBetween(
            column=name,
            min_value=_limit(column.minimum),
            max_value=_limit(column.maximum),
            meta={"says": f"{name} {_between(column)}"},
        )


def _typed(column: Column) -> Any:
    """Expect the type that pandas shows for the declared one; whole numbers beside empty cells come as objects."""
    gxe = _vocabulary()
    meta = {"says": f"{column.name} is of type {column.type}"}
    if column.type == "integer":
        return gxe.ExpectColumnValuesToBeInTypeList(column=column.name, type_list=["int64", "int"], meta=meta)
    shown = {"string": "str", "number": "float64", "boolean": "bool", "date": "date", "timestamp": "Timestamp"}
    return gxe.ExpectColumnValuesToBeOfType(column=column.name, type_=shown[column.type], meta=meta)


def _limit(limit: int | float | date | None) -> int | float | str | None:
    return limit.isoformat() if isinstance(limit, date) else limit


def _between(column: Column) -> str:
    low, high = _limit(column.minimum), _limit(column.maximum)
    if high is None:
        return f"is at least {low}"
    return f"is at most {high}" if low is None else f"lies between {low} and {high}"
