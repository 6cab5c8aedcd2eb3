"""What 分别 deals out: 产量9万辆、销量8万辆，分别增长3%和2% is 3 % of the first and 2 % of the second.

Not for bounds and changes that a list shares: lists.py.
"""

import re
from collections.abc import Sequence

from flows.quantities.lists import joined
from flows.quantities.measure import Measure

Span = tuple[int, int]

RESPECTIVELY = "分别"
_FAR = 16
_MOST = 12
_LONGEST = 120
"""How many figures back, and how far from one to the next, there may be something to deal out to."""
_MARK = re.compile(r"[。；！？，;!?,\n]")
_STOP = re.compile(r"[。；！？;!?\n]")
_JOINT = re.compile(r"[、和与及]")


def deal_out(text: str, measures: Sequence[Measure], subjects: Sequence[Span | None]) -> list[Span | None]:
    """Return the subjects of `measures`, those of lists behind 分别 dealt out one by one where that comes out even."""
    dealt = list(subjects)
    first = 0
    while first < len(measures):
        count = _listed(text, measures, first)
        at = text.rfind(RESPECTIVELY, max(measures[first].head - _FAR, 0), measures[first].head)
        if count > 1 and at >= 0 and not _MARK.search(text, at, measures[first].head):
            parts = _parts(text, measures, dealt, first, at)
            if len(parts) >= count and (len(parts) == count or (first and subjects[first] == dealt[first - 1])):
                dealt[first : first + count] = parts[-count:]
        first += count
    return dealt


def _listed(text: str, measures: Sequence[Measure], first: int) -> int:
    """Return how many measures stand in the list that begins with the first."""
    last = first
    while last + 1 < len(measures) and joined(text, measures[last], measures[last + 1]):
        last += 1
    return last + 1 - first


def _parts(text: str, measures: Sequence[Measure], subjects: Sequence[Span | None], first: int, at: int) -> list[Span]:
    """Return what there is to deal out to: the parts of the subject in front of 分别, or the subjects further on."""
    own = subjects[first]
    if own and (not first or own != subjects[first - 1]) and own[1] <= at:
        ends = [*(found.start() for found in _JOINT.finditer(text, *own)), own[1]]
        starts = [own[0], *(end + 1 for end in ends[:-1])]
        parts = list(zip(starts, ends, strict=True))
        return parts if all(end - start > 1 for start, end in parts) else []
    ratio = measures[first].unit.dimension == "ratio"
    told: list[Span] = []
    for index in range(first - 1, max(first - 1 - _MOST, -1), -1):
        subject, behind = subjects[index], measures[index + 1].start
        if behind - measures[index].end > _LONGEST or _STOP.search(text, measures[index].end, behind):
            break
        if subject and subject not in told and not (ratio and measures[index].unit.dimension == "ratio"):
            told.insert(0, subject)
    return told
