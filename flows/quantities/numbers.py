"""Numbers in running text: every numeral with its value, whether or not a unit follows.

Not for what a number counts: figures.py. Works on both scripts; offsets hold in the text that was given.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from flows.numerals import LONGEST, parse
from flows.quantities.names import name_at
from flows.quantities.points import with_points
from flows.quantities.records import Number
from flows.quantities.runs import RUN, Reading, longest, next_run, read
from flows.quantities.units import unit_at
from flows.restore.script import simplify

_FRACTION = re.compile(
    r"[ \u3000]{0,4}分[ \u3000]{0,4}之[ \u3000]{0,4}(负?)"
    r"(?=[0-9０-９零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾])"
)
_MIXED = re.compile(r"[ ]{0,4}又[ ]{0,4}|[ ](?=[0-9]+/[0-9])")
_SHORT_FRACTION = re.compile(r"[分份](一)(?![分秒元个只名二三四五六七八九十百千万亿])")
_PIECES = re.compile(r"个([万亿]{1,2})(?![一二两三四五六七八九])")
_SUFFIX = re.compile(r"([kKMGＫ])(?![A-Za-z0-9])")
_POWER = re.compile(r"\^(-{0,2})([0-9]{1,3}(?:\.[0-9]{1,3})?)|[eE]([-+]?)([0-9]{1,3})(?![0-9A-Za-z])")
_SLASH = re.compile(r"[/／]([0-9０-９]{1,6})(?![0-9０-９/／A-Za-z.])")
_SEPARATOR = re.compile(
    r"[ ]?(?:至|到|[-－—–]{1,2}|[~～〜─﹣]{1,2})[ ]?(?=[-−－]?[0-9０-９一二两三四五六七八九十百千万几数])"
)
_SIGNED = frozenset(("temperature", "currency", "ratio"))
_AMOUNT = re.compile(r"[0-9０-９][一-龥/／]{0,6}$")
_SCALES = {"k": 1_000, "K": 1_000, "Ｋ": 1_000, "M": 10**6, "G": 10**9}
UNUSUAL = frozenset("○壹弌幺贰弍叁弎参肆伍陆柒捌玖拾佰仟兆")
_PLAIN = frozenset("壹贰叁柒捌玖")
_MANY = frozenset("人户件次总指函系分少多岁张点倍字个半基参")
_FEW = {
    "一两": Reading(None, Decimal(1), Decimal(2), "vague"),
    "三两": Reading(None, Decimal(2), Decimal(3), "vague"),
}
"""What these say in front of a unit (一两个月, 三两天): without one they are weights."""
_INEXACT = frozenset(("vague", "more", "about"))
"""Kinds of readings that tell more than that a number is a percentage: 百分之四五十, 百分之八十多."""
_MINUS = "-−－﹣"
_SIGNS = frozenset(_MINUS + "负下 \u3000")
_EXTENDS = frozenset("分份又个/／^eEkKMGＫ \u3000")
_JOINS = frozenset("至到-－—–~～〜─﹣ ")


def find_numbers(text: str) -> list[Number]:
    """Return every numeral of `text` with its value; words and names that only contain one are left out.

    >>> [(n.text, str(n.value)) for n in find_numbers("第三組進一步覆蓋三分之一的1,234戶")]
    [('三', '3'), ('三分之一', '0.3333333333333333333333333333'), ('1,234', '1234')]
    """
    plain = with_points(simplify(text))
    return [number._replace(text=text[number.start : number.end]) for number in _walk(plain)]


def _walk(text: str) -> Iterator[Number]:
    position = 0
    while found := next_run(text, position):
        position = found.end()
        if position - found.start() > LONGEST:
            continue  # no number that anybody wrote down
        if aside := name_at(text, found.start()):
            position = max(aside.end, found.start() + 1)
            continue
        number = number_at(text, found.start(), position)
        if number is None:
            position = found.start() + 1
            continue
        ounces = number.end < position and text[number.end] == "两"  # 三十两: the unit, no second number
        position = number.end + ounces
        if not (number.kind == "round" and len(set(number.text)) == 1):
            yield number


def number_at(text: str, start: int, end: int) -> Number | None:
    """Read the number whose run of numeral characters stands from `start` to `end`; None if it is none.

    The number may end before the run (三十两) or beyond it (三分之一, 3至5), and begin before it with a sign.
    """
    run = text[start:end]
    if len(run) > 1 and run[0] in "数几" and start and text[start - 1] in _MANY:
        start, run = start + 1, run[1:]
    if run[0] == "零" and len(run) > 1 and ((run[1].isdigit() and run[1].isascii()) or text[start - 1] in "年月天时"):
        start, run = start + 1, run[1:]  # 5年零3个月
    if run[0] in UNUSUAL and not _is_number(text, start, end):
        return None
    reading = _FEW[run] if run in _FEW and unit_at(text, end) else read(run)
    if reading is None:
        shorter = longest(run)
        if shorter is None:
            return None
        reading, length = shorter
        end = start + length
    number = Number(start, end, text[start:end], reading.value, reading.low, reading.high, reading.kind)
    longer = _extend(text, number) if text[end : end + 1] in _EXTENDS else number
    longer = _sign(text, longer) if start and text[start - 1] in _SIGNS else longer
    longer = _range(text, longer) if text[longer.end : longer.end + 1] in _JOINS else longer
    return number if longer is number else longer._replace(text=text[longer.start : longer.end])


def _is_number(text: str, start: int, end: int) -> bool:
    """Tell whether financial numerals are meant as numbers: 壹佰元 is, 大陆 and 收拾 are not."""
    run = text[start:end]
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if after and (after in "元圆折成又" or text.startswith("分之", end)):
        return True
    alone = not _is_han(before) and not _is_han(after)
    if all(character in UNUSUAL for character in run) and not (len(run) > 1 and any(c in "拾佰仟" for c in run)):
        return alone or (run[0] in _PLAIN and not _is_han(after))
    return True


def _is_han(character: str) -> bool:
    return "一" <= character <= "鿿"


def _extend(text: str, number: Number) -> Number:
    """Take what belongs to the number behind its run: fractions, 个亿, k, powers."""
    following = text[number.end : number.end + 1]
    if not following or number.value is None:
        return number
    if following in "分份  \u3000又":
        return _fraction(text, number)
    if following == "个" and (found := _PIECES.match(text, number.end)):
        scale = parse(found.group(1)) or Decimal(1)
        return _worth(number, number.value * scale, found.end())
    if following in _SCALES and (found := _SUFFIX.match(text, number.end)):
        return _worth(number, number.value * _SCALES[following], found.end())
    if following in "^eE" and (found := _POWER.match(text, number.end)):
        return _power(number, found)
    if following in "/／" and (found := _SLASH.match(text, number.end)):
        below = parse(found.group(1))
        if below and number.end - number.start <= 4 and text[number.start - 1 : number.start] not in ("/", "."):
            return _worth(number, number.value / below, found.end(), "fraction")
    return number


def _worth(number: Number, value: Decimal, end: int, kind: str | None = None) -> Number:
    low = value if number.low is not None else None
    return number._replace(
        value=value, low=low, high=value if number.high is not None else None, end=end, kind=kind or number.kind
    )


def _power(number: Number, found: re.Match[str]) -> Number:
    value = number.value or Decimal(0)
    if found.group(2) is not None:
        exponent = Decimal(found.group(2)) * (-1) ** len(found.group(1))
        return _worth(number, value**exponent, found.end()) if value else number
    return _worth(number, value.scaleb(int(found.group(3) + found.group(4))), found.end())


def _fraction(text: str, number: Number) -> Number:
    """Read 三分之一, 百分之五, 一又二分之一, 四分一."""
    below, end = number.value, number.end
    joined = _MIXED.match(text, end)
    if joined:
        part = RUN.match(text, joined.end())
        inner = number_at(text, part.start(), part.end()) if part else None
        if inner is None or inner.kind != "fraction" or inner.value is None or below is None:
            return number
        return _worth(number, below + inner.value, inner.end, "fraction")
    found = _FRACTION.match(text, end)
    if found is None:
        short = _SHORT_FRACTION.match(text, end)
        if short and below and text[number.start] in "二三四五六七八九十":
            return _worth(number, 1 / below, short.end(), "fraction")
        return number
    part = RUN.match(text, found.end())
    upper = _upper(text, part) if part else None
    if part is None or upper is None or not below:
        return number
    reading, end = upper
    sign = -1 if found.group(1) else 1
    if number.value == 100 and text[number.start] in "百佰":
        values = [None if v is None else v * sign for v in (reading.value, reading.low, reading.high)]
        kind = reading.kind if reading.kind in _INEXACT else "percent"
        return number._replace(value=values[0], low=values[1], high=values[2], end=end, kind=kind)
    if reading.kind == "vague" and sign > 0 and reading.low is not None and reading.high is not None:
        low, high = reading.low / below, reading.high / below  # 十分之七八
        return number._replace(value=None, low=low, high=high, end=end, kind="vague")
    if reading.value is None:
        return number
    return _worth(number, sign * reading.value / below, end, "fraction")


def _upper(text: str, part: re.Match[str]) -> tuple[Reading, int] | None:
    """Read the numerator: its reading and where it ends."""
    reading = read(part.group())
    end = part.end()
    if reading is None:
        shorter = longest(part.group())
        if shorter is None:
            return None
        reading, end = shorter[0], part.start() + shorter[1]
    if reading.value is not None and (found := _SUFFIX.match(text, end)):
        value = reading.value * _SCALES[found.group(1)]
        return Reading(value, value, value), found.end()
    return reading, end


def _sign(text: str, number: Number) -> Number:
    """Take a minus in front: 负三, -3.5, 零下四 (which stays outside the number's text)."""
    start = number.start
    head = text[max(start - 4, 0) : start]
    bare = head.rstrip(" ")
    if not bare or number.kind == "vague":
        return number
    before = bare[-2:-1]
    if bare[-1] == "负":
        negative = not _is_han(before) or before in "为是达之又到至和于降升"
    elif bare[-1] in _MINUS and bare == head:
        negative = not (before.isalnum() or before in "年月日)）” -－—%％℃") or before in "为是达"
        negative = negative or (_is_han(before) and _may_be_negative(text, start, number.end))
    else:
        return _negative(number, start) if bare.endswith("零下") else number
    return _negative(number, start - len(head) + len(bare) - 1) if negative else number


def _may_be_negative(text: str, start: int, end: int) -> bool:
    """Tell whether a stroke behind a word is a minus: 净额-2.3亿元 and 气温-12℃, but neither 3万元-5万元 nor 歼-20."""
    found = _SEPARATOR.match(text, end)
    run = RUN.match(text, found.end() + (text[found.end()] in _MINUS)) if found else None
    unit = unit_at(text, run.end() if run else end)
    return unit is not None and unit.dimension in _SIGNED and not _AMOUNT.search(text, max(start - 8, 0), start - 1)


def _negative(number: Number, start: int) -> Number:
    values = [None if v is None else -v for v in (number.value, number.high, number.low)]
    return number._replace(start=start, value=values[0], low=values[1], high=values[2])


def _range(text: str, number: Number) -> Number:
    """Join 3至5, 5-8, 2—3万 (the first takes the second's scale); a falling pair is no range."""
    found = _SEPARATOR.match(text, number.end)
    if found is None or number.value is None or number.kind not in ("number", "percent", "fraction"):
        return number
    minus = text[found.end()] in _MINUS
    part = RUN.match(text, found.end() + minus)
    upper = _upper(text, part) if part else None
    if part is None or upper is None or upper[0].value is None or upper[0].kind not in ("number", "more"):
        return number
    low, high, end = number.value, -upper[0].value if minus else upper[0].value, upper[1]
    if part.group()[0] in "0０" and len(part.group()) > 1 and part.group()[1] not in ".．":
        return number
    scale = _scale(text[part.start() : end])
    if scale > 1 and low < high / scale and _scale(text[number.start : number.end]) == 1:
        low *= scale
    nested = _FRACTION.match(text, end)
    if low >= high or (nested and number.kind != "percent"):
        return number
    return number._replace(value=None, low=low, high=high, end=end, kind="range")


def _scale(numeral: str) -> int:
    """Return the worth of the 百 千 万 亿 that end `numeral`."""
    scale = 1
    for character in reversed(numeral):
        worth = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "仟": 1000, "佰": 100}.get(character)
        if worth is None:
            return scale
        scale *= worth
    return scale
