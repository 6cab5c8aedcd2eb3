"""Two numerals that make one number: 2×35万千瓦 is a product, 七、八年 is seven or eight years."""

import re
from dataclasses import replace

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
    return replace(number, end=factor.end, text=text[number.start : factor.end], value=value, low=value, high=value)


def neighbours_at(text: str, number: Number) -> Number:
    """Return the range that a digit and the next one behind a comma make, or `number` itself.

    >>> from decimal import Decimal
    >>> seven = Number(1, 2, "七", Decimal(7), Decimal(7), Decimal(7))
    >>> neighbours_at("撑七、八年", seven).text, neighbours_at("的七、八、九号", seven).text
    ('七、八', '七')
    """
    found = _NEIGHBOURS.match(text, number.start) if text.startswith("、", number.end) else None
    if found is None or number.value is None or DIGITS[found.group(1)] + 1 != DIGITS[found.group(2)]:
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
    return replace(number, end=end, text=text[number.start : end], value=None, low=low, high=high.value, kind="range")
