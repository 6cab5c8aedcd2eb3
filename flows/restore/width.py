"""Marks that a crawl narrowed to ASCII, given back their full width on pages that mirrors damaged.

Not for sound pages: what their authors typed is theirs.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from flows.restore.lost import UNRESOLVED

_CHINESE = "[\u3001-\u303f\u3400-\u9fff\uff01-\uff60‘’“”…—]"
_ROW = "[,!?:;]{1,80}"
# A character that was lost counts as Chinese, but for what may be a digit of a long number or of a time.
_AGAINST_CHINESE = re.compile(
    rf"(?<={_CHINESE}){_ROW}(?=({_CHINESE})?)|{_ROW}(?={_CHINESE})|(?<={UNRESOLVED}){_ROW}(?![0-9]{{2,3}}(?![0-9]))"
)
_PAIR = re.compile(r"\(([^()\n]{0,80})\)")
_WORD = re.compile("[0-9A-Za-z_]")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,15}://\S{1,500}")
_IS_CHINESE = re.compile(_CHINESE)


class Widened(NamedTuple):
    """A mark to widen: its offset, its full-width form, and whether Chinese stands on both its sides."""

    offset: int
    mark: str
    between: bool


def widen(text: str) -> Iterator[Widened]:
    """Yield the ASCII marks of `text` in rows against Chinese; numbers, times, Latin text and addresses keep theirs.

    Brackets go by pairs: a pair is widened when it holds Chinese or follows it, but a call such as f("是") is code.

    >>> [(one.offset, one.mark) for one in widen("來源:《求是》2020/18 09:00, 社區(村)")]
    [(2, '：'), (24, '（'), (26, '）')]

    >>> [(one.offset, one.mark) for one in widen("去年启动实□,5家企业迁建,投资□,300元")]
    [(6, '，'), (13, '，')]
    """
    between: dict[int, bool] = {}
    for match in _AGAINST_CHINESE.finditer(text):
        told = bool(match[1])
        for at in range(*match.span()):
            between[at] = told
    for match in _PAIR.finditer(text):
        if _WORD.match(text[match.start() - 1 : match.start()]):
            continue
        if _IS_CHINESE.match(text[match.start() - 1 : match.start()]) or _IS_CHINESE.search(match[1]):
            between |= {at: _stands_between(text, at) for at in (match.start(), match.end() - 1)}
    for match in _ADDRESS.finditer(text):
        for at in range(match.start(), match.end() - 1):
            if "!" <= text[at + 1] <= "~":
                between.pop(at, None)
    for at in sorted(between):
        yield Widened(at, chr(ord(text[at]) + 0xFEE0), between[at])


def _stands_between(text: str, at: int) -> bool:
    return bool(_IS_CHINESE.match(text[at - 1 : at]) and _IS_CHINESE.match(text[at + 1 : at + 2]))
