"""Names: cases from reading, the seed article in full, and what holds for any text."""

import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.restore import restore
from flows.restore.script import simplify
from flows.terms import Reject, Term, find_terms, read_terms
from flows.terms.facts import KINDS
from tests.growth import is_linear

CASES = Path(__file__).parent / "cases"
SEED = Path(__file__).parents[2] / "shared" / "samples" / "000_e06962ff7f16f22d.txt"
SEED_SHA256 = "01ae4784cba6079be1bfdfc74d17a83c2f828006d19c493642165ee31f9271a1"


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


def test_the_cases_are_the_seed() -> None:
    """The paragraphs of the cases are those that restoration gives."""
    if not SEED.is_file():
        pytest.skip("shared/samples with the seed article is not beside the checkout")
    source = SEED.read_bytes()
    assert hashlib.sha256(source).hexdigest() == SEED_SHA256
    lines = [line.strip() for line in restore(source.decode("utf-8")).text.splitlines() if line.strip()]
    assert [case["written"] for case in load("seed_terms")] == lines


def test_marks_in_ascii_change_nothing() -> None:
    """Crawls turn full-width marks into ASCII: the names stay."""
    ascii_marks = str.maketrans("，：；！？（）", ",:;!?()")
    for case in load("seed_terms"):
        written = case["written"].translate(ascii_marks)
        assert pairs(written) == [[name.translate(ascii_marks), kind] for name, kind in case["wanted"]]


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


PIECES = (
    *("“", "”", "“”", "《", "《》", '"', "机制", "的", "1", "万", "年月日", "、", "书记王", "·", "（", "□", "社区"),
    *(
        "北京建设",
        "中国—",
        "王沪宁、",
        "王小明说",
        "价值实现机制",
        "、监测和帮扶机制",
        "5日电（",
        "中国科学院司局",
        "：",
    ),
)


@pytest.mark.parametrize("piece", PIECES)
def test_linear(piece: str) -> None:
    """Time grows with the text, whatever it is made of."""
    find_terms("建立机制")
    assert is_linear(find_terms, piece, 8_000)


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
