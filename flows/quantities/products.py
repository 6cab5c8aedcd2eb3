"""Numbers that are multiplied on the spot: 2×35万千瓦 is one figure."""

from dataclasses import replace

from flows.quantities.numbers import number_at
from flows.quantities.records import Number
from flows.quantities.runs import RUN

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
