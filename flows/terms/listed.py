"""Names in a list that the word behind it tells: 红星美凯龙、碧海云天、西贝餐饮等知名企业.

Not for lists in quotation marks (flows.terms.quoted). A list of plain words has no names: 建材、化工等企业.
"""

import re
from collections.abc import Iterator, Sequence

from flows.terms import facts, proper
from flows.terms.record import Term
from flows.words import Token

_WORD = re.compile(r"[A-Za-z0-9]*[A-Za-z\u3400-\u9fff][A-Za-z0-9\u3400-\u9fff]*")
_LATIN = re.compile(r"[A-Za-z0-9]*[A-Za-z]{2}[A-Za-z0-9]*")
_COUNT = re.compile(r"\d+|(?:\d+|[一二三四五六七八九十两几数百千]+)?[个家条座处所批类种]")
_TIES = frozenset("、和与及")
_LONGEST = 16
_MOST = 60
_REACH = 8
_PLAIN_TAILS = frozenset(("项目", "工程", "建设", "发展"))

Item = tuple[int, int]
"""First and last token of a member of the list."""


def _kind_behind(tokens: Sequence[Token], at: int) -> str | None:
    """Return what the noun that begins with token `at` is a list of: 系列|冰雪|活动|和|赛事."""
    told = None
    while at < len(tokens) and _COUNT.fullmatch(tokens[at][0]):
        at += 1
    for word, _, _ in tokens[at : at + _REACH]:
        role = facts.role_of(word)
        if role in ("verb", "bound") or not (_WORD.fullmatch(word) or word in _TIES):
            break
        if word in _PLAIN_TAILS or role == "either":
            continue
        told = next((word[-length:] for length in (3, 2) if word[-length:] in facts.listed()), told)
    return facts.listed()[told] if told else None


def _items(tokens: Sequence[Token], end: int) -> list[Item]:
    """Return the members of the list that ends before token `end`, the last one first."""
    found: list[Item] = []
    at = last = end - 1
    while at >= 0 and end - at <= _MOST:
        word = tokens[at][0]
        tied = word in _TIES
        if tied or (word != "之" and facts.role_of(word) in ("verb", "bound", "joint")) or not _WORD.fullmatch(word):
            if at < last:
                found.append((at + 1, last))
            if not tied:
                return found
            last = at - 1
        at -= 1
    return [*found, (0, last)] if at < 0 <= last else found


def _is_name(tokens: Sequence[Token], item: Item) -> bool:
    first, last = item
    if any(proper.is_brand(word) or _LATIN.fullmatch(word) for word, _, _ in tokens[first : last + 1]):
        return True
    return last > first and facts.head_of(tokens[last][0]) is not None


def _trim(tokens: Sequence[Token], item: Item) -> Item:
    """Leave out the verb in front of the list's first member: 引进|苏宁|电器."""
    first, last = item
    while first < last and facts.role_of(tokens[first][0]):
        first += 1
    return first, last


def find_listed(text: str, tokens: Sequence[Token], ends: Sequence[int]) -> Iterator[Term]:
    """Yield the members of lists that end in 等, a token numbered in `ends`, and a word of seeds/lexicon/listed.csv."""
    for at in ends:
        if not (kind := _kind_behind(tokens, at + 1)):
            continue
        items = [_trim(tokens, item) for item in _items(tokens, at)]
        if len(items) < 2 or 2 * sum(_is_name(tokens, item) for item in items) < len(items):
            continue
        for first, last in items:
            start, end = tokens[first][1], tokens[last][2]
            head = facts.head_of(tokens[last][0])
            told = head is None or head.kind == kind
            if told and 2 <= end - start <= _LONGEST and not facts.role_of(tokens[last][0]):
                yield Term(start, end, text[start:end], kind)
