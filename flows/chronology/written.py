"""Readers of dates in digits and marks: 2020-09-16, 2020/9/16, 20200916, 2008.03, 2016-2018.

Not for dates with 年 月 日.
"""

import re

from flows.chronology.marks import NUMERAL, Token, aside, at
from flows.chronology.parts import Bare

_RANGE = re.compile(" ?[-–—~至到年]")


def full(text: str, match: re.Match[str]) -> Token | None:
    """Read a whole date; without a four-digit year in front it is day/month/year, or year-month-day with hyphens."""
    written = match.group()
    fields = [int(field) for field in re.split("[-/. ]", written)]
    if len(fields) == 1:
        fields = [int(written[:4]), int(written[4:6]), int(written[6:])]
    if len(fields) == 2:
        return at(match, "monthday", fields[0], fields[1]) if fields[0] <= 12 else None
    first, second, third = fields
    if 100 <= first < 150 and len(written.split(written[3])[0]) == 3:
        return at(match, "full", first * 100 + second, third, "republic")
    if first > 1000:
        return at(match, "full", first * 100 + second, third)
    if "/" not in written and third < 1000:
        return at(match, "full", first * 100 + second, third, "short")
    month, day = (first, second) if second > 12 else (second, first)
    return at(match, "full", third * 100 + month, day, "" if third > 1000 else "short")


def yearmonth(text: str, match: re.Match[str]) -> Token | None:
    """Read 2020-09 and 2020/09; 2008.03 only in a range or alone, for it may be a decimal."""
    written = match.group()
    ranged = _RANGE.match(text, match.end()) or _RANGE.match(text, max(0, match.start() - 1))
    if "." in written and not ranged and written != text.strip():
        return None
    if text[max(0, match.start() - 1) : match.start()] == "》":
        return aside(match, "issue number")
    return at(match, "yearmonth", int(written[:4]), int(written[5:]))


def yearspan(text: str, match: re.Match[str]) -> Token | None:
    """Read two years without 年: 从2016到2018."""
    return at(match, "yearspan", int(match.group()[:4]), int(match.group()[-4:]))


def bare(text: str, match: re.Match[str]) -> Token | None:
    """Read the first number of 1至9月, which has no unit of its own."""
    digits = NUMERAL.match(match.group())
    if digits is None:
        return aside(match, "damaged")
    return Bare(match.start(), match.start() + digits.end(), digits.group(), match.group()[digits.end() :].strip())
