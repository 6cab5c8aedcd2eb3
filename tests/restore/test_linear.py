"""Hostile input costs time in proportion to its length: twice as much text, about twice the time."""

import time

import pytest

from flows.restore import restore

HOSTILE = {
    "question marks": "?",
    "glosses of nothing": "(ā)",
    "questions and exclamations": "?!",
    "cuts in front of Chinese": "?,中",
    "marks and glosses in turn": "?!發(fā)",
    "glosses across boundaries": "?qǐng)",
    "cuts that never end": "?!睎拔铱梢涍",
    "cuts without a question mark": "!睎|,拔铱",
    "opening brackets": "(",
    "a closing bracket after each letter": "a)",
    "private-use characters": "?!\ue266\ue5d6",
    "lost bytes all the way": "?,?!?;",
}
SMALL = 200_000


def seconds(text: str) -> float:
    """Return the best of three times that restoring takes."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        restore(text)
        best = min(best, time.perf_counter() - start)
        if best > 2:
            break
    return best


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    restore("為統(tǒng)籌推進(jìn)?!睎|")  # tables are read once
    one = (unit * SMALL)[: SMALL // len(unit.encode()) * len(unit)]
    small, large = seconds(one), seconds(one * 2)
    assert large < max(3.5 * small, 0.05), f"{small:.2f} s for 200 KB, {large:.2f} s for 400 KB"
    assert large < 20
