"""A number that sums up the names in front of it: 友联、友好两村 counts, where 韶九社区 is a name."""

import re

from flows.quantities.records import Number

_NOT_LISTED = re.compile(r"[^一-龥、]")
_JOINTS = re.compile(r"[和及与]")
_LONGEST = 80


def sums_up(text: str, number: Number) -> bool:
    """Tell whether as many names are listed right in front of the number as it says.

    >>> from decimal import Decimal
    >>> two = Number(5, 6, "两", Decimal(2), Decimal(2), Decimal(2))
    >>> sums_up("友联、友好两村", two), sums_up("做好友联友两村", two)
    (True, False)
    """
    names = _NOT_LISTED.split(text[max(number.start - _LONGEST, 0) : number.start])[-1]
    commas = names.count("、")
    joined = _JOINTS.search(names, names.rfind("、") + 1) is not None  # 和 may also be part of a name
    return number.value in ({commas + 1} if commas else set()) | ({commas + 2} if joined else set())
