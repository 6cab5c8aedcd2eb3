"""find_dates and read_dates against the cases in tests/cases/dates.json, and what holds for any text."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from flows.chronology import DateMention, find_dates, read_dates
from flows.rejects import Reject
from flows.restore.script import simplify
from tests.growth import is_linear

CASES = json.loads((Path(__file__).parents[1] / "cases" / "dates.json").read_text(encoding="utf-8"))
PUBLISHED = date(2020, 9, 16)
TRADITIONAL = OpenCC("s2t")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _params() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True, reason="known failure")] if case["kind"] == "known failure" else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", _params())
def test_case(case: dict[str, Any]) -> None:
    found = read_dates(case["written"], _day(case["published"]))
    got = [_told(mention) for mention in found if isinstance(mention, DateMention)]
    assert got == case["wanted"]
    if "rejected" in case:
        assert [reject.reason for reject in found if isinstance(reject, Reject)] == case["rejected"]


def _told(mention: DateMention) -> dict[str, str | None]:
    return {
        "text": mention.text,
        "date_start": mention.date_start.isoformat() if mention.date_start else None,
        "date_end": mention.date_end.isoformat() if mention.date_end else None,
        "granularity": mention.granularity,
        "relation": mention.relation,
        "resolved_by": mention.resolved_by,
    }


def test_labels_are_unique() -> None:
    labels = [case["label"] for case in CASES]
    assert len(set(labels)) == len(labels)
    assert {case["kind"] for case in CASES} <= {"in the wild", "negative", "synthetic", "known failure"}


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_offsets_hold_what_is_said_and_do_not_overlap(case: dict[str, Any]) -> None:
    text, end = case["written"], 0
    for found in read_dates(text, _day(case["published"])):
        assert text[found.start : found.end] == found.text
        assert end <= found.start < found.end
        end = found.end


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "12345678901",
        "万",
        "年月日",
        "年",
        "日",
        "（",
        "《",
        "□",
        "十",
        "二〇",
        "1-",
        "1/",
        "一、",
        "前",
        "周",
        "至",
    ],
)
def test_time_is_linear(unit: str) -> None:
    assert len(find_dates(unit * (1_000_000 // len(unit.encode())), PUBLISHED)) <= 1
    assert is_linear(lambda text: find_dates(text, PUBLISHED), unit, 20_000)


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_both_scripts_give_the_same(case: dict[str, Any]) -> None:
    text, published = case["written"], _day(case["published"])
    for other in (simplify(text), TRADITIONAL.convert(text)):
        if len(other) == len(text) and simplify(other) == simplify(text):
            assert [_placed(found) for found in read_dates(other, published)] == [
                _placed(found) for found in read_dates(text, published)
            ]


def _placed(found: DateMention | Reject) -> tuple[object, ...]:
    if isinstance(found, Reject):
        return found.start, found.end, found.reason
    return found.start, found.end, found.date_start, found.date_end, found.granularity, found.relation
