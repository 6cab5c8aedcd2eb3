"""Readers of tokens that count: years, days, and lengths of time from the publication (三天前, 近五年, 前三季度).

Half units are counted: three years are 6, 一年半 is 3.
"""

import re

from flows.chronology import words
from flows.chronology.marks import Token, aside, at, number, unit_of
from flows.chronology.parts import Aside, Part
from flows.chronology.years import read_year

_AGO = re.compile(r"半?(?:之|以)?[前后内](?!期|身|景|途|往|续|勤|方|面|半|沿|列|辈|人|地|容|部)")
_BUSY = re.compile("[一-鿿](?<![在于对的是中])$")
_FOR = re.compile("[，。；、,;！？]|$|的?(?:时间|时光|工夫|功夫)|之久|[后才终]")
"""What stands around 近40天 when it is a length of time: 停工近40天，."""
_SAME = re.compile("同[期月季]$")
_SHORT_RANGE = re.compile("[09][0-9]年?[-—~至到]$")
_IN_RANGE = re.compile(r"(?:[月份的至到、]|[-－–—~～ー])[ ]?$")
_DAY_BEHIND = re.compile(
    r"$|[，。,；;、！？!?（()）\s至到—–~～-]|[上下中]午|[早晚前后起那我你他要将会去来开在]|凌晨|左右|星期|周|礼拜|之|以|当|是"
)
"""What may stand around 12号 when it is a day and not a number: house 12号, gate 12号, type 12号."""
_GOES_ON = "在于从自至到是了的和与及每底前今明本这那我你他她它们定会要将约就有过完起"
_NAMED = re.compile(rf"[A-Za-z]-?$|[一-鿿](?<![{_GOES_ON}])$")
"""A noun in front of a bare 18号 makes it the number of a house or a ship: 光明路18号, 天问一号."""
_LASTING = re.compile("以[上下]|不等|之久|无理由|游")
_LEADS = ("过去", "最近", "未来", "今后", "接下来", "近", "过", "上", "下", "前", "后")
_VAGUE = re.compile("[多余几]|工作日|交易日")


def year(text: str, match: re.Match[str]) -> Token | None:
    """Read 2020年, 九七年, 三年, 三年前."""
    spoken, same = _SAME.subn("", match.group())
    written = spoken.removesuffix("度").removesuffix("年").strip()
    before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 6]
    if written.startswith("公元前"):
        return aside(match, "before the common era")
    digits = written.removeprefix("公元")
    if _SHORT_RANGE.search(before) and len(digits) == 2:
        return at(match, "shortyear", number(digits))
    after = "同期" if same else after
    dated = before.endswith(("公元", "西元", "（", "(")) or digits != written
    found = read_year(digits, before + ("公元" if digits != written else ""), after, spoken.endswith("年度"))
    if found is None:
        return length(text, match)
    kind, value = found
    if same:
        return at(match, kind, value, name="same")
    return at(match, kind, value, name="short" if len(digits) == 3 and not dated else "")


def length(text: str, match: re.Match[str]) -> Token | None:
    """Read a length of time, a date only when counted from the publication: 三天前, 一年半以后."""
    tail = _AGO.match(text, match.end())
    if text.startswith("年来", match.end() - 1) and not _VAGUE.search(match.group()) and number(match.group()) > 1:
        return Part("sofar", match.start(), match.end() + 1, number(match.group()))
    return _ago(match, tail) if tail else aside(match, "duration")


def _ago(match: re.Match[str], tail: re.Match[str]) -> Token:
    spoken = match.group()
    unit = unit_of(spoken.removesuffix("前").removesuffix("后")) if not _VAGUE.search(spoken) else "day"
    count = 0 if spoken.startswith("半") else number(spoken)
    halves = 2 * count + ("半" in spoken or tail.group().startswith("半"))
    within = tail.group().endswith("内")
    if count < 0 or _VAGUE.search(spoken) or (within and unit != "day"):
        return Aside(match.start(), tail.end(), "duration")
    if within:
        return Part("within", match.start(), tail.end(), count)
    kind = "openago" if "以" in tail.group() else "ago"
    return Part(kind, match.start(), tail.end(), -halves if tail.group().endswith("前") else halves, name=unit)


def firstn(text: str, match: re.Match[str]) -> Token | None:
    """Read 前三季度, 最后3周, 第九个月."""
    spoken, count = match.group(), number(match.group())
    if count < 1:
        return None
    if spoken.startswith("第"):
        return at(match, "nth", count, name=unit_of(spoken))
    return at(match, "firstn", -count if spoken[0] in "后最末" else count, name=unit_of(spoken))


def roll(text: str, match: re.Match[str]) -> Token | None:
    """Read 近三年, 过去五年, 未来7天, 上两周."""
    spoken, count = match.group().removesuffix("来"), number(match.group())
    if count < 1:
        return None
    if spoken[0] == "近" and _BUSY.search(text, match.start() - 1, match.start()) and _FOR.match(text, match.end()):
        return aside(match, "duration")
    half = spoken.endswith("年半")
    unit = unit_of(spoken.removesuffix("半") if half else spoken)
    lead = next(word for word in _LEADS if spoken.startswith(word))
    if lead == "前" and unit in ("month", "quarter"):
        return at(match, "firstn", count, name=unit)
    return at(match, "roll", 2 * count + half, name=f"{lead} {unit}")


def day(text: str, match: re.Match[str]) -> Token | None:
    """Read 11日, 二十号; 五日内 and 三日后 count from the publication."""
    spoken, which = match.group(), number(match.group())
    alone = text[max(0, match.start() - 1) : match.start()] not in ("月", "份")
    if text.endswith("第", 0, match.start()):
        return aside(match, "duration")
    if spoken.endswith("日") and alone:
        if _LASTING.match(text, match.end()) or words.lasts().search(text[max(0, match.start() - 8) : match.start()]):
            return aside(match, "duration")
        tail = _AGO.match(text, match.end())
        if tail and (tail.group().endswith("内") or spoken[0] in "一两二三四五六七八九十"):
            return _ago(match, tail)
    if spoken[0] == "廿" and spoken[-1] not in "日号":
        return None
    if spoken[-1] == "号" and alone and _NAMED.search(text[max(0, match.start() - 2) : match.start()]):
        return None
    if spoken[-1] == "号" and not (
        _IN_RANGE.search(text[max(0, match.start() - 3) : match.start()]) or _DAY_BEHIND.match(text, match.end())
    ):
        return None
    return at(match, "day", which, name=spoken) if 1 <= which <= 31 else None
