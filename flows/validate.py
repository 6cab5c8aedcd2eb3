"""The gate: every expectation on every table, and the rules between them, in the words of Great Expectations.

Not for what is expected: schemas/ and flows/checks/rules.py state that. Great Expectations takes seconds to import, so
it is imported by the first call of `validate`, or by `warm_up` on a thread of its own beforehand.
"""

import logging
import os
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from flows.checks.columns import Columns
from flows.checks.quality import Failure, Quality, Result
from flows.checks.rules import RULES, Rule
from schemas import TABLES, Table

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations import ExpectationSuite
    from great_expectations.core.batch_definition import BatchDefinition

SHOWN = 5
"""How many failures of one expectation are told row by row."""

_LONGEST = 60
_SHAPE = ("expect_table_columns_to_match_ordered_list", "of_type", "in_type_list")


def warm_up() -> None:
    """Import Great Expectations, quietly and offline; worth a thread while something else is waited for."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations

    # It reports every batch and every failed expectation at levels that end up on a user's terminal.
    logging.getLogger(great_expectations.__name__).setLevel(logging.ERROR)


def validate(tables: Mapping[str, pa.Table]) -> Quality:
    """Return what holds and what does not in `tables`, which are looked for under the names of schemas/.

    Each table is checked by itself; the rules between columns and tables follow where all have the declared columns
    and types, for they cannot be asked of others. A table that is missing fails as such.
    """
    warm_up()
    definition = _definition()
    results = [result for table in TABLES.values() for result in _alone(definition, table, tables.get(table.name))]
    if not any(result.failed for result in results if result.expectation.endswith(_SHAPE)):
        columns = Columns(tables)
        for name in TABLES:
            results += _together(definition, name, [rule for rule in RULES if rule.table == name], columns)
    return Quality(tuple(results))


def _definition() -> "BatchDefinition[Any]":
    """Return what takes frames in: a context in memory, without progress bars, reports to its makers and files."""
    import great_expectations as gx
    from great_expectations.data_context.types import base

    config = base.DataContextConfig(
        store_backend_defaults=base.InMemoryStoreBackendDefaults(),
        progress_bars=base.ProgressBarsConfig(globally=False, metric_calculations=False),
        analytics_enabled=False,
    )
    source = gx.get_context(mode="ephemeral", project_config=config).data_sources.add_pandas("tables")
    return source.add_dataframe_asset("table").add_batch_definition_whole_dataframe("whole")


def _alone(definition: "BatchDefinition[Any]", table: Table, data: pa.Table | None) -> list[Result]:
    from schemas.expectations import suite

    if data is None:
        says = "the table is there"
        missing = Failure(table.name, _SHAPE[0], "", says, "", "no table")
        return [Result(table.name, _SHAPE[0], "", says, 0, 1, (missing,))]

    def shown(row: int, column: str) -> tuple[str, str]:
        names = [column] if column in data.column_names else list(table.key)
        return _key(table, data, row), ", ".join(_written(data.column(name)[row].as_py()) for name in names)

    # Whole numbers beside empty cells would become floating-point ones, or what a file's metadata makes of them.
    frame = data.to_pandas(integer_object_nulls=True, ignore_metadata=True)
    return [_result(table.name, raw, data.num_rows, shown) for raw in _run(definition, suite(table), frame)]


def _together(definition: "BatchDefinition[Any]", name: str, rules: list[Rule], columns: Columns) -> list[Result]:
    import pandas as pd

    from schemas.expectations import truths

    by_name = {rule.name: rule for rule in rules}
    frame = pd.DataFrame({rule.name: _judge(rule, columns) for rule in rules}, dtype=bool)
    keys = [columns.cells(name, key) for key in TABLES[name].key]

    def shown(row: int, column: str) -> tuple[str, str]:
        cells = ((each, columns.cells(name, each)[row]) for each in by_name[column].columns)
        told = ", ".join(f"{each} = {_written(cell)}" for each, cell in cells)
        return ", ".join(str(cells[row]) for cells in keys), told

    suite = truths(name, {rule.name: rule.says for rule in rules})
    return [_result(name, raw, len(frame), shown) for raw in _run(definition, suite, frame)]


def _judge(rule: Rule, columns: Columns) -> list[bool]:
    """Return for every row whether the rule holds; where a cell is empty that may not be, it is not asked."""
    own = TABLES[rule.table]
    cells = [columns.cells(rule.table, name) for name in rule.columns]
    optional = [name in own.names and own.column(name).nullable for name in rule.columns]
    if not any(None in each for each, may in zip(cells, optional, strict=True) if not may):
        return [rule.holds(*row) for row in zip(*cells, strict=True)]
    return [
        any(cell is None and not may for cell, may in zip(row, optional, strict=True)) or rule.holds(*row)
        for row in zip(*cells, strict=True)
    ]


def _run(definition: "BatchDefinition[Any]", suite: "ExpectationSuite", frame: "pd.DataFrame") -> list[Any]:
    """Return Great Expectations' results in the order of the suite; it sorts them by column itself.

    Rows are asked for in a second round, of the expectations that failed: most of a round's time goes into asking.
    """
    import great_expectations as gx

    batch = definition.get_batch(batch_parameters={"dataframe": frame})
    names = [_name(each.configuration) for each in suite.expectations]
    found = {_name(raw.expectation_config): raw for raw in batch.validate(suite, result_format="BOOLEAN_ONLY").results}
    failed = [each for each, name in zip(suite.expectations, names, strict=True) if not found[name].success]
    if failed:
        again = gx.ExpectationSuite(name=f"{suite.name} again", expectations=failed)
        shown = {"result_format": "SUMMARY", "partial_unexpected_count": SHOWN}
        found |= {_name(raw.expectation_config): raw for raw in batch.validate(again, result_format=shown).results}
    return [found[name] for name in names]


def _name(configuration: Any) -> tuple[str, str | None]:
    return configuration.type, configuration.kwargs.get("column")


def _result(table: str, raw: Any, rows: int, shown: Any) -> Result:
    """Turn one result of Great Expectations into ours; `shown` tells key and value of a row."""
    expectation, says = raw.expectation_config.type, raw.expectation_config.meta["says"]
    column = raw.expectation_config.kwargs.get("column", "")
    if raw.success:
        return Result(table, expectation, column, says, rows, 0)
    where = raw.result.get("partial_unexpected_index_list", [])
    failures = tuple(Failure(table, expectation, column, says, *shown(row, column)) for row in where)
    if not failures:
        failures = (Failure(table, expectation, column, says, "", _observed(raw)),)
    return Result(table, expectation, column, says, rows, raw.result.get("unexpected_count", 1), failures)


def _observed(raw: Any) -> str:
    """Tell what an expectation that is not about rows found."""
    seen = raw.result.get("observed_value", "no column that could be judged")
    declared = raw.expectation_config.kwargs.get("column_list")
    if not declared or not isinstance(seen, list):
        return str(seen)
    missing, extra = [name for name in declared if name not in seen], [name for name in seen if name not in declared]
    if not missing and not extra:
        return f"the order {', '.join(seen)}"
    told = [f"no {name}" for name in missing] + [f"{name}, which is not declared" for name in extra]
    return " and ".join(told)


def _key(table: Table, data: pa.Table, row: int) -> str:
    present = [name for name in table.key if name in data.column_names]
    return ", ".join(str(data.column(name)[row].as_py()) for name in present) or f"number {row}"


def _written(cell: object) -> str:
    if cell is None:
        return "an empty cell"
    text = cell.isoformat() if isinstance(cell, date) else repr(cell)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
