"""Marks that a crawl narrowed to ASCII, given back their full width on pages that mirrors damaged.

Not for sound pages: what their authors typed is theirs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CHINESE = "\u3001-\u303f\u3400-\u9fff\uff01-\uff60‘’“”…—"
_MARK = re.compile("[,!?:;()]")
_PAIR = re.compile(r"\(([^()\n]{0,80})\)")
_IS_CHINESE = re.compile(f"[{_CHINESE}]")


@dataclass(frozen=True, slots=True)
class Widened:
    """A mark to widen: its offset, its full-width form, and whether Chinese stands on both its sides."""

    offset: int
    mark: str
    between: bool


def widen(text: str) -> Iterator[Widened]:
    """Yield the ASCII marks of `text` that stand against Chinese; numbers, times, Latin text and addresses keep theirs.

    Brackets go by pairs: a pair is widened when it holds Chinese or follows it.

    >>> [(one.offset, one.mark) for one in widen("來源:《求是》2020/18 09:00, 社區(村)")]
    [(2, '：'), (24, '（'), (26, '）')]
    """
    chinese = {match.start() for match in _IS_CHINESE.finditer(text)}
    brackets = _wide_brackets(text, chinese)
    for match in _MARK.finditer(text):
        at = match.start()
        before, after = at - 1 in chinese, at + 1 in chinese
        wide = at in brackets if match[0] in "()" else before or after
        if wide:
            yield Widened(at, chr(ord(match[0]) + 0xFEE0), before and after)


def _wide_brackets(text: str, chinese: set[int]) -> set[int]:
    wide = set()
    for match in _PAIR.finditer(text):
        if match.start() - 1 in chinese or _IS_CHINESE.search(match[1]):
            wide |= {match.start(), match.end() - 1}
    return wide
