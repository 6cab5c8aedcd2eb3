"""Amounts in more than one unit (五元三角, 六斤八两, 一吨半), units in front of the number (￥5, 人民币50元), 元/吨.

Not for units themselves: units.py.
"""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

from flows import lexicon
from flows.numerals import DIGITS, parse
from flows.quantities.runs import RUN, longest
from flows.quantities.units import Unit, unit_at

_HALF = Decimal("0.5")
_ZERO = Decimal(0)
_NOTHING, _WHOLE = Fraction(0), Fraction(1)
_TENTHS = frozenset(("成", "折"))
_MANY = re.compile(r"[百千万十]{1,2}|10{1,4}(?=[^0-9])")
_HUNDREDTHS = frozenset(("米", "公尺", "秒"))
_TWO_DIGITS = re.compile("([一二三四五六七八九])([零〇一二三四五六七八九])")
"""Two digits behind a unit that count in hundredths of it: 一米七八."""
_CLOCKED = frozenset(("年", "小时", "个小时", "分钟", "岁"))
"""Units behind which a lone digit never counts in tenths: 109年1至6月."""
_COINS = frozenset(("角", "毛", "块", "毫"))


@cache
def _parts() -> dict[str, list[tuple[str, Fraction]]]:
    parts: dict[str, list[tuple[str, Fraction]]] = {}
    for row in lexicon.rows("parts"):
        parts.setdefault(row["unit"], []).append((row["smaller"], Fraction(row["part"])))
    return parts


@cache
def _prefixes() -> dict[str, list[Unit]]:
    prefixes: dict[str, list[Unit]] = {}
    for row in lexicon.rows("units"):
        if row["use"] == "prefix":
            unit = Unit(row["unit"], row["canonical"], Decimal(row["factor"]), row["dimension"], row["use"])
            prefixes.setdefault(row["unit"][-1], []).append(unit)
    return prefixes


@cache
def _prefix_ends() -> frozenset[str]:
    """Return the characters that may stand right in front of a number with a unit in front of it."""
    return frozenset(_prefixes()) | frozenset(" \u3000")


def prefix_before(text: str, start: int) -> tuple[Unit, int] | None:
    """Return the unit that stands in front of the number at `start`, and where it begins.

    >>> prefix_before("港币 50元", 3)[0].canonical
    'HKD'
    """
    at = start
    if not at or text[at - 1] not in _prefix_ends():
        return None
    while at and text[at - 1] in " \u3000":
        at -= 1
    longest = None
    for unit in _prefixes().get(text[at - 1 : at], ()):
        if text.endswith(unit.written, 0, at) and (longest is None or len(unit.written) > len(longest.written)):
            longest = unit
    return None if longest is None else (longest, at - len(longest.written))


def over(text: str, unit: Unit, end: int) -> tuple[Unit, int]:
    """Return `unit`, which ends at `end`, by the unit behind a stroke, and where that ends; else what was given.

    >>> over("29微克/立方米", unit_at("微克", 0), 4)[0].canonical, over("38部/百人", unit_at("部", 0), 3)[0].factor
    ('ug_per_m3', Decimal('0.01'))
    """
    if text[end : end + 1] not in ("/", "／"):
        return unit, end
    at, below, many = end + 1, unit_at(text, end + 1), Decimal(1)
    if below is None and text[at : at + 1] == "月" and (month := unit_at("个月", 0)):
        below = replace(month, written="月")
    if below is None and (found := _MANY.match(text, at)):
        at, below, many = found.end(), unit_at(text, found.end()), parse(found.group()) or many
    if below is None or below.canonical == unit.canonical:  # 75kWh/100kWh are two
        return unit, end
    behind = at + len(below.written)
    factor = unit.factor / (below.factor * many)
    canonical = f"{unit.canonical}_per_{below.canonical}"
    return Unit(unit.written + text[end:behind], canonical, factor, "rate", "measure"), behind


def rest_of_amount(text: str, unit: Unit, end: int) -> tuple[Decimal, int]:
    """Return what smaller units behind `unit`, which ends at `end`, add to the amount in it, and where they end.

    >>> rest_of_amount("五元三角五分", unit_at("元", 0), 2)
    (Decimal('0.35'), 6)
    """
    if (
        text.startswith("半", end)
        and not text.startswith(("年", "月", "天"), end + 1)
        and (unit.use != "classifier" or unit.dimension == "time")
    ):
        return _HALF, end + 1
    if unit.written not in _parts():
        return _ZERO, end
    total, written, scale = _NOTHING, unit.written, _WHOLE
    while parts := _parts().get(written):
        at = end + (text[end : end + 1] in ("又", "零") or (written in _TENTHS and text[end : end + 1] == " "))
        found = RUN.match(text, at)
        if found and written in _HUNDREDTHS and (two := _TWO_DIGITS.fullmatch(found.group())):
            tenths, hundredths = two.groups()
            return _decimal(total + scale * Fraction(10 * DIGITS[tenths] + DIGITS[hundredths], 100)), found.end()
        reading = longest(found.group()) if found else None
        if found is None or reading is None or reading[0].value is None:
            break
        behind = at + reading[1]
        step = next(((word, part) for word, part in parts if text.startswith(word, behind)), None)
        smaller = Fraction(reading[0].value)
        if step is None or smaller * step[1] >= 1:
            lone = (
                None if written in _CLOCKED else _lone_digits(text, at, behind, written, at > end and text[end] == "零")
            )
            return (_decimal(total), end) if lone is None else (_decimal(total + scale * lone), behind)
        scale *= step[1]
        total += smaller * scale
        written, end = step[0], behind + len(step[0])
    return _decimal(total), end


def _decimal(amount: Fraction) -> Decimal:
    if amount is _NOTHING:
        return _ZERO
    return Decimal(amount.numerator) / Decimal(amount.denominator)


def _lone_digits(text: str, start: int, end: int, unit: str, after_zero: bool) -> Fraction | None:
    """Return what digits without a unit add: 六 in 五块六 is 0.6, 四 in 三块零四 0.04, 85 in 1米85 0.85.

    None when they begin something else.
    """
    run, following = text[start:end], text[end : end + 1]
    digits = run[1:] if run[0] == "零" and len(run) == 2 else run
    hundredths = unit in _HUNDREDTHS and len(digits) == 2 and digits.isdigit()
    priced = following == "一" and unit_at(text, end + 1) is not None  # 3块5一斤
    clocked = hundredths and unit == "秒" and digits.isascii()  # 9秒98夺冠
    if (
        len(digits) != 1 + hundredths
        or (digits not in DIGITS and not digits.isdigit())
        or (
            "一" <= following <= "鿿"
            and following not in "钱到至的左以每"
            and not (priced or clocked or unit in _TENTHS)
        )
    ):
        return None
    behind = unit_at(text, end)
    if behind is not None and not (unit in _TENTHS and behind.use == "noun"):
        return None
    value = DIGITS[digits] if digits in DIGITS else int(digits)
    return Fraction(value, 100 if hundredths or after_zero or len(run) == 2 else 10)


def as_money(text: str, unit: Unit, end: int) -> Unit | None:
    """Return 块, 角, 毛 as money where nothing that could be counted follows; None where they count pieces."""
    if unit.written not in _COINS:
        return unit
    following = text[end : end + 1]
    money = not ("一" <= following <= "鿿") or following in "到至钱分零一二两三四五六七八九"
    if unit.written == "块":
        return replace(unit, canonical="CNY", dimension="currency", use="measure") if money else unit
    return unit if money else None
