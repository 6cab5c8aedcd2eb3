"""Dated events: every calendar expression of a document's paragraphs that dates something, with what it dates.

Not for text without paragraphs: find_dates reads that.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from flows.chronology import clauses, republic
from flows.chronology.dates import Reading, read
from flows.chronology.marks import number
from flows.chronology.resolve import DateMention
from flows.chronology.sections import Sections
from flows.rejects import Reject
from flows.restore.script import simplify

_SIDE_BY_SIDE = 24
"""More dates than this do not share what they date: each carries the text, which must not grow with their square."""

DATED_KINDS = frozenset(["body", "caption"])
"""The kinds of paragraph that date events; a byline dates the document, a heading lends its year."""


_DATELINE = re.compile(r"[ ]?(?:[专專]|综合|綜合)?[电電讯訊](?![话話影视視力子器报報价價网網脑腦站商池动動气氣信])")
"""What follows the day in a news agency's first line: 北京9月15日电."""


_NOWADAYS = re.compile("[今明][天日]的(?![^，。；]{0,8}(?:会|赛|论坛|活动|仪式|发布|采访|讲话|行情|交易|天气))|昨日?的")
"""今天的中国 is the China of our days, 今天的酒会 was held that day."""
_NUMBER = "([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_DISPATCH = re.compile(f"[^。，]{{2,30}}?{_NUMBER}月{_NUMBER}日{_DATELINE.pattern}")
_DISPATCHED = re.compile(rf"{_DISPATCH.pattern}[ \u3000]*(?:[（(][^（）()]{{1,40}}[）)])?[ \u3000]*")
_THEME = re.compile("节?[”」』]?(?:[和与及、]?[“「][^”」。，]{1,20}[”」])*(?:分别)?(?:为题|为?主题)")
"""What follows a holiday that is a theme: 以“农历新年”和“冰雪”为主题."""
_LATEST = 4


class Paragraph(Protocol):
    """What is asked of a paragraph: flows.paragraphs.Paragraph has it all."""

    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def section(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Event:
    """One calendar expression and what it dates; offsets are in the text of paragraph number `paragraph`."""

    paragraph: int
    start: int
    end: int
    date_text: str
    date_start: date | None
    date_end: date | None
    granularity: str
    relation: str
    resolved_by: str
    text: str
    clause_start: int
    clause_end: int


def find_events(paragraphs: Sequence[Paragraph], published: date | None) -> list[Event]:
    """Return the dated events of `paragraphs`, in order."""
    return [found for found in read_events(paragraphs, published) if isinstance(found, Event)]


def read_events(paragraphs: Iterable[Paragraph], published: date | None) -> list[Event | tuple[int, Reject]]:
    """Return the dated events and, as pairs of paragraph number and Reject, the calendar words that date nothing."""
    paragraphs = list(paragraphs)
    sections = Sections(published, republic.shown((piece.text for piece in paragraphs), published))
    out: list[Event | tuple[int, Reject]] = []
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind == "title":
            sections.open(paragraph.text)
        elif paragraph.kind == "heading":
            sections.enter(paragraph.text)
        elif paragraph.section:
            sections.enter(paragraph.section)
        if paragraph.kind in DATED_KINDS:
            told = _told_on(paragraph.text, published)
            sections.dispatched(told, paragraph.text.startswith(("据", "據")))
            readings = read(paragraph.text, published, sections.context)
            out += _paragraph(index, paragraph.text, readings)
            sections.passed(readings)
    return out


def _told_on(text: str, published: date | None) -> date | None:
    """Return the day that a dispatch names in its first line, a few days before the publication: its 今天 is that day.

    >>> _told_on("本报北京1月5日电 今天……", date(2021, 1, 6)), _told_on("1月5日电价上调", date(2021, 1, 6))
    (datetime.date(2021, 1, 5), None)
    """
    line = _DISPATCH.match(text) if published else None
    if not line or not published:
        return None
    for back in range(_LATEST):
        day = published - timedelta(days=back)
        if [number(part) for part in line.groups()] == [day.month, day.day]:
            return day
    return None


def _paragraph(index: int, text: str, readings: list[Reading]) -> Iterator[Event | tuple[int, Reject]]:
    judged = [_strictly(reading, text) for reading in readings]
    mentions = [found for found in judged if isinstance(found, DateMention)]
    governed = iter(_governed(text, mentions))
    for found in judged:
        if isinstance(found, Reject):
            yield index, found
            continue
        first, last = next(governed)
        yield Event(
            index,
            found.start,
            found.end,
            found.text,
            found.date_start,
            found.date_end,
            found.granularity,
            found.relation,
            found.resolved_by,
            text[first:last],
            first,
            last,
        )


def _strictly(reading: Reading, text: str) -> DateMention | Reject:
    """Set aside what is a date in speech but dates nothing in a document: 三天后, 近两周, 今天的中国."""
    found = reading.result
    if isinstance(found, Reject) or reading.expression is None:
        return found
    first = reading.expression.left.parts[0]
    reason = None
    lead = first.name.split(" ")[0] if first.kind == "roll" else ""
    one = first.a == 2 and lead not in ("未来", "今后", "接下来")
    if first.kind in ("ago", "openago", "within") or (lead and (one or lead in ("上", "下", "前", "后", "过"))):
        reason = "counted from a day that the text does not name"
    elif _DATELINE.match(text, found.end):
        reason = "dates the document"
    elif first.kind == "weekend" and first.b == 99:
        reason = "recurring"
    elif first.kind == "holiday" and reading.expression.end == found.end and _named_only(text, found):
        reason = "names a holiday and dates nothing"
    elif first.kind == "holiday" and _THEME.match(simplify(text[found.end : found.end + 48])):
        reason = "name"
    elif first.kind == "relday" and _NOWADAYS.match(simplify(text[found.start : found.end + 12])):
        opens = _DISPATCHED.fullmatch(text, 0, found.start)  # 新华社香港1月28日电（记者…）今天的…
        reason = None if opens else "no calendar span"
    return Reject("dates", found.start, found.end, found.text, reason) if reason else found


def _named_only(text: str, found: DateMention) -> bool:
    """Tell a holiday in a list or in front of a colon (春节、清明节, 二、春节：) from one on which things happen."""
    before = text[max(0, found.start - 2) : found.start]
    return text[found.end : found.end + 1] in ("、", "：", ":") or before.endswith("、") or before in ("节和", "節和")


def _governed(text: str, mentions: list[DateMention]) -> list[tuple[int, int]]:
    """Return for each mention the stretch of its sentence that it dates: up to where the next date takes over."""
    stretches: list[tuple[int, int]] = []
    waiting = 0
    for first, last in clauses.sentences(text) if mentions else ():
        groups: list[list[DateMention]] = []
        while waiting < len(mentions) and mentions[waiting].start < last:
            mention = mentions[waiting]
            if groups and mention.start - groups[-1][-1].end <= 2 and len(groups[-1]) < _SIDE_BY_SIDE:
                groups[-1].append(mention)
            else:
                groups.append([mention])
            waiting += 1
        for group, stretch in zip(groups, _bounds(text, groups, first, last), strict=True):
            stretches += [_trim(text, *stretch)] * len(group)
    return stretches


def _bounds(text: str, groups: list[list[DateMention]], first: int, last: int) -> list[tuple[int, int]]:
    if not groups:
        return []
    starts = [clauses.part(text, groups[0][0].start, first, last)[0]]
    for before, group in itertools.pairwise(groups):
        begin = clauses.clause(text, group[0].start, group[-1].end)[0]
        starts.append(begin if begin >= before[-1].end else group[0].start)
    ends = [clauses.part(text, group[0].start, first, last)[1] for group in groups]
    return [(begin, min(end, limit)) for begin, end, limit in zip(starts, ends, [*starts[1:], last], strict=True)]


def _trim(text: str, first: int, last: int) -> tuple[int, int]:
    while first < last and text[first] in " \u3000,，；;、":
        first += 1
    while last > first and text[last - 1] in " \u3000,，；;、":
        last -= 1
    return first, last
