"""Which readings of misread bytes are so much better Chinese than the text as it stands that they must be right.

Not for finding readings: the stages that undo misread encodings ask here before they change anything.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.restore.likelihood import log_likelihood
from flows.restore.repairs import Repair

# How much likelier, in natural logarithms, a reading must be: the first on its page, and any other.
_SURE, _ENOUGH = 16.0, 2.0

# Running Chinese has some six of negative log likelihood to a character, characters drawn at random twelve.
_PLAUSIBLE, _POSSIBLE = -9.0, -13.0
_SAMPLE = 200
_HAN = re.compile("[\u3400-\u9fff]")


class Reading(NamedTuple):
    """Another way to read the source [start, end): what it says, and the repairs that get there.

    A reading without text, of nothing but a damaged character, cannot be weighed: it goes with the page, but not where
    sound Chinese stands in front of it.
    """

    start: int
    end: int
    text: str
    repairs: tuple[Repair, ...]


def accepted(source: str, readings: Sequence[Reading]) -> list[Repair]:
    """Return the repairs of the readings to believe; none where not one of them is beyond doubt.

    One reading that is far likelier shows that the page was misread; after that it is enough to be likelier.
    """
    gains = [_gain(source[one.start : one.end], one.text) for one in readings]
    if not any(gain >= _SURE and share >= _PLAUSIBLE for gain, share in gains):
        return []
    believed: list[Repair] = []
    end = 0
    for one, (gain, share) in zip(readings, gains, strict=True):
        alone = one.start > end and _HAN.match(source[one.start - 1])
        if (gain >= _ENOUGH and share >= _POSSIBLE) or (not one.text and not alone):
            believed += one.repairs
            end = one.end
    return believed


def _gain(written: str, read: str) -> tuple[float, float]:
    """Return how much likelier the first part of `read` is than that of `written`, and how likely by character."""
    read = read.removeprefix("\ufeff")
    chinese = "".join(character for character in read[:_SAMPLE] if not character.isascii())
    if not chinese:
        return -float("inf"), -float("inf")
    counterpart = written[: max(1, _SAMPLE * len(written) // max(_SAMPLE, len(read)))]
    return log_likelihood(read[:_SAMPLE]) - log_likelihood(counterpart), log_likelihood(chinese) / len(chinese)
