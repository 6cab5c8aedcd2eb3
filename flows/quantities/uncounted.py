"""Numbers that have a unit and count nothing all the same: 韶九社区, an article, the head of a table.

Not for what a number is whatever unit follows (dates, ordinals, codes): aside.py tells that, and names.py the names.
"""

import re

from flows.quantities.lists_of_names import sums_up
from flows.quantities.records import Number
from flows.quantities.units import Unit

_ONE = ("一", "壹")
_SUMMED_UP = re.compile("等[0-9一二三四五六七八九十两]")
"""What stands behind the last of a list of names, where the names are counted: 北坞、八家等5个村."""


def counts_nothing(text: str, number: Number, start: int, unit: Unit, end: int) -> str:
    """Return why a number that begins at `start` and has a unit is no figure all the same; '' if it is one.

    >>> from decimal import Decimal
    >>> nine, community = Number(1, 2, "九", *[Decimal(9)] * 3), Unit("社区", "community", Decimal(1), "count", "noun")
    >>> counts_nothing("韶九社区", nine, 1, community, 4), counts_nothing("等九社区", nine, 1, community, 4)
    ('name', '')
    """
    if number.kind == "round" and _heads_table(text, start, end):
        return "unit of a table"
    if len(number.text) == 1 and not number.text.isdigit():
        if unit.use == "noun" and _within_word(text, start) and not sums_up(text, number):
            return "name"
        if number.text == "零" and unit.use == "classifier":
            return "word"  # 零回头
        if text[start - 1 : start] == "、" and unit.use == "classifier" and _SUMMED_UP.match(text, end):
            return "name"
        if number.text in _ONE and unit.use in ("classifier", "noun") and text[end : end + 1] not in ("半", "零"):
            return "article"
    return "what another figure is counted by" if text[start - 1 : start] == "每" and unit.dimension != "time" else ""


def _heads_table(text: str, start: int, end: int) -> bool:
    """Tell a unit that stands by itself over a column of numbers: （万台）, 单位：亿元."""
    bracketed = text[start - 1 : start] in ("（", "(") and text[end : end + 1] in ("）", ")", "/", "／")
    return bracketed or text.endswith(("单位：", "单位:", "单位为"), 0, start)


def _within_word(text: str, start: int) -> bool:
    """Tell whether a numeral at `start` goes on from a word (韶九社区), rather than count what follows (等四村)."""
    before = text[start - 1 : start] if start else ""
    return "一" <= before <= "鿿" and before not in "共的等有及和与对在把将为全这那其各了至达到辖约近超向经跨涉遍往赴"
