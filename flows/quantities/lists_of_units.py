"""The unit that the last of a list names for all: 分别提高16.7和11.2个百分点.

Not for what else a list shares, its bound and its change: lists.py.
"""

import re
from decimal import Decimal

from flows.numerals import parse
from flows.quantities.runs import RUN
from flows.quantities.units import Unit, unit_at

_JOINT = re.compile(r"[、和及与或](?=[0-9])")
_LARGE = re.compile("[万亿]{1,2}$")
_LONGEST = 8


def unit_behind_list(text: str, end: int) -> tuple[Unit, Decimal] | None:
    """Return the unit that the list going on at `end` ends with, and what its 万 or 亿 is worth.

    >>> unit, worth = unit_behind_list("3、5和8万公里", 1)
    >>> unit.canonical, str(worth)
    ('km', '10000')
    """
    for _ in range(_LONGEST):
        found = _JOINT.match(text, end)
        run = RUN.match(text, found.end()) if found else None
        if run is None:
            return None
        end = run.end()
        unit = unit_at(text, end)
        if unit:
            large = _LARGE.search(run.group())
            return unit, (parse(large.group()) if large else None) or Decimal(1)
    return None
