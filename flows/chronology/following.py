"""What a resolved expression leaves for those behind it: the year of bare months, the day of 次日, the days of 同期.

Not for how they are taken up: bare and points do that.
"""

import re

from flows.chronology import clauses, spans, words
from flows.chronology.expressions import Expression
from flows.chronology.frames import Frame
from flows.chronology.marks import number
from flows.chronology.parts import Part
from flows.chronology.resolve import DateMention
from flows.chronology.shapes import HAN
from flows.chronology.spans import Span

FINE = frozenset(["day", "ten_days", "month"])
_YEARS = frozenset(["year", "shortyear", "relyear", "full", "yearmonth", "relmonth", "contextyear"])
_DECEMBER = 12
_NEW = 3
_PAST_YEAR = frozenset(["relyear", "contextyear"])
_PARTS = frozenset(["month", "quarter", "half_year"])
_COMPARES = re.compile("[比较与和同由从是占到自]$")
_CLOSES = re.compile("[，。；、,;！？!?）)的]|$")
_BRACKETS = frozenset(["（）", "()", "（)", "(）"])
_QUALIFIES = re.compile("(?!是|对)[^，。；、,;]{2,8}的[一-鿿]")
"""What follows 2018年3月 in 2018年3月成立的公司: it tells the company apart and not when the rest happened.

But 2020年是极不平凡的一年 and 2020年对我们是难忘的一年 speak of the year.
"""
_NOTED = re.compile("[^，。；（()）]{1,15}[）)]")
"""What follows the 2010年 of （2010年不变价）: no more than a note."""
_BASE = re.compile("[^，。；]{0,8}基[数期]")
_EARLIER = re.compile("曾|上一?[次轮回]|此前|之前|最近一次")
"""What stands in front of a year looked back to: 上次下调是在去年8月."""
_NUMERALS = frozenset(f"0123456789{HAN}今去明前本上下大后这来当同次翌")
_TO_DATE = re.compile("[ ]?止?的?[ ]?(半年|年度|[0-9一二三四五六七八九十]{1,2}个月)")


def leave(plain: str, item: Expression, mention: DateMention, span: Span, frame: Frame) -> None:
    """Note in `frame` what `mention`, read from `item` and covering `span`, says for what comes after it."""
    first = item.left.parts[0]
    directed = mention.resolved_by == "publication" and span.granularity in FINE
    hold = _hold(plain, item, mention, span, frame)
    if hold == "clause":
        frame.near, frame.near_end = span.start.year, mention.end
    elif hold:
        frame.near = None
        frame.ahead = _ahead(plain, mention, span, frame)
        frame.told = 0 if span.start.year != frame.year else frame.told
        frame.year, frame.year_end, frame.weak = span.start.year, mention.end, hold == "weak"
    elif mention.relation == "as_of" and span.end.month == _DECEMBER and first.kind in _YEARS:
        frame.topic_year = span.end.year  # 截至2022年末，……全年
    elif frame.year and (first.kind == "contextday" or (directed and first.kind not in _YEARS)):
        frame.year = span.start.year
    elif first.kind == "yearpart" and mention.resolved_by == "context":
        frame.year = frame.year or span.start.year  # 全年增长12%。分季度看，一季度
    elif first.kind == "roll" and _sums_up(first, frame):
        frame.topic_year = span.start.year  # 过去一年……全年出口, in January
    frame.told += span.granularity in FINE
    if not _in_passing(plain, item, mention, span, frame):
        frame.named, frame.named_end = _to_date(plain, mention, span), mention.end
        frame.day = span if span.granularity == "day" and span.start == span.end else frame.day
        frame.months = frame.named if frame.named.granularity in _PARTS else frame.months
    frame.trail = frame.trail and span


def _sums_up(first: Part, frame: Frame) -> bool:
    """Tell 过去一年 in the first weeks of a year: the year that has just closed."""
    return first.name == "过去 year" and first.a == 2 and frame.published is not None and frame.published.month <= _NEW


def _ahead(plain: str, mention: DateMention, span: Span, frame: Frame) -> bool:
    open_yet = frame.published is not None and span.end > frame.published
    return open_yet and clauses.looks_ahead(plain, mention.start, mention.end)


def _hold(plain: str, item: Expression, mention: DateMention, span: Span, frame: Frame) -> str:
    """Tell how far later bare months and days belong to this mention's year: "firm", "weak", "clause" or not at all.

    A year alone must open its clause: 依托2020年全国冬运会契机 does not speak of 2020, nor does 比2010年增加. It is
    weak where it tells a thing apart or stands in mid-sentence: a bare day of the last weeks is then the publication's.
    One in mid-clause holds for its sentence: 公司去年上市，全年增长.
    """
    parts, start, end = item.left.parts, mention.start, mention.end
    if parts[0].kind not in _YEARS or parts[0].name == "same" or span.start.year != span.end.year:
        return ""
    before, behind = plain[max(0, start - 1) : start], plain[end : end + 1]
    if parts[0].kind in _PAST_YEAR and parts[0].a < 0 and (_BASE.match(plain, end) or _is_base(span, frame)):
        return ""
    if mention.relation not in ("on", "during") or _COMPARES.search(before) or before + behind in _BRACKETS:
        return ""
    finer = len(parts) > 1 or parts[0].kind in ("full", "yearmonth")
    if before == "于" and (_CLOSES.match(plain, end) or not finer):
        return "" if _CLOSES.match(plain, end) else "clause"
    if before in "（(" and before and _NOTED.match(plain, end):
        return ""
    if _EARLIER.search(plain, clauses.clause(plain, start, end)[0], start):
        return "clause"
    aside = _QUALIFIES.match(plain, end)
    if finer:
        return "weak" if aside else "firm"
    if behind == "的":
        return ""
    ended = behind in "，," and plain.endswith("过去的", 0, start)
    if "一" <= before <= "鿿" and not (before in "在年" or ended) and plain[start] in _NUMERALS:
        past = parts[0].kind == "relyear" and parts[0].a < 0
        return "clause" if past and not _CLOSES.match(plain, end) else ""
    leads = behind in "，," or not before or before in "。！？；\u3000\n"
    return "firm" if leads and not aside and not words.edition().match(plain, end) else "weak"


def _is_base(span: Span, frame: Frame) -> bool:
    """Tell the days named just before, a year earlier, with which they are compared: 1—5月增长4%。上年1—5月增长6%."""
    named = frame.named
    return named is not None and span == spans.years_before(named, named.start.year - span.start.year)


def _in_passing(plain: str, item: Expression, mention: DateMention, span: Span, frame: Frame) -> bool:
    """Tell a date that nothing later counts from: 6天内, 比去年同期, 与5月持平 beside 6月, 今年的高峰 beside a day."""
    first, beside = item.left.parts[0], frame.beside
    within = beside is not None and span.granularity == "year" and span.start <= beside.start <= beside.end <= span.end
    same = first.name == "same" or (first.kind in _PAST_YEAR and first.a < 0 and _is_base(span, frame))
    compared = same and frame.named is not None
    beneath = beside is not None and plain.endswith(("与", "比", "较", "同"), 0, mention.start)
    return first.kind == "within" or compared or beneath or (within and plain.startswith("的", item.end))


def _to_date(plain: str, mention: DateMention, span: Span) -> Span:
    """Return the months that a day or month closes where they are told behind it: 截至6月30日止六个月."""
    told = _TO_DATE.match(plain, mention.end) if mention.relation == "as_of" else None
    if not told:
        return span
    count = {"半年": 6, "年度": 12}.get(told.group(1)) or number(told.group(1))
    first = spans.add_months(span.end.replace(day=1), 1 - count)
    granularity = {3: "quarter", 6: "half_year", 12: "year"}.get(count, "month")
    return Span(first, span.end, granularity) if first else span
