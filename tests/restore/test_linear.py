"""Hostile input costs time in proportion to its length: eight times as much text, far less than 64 times the time."""

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
    "rows of marks before a letter": "?!!N",
    "rows of marks before Chinese": "?!!!!!!!!中",
}
SMALL = 100_000
DEAR = {
    "marks and glosses in turn",
    "cuts that never end",
    "private-use characters",
    "cuts in front of Chinese",
    "rows of marks before a letter",
    "rows of marks before Chinese",
}
"""Where every few characters are weighed as a run; a sixteenth of the size tells as much."""


def seconds(text: str) -> float:
    """Return the best of three times that restoring takes."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        restore(text)
        best = min(best, time.process_time() - start)
        if best > 2:
            break
    return best


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_length_and_no_faster(name: str) -> None:
    unit = HOSTILE[name]
    size = SMALL // 16 if name in DEAR else SMALL
    restore("為統(tǒng)籌推進(jìn)?!睎|")  # tables are read once
    one = unit * (size // len(unit.encode()))
    small, large = seconds(one), seconds(one * 8)
    # Between the 8 of linear time and the 64 of quadratic time, with room for a busy machine.
    assert large < max(24 * small, 0.2), f"{small:.2f} s for {size} bytes, {large:.2f} s for eight times as many"
