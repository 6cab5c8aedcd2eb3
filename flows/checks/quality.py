"""What a validation found: the record behind quality.json, the run's message and the quality page.

Not for judging: flows/validate.py does that. Holds no clock and no durations, so that equal rows give equal bytes.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """One row, or one table, that is not as expected; str() is the sentence for a person."""

    table: str
    expectation: str
    column: str
    says: str
    key: str
    value: str

    def __str__(self) -> str:
        """Name table, row, value and expectation in one sentence.

        >>> print(Failure("figures", "expect_column_values_to_be_in_set", "bound", "bound is one of exact, about",
        ...               "0123456789abcdef-p0007-f00012", "'abuot'"))
        figures, row 0123456789abcdef-p0007-f00012: bound is one of exact, about, but found 'abuot' \
(expect_column_values_to_be_in_set)
        """
        place = f"{self.table}, row {self.key}" if self.key else self.table
        return f"{place}: {self.says}, but found {self.value} ({self.expectation})"


@dataclass(frozen=True, slots=True)
class Result:
    """One expectation on one table: how many rows it looked at, how many failed, and the first of those."""

    table: str
    expectation: str
    column: str
    says: str
    checked: int
    failed: int
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything that was expected, and whether it held."""

    results: tuple[Result, ...]

    @property
    def passed(self) -> bool:
        """Whether every expectation held on every row."""
        return not any(result.failed for result in self.results)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The first failures of every expectation that did not hold."""
        return tuple(failure for result in self.results for failure in result.failures)

    def summary(self) -> list[dict[str, object]]:
        """Return one flat record a table: expectations, those that failed, rows checked and rows failed."""
        names = dict.fromkeys(result.table for result in self.results)
        return [_summary(name, [result for result in self.results if result.table == name]) for name in names]

    def to_json(self) -> str:
        """Return the text of quality.json: the verdict, then one result a line."""
        lines = ",\n".join(_lines(self.results))
        return f'{{"passed": {json.dumps(self.passed)}, "results": [\n{lines}\n]}}\n'


def _summary(name: str, results: list[Result]) -> dict[str, object]:
    return {
        "table": name,
        "expectations": len(results),
        "expectations_failed": sum(bool(result.failed) for result in results),
        "rows_checked": max(result.checked for result in results),
        "rows_failed": sum(result.failed for result in results),
    }


def _lines(results: tuple[Result, ...]) -> Iterator[str]:
    for result in results:
        record = asdict(result) | {"failures": [{"key": each.key, "value": each.value} for each in result.failures]}
        yield json.dumps(record, ensure_ascii=False)
