"""One day named twice, by the Chinese calendar and by the common one: the year in which both names mean it.

Not for a second name in brackets, which belongs to its expression: expressions joins it.
"""

import re
from collections.abc import Sequence

from flows.chronology import spans
from flows.chronology.expressions import Expression
from flows.chronology.frames import Found, Frame, finish
from flows.chronology.parts import Aside, Part

_THAT_IS = re.compile("[，,（(]?(?:也就是|就是|亦即|即|是)?(?:公历|阳历|新历|农历|阴历)?的?")
_BOTH = frozenset(["lunar", "holiday"])
_COMMON = frozenset(["month", "monthday"])
_LONGEST = 8


def agreed_year(text: str, found: Sequence[Expression | Aside], index: int, frame: Frame) -> int | None:
    """Return the year nearest to the publication in which item `index` and its neighbour are the same day.

    None when no neighbour is a second name of its day, when the text names a year, or when no near year fits.
    """
    if frame.published is None or frame.year:
        return None
    for first, second in ((index, index + 1), (index - 1, index)):
        pair = _pair(text, found, first, second)
        if pair is None:
            continue
        this = frame.published.year
        for number in (this, this - 1, this + 1):
            days = [finish(spans.year(number), parts, "publication") for parts in pair]
            if isinstance(days[0], Found) and isinstance(days[1], Found) and days[0].span == days[1].span:
                return number
    return None


def _pair(
    text: str, found: Sequence[Expression | Aside], first: int, second: int
) -> tuple[tuple[Part, ...], tuple[Part, ...]] | None:
    """Return the parts of two neighbours that name a day each, one in either calendar."""
    if first < 0 or second >= len(found):
        return None
    left, right = found[first], found[second]
    if isinstance(left, Aside) or isinstance(right, Aside) or left.right or right.right:
        return None
    gap = text[left.end : right.start]
    if not gap or len(gap) > _LONGEST or not _THAT_IS.fullmatch(gap):
        return None
    kinds = {left.left.parts[0].kind, right.left.parts[0].kind}
    return (left.left.parts, right.left.parts) if kinds & _BOTH and kinds & _COMMON else None
