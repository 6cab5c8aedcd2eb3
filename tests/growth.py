"""Whether time grows with the text and no faster: told by a ratio within one run, since machines and neighbours differ.

Not for speed: tests/benchmarks prints that.
"""

import time
from collections.abc import Callable
from math import inf

ROUNDS = 3
MOST_ROUNDS = 6
ALLOWED = 10
"""Four times the text takes four times as long where time is linear, up to seven where memory runs out of the cache,
and sixteen times where it is quadratic."""

UNMEASURABLE = 0.002
"""Seconds below which a reading says more about the clock than about the text."""


def is_linear(work: Callable[[str], object], piece: str, length: int) -> bool:
    """Tell whether `work` takes far less than the square of the time for four times `length` characters of `piece`.

    The least of several readings counts: what else runs on the machine only ever adds.
    """
    once = (piece * length)[:length]
    least_once = least_four = inf
    for done in range(1, MOST_ROUNDS + 1):
        least_once = min(least_once, _seconds(work, once))
        least_four = min(least_four, _seconds(work, once * 4))
        if done >= ROUNDS and least_four < ALLOWED * least_once + UNMEASURABLE:
            return True
    return False


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start
