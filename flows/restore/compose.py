"""Repairs of one stage after another, told as repairs of the first text.

Not for making repairs.
"""

from collections.abc import Iterator, Sequence

from flows.restore.lost import UNRESOLVED
from flows.restore.repairs import Repair

_CERTAINTIES = ("certain", "inferred", "unresolved")


def compose(source: str, first: Sequence[Repair], second: Sequence[Repair]) -> Iterator[Repair]:
    """Yield the repairs that make of `source` what `second` makes of the text that `first` makes of it.

    A later repair that touches what an earlier one wrote becomes one with it, under both stages' names.

    >>> first, second = [Repair(1, 5, "(fā)", "", "gloss")], [Repair(2, 3, ",", "，", "width")]
    >>> [(one.start, one.restored_text, one.stage) for one in compose("發(fā)展,", first, second)]
    [(1, '', 'gloss'), (6, '，', 'width')]
    """
    one, other = 0, 0
    shift = 0  # of the text between the stages against the source, in front of repair `one` of the first
    while one < len(first) or other < len(second):
        earlier: list[Repair] = []
        later: list[Repair] = []
        end = -1  # of the group at hand, in the text between the stages
        opened = shift
        while True:
            takes_first = one < len(first) and (other == len(second) or _is_before(first[one], shift, second[other]))
            following = first[one].start + shift if takes_first else second[other].start if other < len(second) else -1
            if (earlier or later) and (following < 0 or following >= end):
                break
            if takes_first:
                repair = first[one]
                end = max(end, repair.start + shift + len(repair.restored_text))
                shift += len(repair.restored_text) - (repair.end - repair.start)
                earlier.append(repair)
                one += 1
            else:
                end = max(end, second[other].end)
                later.append(second[other])
                other += 1
        yield _joined(source, earlier, later, opened, shift)
