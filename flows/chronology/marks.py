"""What the readers share: the numeral in a token, its steps from today, and the record they hand back.

Not for any one kind of token.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from flows import lexicon
from flows.chronology.parts import Aside, Bare, Part
from flows.chronology.shapes import HAN
from flows.numerals import parse

Token = Part | Bare | Aside
Reader = Callable[[str, re.Match[str]], Token | None]

NUMERAL = re.compile(f"[0-9{HAN}]+")
UNITS = {
    "半年": "half",
    "季度": "quarter",
    "季": "quarter",
    "星期": "week",
    "礼拜": "week",
    "周": "week",
    "天": "day",
    "日": "day",
    "月": "month",
    "年": "year",
}
"""The words for lengths of time, longest first."""


@lru_cache(maxsize=4096)
def number(text: str) -> int:
    """Return the first whole number in `text`, or -1.

    >>> number("第三季度"), number("20天后"), number("全年")
    (3, 20, -1)
    """
    found = NUMERAL.search(text)
    value = parse(found.group()) if found else None
    return -1 if value is None or value != int(value) else int(value)


def at(match: re.Match[str], kind: str, a: int = 0, b: int = 0, name: str = "") -> Part:
    """Return the part of that kind where `match` stands."""
    return Part(kind, match.start(), match.end(), a, b, name)


def aside(match: re.Match[str], reason: str) -> Aside:
    """Return `match` set aside with its reason."""
    return Aside(match.start(), match.end(), reason)


@cache
def _steps(unit: str) -> list[tuple[str, int]]:
    found = [(row["word"], int(row["step"])) for row in lexicon.rows("calendar_steps") if row["unit"] == unit]
    return sorted(found, key=lambda step: -len(step[0]))


def step(text: str, unit: str) -> int:
    """Return how far the word that `text` starts with lies from the publication, in `unit` of calendar_steps.csv.

    >>> step("大后天", "day"), step("去年", "year"), step("下下周", "near")
    (3, -1, 2)
    """
    return next(distance for word, distance in _steps(unit) if text.startswith(word))


def unit_of(spoken: str) -> str:
    """Return the unit that `spoken` ends with: 三个月 is counted in months."""
    return next(unit for word, unit in UNITS.items() if spoken.endswith(word))
