"""Numerals that make one number: 2×35万千瓦 is a product, 七、八年 seven or eight, 12 345例 has a thousands mark."""

import re
from decimal import Decimal

from flows.numerals import DIGITS
from flows.quantities.names import pattern_at
from flows.quantities.numbers import number_at
from flows.quantities.records import Number
from flows.quantities.runs import RUN
from flows.quantities.units import unit_at

_NEIGHBOURS = re.compile(r"([一二三四五六七八])、([二三四五六七八九])")
_NUMBERED = frozenset("、第。；\n \u3000")
"""What stands in front of headings' numbers (三、四个方面) and of lists of ordinals."""
_TIMES = frozenset("×xX*╳✕Ｘ")
_SPREAD = re.compile("[ ]?±[ ]?[0-9]{1,9}(?:[.][0-9]{1,9})?(?![0-9.])")
_HEAD = re.compile("[1-9][0-9]{0,2}")
_GROUPS = re.compile("(?:[ \u00a0\u2009\u202f][0-9]{3})+(?:[.][0-9]+)?(?![0-9.,，]|[ \u00a0][0-9])")
_LISTED = re.compile("(?:[图表第式章节条款项卷期号]|[0-9A-Za-z.,，/:：-])[ \u00a0]?$")
"""What in front of the first group makes it a number by itself: 表3 120例, iPhone 15 128元."""


_GOES_ON = frozenset("、± \u00a0\u2009\u202f")
"""What may stand between a number and what else belongs to it; most numbers end here, and nothing need be tried."""


def whole_at(text: str, number: Number) -> Number:
    """Return `number` with its neighbour, groups of three or spread behind it, or `number` itself.

    >>> whole_at("纳入12 345例", Number(2, 4, "12", Decimal(12), Decimal(12), Decimal(12))).text
    '12 345'
    """
    if text[number.end : number.end + 1] not in _GOES_ON:
        return number
    return tolerance_at(text, thousands_at(text, neighbours_at(text, number)))


def tolerance_at(text: str, number: Number) -> Number:
    """Return `number` with the spread told behind it, or `number` itself: 56.3±11.2 is about 56.3.

    >>> tolerance_at("（56.3±11.2）岁", Number(1, 5, "56.3", Decimal("56.3"), None, None)).text
    '（56.3±11.2）'
    """
    found = _SPREAD.match(text, number.end) if number.kind == "number" and number.value is not None else None
    if found is None:
        return number
    start, end = number.start, found.end()
    if text[start - 1 : start] in ("（", "(") and text[end : end + 1] in ("）", ")"):
        start, end = start - 1, end + 1
    return number._replace(start=start, end=end, text=text[start:end], low=None, high=None, kind="about")


def thousands_at(text: str, number: Number) -> Number:
    """Return `number` with the groups of three digits behind it that blanks set off, or `number` itself.

    >>> twelve = Number(2, 4, "12", Decimal(12), Decimal(12), Decimal(12))
    >>> str(thousands_at("纳入12 345例", twelve).value), str(thousands_at("纳入12 34例", twelve).value)
    ('12345', '12')
    """
    found = _GROUPS.match(text, number.end) if _HEAD.fullmatch(number.text) else None
    if found is None or _LISTED.search(text, max(number.start - 2, 0), number.start):
        return number
    end = found.end()
    if len(number.text) == 3 and end > number.end + 4:
        return number  # 100 200 300元 are three
    if unit_at(text, end + (text[end : end + 1] in (" ", "\u00a0"))) is None:
        return number
    value = Decimal(re.sub("[^0-9.]", "", text[number.start : end]))
    return number._replace(end=end, text=text[number.start : end], value=value, low=value, high=value)


def product_at(text: str, number: Number) -> Number:
    """Return `number` times what follows a multiplication sign, or `number` itself.

    >>> from decimal import Decimal
    >>> str(product_at("2×35万千瓦", Number(0, 1, "2", Decimal(2), Decimal(2), Decimal(2))).value)
    '700000'
    """
    if text[number.end : number.end + 1] not in _TIMES or number.end >= len(text) or number.value is None:
        return number
    run = RUN.match(text, number.end + 1)
    factor = number_at(text, run.start(), run.end()) if run else None
    if factor is None or factor.value is None or factor.start != number.end + 1:
        return number
    value = number.value * factor.value
    return number._replace(end=factor.end, text=text[number.start : factor.end], value=value, low=value, high=value)


def _near(low: int, high: int) -> bool:
    """Tell whether two digits may stand for anything between them: neighbours, and three and five."""
    return low + 1 == high or (low, high) == (3, 5)


def neighbours_at(text: str, number: Number) -> Number:
    """Return the range that a digit and the next one behind a comma make, or `number` itself.

    >>> from decimal import Decimal
    >>> seven = Number(1, 2, "七", Decimal(7), Decimal(7), Decimal(7))
    >>> neighbours_at("撑七、八年", seven).text, neighbours_at("的七、八、九号", seven).text
    ('七、八', '七')
    """
    found = _NEIGHBOURS.match(text, number.start) if text.startswith("、", number.end) else None
    if found is None or number.value is None or not _near(DIGITS[found.group(1)], DIGITS[found.group(2)]):
        return number
    run = RUN.match(text, found.end() - 1)
    end = run.end() if run else found.end()
    if not number.start or text[number.start - 1] in _NUMBERED or pattern_at(text, number.start, end):
        return number
    unit = unit_at(text, end)
    high = number_at(text, found.end() - 1, end)
    if unit is None or unit.use == "noun" or high is None or high.value is None or high.end != end:
        return number
    low = number.value * (high.value / DIGITS[found.group(2)])
    return number._replace(end=end, text=text[number.start : end], value=None, low=low, high=high.value, kind="range")
