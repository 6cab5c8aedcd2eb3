"""Names: cases from reading, the seed article in full, and what holds for any text."""

import json
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.restore.script import simplify
from flows.terms import Reject, Term, find_terms, read_terms
from flows.terms.facts import KINDS

CASES = Path(__file__).parent / "cases"


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return cases


def pairs(text: str) -> list[list[str]]:
    return [[term.text, term.kind] for term in find_terms(text)]


def params(name: str) -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True, reason="known failure")] if case["kind"] == "known failure" else [],
        )
        for case in load(name)
    ]


@pytest.mark.parametrize("case", params("terms"))
def test_case(case: dict[str, Any]) -> None:
    assert pairs(case["written"]) == case["wanted"]


@pytest.mark.parametrize("case", [case for case in load("terms") if "rejected" in case], ids=lambda case: case["label"])
def test_rejects_say_why(case: dict[str, Any]) -> None:
    found = [[one.text, one.reason] for one in read_terms(case["written"]) if isinstance(one, Reject)]
    assert found == case["rejected"]


@pytest.mark.parametrize("case", load("seed_terms"), ids=lambda case: case["label"])
def test_seed(case: dict[str, Any]) -> None:
    """Each paragraph of the seed gives what was read in it by hand; `missed` are the names known not to be found."""
    assert pairs(case["written"]) == case["wanted"]


def test_enough_cases() -> None:
    assert len(load("terms")) >= 80


@pytest.mark.parametrize("case", load("seed_terms") + load("terms"), ids=lambda case: case["label"])
def test_invariants(case: dict[str, Any]) -> None:
    text = case["written"]
    found = read_terms(text)
    assert all(one.text == text[one.start : one.end] for one in found)
    assert found == sorted(found, key=lambda one: (one.start, one.end))
    terms = [one for one in found if isinstance(one, Term)]
    assert all(first.end <= second.start for first, second in pairwise(terms))
    assert {term.kind for term in terms} <= KINDS
    assert all(one.stage == "terms" and one.reason for one in found if isinstance(one, Reject))


@pytest.mark.parametrize("case", load("seed_terms"), ids=lambda case: case["label"])
def test_both_scripts_give_the_same(case: dict[str, Any]) -> None:
    text = case["written"]
    spans = [(term.start, term.end, term.kind, term.quoted) for term in find_terms(text)]
    assert [(term.start, term.end, term.kind, term.quoted) for term in find_terms(simplify(text))] == spans


PIECES = ("“", "”", "“”", "《", "《》", '"', "机制", "的", "1", "万", "年月日", "、", "书记王", "·", "（", "□", "社区")


@pytest.mark.parametrize("piece", PIECES)
def test_linear(piece: str) -> None:
    """Thirty thousand characters of one thing take no longer than text does."""
    text = piece * (30_000 // len(piece))
    find_terms("建立机制")
    begin = time.perf_counter()
    find_terms(text)
    assert time.perf_counter() - begin < 3


FRAGMENTS = st.sampled_from(
    [*'“”‘’《》「」"、，。□·第一次的和/摄', "机制", "建立", "北京", "书记", "王", "中心", "等", "六稳", " "]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(FRAGMENTS, max_size=24).map("".join))
def test_anything_goes(text: str) -> None:
    """Whatever the order of marks and words: offsets hold and no term contains a lost character."""
    found = read_terms(text)
    assert all(one.text == text[one.start : one.end] != "" for one in found)
    terms = [one for one in found if isinstance(one, Term)]
    assert all(first.end <= second.start for first, second in pairwise(terms))
    assert not any("□" in term.text for term in terms)
