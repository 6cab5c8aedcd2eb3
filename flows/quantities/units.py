"""Units of measure and classifiers, from seeds/lexicon/units.csv: which one stands behind a number.

Not for compound amounts (五块六) or for units in front of the number (人民币, ￥): amounts.py reads those.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from flows import lexicon

_HAN = re.compile(r"(?:(?![的用于为在和与及对把被将是有以了从向由])[一-龥]|(?<=[相绝])对){2,6}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the lexicon: its spelling, canonical code, factor, dimension and use."""

    written: str
    canonical: str
    factor: Decimal
    dimension: str
    use: str
    not_before: str = ""


@dataclass(frozen=True, slots=True)
class _Index:
    """The units by their spelling, the lengths of those with a first character, longest first, and the endings."""

    written: dict[str, Unit]
    lengths: dict[str, tuple[int, ...]]
    endings: tuple[Unit, ...]


@cache
def _units() -> _Index:
    rows = [
        Unit(
            row["unit"],
            row["canonical"],
            lexicon.number("units", row, "factor"),
            row["dimension"],
            row["use"],
            row["not_before"],
        )
        for row in lexicon.rows("units")
    ]
    written = {unit.written: unit for unit in rows if not unit.written.startswith("~")}
    lengths: dict[str, set[int]] = {}
    for word in written:
        lengths.setdefault(word[0], set()).add(len(word))
    return _Index(
        written,
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
        tuple(unit for unit in rows if unit.written.startswith("~")),
    )


def check_units() -> None:
    """Read units.csv once; raises flows.lexicon.LexiconError for a line that cannot be used."""
    _units()


def unit_at(text: str, start: int) -> Unit | None:
    """Return the longest unit that begins at `start`; a Latin unit does not end within a word.

    >>> unit_at("16个小时内", 2).canonical, unit_at("5Gb", 1), unit_at("两吨", 1).dimension
    ('hour', None, 'mass')
    """
    index = _units()
    for length in index.lengths.get(text[start : start + 1], ()):
        unit = index.written.get(text[start : start + length])
        if unit is None:
            continue
        last, following = unit.written[-1], text[start + length : start + length + 1]
        runs_on = last.isascii() and last.isalpha() and following.isascii() and following.isalnum()
        if not runs_on and not (unit.not_before and following and following in unit.not_before):
            return unit
    return None


def ending_at(text: str, start: int) -> Unit | None:
    """Return a unit for the word of two to six Chinese characters at `start`, told by how it ends (志愿者, 楼门长).

    >>> ending_at("施工人员参加", 0).written, ending_at("楼门长、热心群众", 0).written
    ('施工人员', '楼门长')
    """
    stretch = _HAN.match(text, start)
    longest = len(stretch.group()) if stretch else 0
    for sure in (True, False):  # an ending of two characters tells more than one of one
        for length in range(2, longest + 1):
            for unit in _units().endings:
                end = start + length
                runs_on = unit.not_before and text[end : end + 1] and text[end] in unit.not_before
                if (len(unit.written) > 2) is sure and text.endswith(unit.written[1:], start, end) and not runs_on:
                    word = text[start : start + length]
                    return Unit(word, unit.canonical, unit.factor, unit.dimension, unit.use)
    return None
