"""Finds the words that calendar expressions are built from, in one pass: 2020年, 今年, 一季度, 6月, 上旬, 11日, 周三 …

Not for how they are written (shapes) nor what they mean (readers). Text that holds none is passed over at the speed
of one character set. Reads simplified script with half-width digits; the caller sees to both.
"""

import re
from collections.abc import Iterator
from functools import cache

from flows.chronology import words
from flows.chronology.shapes import DASH, HAN, NUMERIC, SHAPES

_DIGITS = frozenset("0123456789")

_FAR = rf"[ ]?[0-9{HAN}□]{{1,4}}[ ]?[年月日号季]"
_NUMERAL_TAIL = (
    rf"[0-9{HAN}□]{{0,7}}[多余来几]?(?:[年月日号周季天世]|星期|礼拜|个[月周星礼季工交半多]"
    rf"|[ \u3000][年月日号周天个季至到—–~-]|(?:、|{DASH}){_FAR}|(?<=[12][0-9]{{3}})[ ]?{DASH}[ ]?[0-9]"
    r"|(?<=[0-9]{2})-[0-9]{1,2}-[0-9]|-[0-9]{1,2}-[0-9]{4}"
    r"|(?<=1[0-4][0-9])[.][01][0-9][.][0-3]|/[0-9]{1,2}/[0-9]|/[0-9]{1,2}(?![\s\S])"
    r"|(?<=[12][0-9]{3})(?:[./ ][0-9]|[ ]?[上下]半年|[ ]?第)|(?<=[12][0-9]{7}))"
)
_WORDY = {
    "年月岁": "[内底末初终中尾]",
    "日目当": "前",
    "元": "[月旦]",
    "大": "[大前后年]",
    "上下": f"[年月天周季旬个礼星一半世两0-9{HAN}□]|[上下][个周星礼月]",
    "昨": "(?![非年])",
    "今去明昨前后本中这来当同次翌转听寻隔即": f"[（(今明昨年月日天周季旬春夏秋冬晚早晨夜起个礼星一半期世头儿0-9{HAN}□]",
    "全首末第头最每逐历往常": f"[年月日天周季旬个礼星后近一初0-9{HAN}□ ]",
    "农阴旧正冬腊闰": f"[历月正冬腊0-9{HAN}]",
    "周": "[一二三四五六日天末]|周[一二三四五六日]",
    "星礼双半公": "[期拜休月天年个元]",
    "过近未接": f"[去来下的这半0-9{HAN}□ ]",
    "Qq": "[1-4]",
    "春夏秋冬的": "[季天春夏秋冬]|(?<=年[春夏秋冬])",
    '“"「『‘': f"[{HAN}国元清双]",
}
"""Where a word may start a token: first characters, and what may stand behind them."""


@cache
def _hint() -> re.Pattern[str]:
    """Return a cheap pattern for every place where a token may start: one set first, so that search skips in C."""
    numeral = f"0-9{HAN}□"
    second = "".join(sorted({word[1] for word in _listed() if word[0] in HAN}))
    more_first, more_second = ("".join(sorted(set(part))) for part in zip(*_beginnings()[1], strict=True))
    only_listed = "".join(sorted(_beginnings()[0]))
    branches = [f"(?<=[{first}])(?:{behind})" for first, behind in _WORDY.items()]
    branches.append(f"(?<=[{more_first}])[{more_second}]")
    starts = numeral + "".join(_WORDY) + more_first
    return re.compile(
        f"[{starts}](?:(?<=[{numeral}])(?<![0-9/.:][0-9])(?<![{HAN}□][{HAN}□])(?:{_NUMERAL_TAIL}|[{second}])"
        f"|(?<=[{only_listed}])[{more_second}]|(?<![{numeral}{only_listed}])(?:{'|'.join(branches)}))"
    )


def _listed() -> list[str]:
    return [*words.by_role("vague"), *words.by_role("name"), *words.holidays(), *words.eras(), *words.periods()]


@cache
def _beginnings() -> tuple[frozenset[str], frozenset[str]]:
    """Return what only such words begin with that _WORDY does not foresee, and the first two characters of those."""
    pairs: set[str] = set()
    for word in _listed():
        foreseen = any(word[0] in first and re.match(behind, word[1:]) for first, behind in _WORDY.items())
        if word[0] not in HAN and not foreseen:
            pairs.add(word[:2])
    return frozenset(pair[0] for pair in pairs).difference(*_WORDY), frozenset(pairs)


def find(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of `text` from left to right, none overlapping; a match's lastgroup names its kind."""
    search, only_listed = _hint().search, _beginnings()[0]
    position = 0
    while hint := search(text, position):
        position = hint.start()
        first = text[position]
        found = None
        if first not in only_listed or text.startswith(_listed_from(first), position):
            found = _token_at(text, position, first)
        if found:
            yield found
        position = found.end() if found else position + 1


def _token_at(text: str, position: int, first: str) -> re.Match[str] | None:
    for pattern in _patterns(first):
        if found := pattern.match(text, position):
            return found
    return None


@cache
def _listed_from(first: str) -> tuple[str, ...]:
    return tuple(word for word in _listed() if word[0] == first)


@cache
def _patterns(first: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of the kinds that `first` may begin: those in whose shape it stands.

    Those of digits, which begin most tokens, are one pattern; so many for every character would take long to compile.
    """
    if first in _DIGITS:
        return (re.compile("|".join(_named(kind) for kind in SHAPES if kind in NUMERIC)),)
    return tuple(re.compile(_named(kind)) for kind in SHAPES if first in _shape(kind))


@cache
def _named(kind: str) -> str:
    return f"(?P<{kind}>{_shape(kind)})"


@cache
def _shape(kind: str) -> str:
    """Return the regex fragment of a kind, with the words of the lexicon in it."""
    shape = SHAPES[kind]
    for name, fragment in _fragments().items():
        shape = shape.replace("{" + name + "}", fragment)
    return words.guarded(shape)


@cache
def _fragments() -> dict[str, str]:
    return {
        "vague": words.alternatives(list(words.by_role("vague"))),
        "name": words.alternatives(list(words.by_role("name"))),
        "period": words.period_pattern(),
        "era": words.alternatives(list(words.eras())),
        "holiday": words.holiday_pattern(),
    }
