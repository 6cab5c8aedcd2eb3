"""Joins calendar words to expressions: 今年 + 4月, 6月11日 至 7月6日, 截至 + 9月2日, 2011年 + 以来.

Not for which days are meant: see resolve.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.chronology import tokens, words
from flows.chronology.marks import Token, number
from flows.chronology.parts import DAY, HALF, LUNAR, MONTH, WEEKDAY, WITHIN, YEAR, Aside, Bare, Part
from flows.chronology.readers import read
from flows.chronology.shapes import DASH, HAN

_GAP = re.compile(r"[ \u3000]?(?:的|份)?[ \u3000]?")
_COMMA = re.compile(r"[,，] ?")
_BESIDE = re.compile(r"[ ,，（(]{0,2}")
_PART_OF_DAY = "上午|下午|晚上|晚|凌晨|中午|早上|早|夜间|夜里|白天|傍晚|清晨|午后|午间|零时"
_CLOCK = rf"(?:[ ]?(?:{_PART_OF_DAY}|\d{{1,2}}[时点:：](?:\d{{1,2}}分?)?整?|半)){{0,3}}"
_CONNECTOR = re.compile(rf"{_CLOCK}[ \u3000]*起?(?:{DASH}|(?:与|和)(?=[^，。]{{2,12}}年?间))[ \u3000]*")
_EDGE = re.compile(
    words.guarded(
        "年?(?P<end><底>|年末|年尾|<终>|<末>|月底)|[年月]?(?P<begin><初>|伊始|初期)|(?P<tail>末期|后期|晚期)"
        "|(?P<middle>中叶|中期|中(?=[，,。、；;前后]|公布|举行|开始|完成|推出|启动|进行))|(?P<head>前期)|(?P<earlier>[上前]半[叶期])|(?P<later>[下后]半[叶期])|(?P<whole>之?<内>|<全年>)"
    )
)
_DAY_NUMBER = re.compile(rf"(?:[0-9]{{1,2}}|[{HAN}]{{1,3}})(?=$|[，。,；;、！？!?)）\s]|出生|至|到|[-－–—])")
_INDENT = 4
_NUMERIC_YEAR = re.compile("(?:19|20)[0-9]{2}(?![0-9年/.-])")
_SPELL = re.compile("期间|黄金周|[假长小]")
_NEW_YEAR = frozenset(["除夕", "大年三十", "大年夜", "春节", "大年初一", "正月初一"])
_LUNAR_DAY = re.compile(rf"初[{HAN}]|(?:十|廿|二十)[{HAN}]?(?![{HAN}月日号年个])")
_OPENED = re.compile(
    r"[（(](?:周|星期|礼拜).$|[（(](?:农历)?.{1,2}月[^）)]{2,3}$|[（(]大年初.$|[周期拜][一二三四五六日天][（(][^）)]{2,6}[日号]$"
)
_UNITED = {"shortyear": "year"} | {unit: unit for unit in ("year", "month", "day", "quarter", "decade", "yeardecade")}


@dataclass(frozen=True, slots=True)
class Point:
    """Parts that narrow one another, coarse to fine: 去年 十二月 第一周."""

    parts: tuple[Part, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Expression:
    """One calendar expression without its relation words: a point, or a range between two."""

    left: Point
    right: Point | None

    @property
    def start(self) -> int:
        """Return where the first calendar word starts."""
        return self.left.start

    @property
    def is_range(self) -> bool:
        """Tell whether both ends are named."""
        return self.right is not None or self.left.parts[-1].kind == "yearspan"

    @property
    def end(self) -> int:
        """Return where the last calendar word ends."""
        return self.right.end if self.right else self.left.end


def find(text: str) -> list[Expression | Aside]:
    """Return the calendar expressions of `text` (simplified, half-width digits) and the words set aside, in order."""
    found = [token for match in tokens.find(text) if (token := read(text, match)) is not None]
    out: list[Expression | Aside] = []
    index = 0
    while index < len(found):
        token = found[index]
        if isinstance(token, Aside):
            out.append(token)
            index += 1
            continue
        left, index = _point(text, found, index)
        if left is None:
            continue
        right, index = _right(text, found, index, left)
        if right is None and left.parts[0].name == "bare":
            continue
        if _alone(left) and right is None:
            out.append(Aside(left.start, left.end, "duration"))
        else:
            out.append(Expression(left, right))
    return out


def _alone(point: Point) -> bool:
    """Tell whether the point is a number of days rather than a day: 一日, 三日."""
    only = point.parts[0]
    return (
        len(point.parts) == 1
        and only.kind == "day"
        and only.name.endswith("日")
        and only.name[0] in "一两二三四五六七八九十"
        and only.a < 11
    )


def _right(text: str, found: Sequence[Token], index: int, left: Point) -> tuple[Point | None, int]:
    """Read the far end of a range, when a dash or 至 and another point follow."""
    connector = _CONNECTOR.match(text, left.end)
    comma = text.startswith("、", left.end) and left.parts[-1].name == "bare"
    if index >= len(found) or not (connector or comma):
        return _numeric_year(text, left, connector) or _lunar_day(text, left, connector), index
    begin = connector.end() if connector else left.end + 1
    token = found[index]
    if isinstance(token, Aside) or token.start != begin:
        return _numeric_year(text, left, connector) or _lunar_day(text, left, connector), index
    right, after = _point(text, found, index)
    step = 10 if left.parts[-1].kind == "decade" else 1
    if right is None or (comma and (right.parts[0].a != left.parts[-1].a + step or _numbered(text, left, right))):
        return None, index
    return right, after


def _numbered(text: str, left: Point, right: Point) -> bool:
    """Tell the number of an item from a month: the 1 that opens a line in 1、2月5日."""
    opens = left.start <= _INDENT and not text[: left.start].strip()
    return opens and left.parts[-1].kind == "month" and len(right.parts) > 1


def _numeric_year(text: str, left: Point, connector: re.Match[str] | None) -> Point | None:
    """Read a bare year behind a numeric date: 2008.03-2009."""
    if not connector or left.parts[-1].kind not in ("yearmonth", "year", "full"):
        return None
    year = _NUMERIC_YEAR.match(text, connector.end())
    if not year:
        return None
    return Point((Part("year", year.start(), year.end(), int(year.group())),), year.start(), year.end())


def _lunar_day(text: str, left: Point, connector: re.Match[str] | None) -> Point | None:
    """Read a day of the Chinese calendar that lends its month: 大年初一至初七, 除夕到初六."""
    last = left.parts[-1]
    month = last.a if last.kind == "lunar" and last.b else 1 if last.name in _NEW_YEAR else 0
    day = _LUNAR_DAY.match(text, connector.end()) if connector and month else None
    if not day:
        return None
    return Point((Part("lunar", day.start(), day.end(), month, number(day.group())),), day.start(), day.end())


def _point(text: str, found: Sequence[Token], index: int) -> tuple[Point | None, int]:
    """Read one point from token `index` on; None when the tokens there make none."""
    first, index = _unit(found, index)
    if first is None:
        return None, index
    parts = [first]
    end = first.end
    while True:
        edge = _edge(text, parts[-1], end)
        if edge:
            parts.append(edge)
            end = edge.end
        part, after = _unit(found, index) if index < len(found) else (None, index)
        if part is None or not _joins(text, parts[-1], part, end):
            break
        parts = _merge(parts, part)
        end, index = part.end, after
    if parts[-1].kind in ("month", "lunar", "relmonth") and parts[-1].b == 0 and (day := _day_number(text, end)):
        parts.append(day)
        end = day.end
    end = _closing(text, first.start, end)
    return Point(tuple(parts), first.start, end), index


def _unit(found: Sequence[Token], index: int) -> tuple[Part | None, int]:
    """Return the part at `index`, a bare number with the unit of the part behind its dash."""
    token = found[index]
    if isinstance(token, Part):
        return token, index + 1
    if isinstance(token, Bare) and index + 1 < len(found):
        following = found[index + 1]
        if isinstance(following, Part) and following.kind in _UNITED:
            kind, value = _UNITED[following.kind], number(token.number)
            if kind == "year" and len(token.number) == 2:
                kind = "shortyear"
            limit = {"month": 12, "day": 31, "quarter": 4}.get(kind, 9999)
            if 1 <= value <= limit:
                return Part(kind, token.start, token.end, value, value, name="bare"), index + 1
    return None, index + 1


def _joins(text: str, last: Part, part: Part, end: int) -> bool:
    """Tell whether `part` narrows `last`: finer, and nothing but a 的 or a space between them."""
    gap = text[end : part.start]
    if len(gap) > 3 or last.kind == "edge" or (part.name == "bare" and gap):
        return False
    if part.kind in ("weekday", "weekend") and last.rank == DAY and part.b == 99:
        return _BESIDE.fullmatch(gap) is not None
    if part.kind == "lunar" and part.b and last.rank == DAY:
        return gap in ("（", "(")
    if part.kind == "holiday" and last.kind in ("day", "monthday"):
        return not gap and not _SPELL.match(text, part.end)
    if last.kind == "weekday" and part.kind == "day":
        return gap in ("（", "(")
    if last.kind == "weekday" and part.kind == "month":
        return gap in ("（", "(") or _COMMA.fullmatch(gap) is not None
    if part.kind in ("year", "shortyear", "relyear", "full", "relday", "roll", "ago", "week", "period", "relmonth"):
        return False
    if (last.kind == "lunar" and last.b) or last.kind == "holiday":
        return False
    if part.rank >= last.rank or (last.rank == WITHIN and part.kind == "day"):
        return False
    if last.rank == YEAR and part.rank == MONTH and _COMMA.fullmatch(gap):
        return True
    return _GAP.fullmatch(gap) is not None and (part.rank > DAY or last.rank <= MONTH or part.kind == "nthweekday")


def _merge(parts: list[Part], part: Part) -> list[Part]:
    """Add `part`; a weekday beside a full day says the same day twice, as does a day of the lunar calendar."""
    if part.kind == "weekday" and parts[-1].kind == "day":
        return [*parts[:-1], replace(parts[-1], b=part.a + 1)]
    if part.kind == "lunar" and part.b and parts[-1].kind in ("day", "monthday"):
        return [*parts[:-1], replace(parts[-1], name=f"{LUNAR}{part.a} {part.b}")]
    if part.kind in ("weekday", "weekend", "lunar", "holiday") and parts[-1].rank == DAY:
        return parts
    if parts[-1].kind == "weekday" and part.rank > WEEKDAY:
        return [*parts[:-1], part]
    return [*parts, part]


def _edge(text: str, last: Part, end: int) -> Part | None:
    """Read 底 初 末 中 内 behind a year, quarter, month, decade or century."""
    if last.rank < MONTH or last.kind in ("half", "relhalf", "yearpart", "season", "firstn", "holiday", "nth"):
        return None
    match = _EDGE.match(text, end)
    if not match or match.lastgroup is None or (last.kind == "lunar" and last.b):
        return None
    if (match.group().startswith("月") and last.rank != MONTH) or (
        match.group().startswith("年") and last.rank != YEAR
    ):
        return None
    name = match.lastgroup
    if match.group().endswith("末") and last.rank in (HALF, MONTH):
        name = "last"
    if (
        name in ("head", "middle", "tail", "earlier", "later")
        and match.group() != "中"
        and last.kind not in ("century", "decade", "yeardecade", "period")
    ):
        return None
    return Part("edge", match.start(), match.end(), name=name)


def _day_number(text: str, end: int) -> Part | None:
    """Read a day without 日 behind its month: 10月22出生."""
    match = _DAY_NUMBER.match(text, end)
    value = number(match.group()) if match else 0
    return Part("day", match.start(), match.end(), value, name="number") if match and 1 <= value <= 31 else None


def _closing(text: str, start: int, end: int) -> int:
    """Take a bracket that the second name of a day opened: 10月12日（星期一）, 2月10日（正月初六）, 周五（7月10日）."""
    opened = text[max(start, end - 8) : end]
    return end + 1 if text[end : end + 1] in ("）", ")") and _OPENED.search(opened) else end
