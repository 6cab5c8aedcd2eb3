"""Comparisons: the intervals that words like 大于10小于20 and 200与300之间 set for bare numbers.

Not for figures: there the bound belongs to a quantity with its unit (bounds.py).
"""

import re
from decimal import Decimal

from flows.quantities.numbers import find_numbers
from flows.quantities.records import Number
from flows.quantities.units import unit_at
from flows.restore.script import simplify

_OR_EQUAL = r"[ ]{0,2}(?P<equal>(?:或者?)?[ ]{0,2}等于)?"
_BEFORE = re.compile(
    rf"(?:(?P<low>(?<!不)(?:大于|高于|多于|超过了?|超出|突破|逾|(?<![不经通超])过)|[>＞])"
    rf"|(?P<high>(?<!不)(?:小于|低于|少于|不到|不足)|[<＜])){_OR_EQUAL}[ ]{{0,2}}$"
    r"|(?P<least>不(?:小|低|少)于|不下于?|(?:至|最)少[为有]?|起码|≥)[ ]{0,2}$"
    r"|(?P<most>不(?:大|高|多)于|不超过|(?:至|最|顶)多[为有]?|≤)[ ]{0,2}$"
    r"|(?P<same>等于)[ ]{0,2}$|(?P<than>比)[ ]{0,2}$"
)
_AFTER = re.compile(r"[ ]{0,2}(?:(?P<low>(?:及|或)?以上|之上|开外)|(?P<high>(?:及|或)?以[下内]|之[下内]))")
_THAN = re.compile(r"[ ]{0,2}(?:要)?(?:(?P<low>[大高多长重])|(?P<high>[小低少短轻]))")
_BETWEEN = re.compile(r"[ ]{0,2}(?:之间|间)")
_AND = re.compile(r"(?:[ ，,、]|并且?|而且|且|而|又|的?同时|但){0,4}")
_LOOK_BACK = 12


def find_intervals(text: str) -> list[Number]:
    """Return the numbers of `text` whose low or high end is set by a comparison, with that interval.

    >>> [(n.text, str(n.low), str(n.high)) for n in find_intervals("x大于10小于20，人數不超過三百，在5與8之間")]
    [('大于10小于20', '10', '20'), ('不超過三百', 'None', '300'), ('5與8之間', '5', '8')]
    """
    plain = simplify(text)
    numbers = find_numbers(plain)
    found: list[Number] = []
    index = 0
    while index < len(numbers):
        pair = _between(plain, numbers[index : index + 2])
        interval = pair or _compared(plain, numbers[index])
        index += 2 if pair else 1
        if interval is None:
            continue
        joined = _join(plain, found[-1], interval) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(interval)
    return [number._replace(text=text[number.start : number.end]) for number in found]


def _between(text: str, pair: list[Number]) -> Number | None:
    """Read 200与300之间."""
    if len(pair) < 2 or pair[0].value is None or pair[1].value is None:
        return None
    first, second = pair
    after = _BETWEEN.match(text, second.end)
    if after is None or text[first.end : second.start].strip() not in ("和", "与", "及", "到", "至", "-"):
        return None
    start = first.start - 2 if text.endswith(("位于", "介于"), 0, first.start) else first.start
    return first._replace(start=start, end=after.end(), value=None, low=first.value, high=second.value, kind="range")


def _compared(text: str, number: Number) -> Number | None:
    value = number.value
    if value is None or number.kind == "more":
        return number if number.kind in ("range", "vague", "more") else None
    start = max(number.start - _LOOK_BACK, 0)
    before = _BEFORE.search(text[start : number.start])
    unit = unit_at(text, number.end)
    after = _AFTER.match(text, number.end) or (_AFTER.match(text, number.end + len(unit.written)) if unit else None)
    if before and before["than"]:
        after, before = _THAN.match(text, number.end), None
        start = text.rfind("比", 0, number.start)
    elif before:
        start += before.start()
    else:
        start = number.start
    if before is None and after is None:
        return None
    low, high = _ends(before, after, value)
    return number._replace(start=start, end=after.end() if after else number.end, low=low, high=high, kind="interval")


def _ends(
    before: re.Match[str] | None, after: re.Match[str] | None, value: Decimal
) -> tuple[Decimal | None, Decimal | None]:
    if before and before["same"]:
        return value, value
    words = {**(before.groupdict() if before else {}), **({"behind": after["low"]} if after else {})}
    lower = bool(words.get("low") or words.get("least") or words.get("behind"))
    return (value, None) if lower else (None, value)


def _join(text: str, left: Number, right: Number) -> Number | None:
    """Join 大于10 and 小于20 when nothing but a joint stands between and the interval is not empty."""
    if {left.kind, right.kind} != {"interval"} or not _AND.fullmatch(text, left.end, right.start):
        return None
    lows = [number.low for number in (left, right) if number.low is not None]
    highs = [number.high for number in (left, right) if number.high is not None]
    if len(lows) != 1 or len(highs) != 1 or lows[0] >= highs[0]:
        return None
    return left._replace(end=right.end, value=None, low=lows[0], high=highs[0])
