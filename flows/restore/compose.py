"""Repairs of one stage after another, told as repairs of the first text.

Not for making repairs.
"""

from collections.abc import Iterator, Sequence
from heapq import merge
from typing import NamedTuple

from flows.restore.lost import UNRESOLVED
from flows.restore.repairs import CERTAINTIES, Repair, apply


class _Placed(NamedTuple):
    """A repair with its span in the text between the two stages: what the first wrote, what the second replaced."""

    start: int
    end: int
    later: bool
    repair: Repair


def compose(source: str, first: Sequence[Repair], second: Sequence[Repair]) -> Iterator[Repair]:
    """Yield the repairs that make of `source` what `second` makes of the text that `first` makes of it.

    A later repair that overlaps what an earlier one wrote becomes one with it, under both stages' names.

    >>> first, second = [Repair(0, 3, "&ld", "“一", "entity")], [Repair(1, 3, "一,", "二", "comma")]
    >>> [(one.start, one.end, one.restored_text, one.stage) for one in compose("&ld,三", first, second)]
    [(0, 4, '“二', 'entity_comma')]
    """
    between = apply(source, first)
    later = (_Placed(repair.start, repair.end, True, repair) for repair in second)
    shift = 0
    for group in _groups(merge(_written(first), later, key=lambda one: one[:3])):
        start, end = group[0].start, max(one.end for one in group)
        begin = start - shift
        shift += sum(len(one.repair.restored_text) - len(one.repair.source_text) for one in group if not one.later)
        if len(group) == 1:
            (only,) = group
            yield only.repair._replace(start=begin, end=end - shift) if only.later else only.repair
        else:
            yield _joined(source, begin, end - shift, _inside(between, start, end, group), group)


def _written(first: Sequence[Repair]) -> Iterator[_Placed]:
    shift = 0
    for repair in first:
        start = repair.start + shift
        yield _Placed(start, start + len(repair.restored_text), False, repair)
        shift += len(repair.restored_text) - len(repair.source_text)


def _groups(placed: Iterator[_Placed]) -> Iterator[list[_Placed]]:
    """Yield what overlaps together; mere neighbours stay apart."""
    group: list[_Placed] = []
    end = 0
    for one in placed:
        if group and one.start >= end:
            yield group
            group = []
        end = max(end, one.end) if group else one.end
        group.append(one)
    if group:
        yield group


def _inside(between: str, start: int, end: int, group: Sequence[_Placed]) -> str:
    """Return what the second stage makes of [start, end)."""
    moved = [one.repair._replace(start=one.start - start, end=one.end - start) for one in group if one.later]
    return apply(between[start:end], moved)


def _joined(source: str, start: int, end: int, text: str, group: Sequence[_Placed]) -> Repair:
    """Return the one repair of a group; a doubt whose mark a later stage took away is none any more."""
    repairs = [one.repair for one in sorted(group, key=lambda one: one.later)]
    told = [one for one in repairs if one.certainty != "unresolved" or UNRESOLVED in text]
    certainty = max((one.certainty for one in told), key=CERTAINTIES.index, default="inferred")
    stage = "_".join(dict.fromkeys(one.stage for one in repairs))
    return Repair(start, end, source[start:end], text, stage, certainty)
