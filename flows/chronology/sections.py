"""The year that a section speaks of, told by its headings: 一、2011年工作回顾, 二、2012年工作安排.

Not for the paragraphs themselves: they only inherit it.
"""

import re
from datetime import date

from flows.chronology.dates import Context, read
from flows.chronology.resolve import DateMention

_SUBHEADING = re.compile(
    r"\s*[（(][一二三四五六七八九十\d]{1,3}[)）]|\s*\d{1,2}[.．、]|\s*[一二三四五六七八九十]{1,2}是"
)
_NAMES_YEAR = frozenset(["year", "shortyear", "relyear"])


class Sections:
    """The heading year in force while paragraphs are read in order; a subheading without a year keeps its chapter's."""

    def __init__(self, published: date | None) -> None:
        self._published = published
        self._heading: str | None = None
        self.year: int | None = None

    def enter(self, heading: str) -> None:
        """Take note of a heading, once however often it is named."""
        if heading == self._heading:
            return
        self._heading = heading
        found = self._heading_year(heading)
        if found is not None or not _SUBHEADING.match(heading):
            self.year = found

    def _heading_year(self, heading: str) -> int | None:
        """Return the last year that the heading names; 过去一年 is the one before the publication."""
        last = None
        for reading in read(heading, self._published, Context()):
            if reading.expression is None or not isinstance(reading.result, DateMention):
                continue
            first = reading.expression.left.parts[0]
            if first.kind in _NAMES_YEAR and reading.result.date_end:
                last = reading.result.date_end.year
            elif first.kind == "roll" and first.a == 10 and first.name == "过去 year" and self._published:
                last = self._published.year - 1
        return last
