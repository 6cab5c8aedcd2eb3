"""What the members of a list share: a bound said once (90%和98%以上), a change said once.

Not for ranges and from … to: those are read where they stand.
"""

from decimal import Decimal
from itertools import pairwise

from flows.quantities.bounds import interval
from flows.quantities.measure import Measure

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
    for left, right in pairwise(measures):
        together = left.stated and left.head < left.start and text.endswith("分别", 0, left.head)
        if together and right.bound == "exact" and _like(left, right) and joined(text, left, right):
            _bind(right, left.stated)


def _like(left: Measure, right: Measure) -> bool:
    return left.unit.canonical == right.unit.canonical and left.value is not None and right.value is not None


def _bind(measure: Measure, bound: str) -> None:
    measure.bound = measure.stated = bound
    measure.low, measure.high = interval(measure.value or Decimal(0), bound)
