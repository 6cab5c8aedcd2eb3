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
DEAR = {"marks and glosses in turn", "cuts that never end", "private-use characters", "cuts in front of Chinese"}
"""Where every few characters are weighed as a run; an eighth of the size tells as much."""


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


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_length_and_no_faster(name: str) -> None:
    unit = HOSTILE[name]
    size = SMALL // 8 if name in DEAR else SMALL
    restore("為統(tǒng)籌推進(jìn)?!睎|")  # tables are read once
    one = unit * (size // len(unit.encode()))
    small, large = seconds(one), seconds(one * 2)
    assert large < max(3.5 * small, 0.05), f"{small:.2f} s for {size} bytes, {large:.2f} s for twice as many"
