"""The year that a section speaks of, told by its headings: 一、2011年工作回顾, 二、2012年工作安排.

Weaker than that, the year that the title or the paragraph before speaks of: its topic.

Not for the paragraphs themselves: they only inherit it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flows.chronology import spans, words
from flows.chronology.dates import Context, Reading, read
from flows.chronology.expressions import Expression
from flows.chronology.following import FINE
from flows.chronology.parts import Part
from flows.chronology.resolve import DateMention
from flows.chronology.spans import Span
from flows.restore.script import simplify

_SUBHEADING = re.compile(
    r"\s*[（(][一二三四五六七八九十\d]{1,3}[)）]|\s*\d{1,2}[.．、]|\s*[一二三四五六七八九十]{1,2}是"
)
_REPORT = re.compile("((?:19|20)[0-9]{2})年?(半年度?|中期|第?[一1]季度)(?:财务|业绩|工作)?报告")
_OPENING = 2  # an indent
_SEVERAL = 2
_MONTH = 31
_LONG_AGO = 2
_CLOSING = "》」』”）)! ！。 \u3000"
_MONTHS = frozenset(["month", "quarter", "half_year"])
_REPORTED = frozenset(["quarter", "half_year"])
_NAMES_YEAR = frozenset(["year", "shortyear", "relyear", "contextyear"])
_COUNTED = frozenset(["roll", "ago", "openago", "within"])
_NOTHING = Context()


class Sections:
    """The headings in force while paragraphs are read in order; a subheading without a year keeps its chapter's."""

    def __init__(self, published: date | None, republic: bool = False) -> None:
        self._published = published
        self._heading: str | None = None
        self._title: int | None = None
        self._quoted = False
        self.context = replace(_NOTHING, republic=republic)

    def open(self, title: str) -> None:
        """Take note of the title: 2023年统计公报 of March 2024 speaks of 2023."""
        year = self._named(title).section_year
        self._title = self._recent(year)
        coming = bool(year and self._published and year == self._published.year + 1)
        notice = simplify(title).strip(_CLOSING).endswith(tuple(words.by_role("notice")))
        self.context = replace(
            self.context,
            topic_year=self._title,
            coming=coming,
            notice=notice,
            release=self._released(title),
            spoken=_report(title),
        )

    def _released(self, title: str) -> Span | None:
        """Return the month that a title opens with when it is over: 2021年7月份价格上涨."""
        first = next(iter(read(title, self._published, _NOTHING)), None)
        mention = first.result if first else None
        if not isinstance(mention, DateMention) or self._published is None or mention.start > _OPENING:
            return None
        start, end = mention.date_start, mention.date_end
        over = mention.granularity == "month" and start and end and end < self._published
        return Span(start, end, "month") if over and start and end else None

    def passed(self, readings: Sequence[Reading]) -> None:
        """Take note of a paragraph that was read: one that opens with a year hands it on, as does one of history."""
        if not readings:
            return
        kept = self.context
        dated = [item for reading in readings if (item := reading.dated)]
        told = [mention for _, mention in dated]
        opened = next((reading.expression for reading in readings if reading.expression), None)
        past = self._year_past(opened.left.parts[0]) if opened and opened.start <= _OPENING else None
        self.context = replace(
            kept,
            section_year=past or kept.section_year,  # 过去一年，……主要做了以下工作：
            trail=self._history(told),
            told_year=_told_year(told) if told else kept.told_year,
            told_day=self._told_day([mention for item, mention in dated if item.left.parts[0].kind not in _COUNTED]),
            spoken=self._spoken(told) or kept.spoken,
            topic_year=self._topic(*dated[0]) if dated else kept.topic_year,
        )

    def dispatched(self, day: date | None, quoted: bool) -> None:
        """Take note of the day of a dispatch, which 今天 means from there on, or there alone if it is `quoted`."""
        if day or self._quoted:
            self.context = replace(self.context, today=day)
            self._quoted = quoted

    def _year_past(self, first: Part) -> int | None:
        """Return the year before the publication for 过去一年, as reports say it; None for any other word."""
        past = first.kind == "roll" and first.a == 2 and first.name == "过去 year"
        return self._published.year - 1 if past and self._published else None

    def _topic(self, expression: Expression, mention: DateMention) -> int | None:
        """Return the year that a paragraph's first date opens it with, else what was the topic before."""
        alone = len(expression.left.parts) == 1 and expression.right is None
        names = expression.left.parts[0].kind in _NAMES_YEAR and alone and mention.relation == "during"
        if mention.start > _OPENING or not names:
            return self.context.topic_year
        return self._recent(mention.date_end.year if mention.date_end else None) or self._title

    def _told_day(self, told: Sequence[DateMention]) -> Span | None:
        """Return the day or month that a paragraph names last; years alone leave what was told before."""
        last = next((mention for mention in reversed(told) if mention.granularity not in ("year", "years")), None)
        return _day(last) if last else self.context.told_day

    def _spoken(self, told: Sequence[DateMention]) -> Span | None:
        """Return what 同期 of a later paragraph means: the months that open this one, else its last quarter or half."""
        opening = _months(told[0]) if told else None
        return opening or next(filter(None, map(self._reported, reversed(told))), None)

    def _reported(self, mention: DateMention) -> Span | None:
        """Return the quarter, half or months of a mention that are just over."""
        start, end = mention.date_start, mention.date_end
        if not start or not end or not self._published or end > self._published or self._published.year > end.year + 1:
            return None
        several = mention.granularity in _REPORTED or (mention.granularity == "month" and start.month != end.month)
        return Span(start, end, mention.granularity) if several and mention.relation == "during" else None

    def _history(self, told: Sequence[DateMention]) -> Span | None:
        """Return the last days of a paragraph that tells day by day of years long past; None of any other."""
        starts = [mention.date_start or mention.date_end for mention in told]
        days = [when for when, mention in zip(starts, told, strict=True) if when and mention.granularity in FINE]
        if self._published is None or len(days) < _SEVERAL:
            return None
        past = all(when and self._published.year - when.year >= _LONG_AGO for when in starts)
        return Span(days[-1], days[-1], "day") if past else None

    def _recent(self, year: int | None) -> int | None:
        """Return `year` if it is the publication's or the one before: older ones are history, no topic."""
        return year if year and self._published and 0 <= self._published.year - year <= 1 else None

    def enter(self, heading: str) -> None:
        """Take note of a heading, once however often it is named."""
        if heading == self._heading:
            return
        self._heading = heading
        found = self._named(heading)
        if found != _NOTHING or not _SUBHEADING.match(heading):
            kept = self.context
            self.context = replace(
                kept,
                section_year=found.section_year,
                section_period=found.section_period,
                section_days=found.section_days,
                topic_year=self._title,
                told_year=None,
            )

    def _named(self, heading: str) -> Context:
        """Return the last year and the period that the heading names; 过去一年 is the year before the publication."""
        named = _NOTHING
        for reading in read(heading, self._published, _NOTHING):
            if reading.dated is None:
                continue
            expression, mention = reading.dated
            first = expression.left.parts[0]
            if expression.right and mention.date_start and mention.date_end:
                named = replace(named, section_days=Span(mention.date_start, mention.date_end, mention.granularity))
            if first.kind in _NAMES_YEAR and mention.date_end:
                named = replace(named, section_year=mention.date_end.year)
            elif first.kind == "period" and mention.date_start and mention.date_end:
                named = replace(named, section_period=Span(mention.date_start, mention.date_end, "years"))
            elif year := self._year_past(first):
                named = replace(named, section_year=year)
        return named


def _report(title: str) -> Span | None:
    """Return the days that a half-year's or first quarter's report covers: 2019年半年度报告."""
    found = _REPORT.search(simplify(title))
    if not found:
        return None
    number = int(found.group(1))
    return spans.quarter(number, 1) if "季" in found.group(2) else spans.half(number, 1)


def _told_year(told: Sequence[DateMention]) -> int | None:
    """Return the one year that a paragraph's last date lies in, which 同年 of the next one means."""
    start, end = (told[-1].date_start, told[-1].date_end) if told else (None, None)
    return start.year if start and end and start.year == end.year else None


def _months(mention: DateMention) -> Span | None:
    """Return the months, no whole year, that a mention opens its paragraph with; None where it does not."""
    if mention.start > _OPENING or mention.granularity not in _MONTHS or not mention.date_start or not mention.date_end:
        return None
    return Span(mention.date_start, mention.date_end, mention.granularity)


def _day(mention: DateMention) -> Span | None:
    """Return the one day, or the month or 旬, that a mention names; None when it names several or another span."""
    day, last = mention.date_start, mention.date_end
    if day and last and mention.granularity in ("month", "ten_days") and (last - day).days < _MONTH:
        return Span(day, last, mention.granularity)
    single = mention.granularity == "day" and (day == mention.date_end or mention.relation == "since")
    return Span(day, day, "day") if day and single else None
