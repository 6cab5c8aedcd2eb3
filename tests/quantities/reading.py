"""What the tests of this folder share: cases from files, and figures in the shape that cases have."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.quantities import Figure

CASES = Path(__file__).parents[1] / "cases"
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return cases


def params(name: str) -> list[Any]:
    """Return the cases of a file as parameters; known failures are strict expected failures."""
    failing = pytest.mark.xfail(strict=True, reason="known failure")
    return [
        pytest.param(case, id=case["label"], marks=[failing] if case["kind"] == "known failure" else [])
        for case in load(name)
    ]


def told(figure: Figure, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return of `figure` what `wanted` speaks of."""
    found = {
        "text": figure.text,
        "value": figure.value,
        "low": figure.value_low,
        "high": figure.value_high,
        "bound": figure.bound,
        "unit": figure.unit,
        "unit_canonical": figure.unit_canonical,
        "change": figure.change,
        "per": figure.per,
    }
    return {key: found[key] for key in wanted}


def full(wanted: dict[str, Any]) -> dict[str, Any]:
    """Return `wanted` with its defaults: an exact bound, no change, counted by nothing; numbers as Decimal."""
    bound = "range" if "low" in wanted else "exact"
    complete = {"bound": bound, "change": "none", "per": "", **wanted}
    return {
        key: Decimal(value) if key in ("value", "low", "high") and value is not None else value
        for key, value in complete.items()
    }
