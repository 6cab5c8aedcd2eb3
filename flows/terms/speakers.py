"""People without an office beside them: who says something, who stands in a row with others, who is named again.

Not for people by themselves: a name that nothing vouches for is left alone, for many a word reads like a name.
"""

import re
from collections.abc import Iterator, Sequence

from flows import words
from flows.terms import facts
from flows.terms.people import is_name, name_from
from flows.terms.record import Term
from flows.words import Token

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LEAST = 3
_COLONS = frozenset("：:")
_TIES = frozenset("、和")
_ROW_ENDS = frozenset("、等和及与，,。；;）)") | {""}
_TELLING = frozenset("的由叫")
_DOING = ("verb", "either", "bound")
_BEFORE = frozenset("的由请让派经为")


def find_speakers(text: str, tokens: Sequence[Token], verbs: Sequence[int]) -> Iterator[Term]:
    """Yield the people who begin a clause before what only people do, a verb numbered in `verbs`: 焦雅辉|表示."""
    for at in verbs:
        for first in (at - 1, at - 2):
            if first < 0 or not _opens(tokens, first, at):
                continue
            if _is_speaker(tokens, first, at):
                start, end = tokens[first][1], tokens[at][1]
                yield Term(start, end, text[start:end], "person")
                break


def find_doers(text: str, tokens: Sequence[Token], names: Sequence[int]) -> Iterator[Term]:
    """Yield the people of whom something is told first and then what they do: “95后”的|魏子絢|主动申请.

    `names` are the numbers of words that no dictionary holds and that read like a name.
    """
    for at in names:
        before, after = tokens[at - 1][0] if at else "", tokens[at + 1][0] if at + 1 < len(tokens) else ""
        if before in _TELLING and (words.tag(after) in ("v", "d") or facts.role_of(after) in _DOING):
            _, start, end = tokens[at]
            yield Term(start, end, text[start:end], "person")


def _opens(tokens: Sequence[Token], first: int, verb: int) -> bool:
    """Tell whether a clause begins with token `first`; before a colon, a sentence."""
    if not first:
        return True
    before = tokens[first - 1][0]
    if before.isdigit():
        return False
    if tokens[verb][0] in _COLONS:
        return not _HAN.fullmatch(before) and before not in "、，,"
    if not _HAN.fullmatch(before) or before in _BEFORE:
        return True
    return facts.role_of(before) == "verb" or facts.names_thing(before)  # 格力电器|董明珠|表示


def _is_speaker(tokens: Sequence[Token], first: int, verb: int) -> bool:
    """Tell whether the words from `first` to the verb are a name; of two characters, one that no dictionary holds."""
    parts = [word for word, _, _ in tokens[first:verb]]
    name = "".join(parts)
    if not _HAN.fullmatch(name) or not is_name(name):
        return False
    if len(parts) == 2 and words.known(parts[1]) and words.tag(parts[1]) not in ("nr", "nz"):
        return tokens[verb][0] in _COLONS and words.tag(parts[1]) != "v"  # 党|团结|带领, but 梁|万年：
    return len(name) >= _LEAST or not words.known(name)


def with_others(text: str, plain: str, tokens: Sequence[Token], people: Sequence[Term]) -> Iterator[Term]:
    """Yield `people`, those in a row with one of them, and those of them that are named again."""
    if not people:
        return
    spans = {person.start: person.end for person in people}
    for person in people:
        for row in (_row_behind(tokens, person.end), _row_before(tokens, person.start)):
            for start, end in row:
                if start in spans:
                    break
                spans[start] = end
    names = {plain[start:end] for start, end in spans.items()}
    sizes = sorted({len(name) for name in names}, reverse=True)
    for word, start, _ in tokens:
        for size in () if start in spans else sizes:
            name = plain[start : start + size]
            if name in names and (size >= _LEAST or word == name):
                spans[start] = start + size
                break
    for start, end in spans.items():
        yield Term(start, end, text[start:end], "person")


def _row_behind(tokens: Sequence[Token], offset: int) -> Iterator[tuple[int, int]]:
    """Yield the names that follow the one that ends at `offset`: 李克强|、|汪洋|、|王沪宁|等."""
    while (tie := words.token_at(tokens, offset)) is not None and tokens[tie][0] in _TIES:
        end = name_from(tokens, tie + 1)
        after = words.token_at(tokens, end) if end else None
        if not end or (after is None and end != tokens[-1][2]) or (after is not None and not _ends(tokens[after][0])):
            return
        yield tokens[tie + 1][1], end
        offset = end


def _ends(word: str) -> bool:
    return word in _ROW_ENDS or facts.role_of(word) in ("verb", "bound") or (len(word) > 1 and words.known(word))


def _row_before(tokens: Sequence[Token], offset: int) -> Iterator[tuple[int, int]]:
    """Yield the names that precede the one that begins at `offset`, the nearest first."""
    while (at := words.token_at(tokens, offset)) is not None and at > 1 and tokens[at - 1][0] in _TIES:
        word, start, end = tokens[at - 2]
        if not is_name(word) or (at > 2 and _HAN.fullmatch(tokens[at - 3][0])):
            return
        yield start, end
        offset = start
