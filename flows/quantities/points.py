"""Middle dots that stand for decimal points (5·8万人, as newspapers print them), so that the number is read whole.

Not for dots between a month and a day (5·12地震) or within names.
"""

import re

from flows.quantities.units import unit_at

_DOT = re.compile(r"(?<![0-9.·•・])([0-9]{1,9})[·•・]([0-9]{1,6})(?![0-9.·•・])")
_MONTHS, _DAYS = 12, 31


def with_points(text: str) -> str:
    """Return `text`, as long as it was, with a point for each middle dot of a decimal number.

    >>> with_points("招收5·8万人，增长13·1%，“5·12”地震")
    '招收5.8万人，增长13.1%，“5·12”地震'
    """
    if "·" in text or "•" in text or "・" in text:
        return _DOT.sub(lambda found: _pointed(text, found), text)
    return text


def _pointed(text: str, found: re.Match[str]) -> str:
    unit, behind = unit_at(text, found.end()), text[found.end() : found.end() + 1]
    date = int(found.group(1)) <= _MONTHS and int(found.group(2)) <= _DAYS
    decimal = behind in ("万", "亿") or (unit and (unit.use == "measure" or not date))
    return f"{found.group(1)}.{found.group(2)}" if decimal else found.group()
