"""Dated events: every calendar expression of a document's paragraphs that dates something, with what it dates.

Not for text without paragraphs: find_dates reads that.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flows.chronology import clauses
from flows.chronology.dates import Reading, read
from flows.chronology.resolve import DateMention
from flows.chronology.sections import Sections
from flows.rejects import Reject
from flows.restore.script import simplify

_SIDE_BY_SIDE = 24
"""More dates than this do not share what they date: each carries the text, which must not grow with their square."""

DATED_KINDS = frozenset(["body", "caption"])
"""The kinds of paragraph that date events; a byline dates the document, a heading lends its year."""


_DATELINE = re.compile(r"[ ]?[电電讯訊](?![话話影视視力子器报報价價网網脑腦])")
"""What follows the day in a news agency's first line: 北京9月15日电."""


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
    sections = Sections(published)
    out: list[Event | tuple[int, Reject]] = []
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind == "title":
            sections.open(paragraph.text)
        elif paragraph.kind == "heading":
            sections.enter(paragraph.text)
        elif paragraph.section:
            sections.enter(paragraph.section)
        if paragraph.kind in DATED_KINDS:
            readings = read(paragraph.text, published, sections.context)
            out += _paragraph(index, paragraph.text, readings)
            sections.passed(readings)
    return out


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
    elif first.kind == "relday" and simplify(text[found.end : found.end + 1]) == "的":
        reason = "no calendar span"
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
