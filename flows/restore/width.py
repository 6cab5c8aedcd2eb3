"""Marks that a crawl narrowed to ASCII, given back their full width on pages that mirrors damaged.

Not for sound pages: what their authors typed is theirs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CHINESE = "[\u3001-\u303f\u3400-\u9fff\uff01-\uff60‘’“”…—]"
_AGAINST_CHINESE = re.compile(rf"(?<={_CHINESE})[,!?:;]|[,!?:;](?={_CHINESE})")
_PAIR = re.compile(r"\(([^()\n]{0,80})\)")
_WORD = re.compile("[0-9A-Za-z_]")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,15}://\S{1,500}")
_IS_CHINESE = re.compile(_CHINESE)


@dataclass(frozen=True, slots=True)
class Widened:
    """A mark to widen: its offset, its full-width form, and whether Chinese stands on both its sides."""

    offset: int
    mark: str
    between: bool


def widen(text: str) -> Iterator[Widened]:
    """Yield the ASCII marks of `text` that stand against Chinese; numbers, times, Latin text and addresses keep theirs.

    Brackets go by pairs: a pair is widened when it holds Chinese or follows it, but a call such as f("是") is code.

    >>> [(one.offset, one.mark) for one in widen("來源:《求是》2020/18 09:00, 社區(村)")]
    [(2, '：'), (24, '（'), (26, '）')]
    """
    marks = {match.start() for match in _AGAINST_CHINESE.finditer(text)}
    for match in _PAIR.finditer(text):
        if _WORD.match(text[match.start() - 1 : match.start()]):
            continue
        if _IS_CHINESE.match(text[match.start() - 1 : match.start()]) or _IS_CHINESE.search(match[1]):
            marks |= {match.start(), match.end() - 1}
    for match in _ADDRESS.finditer(text):
        marks -= {at for at in range(match.start(), match.end() - 1) if "!" <= text[at + 1] <= "~"}
    for at in sorted(marks):
        between = _IS_CHINESE.match(text[at - 1 : at]) and _IS_CHINESE.match(text[at + 1 : at + 2])
        yield Widened(at, chr(ord(text[at]) + 0xFEE0), bool(between))
