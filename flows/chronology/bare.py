"""Bare months, days and weekdays: which year, month or week they belong to.

By the year named before, the section, the publication date, and where the clause looks. Not for what names its year.
"""

from collections.abc import Callable
from datetime import date, timedelta

from flows.chronology import relative, spans
from flows.chronology.frames import IMPOSSIBLE, NO_CONTEXT, UNKNOWN, Found, Frame, finish
from flows.chronology.parts import Part
from flows.chronology.spans import Span

IN_YEAR = frozenset(["yearpart", "half", "quarter", "firstn", "season", "holiday", "lunar", "month", "monthday", "nth"])
IN_MONTH = frozenset(["day", "tenth", "halfmonth", "monthpart", "nthweekday"])
DIRECTED = IN_YEAR | IN_MONTH | {"weekday", "weekend"}
"""The kinds that may mean the last one or the next one, as their clause looks back or ahead."""
_THIS_YEAR = frozenset(["yearpart", "half"])
_FINE = frozenset(["day", "ten_days", "month"])
_PARTS = frozenset(["half", "quarter", "season"])
_SOON = timedelta(days=45)
_NEAR = timedelta(days=92)
_HALF_YEAR = timedelta(days=183)
_NINE_MONTHS = timedelta(days=274)
_STORY = timedelta(days=214)
_WEEKS = timedelta(days=21)
_NEWS = timedelta(days=3)
_DATED = frozenset(["month", "monthday"])
_ROLLS = _DATED | {"holiday", "lunar", "quarter"}
_OF_A_YEAR = {"month": 4, "quarter": 3}
"""From how many on 前N个月 counts from January, whatever the day: fewer may be the last ones."""


def in_year(parts: tuple[Part, ...], frame: Frame) -> Found | str:
    """Place a bare month, quarter, half or holiday: the year named before it, then the publication date."""
    if frame.agreed:
        return finish(spans.year(frame.agreed), parts, "publication")
    if parts[0].kind in ("season", "nth") or (parts[0].kind == "firstn" and parts[0].a < 0):
        return NO_CONTEXT
    if frame.this_year and frame.published and parts[0].kind in _DATED:
        return finish(spans.year(frame.published.year), parts, "publication")  # 11月11日至16日是今年的高峰
    if frame.section_days and not frame.year and (within := _within(parts, frame.section_days)):
        return within
    if known := _known_year(parts[0].kind, frame):
        found = finish(spans.year(known), parts, "context")
        if near := _lately(parts, known, frame) or _present(parts, known, frame) or _over(parts, found, frame):
            return near
        if not isinstance(found, Found) or known != frame.year:
            return found
        rolled = _rolled(parts, found, frame)
        return _shortly(parts, known, frame) or rolled if rolled is found else rolled
    if frame.published is None:
        return UNKNOWN
    this = frame.published.year
    if parts[0].kind in _THIS_YEAR or parts[-1].kind == "nthweekday":
        return finish(spans.year(this), parts, "publication")
    if parts[0].kind == "firstn":
        return _first_months(parts, frame.published, frame.forward)
    if frame.trail and (past := _goes_on(parts, frame.trail)):
        return past
    return _nearest(lambda number: finish(spans.year(number), parts, "publication"), this, frame, 8)


def _known_year(kind: str, frame: Frame) -> int | None:
    """Return the year that the text names for a bare expression of that kind; 年初以来 lasts to the publication."""
    if kind == "yearpart" and frame.since and frame.published:
        return None
    if kind == "yearpart" and frame.section_year and not frame.year_near:
        return frame.section_year
    return frame.near or frame.year or frame.section_year or (frame.topic_year if kind == "yearpart" else None)


def _lately(parts: tuple[Part, ...], known: int, frame: Frame) -> Found | None:
    """Return days just before the publication where only a coming year was named: 距明年1月投票，12月12日民调."""
    published = frame.published
    if published is None or known <= published.year or frame.forward or known == frame.section_year:
        return None
    if frame.year_near and parts[0].kind in _PARTS:
        return None
    found = finish(spans.year(published.year), parts, "publication")
    if parts[0].kind == "yearpart" and not frame.year_near and isinstance(found, Found):
        return found  # 预计2018年投产。……年内已有9家
    late = isinstance(found, Found) and timedelta(0) <= published - found.span.start <= 2 * _SOON
    return found if isinstance(found, Found) and late else None


def _present(parts: tuple[Part, ...], known: int, frame: Frame) -> Found | None:
    """Return days of the last weeks where the year was only named in passing: 2010年批出……9月10日开售至今.

    A year of which two days were told is what the paragraph is about, unless a reporter was there on the day.
    """
    published = frame.published
    near = frame.near is None and (known != frame.year or frame.year_near)
    if published is None or near or known >= published.year:
        return None
    if frame.told > 1 and not frame.reported:
        return None
    found = finish(spans.year(published.year), parts, "publication") if parts[0].kind in _DATED else None
    passing = frame.reported or (frame.weak and known < published.year - 1)
    if not isinstance(found, Found) or (known == published.year - 1 and not frame.weak and not frame.reported):
        return None
    ended = min(published, found.span.end)
    late = found.span.start <= published and published - ended <= (_NEAR if passing else _WEEKS)
    return found if late else None


def _over(parts: tuple[Part, ...], found: Found | str, frame: Frame) -> Found | str | None:
    """Return the last such days where those of the year named lie ahead and nothing else does: 2021年1月……第四季度."""
    published = frame.published
    if published is None or not isinstance(found, Found) or found.span.start <= published or frame.year_near:
        return None
    if frame.year != published.year or frame.near or frame.forward or frame.soon or frame.ahead:
        return None
    if frame.section_year == published.year or (frame.beside and frame.beside.end > published):
        return None
    far = parts[0].kind == "quarter" or (parts[0].kind in _DATED and found.span.start - published > _NINE_MONTHS)
    return finish(spans.year(published.year - 1), parts, "publication") if far and not frame.notice else None


def _shortly(parts: tuple[Part, ...], known: int, frame: Frame) -> Found | None:
    """Return days soon after the publication where the clause looks ahead: 2016年收购……11月21日，球队将飞赴."""
    published = frame.published
    if published is None or not frame.forward or frame.year_near or frame.told > 1 or known >= published.year:
        return None
    for number in (published.year, published.year + 1) if parts[0].kind in _DATED else ():
        found = finish(spans.year(number), parts, "publication")
        soon = _STORY if frame.forward and not frame.arrives else 2 * _SOON
        if isinstance(found, Found) and timedelta(0) <= found.span.start - published <= soon:
            return found
    return None


def _rolled(parts: tuple[Part, ...], found: Found, frame: Frame) -> Found:
    """Return the next year's days where the story goes on past December: 去年12月获奖，1月22日举行."""
    published, named = frame.published, frame.named
    following = finish(spans.year(found.span.start.year + 1), parts, "context")
    if published is None or named is None or not isinstance(following, Found) or parts[0].kind not in _ROLLS:
        return found
    if found.span.end >= named.start or following.span.start - named.end > _STORY or _holds(found, named, frame):
        return found
    ahead = _NEAR if frame.arrives and frame.beside else _SOON
    reach = published + ahead if frame.forward or frame.soon else published
    return following if following.span.start <= reach else found


def _holds(found: Found, named: Span, frame: Frame) -> bool:
    """Tell whether the months that `found` opens hold those just named: 9月底参保九亿人，1至9月收入四万亿元."""
    first = found.span.start
    return first.year == named.start.year and first.month <= named.end.month <= frame.last_month


def _goes_on(parts: tuple[Part, ...], trail: Span) -> Found | None:
    """Return the days of `parts` that come next behind those of the paragraph before: history goes on."""
    for number in (trail.start.year, trail.start.year + 1):
        found = finish(spans.year(number), parts, "context")
        if isinstance(found, Found) and trail.start <= found.span.end and found.span.start - trail.start <= _STORY:
            return found
    return None


def _within(parts: tuple[Part, ...], days: Span) -> Found | None:
    """Return the days of `parts` in the year in which they lie among `days`; None when they do in none."""
    for number in range(days.start.year, days.end.year + 1):
        found = finish(spans.year(number), parts, "context")
        if isinstance(found, Found) and days.start <= found.span.start <= days.end:
            return found
    return None


def _first_months(parts: tuple[Part, ...], today: date, forward: bool) -> Found | str:
    """前两个月 are the year's first two when they are over, else the two before the publication.

    So many as 前11个月 and 前三季度 are always a year's first: this year's when they are over or lie ahead.
    """
    count, unit = parts[0].a, parts[0].name
    this = finish(spans.year(today.year), parts, "publication")
    if unit in ("month", "quarter") and count > 0 and isinstance(this, Found) and (forward or this.span.end <= today):
        return this
    if count >= _OF_A_YEAR.get(unit, 99):
        return finish(spans.year(today.year - 1), parts, "publication")
    return finish(relative.beside(today, unit, abs(count), count < 0), parts[1:], "publication")


def _nearest(at: Callable[[int], Found | str], this: int, frame: Frame, reach: int) -> Found | str:
    """Return the latest that had begun by the publication, or, looking forward, the first that had not ended."""
    today = frame.published
    if today is None:
        return UNKNOWN
    if frame.arrives and (past := _arrived(at, frame, this, today)):
        return past
    order = range(this - 1, this + reach) if frame.forward else range(this + 1, this - reach, -1)
    for number in order:
        found = at(number)
        if isinstance(found, Found) and (found.span.end >= today if frame.forward else found.span.start <= today):
            return _on_weekday(at, number, _later(at, number, found, frame))
    return IMPOSSIBLE


def _arrived(at: Callable[[int], Found | str], frame: Frame, this: int, today: date) -> Found | None:
    """Return the past days that end what began on those named before: 从1月21日出现病例，到3月19日清零.

    So are this year's that are past where the next ones are more than half a year away: 至2月底 in May.
    """
    begun = frame.beside or frame.named or frame.told_day
    for number in (this - 1, this) if begun else ():
        found = at(number)
        if not isinstance(found, Found) or found.span.end > today or begun is None:
            continue
        if begun.start <= found.span.start <= begun.end + (_STORY if frame.beside else _HALF_YEAR):
            return Found(found.span, "context")
    found, following = at(this), at(this + 1)
    if not isinstance(found, Found) or not isinstance(following, Found) or found.span.end > today:
        return None
    return found if following.span.start - today > _HALF_YEAR else None


def _on_weekday(at: Callable[[int], Found | str], number: int, found: Found) -> Found:
    """Return the next such day where only that is the one told beside it: 1月19日（星期日）, 2月12日（大年初一）."""
    for candidate in (found, at(number + 1)):
        if not isinstance(candidate, Found) or not candidate.fits:
            continue
        if candidate.weekday in (None, candidate.span.start.weekday()):
            return candidate
    return found


def _later(at: Callable[[int], Found | str], number: int, found: Found, frame: Frame) -> Found:
    """Return the next one instead where the text means it: 7月23日开幕，8月8日闭幕, 10月23日开售, a notice's days."""
    following = at(number + 1)
    if frame.forward or frame.published is None or not isinstance(following, Found):
        return found
    ahead, past = following.span.start - frame.published, frame.published - found.span.end
    if frame.coming and past > _SOON:
        return following
    if frame.notice and ahead < past:
        return following
    if frame.soon and ahead <= _SOON < past:
        return following
    told = frame.named
    if told and _holds(found, told, frame):
        return found
    if told and told.start - found.span.end > _HALF_YEAR and ahead <= _NEAR and found.span.granularity in _FINE:
        return Found(following.span, "context")
    if frame.beside and found.span.end < frame.beside.start <= following.span.start <= frame.beside.end + _NEAR:
        return Found(following.span, "context")
    return found


def in_month(parts: tuple[Part, ...], frame: Frame) -> Found | str:
    """Place a bare day or 中旬: the month named before it, then the publication date."""
    if frame.named is not None and frame.named.granularity in ("day", "month", "ten_days"):
        month = spans.month(frame.named.start.year, frame.named.start.month)
        found = finish(month, parts, "context")
        if not (isinstance(found, Found) and _is_news(parts, found, frame)):
            return found
    if frame.published is None:
        return UNKNOWN

    def at(index: int) -> Found | str:
        number, month = divmod(index, 12)
        return finish(spans.month(number, month + 1), parts, "publication")

    this = frame.published.year * 12 + frame.published.month - 1
    if parts[0].kind in ("monthpart", "halfmonth"):
        return at(this)
    return _nearest(at, this, frame, 4)


def _is_news(parts: tuple[Part, ...], found: Found, frame: Frame) -> bool:
    """Tell 14日召开会议 in the news of that day from a day of the month named before: 春运3月1日结束."""
    if frame.published is None or frame.forward or parts[0].kind != "day":
        return False
    since = frame.published.day - parts[0].a
    return (found.span.start > frame.published or frame.reported) and 0 <= since <= _NEWS.days


def in_week(parts: tuple[Part, ...], frame: Frame) -> Found | str:
    """Place a bare weekday: the last one not after the publication, or the one of the week that is named."""
    if frame.published is None:
        return UNKNOWN
    today = frame.published
    if parts[0].b != 99:
        return finish(spans.week(today, parts[0].b), parts, "publication")
    return _nearest(lambda shift: finish(spans.week(today, shift), parts, "publication"), 0, frame, 3)
