"""Stages beside the mirrors': cases from reading, each stage there and back over real sentences, and the seed."""

import hashlib
import json
import re
import time
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.restore import Repair, restore
from flows.restore.compose import compose
from flows.restore.repairs import apply
from tests.conftest import ROOT, SEED

CASES: list[dict[str, Any]] = json.loads((ROOT / "tests/cases/stages.json").read_text(encoding="utf-8"))
REPORT = ROOT.parent / "shared" / "samples" / "report-2012.txt"
REPORT_SHA256 = "@@"


def param(case: dict[str, Any]) -> Any:
    failing = case["kind"] == "known failure"
    marks = [pytest.mark.xfail(strict=True, reason=case.get("why", "known failure"))] if failing else []
    return pytest.param(case, id=case["label"], marks=marks)


@pytest.mark.parametrize("case", map(param, CASES))
def test_case(case: dict[str, Any]) -> None:
    restored = restore(case["written"])
    assert restored.text == case["wanted"]
    assert restored.reproduced
    assert apply(case["written"], restored.repairs) == restored.text
    assert {repair.stage for repair in restored.repairs} == set(case["stages"])
    if case["kind"] == "negative":
        assert restored.text is case["written"]
