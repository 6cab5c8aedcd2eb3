"""Amounts in more than one unit (五元三角, 六斤八两, 一吨半) and units in front of the number (￥5, 人民币50元).

Not for units themselves: units.py.
"""

from dataclasses import replace
from decimal import Decimal
from functools import cache

from flows import lexicon
from flows.numerals import DIGITS
from flows.quantities.runs import RUN, longest
from flows.quantities.units import Unit, unit_at

_HALF = Decimal("0.5")
_TENTH = Decimal("0.1")
_TENTHS = frozenset(("成", "折"))
_COINS = frozenset(("角", "毛", "块", "毫"))


@cache
def _parts() -> dict[str, list[tuple[str, Decimal]]]:
    parts: dict[str, list[tuple[str, Decimal]]] = {}
    for row in lexicon.rows("parts"):
        parts.setdefault(row["unit"], []).append((row["smaller"], Decimal(row["part"])))
    return parts


@cache
def _prefixes() -> dict[str, list[Unit]]:
    prefixes: dict[str, list[Unit]] = {}
    for row in lexicon.rows("units"):
        if row["use"] == "prefix":
            unit = Unit(row["unit"], row["canonical"], Decimal(row["factor"]), row["dimension"], row["use"])
            prefixes.setdefault(row["unit"][-1], []).append(unit)
    return prefixes


def prefix_before(text: str, start: int) -> tuple[Unit, int] | None:
    """Return the unit that stands in front of the number at `start`, and where it begins.

    >>> prefix_before("港币 50元", 3)[0].canonical
    'HKD'
    """
    at = start
    while at and text[at - 1] in " \u3000":
        at -= 1
    longest = None
    for unit in _prefixes().get(text[at - 1 : at], ()):
        if text.endswith(unit.written, 0, at) and (longest is None or len(unit.written) > len(longest.written)):
            longest = unit
    return None if longest is None else (longest, at - len(longest.written))


def rest_of_amount(text: str, unit: Unit, end: int) -> tuple[Decimal, int]:
    """Return what smaller units behind `unit`, which ends at `end`, add to the amount in it, and where they end.

    >>> rest_of_amount("五元三角五分", unit_at("元", 0), 2)
    (Decimal('0.35'), 6)
    """
    total, written, scale = Decimal(0), unit.written, Decimal(1)
    if (
        text.startswith("半", end)
        and not text.startswith(("年", "月", "天"), end + 1)
        and (unit.use != "classifier" or unit.dimension == "time")
    ):
        return _HALF, end + 1
    while parts := _parts().get(written):
        at = end + (text[end : end + 1] in ("又", "零") or (written in _TENTHS and text[end : end + 1] == " "))
        found = RUN.match(text, at)
        reading = longest(found.group()) if found else None
        if found is None or reading is None or reading[0].value is None:
            break
        behind = at + reading[1]
        step = next(((word, part) for word, part in parts if text.startswith(word, behind)), None)
        if step is None or reading[0].value >= 100:
            lone = _lone_digit(text, at, behind, at > end and text[end] == "零")
            return (total, end) if lone is None else (total + scale * lone, behind)
        scale *= step[1]
        total += reading[0].value * scale
        written, end = step[0], behind + len(step[0])
    return total, end


def _lone_digit(text: str, start: int, end: int, after_zero: bool) -> Decimal | None:
    """Return what a lone digit adds: 六 in 五块六 is 0.6, 四 in 三块零四 0.04; None when it begins something else."""
    run, following = text[start:end], text[end : end + 1]
    digits = run[1:] if run[0] == "零" and len(run) == 2 else run
    if (
        len(digits) != 1
        or (digits not in DIGITS and not digits.isdigit())
        or ("一" <= following <= "鿿" and following not in "钱到至的左以")
    ):
        return None
    if unit_at(text, end) is not None:
        return None
    return Decimal(DIGITS.get(digits, digits)) * _TENTH * (_TENTH if after_zero or len(run) == 2 else 1)


def as_money(text: str, unit: Unit, end: int) -> Unit | None:
    """Return 块, 角, 毛 as money where nothing that could be counted follows; None where they count pieces."""
    if unit.written not in _COINS:
        return unit
    following = text[end : end + 1]
    money = not ("一" <= following <= "鿿") or following in "到至钱分零一二两三四五六七八九"
    if unit.written == "块":
        return replace(unit, canonical="CNY", dimension="currency", use="measure") if money else unit
    return unit if money else None
