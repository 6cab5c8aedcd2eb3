"""find_numbers against the values that the numerals have."""

from decimal import Decimal
from typing import Any

import pytest

from flows.quantities import find_numbers
from flows.quantities.records import Number
from tests.quantities.reading import params


def _told(number: Number, wanted: dict[str, Any]) -> dict[str, Any]:
    found = {"text": number.text, "value": number.value, "low": number.low, "high": number.high}
    return {key: found[key] for key in wanted}


def _wanted(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value if key == "text" or value is None else Decimal(value) for key, value in row.items()}


@pytest.mark.parametrize("case", params("numbers"))
def test_case(case: dict[str, Any]) -> None:
    numbers = find_numbers(case["written"])
    wanted = [_wanted(row) for row in case["wanted"]]
    assert len(numbers) == len(wanted)
    assert [_told(number, want) for number, want in zip(numbers, wanted, strict=True)] == wanted
