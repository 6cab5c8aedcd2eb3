"""Numerals that their surroundings set aside: dates, clock times, numbering, slogans, codes, damage.

Not for listed words and names: names.py. What a date means is flows.chronology's; here it is only no figure.
"""

import re
from bisect import bisect_right
from functools import cache

from flows import lexicon
from flows.quantities.names import Aside, kept
from flows.quantities.records import Number
from flows.quantities.units import unit_at

_DIGITAL = re.compile(
    r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])|[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?(?![0-9])"
)
_MIDDLE_DOTS = frozenset("·•・")
_DOTTED = re.compile("[0-9]{1,2}[·•・][0-9]{1,2}(?![0-9])")
_IN_DIGITAL = frozenset("-/.:：")
_YEAR = re.compile(r"(?:(?:1[0-9]|20|21)[0-9]{2}|[０-９]{4}|[一二][零〇○一二三四五六七八九]{3})")
_FAR_YEAR = re.compile(r"[到至在于](?:2[2-9]|[3-9][0-9])[0-9]{2}")
_RANGE_OF_YEARS = re.compile(
    r"(?:1[0-9]|20|21)[0-9]{2}(?:年)?[-－—–~～至到]{1,2}(?:(?:1[0-9]|20|21)[0-9]{2}|[0-9]{2})(?![0-9])"
)
_LASTING = re.compile(r"以?内|之内|以上|均[价线值量]|前(?![后往夕])")
_OF_REPUBLIC = re.compile(
    r"[0-9]{3}年(?:[底末初](?![部层线色步级代班蕴])|第?[一二三四1-4]季|[上下]半年|[0-9]{1,2}(?:[至到~～—－-][0-9]{1,2})?月|[至到~～—－-][0-9]{3}年)"
)
_UNTIL_SHORT = re.compile("(?:[一二][零〇○一二三四五六七八九]{3}|(?:19|20)[0-9]{2})年?[至到/／—－-]{1,2}$")
"""What stands in front of the last two digits of a year: 二〇二二至二五年."""
_BARE_REPUBLIC = re.compile(
    "[自从於于至到在较比与，。；（(\n]1[0-2][0-9]年(?:的(?=[0-9])|(?![来前的间里后之以多余内]))|1[0-2][0-9]年(?:同期|度|起)"
)
_RECORD_SINCE = re.compile("[为是](?:[6-9][1-9]|90|1[0-2][0-9])年以来的?[最新首高低]")
"""A year of two or three digits that a record goes back to: 为90年以来最低; sixty or seventy may be a length."""
_UNTIL_REPUBLIC = re.compile("[0-9]{3}年[至到~～—－-]$")
_COMPARED_YEAR = re.compile("[较比与自从至到於于][6-9][0-9]年(?![以之的]?[前后来内多余])")
"""A year of two digits is one, not a length: 较97年减少."""
_LENGTHS = ("天", "个", "周", "星", "小")
_COUNTED = ("过去", "今后", "未来")
_BRACKETS = frozenset("〔[【")
_IN_ADDRESS = frozenset("%=&/_?")
_BUSY = re.compile("[一-鿿](?<![在于对的是中])$")
_FOR = re.compile("[，。；、,;！？]|$|的?(?:时间|时光|工夫|功夫)|之久|[后才终]")
"""What stands around 近三年 when it is a length of time: 停产近三年，."""
_ADDRESS = re.compile(r"://[!-~]{0,300}$")
_LONG = 7
_LETTER = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
_POINTS = frozenset("一二三四五六七八九十")
_LEADS = frozenset("是要则来")
_ENDS_NUMBERING = _LEADS | frozenset("、.．)）〕]】")
_ORDINAL_JOINTS = frozenset("、和及与")
_ORDINALS = tuple(
    re.compile(f"第[{digits}]{{1,4}}(?:[、和及与][{digits}]{{1,4}}){{0,9}}[、和及与]$")
    for digits in ("一二三四五六七八九十百", "0-9")
)
_BREAKS = frozenset("。！？；，,;!?:：\n ")
_QUOTED = re.compile(r"[“‘「『\"]([^“‘「『”’」』\"\n]{1,11})[”’」』\"]")
_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_SIGNED = re.compile(r"[0-9]{1,5}[+×xX·.][0-9NnXx]{1,5}.{0,2}|新[0-9]+条")


def aside_before_unit(text: str, number: Number) -> Aside | None:
    """Tell whether the number is set aside whatever unit follows it; the reason is in the result.

    >>> aside_before_unit("2020年", Number(0, 4, "2020", None, None, None)).reason
    'calendar'
    """
    start, end = number.start, number.end
    following = text[end : end + 1]
    if following in _IN_DIGITAL and (found := _DIGITAL.match(text, start)):
        return Aside(start, max(found.end(), end), "calendar" if found.end() - start > 8 else "clock time")
    if following in _MIDDLE_DOTS and (found := _DOTTED.match(text, start)):
        return Aside(start, found.end(), "name")  # 5·12地震, 3·8节
    if following and following in "年月日号时点周旬分":
        unit = unit_at(text, end)
        if (unit is None or len(unit.written) == 1) and (found_aside := _calendar(text, number)):
            return found_aside
    ahead = unit_at(text, end) if following in _LENGTHS and text.endswith(_COUNTED, 0, start) else None
    if ahead and ahead.dimension == "time":
        return Aside(start, end, "calendar")  # 未来十天
    if _numbering(text, start, end):
        return Aside(start, end, "numbering")
    if start and text[start - 1] in _ORDINAL_JOINTS and _listed_ordinal(text, start):
        return Aside(start, end, "ordinal")
    if start and text[start].isdigit() and _LETTER.match(text, start - 1):
        return Aside(start, end, "part of a Latin name")
    return _code(text, number)


def _calendar(text: str, number: Number) -> Aside | None:
    """Tell years, months, days of the month and clock times from durations."""
    start, end, run = number.start, number.end, number.text
    mark, behind = text[end], text[end + 1 : end + 2]
    if mark == "年":
        two = len(run) == 2 and run.isdigit() and re.match(r"年[0-9]{1,2}月", text[end : end + 4])
        if (_YEAR.fullmatch(run) and not kept(text, start, end)) or two or _RANGE_OF_YEARS.fullmatch(run):
            return Aside(start, end + 1, "calendar")
        until = len(run) == 3 and _UNTIL_REPUBLIC.search(text[max(start - 5, 0) : start]) is not None
        until = until or (len(run) == 3 and text[start - 1] in "（(" and behind in ("）", ")"))  # 开皇元年（581年）
        if until or _OF_REPUBLIC.match(text, start):
            return Aside(start, end + 1, "calendar")  # 110年第2季, 106年至107年
        if len(run) == 3 and (_BARE_REPUBLIC.match(text, max(start - 1, 0)) or _BARE_REPUBLIC.match(text, start)):
            return Aside(start, end + 1, "calendar")  # 自110年起
        if len(run) == 2 and _UNTIL_SHORT.search(text, max(start - 8, 0), start):
            return Aside(start, end + 1, "calendar")
        if start and _COMPARED_YEAR.match(text, start - 1):
            return Aside(start, end + 1, "calendar")
        if start and _RECORD_SINCE.match(text, start - 1):
            return Aside(start, end + 1, "calendar")
        if start and _FAR_YEAR.fullmatch(text, start - 1, end):
            return Aside(start, end + 1, "calendar")  # a year that no table of dates holds
        recent = text[start - 1 : start] == "近" and not text.endswith(("将近", "接近", "几近", "逼近"), 0, start)
        if recent and not (_BUSY.search(text, max(start - 2, 0), start - 1) and _FOR.match(text, end + 1)):
            return Aside(start - 1, end + 1, "calendar")
        if text.endswith(("过去", "今后", "未来", "前"), 0, start) and not text.endswith("提前", 0, start):
            return Aside(start, end + 1, "calendar")
    top = number.high if number.high is not None else number.value
    if top is None or top != int(top):
        return None
    if mark == "月" and 1 <= top <= 12 and behind != "龄":
        return Aside(start, end + 1, "calendar")
    if mark in "日号" and 1 <= top <= 31:
        duration = mark == "日" and (_LASTING.match(text, end + 1) or _lasts().search(text[max(start - 8, 0) : start]))
        dated = start and text[start - 1] in "月至到、-—"
        return None if duration and not dated else Aside(start, end + 1, "calendar" if mark == "日" else "ordinal")
    if mark == "时" and 0 <= top <= 24 and behind not in "速段":
        return Aside(start, end + 1, "clock time")
    if (
        mark == "点"
        and 0 <= top <= 24
        and not text.startswith(("建议", "意见", "要求", "体会", "经验", "启示"), end + 1)
    ):
        return Aside(start, end + 1, "clock time")
    if mark == "分" and start and text[start - 1] in "时点":
        return Aside(start, end + 1, "clock time")
    return None


@cache
def _lasts() -> re.Pattern[str]:
    """Return the pattern of words that make N日 behind them a length of time: 逾期30日, 公示期为7日."""
    words = [row["word"] for row in lexicon.rows("calendar_words") if row["role"] == "lasts"]
    return re.compile(f"(?:{'|'.join(sorted(words, key=len, reverse=True))})$")


def _numbering(text: str, start: int, end: int) -> bool:
    """Tell whether the number counts headings or points: 一、 （二） 3. 一是."""
    behind = text[end : end + 1]
    if behind not in _ENDS_NUMBERING:
        return False
    before = text[start - 1] if start else "\n"
    if before in "(（〔[【" and behind in ")）〕]】":
        return True
    chinese = text[start] in _POINTS
    if behind in "、.．)）" and (before in _BREAKS or before == "\u3000"):
        head = text[max(start - 6, 0) : start].strip(" \u3000")
        if not head or head[-1] in "\n。;；:：":
            return chinese or not text[end + 1 : end + 2].isdigit()
    return chinese and behind in _LEADS and before in _BREAKS


def _listed_ordinal(text: str, start: int) -> bool:
    """Tell whether the number goes on from an ordinal of its own kind of digits: 第一、二、三次."""
    pattern = _ORDINALS[text[start].isascii()]
    return pattern.search(text, max(start - 24, 0), start) is not None


def _code(text: str, number: Number) -> Aside | None:
    """Tell document, issue and telephone numbers by what stands around them."""
    start, end = number.start, number.end
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    if before in _BRACKETS and behind in ("〕", "]", "】"):
        return Aside(start - 1, end + 1, "document number")
    if behind == "线" and end - start == 3 and number.text.isdigit():
        return Aside(start, end + 1, "road number")
    if behind == "号" and before in ("〕", "]"):
        return Aside(start, end + 1, "document number")
    if before == "/":
        unit = unit_at(text, end)
        if unit and text.endswith(unit.written, 0, start - 1):
            return None  # 550公里/700公里
        if start > 1 and text[start - 2].isalnum():
            return Aside(start, end, "issue or part number")
    if "/" in number.text and end - start >= 5:
        return Aside(start, end, "issue or part number")
    if before in _IN_ADDRESS and _ADDRESS.search(text, max(start - 300, 0), start):
        return Aside(start, end, "part of an address")
    if end - start >= _LONG and number.text.isdigit() and (unit_at(text, end) is None or text[end] in "分号"):
        return Aside(start, end, "telephone or document number")
    return None


class Quotes:
    """The short quotations and the titles of one text, found once: numerals in them are parts of names.

    `damaged` tells whether any place of the text is lost.
    """

    __slots__ = ("_quoted", "_titles", "damaged")

    def __init__(self, text: str) -> None:
        self._quoted = [(found.start(), found.end(), found.group(1)) for found in _QUOTED.finditer(text)]
        self._titles = [(found.start(), found.end(), "") for found in _TITLE.finditer(text)] if "《" in text else []
        self.damaged = "□" in text

    def aside(self, number: Number) -> Aside | None:
        """Tell whether the number belongs to a slogan or a title.

        >>> Quotes("落实“六个一批”措施").aside(Number(3, 4, "六", None, None, None)).reason
        'name in quotation marks'
        """
        if self._quoted and (around := _around(self._quoted, number.start)):
            _, end, inside = around
            named = len(inside) <= 9 and not number.text[0].isdigit()
            if number.end < end and (named or inside == number.text or _SIGNED.fullmatch(inside)):
                return Aside(number.start, end - 1, "name in quotation marks")
        if self._titles and (around := _around(self._titles, number.start)):
            return Aside(number.start, around[1] - 1, "title of a document")
        return None


def _around(spans: list[tuple[int, int, str]], at: int) -> tuple[int, int, str] | None:
    """Return the span that holds `at`."""
    index = bisect_right(spans, (at, 0, "")) - 1
    return spans[index] if index >= 0 and spans[index][1] > at else None


def damaged(text: str, number: Number) -> Aside | None:
    """Tell a numeral that touches a place lost to damage (□): its value cannot be known.

    >>> damaged("增長□5%", Number(3, 4, "5", None, None, None)).reason
    'damaged'
    """
    before, behind = text[number.start - 1 : number.start] if number.start else "", text[number.end : number.end + 1]
    if before == "□" or behind == "□":
        return Aside(number.start - (before == "□"), number.end + (behind == "□"), "damaged")
    return None
