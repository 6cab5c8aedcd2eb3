"""What holds for every text: both scripts alike, each numeral answered for."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from flows.numerals import NUMERAL_PATTERN, parse
from flows.quantities import Figure, read_figures
from flows.restore.script import simplify
from tests.quantities.reading import load

SIGNS = "一二三十百千万亿两几数多余半第近超约达至到、，。（）“”《》□ 年月日时点分元%％-—~.×/号A"
WORDS = (
    *("增长", "下降", "个", "万元", "分之", "公里", "以上", "左右", "分别", "每天", "人均", "统一", "会议", "志愿者"),
    *("3", "12", "2020", "1,234", "5.5"),
)
PIECES = st.sampled_from([*SIGNS, *WORDS])
TEXTS = st.lists(PIECES, max_size=30).map("".join)
TO_TRADITIONAL = OpenCC("s2t")


def _rows(text: str) -> list[object]:
    return [
        (
            item.start,
            item.end,
            item.value,
            item.value_low,
            item.value_high,
            item.bound,
            item.unit_canonical,
            item.change,
        )
        if isinstance(item, Figure)
        else (item.start, item.end, item.reason)
        for item in read_figures(text)
    ]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in load("figures")])
def test_both_scripts_give_the_same_rows(case: dict[str, str]) -> None:
    text = case["written"]
    traditional = "".join(map(TO_TRADITIONAL.convert, text))
    if simplify(traditional) == simplify(text):
        assert _rows(traditional) == _rows(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_numeral_is_answered_for(text: str) -> None:
    items = read_figures(text)
    assert all(left.end <= right.start or left.start < right.start for left, right in pairwise(items))
    for numeral in NUMERAL_PATTERN.finditer(simplify(text)):
        if parse(numeral.group()) is not None:
            assert any(item.start < numeral.end() and numeral.start() < item.end for item in items), numeral


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_figures_keep_to_their_bounds(text: str) -> None:
    for item in read_figures(text):
        assert text[item.start : item.end] == item.text
        if isinstance(item, Figure):
            assert (item.value is None) == (item.bound == "range")
            if item.value_low is not None and item.value_high is not None:
                assert item.value_low <= item.value_high
