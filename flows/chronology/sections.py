"""The year that a section speaks of, told by its headings: 一、2011年工作回顾, 二、2012年工作安排.

Not for the paragraphs themselves: they only inherit it.
"""

import re
from dataclasses import replace
from datetime import date

from flows.chronology.dates import Context, read
from flows.chronology.resolve import DateMention
from flows.chronology.spans import Span

_SUBHEADING = re.compile(
    r"\s*[（(][一二三四五六七八九十\d]{1,3}[)）]|\s*\d{1,2}[.．、]|\s*[一二三四五六七八九十]{1,2}是"
)
_NAMES_YEAR = frozenset(["year", "shortyear", "relyear"])


class Sections:
    """The headings in force while paragraphs are read in order; a subheading without a year keeps its chapter's."""

    def __init__(self, published: date | None) -> None:
        self._published = published
        self._heading: str | None = None
        self.context = Context()

    def enter(self, heading: str) -> None:
        """Take note of a heading, once however often it is named."""
        if heading == self._heading:
            return
        self._heading = heading
        found = self._named(heading)
        if found != Context() or not _SUBHEADING.match(heading):
            self.context = found

    def _named(self, heading: str) -> Context:
        """Return the last year and the period that the heading names; 过去一年 is the year before the publication."""
        named = Context()
        for reading in read(heading, self._published, Context()):
            if reading.expression is None or not isinstance(reading.result, DateMention):
                continue
            first, mention = reading.expression.left.parts[0], reading.result
            if first.kind in _NAMES_YEAR and mention.date_end:
                named = replace(named, section_year=mention.date_end.year)
            elif first.kind == "period" and mention.date_start and mention.date_end:
                named = replace(named, section_period=Span(mention.date_start, mention.date_end, "years"))
            elif first.kind == "roll" and first.a == 2 and first.name == "过去 year" and self._published:
                named = replace(named, section_year=self._published.year - 1)
        return named
