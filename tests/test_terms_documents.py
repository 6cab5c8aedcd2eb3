"""Names of whole documents, as a reader took them down: F1 and right edges held against floors that only rise.

A name is right when its span and its kind are those of the case. `either` marks what is neither rewarded nor punished
(市委 alone, 大唐 for a company), `missed` what is known not to be found, `wrong` what is known to be found in error;
both are strict expected failures, so that whoever mends them must say so here.
"""

import hashlib
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from flows.terms import Term, find_terms

CASES = Path(__file__).parent / "cases"
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
DOCUMENTS: list[dict[str, Any]] = [
    case
    for name in ("terms_report_2012", "terms_report_2016")
    for case in json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
]
SLACK = 2
"""How many points a measure may stand above its floor before the floor has to rise."""

Name = tuple[int, int, int, str]
"""Line, start, end and kind."""

whole = pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in DOCUMENTS])


@cache
def lines(source: str) -> list[str]:
    case = next(case for case in DOCUMENTS if case["source"] == source)
    path = SAMPLES / source
    if not path.exists():
        pytest.skip(f"{source} is not beside this checkout (../shared/samples)")
    data = path.read_bytes()
    assert hashlib.sha256(data).hexdigest() == case["sha256"], f"{source} is another file than was read"
    return data.decode(case["encoding"]).split("\n")


@cache
def found(source: str, line: int) -> list[Term]:
    return find_terms(lines(source)[line])


def wanted(case: dict[str, Any], *marks: str) -> list[Name]:
    """Return the case's names with these marks ("" for none); they stand in the order of the text."""
    text, names = lines(case["source"]), []
    for entry in case["wanted"]:
        at = 0
        for name, kind, *mark in entry["names"]:
            start = text[entry["line"]].index(name, at)
            at = start + len(name)
            if (mark[0] if mark else "") in marks:
                names.append((entry["line"], start, at, kind))
    return names


def published(case: dict[str, Any]) -> list[Name]:
    """Return what the code finds, without what lies over a name that does not count."""
    either = wanted(case, "either")
    every = [(line, *_of(term)) for line, _ in enumerate(lines(case["source"])) for term in found(case["source"], line)]
    return [
        one
        for one in every
        if not any(line == one[0] and one[1] < end and start < one[2] for line, start, end, _ in either)
    ]


def _of(term: Term) -> tuple[int, int, str]:
    return term.start, term.end, term.kind


def held(reached: float, floor: float, what: str) -> None:
    assert reached >= floor, f"{what} fell to {reached:.1f}"
    assert reached < floor + SLACK, f"{what} reaches {reached:.1f}: raise its floor"


@whole
def test_f1(case: dict[str, Any]) -> None:
    right, got = set(wanted(case, "", "missed")), set(published(case))
    held(200 * len(right & got) / (len(right) + len(got)), case["floors"]["f1"], "F1")


@whole
def test_right_edges(case: dict[str, Any]) -> None:
    """Of the names of each kind, how many are found with their right end: its head was seen."""
    right = wanted(case, "", "missed")
    ends = {(line, end) for line, _, end, _ in published(case)}
    every = Counter(kind for *_, kind in right)
    seen = Counter(kind for line, _, end, kind in right if (line, end) in ends)
    assert set(every) == set(case["floors"]["right_edges"])
    for kind, floor in case["floors"]["right_edges"].items():
        assert 100 * seen[kind] / every[kind] >= floor, f"right edges of {kind}: {seen[kind]} of {every[kind]}"


@whole
def test_names_that_are_found(case: dict[str, Any]) -> None:
    assert [name for name in wanted(case, "") if name not in set(published(case))] == []


@whole
def test_nothing_wrong_but_what_is_known(case: dict[str, Any]) -> None:
    """What is found and was not read stands in `wrong`, so that no new mistake goes unseen."""
    text, right = lines(case["source"]), set(wanted(case, "", "missed"))
    mistakes = [[line, text[line][start:end], kind] for line, start, end, kind in published(case)
                if (line, start, end, kind) not in right]  # fmt: skip
    assert mistakes == case["wrong"]


def failures(mark: str) -> list[Any]:
    """Return a strict expected failure for each name that is known to be missed or wrong."""
    rows = [
        (case["source"], entry["line"], number, *name[:2])
        for case in DOCUMENTS
        for entry in case["wanted"]
        for number, name in enumerate(entry["names"])
        if name[2:] == [mark]
    ]
    return [
        pytest.param(
            *row,
            id=f"{row[0]} {row[1]}.{row[2]} {row[3]}",
            marks=pytest.mark.xfail(strict=True, reason="known failure"),
        )
        for row in rows
    ]


@pytest.mark.parametrize(("source", "line", "number", "name", "kind"), failures("missed"))
def test_known_failure(source: str, line: int, number: int, name: str, kind: str) -> None:
    case = next(case for case in DOCUMENTS if case["source"] == source)
    spans = [one for one in wanted(case, "", "missed", "either") if one[0] == line]
    _, start, end, _ = spans[number]
    assert (start, end, kind) in [_of(term) for term in found(source, line)], name
