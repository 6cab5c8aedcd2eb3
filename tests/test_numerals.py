"""parse and NUMERAL: one numeral in, its value out."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.numerals import LONGEST, NUMERAL, parse

DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """Write a number below 10^12 as a careful clerk does, zeros and all."""
    if number < 10_000:
        return _section(number)
    scale, name = (10**8, "亿") if number >= 10**8 else (10**4, "万")
    head, rest = divmod(number, scale)
    if not rest:
        return written(head) + name
    return written(head) + name + ("零" if rest < scale // 10 else "") + written(rest)


def _section(number: int) -> str:
    if number < 10:
        return DIGITS[number]
    scale, name = next((s, n) for s, n in ((1000, "千"), (100, "百"), (10, "十")) if number >= s)
    head, rest = divmod(number, scale)
    if not rest:
        return DIGITS[head] + name
    return DIGITS[head] + name + ("零" if rest < scale // 10 else "") + _section(rest)


@given(st.integers(0, 10**12 - 1))
def test_what_a_clerk_writes_is_read(number: int) -> None:
    assert parse(written(number)) == number


@given(st.integers(0, 10**12 - 1))
def test_arabic_digits_in_every_dress(number: int) -> None:
    grouped = f"{number:,}"
    wide = str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    assert parse(str(number)) == parse(grouped) == parse(wide) == parse(grouped.replace(",", "，")) == number


@given(st.text(alphabet=DIGITS + "十百千万亿两点0123456789,.", max_size=20))
def test_parse_never_raises(text: str) -> None:
    value = parse(text)
    assert value is None or isinstance(value, Decimal)


@pytest.mark.parametrize("text", ["", "人", "二十二三", "三四千", "1,23", "三点", "五百三千", "万" * (LONGEST + 1)])
def test_what_is_no_numeral(text: str) -> None:
    assert parse(text) is None


def test_the_fragment_can_be_built_into_other_patterns() -> None:
    found = re.search(rf"({NUMERAL})年", "自二〇二〇年起")
    assert found is not None
    assert found.group(1) == "二〇二〇"
