"""Units of measure and classifiers, from seeds/lexicon/units.csv: which one stands behind a number.

Not for compound amounts (五块六) or for units in front of the number (人民币, ￥): money.py reads those.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from flows import lexicon


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the lexicon: its spelling, canonical code, factor, dimension and use."""

    written: str
    canonical: str
    factor: Decimal
    dimension: str
    use: str
    not_before: str = ""


@cache
def _units() -> tuple[dict[str, list[Unit]], tuple[Unit, ...]]:
    """Return the units by first character, longest first, and those that are only the end of a word."""
    by_first: dict[str, list[Unit]] = {}
    endings = []
    for row in lexicon.rows("units"):
        unit = Unit(
            row["unit"], row["canonical"], Decimal(row["factor"]), row["dimension"], row["use"], row["not_before"]
        )
        if unit.written.startswith("~"):
            endings.append(unit)
        else:
            by_first.setdefault(unit.written[0], []).append(unit)
    for units in by_first.values():
        units.sort(key=lambda unit: -len(unit.written))
    return by_first, tuple(endings)


def unit_at(text: str, start: int) -> Unit | None:
    """Return the longest unit that begins at `start`; a Latin unit does not end within a word.

    >>> unit_at("16个小时内", 2).canonical, unit_at("5Gb", 1), unit_at("两吨", 1).dimension
    ('hour', None, 'mass')
    """
    for unit in _units()[0].get(text[start : start + 1], ()):
        end = start + len(unit.written)
        if text.startswith(unit.written, start) and not _runs_on(text, end):
            if unit.not_before and text[end : end + 1] in unit.not_before and end < len(text):
                continue
            return unit
    return None


def _runs_on(text: str, end: int) -> bool:
    """Tell whether a Latin word goes on across `end`."""
    last, following = text[end - 1], text[end : end + 1]
    return last.isascii() and last.isalpha() and following.isascii() and following.isalnum()


def ending_at(text: str, start: int) -> Unit | None:
    """Return a unit for the word of two to five Chinese characters at `start`, told by how it ends (志愿者, 楼门长)."""
    for length in range(2, 6):
        word = text[start : start + length]
        if len(word) < length or not "一" <= word[-1] <= "龥":
            return None
        for unit in _units()[1]:
            if word.endswith(unit.written[1:]):
                return Unit(word, unit.canonical, unit.factor, unit.dimension, unit.use)
    return None
