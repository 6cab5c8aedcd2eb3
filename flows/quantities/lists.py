"""What the members of a list share: a bound said once (90%和98%以上), a change said once.

Not for ranges and from … to: those are read where they stand.
"""

from decimal import Decimal
from itertools import pairwise

from flows.quantities.bounds import interval
from flows.quantities.measure import Measure

_LONGEST = 12
_JOINTS = frozenset(("、", "和", "及", "与", "或", "以及"))


def joined(text: str, left: Measure, right: Measure) -> bool:
    """Tell whether two figures are neighbours in one list."""
    return text[left.end : right.head] in _JOINTS


def share_bounds(text: str, measures: list[Measure]) -> None:
    """Give the earlier members of a list the bound that stands behind the last, and the later ones that before 分别."""
    behind = ""
    for left, right in pairwise(reversed(measures)):  # right stands in front of left
        if left.stated and text[left.end - 1] in "上下右内":
            behind = left.stated
        behind = behind if right.bound == "exact" and _like(right, left) and joined(text, right, left) else ""
        if behind:
            _bind(right, behind)
    shared = ""
    for index, (left, right) in enumerate(pairwise(measures)):
        if left.stated and left.head < left.start:
            shares = text.endswith("分别", 0, left.head) or _describes(text, measures, index)
            shared = left.stated if shares else ""
        shared = shared if right.bound == "exact" and _like(left, right) and joined(text, left, right) else ""
        if shared:
            _bind(right, shared)


def _describes(text: str, measures: list[Measure], index: int) -> bool:
    """Tell whether the list that begins at `index` ends in 的: 超过300小时、600小时的志愿者."""
    last = index
    while last + 1 < len(measures) and last - index < _LONGEST and text[measures[last].end] == "、":
        last += 1
        if not _like(measures[last - 1], measures[last]) or not joined(text, measures[last - 1], measures[last]):
            return False
    return last > index and text.startswith("的", measures[last].end)


def _like(left: Measure, right: Measure) -> bool:
    return left.unit.canonical == right.unit.canonical and left.value is not None and right.value is not None


def _bind(measure: Measure, bound: str) -> None:
    measure.bound = measure.stated = bound
    measure.low, measure.high = interval(measure.value or Decimal(0), bound)
