"""find_figures and read_figures against what a reader takes from the same text."""

from itertools import pairwise
from typing import Any

import pytest

from flows.numerals import NUMERAL_PATTERN, parse
from flows.quantities import find_figures, read_figures
from flows.restore.script import simplify
from tests.quantities.reading import full, load, params, told


@pytest.mark.parametrize("case", params("figures"))
def test_case(case: dict[str, Any]) -> None:
    figures = find_figures(case["written"])
    wanted = [full(figure) for figure in case["wanted"]]
    assert [figure.text for figure in figures] == [figure["text"] for figure in wanted]
    assert [told(figure, want) for figure, want in zip(figures, wanted, strict=True)] == wanted


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in load("figures")])
def test_every_numeral_is_answered_for(case: dict[str, Any]) -> None:
    text = case["written"]
    spans = [(item.start, item.end) for item in read_figures(text)]
    for numeral in NUMERAL_PATTERN.finditer(simplify(text)):
        if parse(numeral.group()) is not None:
            assert any(start < numeral.end() and numeral.start() < end for start, end in spans), numeral


def test_offsets_hold_and_order_is_kept() -> None:
    text = "本市3235個社區、3876個行政村實現防控全覆蓋，百萬志愿者參加，投資2×35萬千瓦。"
    items = read_figures(text)
    assert [text[item.start : item.end] for item in items] == [item.text for item in items]
    assert [item.start for item in items] == sorted(item.start for item in items)
    assert all(left.end <= right.start for left, right in pairwise(items))
