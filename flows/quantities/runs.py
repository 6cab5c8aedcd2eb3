"""One run of numeral characters in simplified script: its extent, and what it is worth.

Not for what stands around a run: fractions, ranges and signs are numbers.py's, units and bounds come after that.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from flows.numerals import DIGITS, LONGEST, MYRIADS, TENS, parse

_DIGIT = "".join(DIGITS)
_LARGE = "".join({**TENS, **MYRIADS})
_HAN = _DIGIT + _LARGE + "廿卅卌"
_INTEGER = r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])|[0-9０-９]+)"
_DECIMALS = r"(?:[.．][0-9０-９]+(?![0-9０-９]|[.．][0-9０-９]))"
_ARABIC = rf"(?:(?<![0-9０-９][.．]){_INTEGER}{_DECIMALS}?|{_INTEGER})"
_SPACE = r"[ \u3000]{1,4}"
_HALF = "半(?=[个年天日月小亩斤里公价数百片学场杯打径折成根瓶碗勺匙])|对(?=折)"

RUN = re.compile(
    rf"(?:{_ARABIC}|(?<![0-9A-Za-z])[.．][0-9０-９]+|[{_HAN}]|[数几](?=[{_LARGE}])|几(?=个)|{_HALF})"
    rf"(?:(?=[{_HAN}几0-9０-９点 \u3000])(?:[{_HAN}几]|(?<=[{_LARGE}零〇]){_ARABIC}|(?<=[零〇]点){_ARABIC}"
    rf"|(?:{_SPACE})?点(?:{_SPACE})?(?=[{_DIGIT}0-9]+(?:[^{_DIGIT}十0-9]|$))"
    rf"|(?<=[{_LARGE}]){_SPACE}(?:[0-9]+(?= ?[{_LARGE}])|(?=[{_HAN}]))|{_SPACE}(?=[{_LARGE}几])"
    rf"|(?<=之){_SPACE}(?=[{_DIGIT}])))*"
    rf"(?: ?[多余来]余?(?: ?[{_LARGE}]+(?=[^分]|$))?)?"
)
"""A maximal run of numeral characters; every branch takes at least one character, so it is linear.

The set that looks ahead is of all that branches begin with: most runs end there, and no branch need be tried.
"""

_FIRST = re.compile(rf"[0-9０-９.．{_HAN}数几半对]")
"""What a run may begin with: a set that the engine skips to, which it cannot do for RUN."""

_SINGLE = {character: Decimal(value) for character, value in {**DIGITS, "十": 10, "拾": 10}.items()}
_VAGUE = re.compile(rf"(?:好几|数|几)([{_LARGE}]+)")
_SOME = re.compile(rf"(.*[{_LARGE}])(零?)几([{_LARGE}]*)")
_TAIL = re.compile(rf"(.+?)([多余来]余?)([{_LARGE}]*)")
_PAIR = re.compile(rf"(.*?)([{_DIGIT}])([{_DIGIT}])([{_LARGE}]*)")
_ROUND = re.compile(rf"[{_LARGE}]+")
_BLANK = re.compile(r"[ \u3000]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run is worth; `kind` as in Number."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    kind: str = "number"


def next_run(text: str, position: int) -> re.Match[str] | None:
    """Return the first run of `text` from `position` on.

    >>> next_run("全市2445户", 0).group()
    '2445'
    """
    while first := _FIRST.search(text, position):
        if run := RUN.match(text, first.start()):
            return run
        position = first.end()
    return None


@lru_cache(maxsize=8192)
def read(run: str) -> Reading | None:
    """Read the whole of `run`; None when it is not one number.

    >>> [str(read(run).low) + ".." + str(read(run).high) for run in ("数百", "十几", "两三", "3000多")]
    ['100..999', '11..19', '2..3', '3000..None']
    """
    single = _SINGLE.get(run)
    if single is not None:
        return Reading(single, single, single)
    if len(run) > LONGEST:
        return None
    plain = _BLANK.sub("", run)
    if plain[-1] in "两兩" and len(plain) > 1:
        return None  # 三十两 is thirty ounces, not thirty-two
    pair = _read_pair(plain)
    if pair:
        return pair
    value = parse(plain)
    if value is not None:
        return Reading(value, value, value, "round" if _ROUND.fullmatch(plain) and plain[0] != "十" else "number")
    return _read_vague(plain) or _read_tail(plain)


def _read_vague(plain: str) -> Reading | None:
    """Read 数百, 几十万, 十几, 二十几万."""
    if found := _VAGUE.fullmatch(plain):
        scale = parse(found.group(1))
        return None if scale is None else Reading(None, scale, 10 * scale - 1, "vague")
    if plain.startswith("半") and len(plain) > 1:
        scale = parse(plain[1:])
        return None if scale is None else Reading(scale / 2, scale / 2, scale / 2)
    if plain in "半对":
        half = Decimal("0.5")
        return Reading(half, half, half)
    if found := _SOME.fullmatch(plain):
        stem, scale = parse(found.group(1)), parse(found.group(3)) if found.group(3) else Decimal(1)
        if stem is None or scale is None:
            return None
        step = Decimal(1) if found.group(2) else max(Decimal(_place(found.group(1))) / 10, Decimal(1))
        return Reading(None, (stem + step) * scale, (stem + 10 * step) * scale - 1, "vague")
    return None


def _place(stem: str) -> int:
    """Return the worth of the last scale in `stem`: 10 in 三百二十, 1000 in 四千."""
    return TENS.get(stem[-1], 0) or MYRIADS.get(stem[-1], 1)


def _read_tail(plain: str) -> Reading | None:
    """Read 3000多, 百余, 一千多万: the number said and more."""
    found = _TAIL.fullmatch(plain)
    if found is None:
        return None
    value = parse(found.group(1) + found.group(3)) or _product(found.group(1), found.group(3))  # 四亿九千多万
    if value is None:
        return None
    return Reading(value, None, None, "about") if found.group(2) == "来" else Reading(value, value, None, "more")


def _product(stem: str, scale: str) -> Decimal | None:
    """Return what `stem` is worth times `scale`; None when one of them is no number."""
    of, by = parse(stem), parse(scale)
    return None if of is None or by is None else of * by


def _read_pair(plain: str) -> Reading | None:
    """Read two digits that name neighbours: 两三, 三五百, 七八十, 十五六."""
    found = _PAIR.fullmatch(plain)
    if found is None:
        return None
    head, first, second, scale = found.groups()
    low, high = DIGITS[first], DIGITS[second]
    if not (low + 1 == high or (low, high) == (3, 5)) or low == 0 or (head and head[-1] not in "十百千万亿"):
        return None
    if head and not scale and head[-1] not in "十":
        return None
    bottom, top = parse(head + first + scale), parse(head + second + scale)
    return None if bottom is None or top is None else Reading(None, bottom, top, "vague")


def longest(run: str) -> tuple[Reading, int] | None:
    """Return the reading of the longest beginning of `run` that is one number, and its length.

    >>> longest("三十两")[1], longest("十二五")[1]
    (2, 2)
    """
    for length in range(min(len(run), LONGEST), 0, -1):
        if run[length - 1] not in " \u3000":
            reading = read(run[:length])
            if reading is not None:
                return reading, length
    return None
