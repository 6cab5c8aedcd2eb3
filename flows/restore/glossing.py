"""Which set of characters a page's tool glossed, if one was at work: read off the glosses that stand on the page.

Not for the tool's list itself (flows.restore.glosses), and not for taking glosses out.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from flows.restore import codepage
from flows.restore.glosses import ACROSS, PINYIN, Glossed, GlossTable, table
from flows.restore.script import simplify

_WITH_PINYIN = re.compile(rf"([一-鿿])\(({PINYIN})\)(?=(.?))", re.DOTALL)
# Behind an ASCII character or another gloss, the glossed character itself cannot be read off the page.
_UNSEEN = re.compile(rf"[!-~]\(({PINYIN})\)|(?<=\))\?({PINYIN})\)")
_HAN = re.compile("[一-鿿]")

_SHARE_OF_LIST = 0.9
_SHARE_OF_PREFIX = 0.75
_SHARE_IN_RUNNING_TEXT = 0.5
_DENSEST = 0.45
_FEW_HAN = 20


@dataclass(frozen=True, slots=True)
class _Seen:
    """The glosses that stand on a page."""

    aligned: Counter[Glossed]
    """Entries of the list behind which their pinyin stands."""
    others: int
    """Characters with some pinyin behind them that the list does not have so."""
    running: int
    """Glosses of the list behind which the text runs on."""
    across: frozenset[Glossed]
    """Entries whose gloss was set across two characters: the byte in front and the pinyin tell them."""


def level(text: str, *, proven: bool = False) -> int:
    """Return how much of the tool's list `text` shows glossed, as the highest rank seen; 0 where no tool was at work.

    The tool glosses every occurrence of every character up to that rank and none besides; readers, dictionaries and
    language lessons choose otherwise, and their pinyin stays. On a page `proven` to be a mirror's a single gloss of
    the list is enough.

    >>> level("經(jīng)濟(jì)發(fā)展"), level("漢(hàn)字"), level("發(fā)展經濟"), level("門(mén) door; 書(shū) book")
    (66, 0, 0, 0)
    """
    seen = _seen(text)
    own = set(seen.aligned) | seen.across
    ranks = [entry.rank for entry in own if entry.ranked]
    count = seen.aligned.total() + len(seen.across)
    if not ranks or count < (1 if proven else 2):
        return 0
    if seen.aligned.total() < _SHARE_OF_LIST * (seen.aligned.total() + seen.others):
        return 0
    if not seen.across and not proven and not _in_running_text(text, seen):
        return 0
    highest = max(ranks)
    expected = [entry for entry in table().prefix(highest) if entry in own or entry.character in text]
    agreeing = [entry for entry in expected if _agrees(text, entry, seen)]
    return highest if len(agreeing) >= _SHARE_OF_PREFIX * len(expected) else 0


def page_set(text: str, entries: GlossTable, highest: int) -> tuple[Glossed, ...]:
    """Return the set of a page whose level is `highest`, in the tool's order: what the page shows glossed.

    Ranks were found from excerpts, so a character of lower rank may stand unglossed and one without a rank glossed.
    """
    seen = _seen(text, entries)
    unseen = {pinyin for match in _UNSEEN.finditer(text) for pinyin in match.groups() if pinyin}
    return tuple(
        entry
        for entry in entries.glossed
        if entry in seen.across
        or (entry in seen.aligned and _agrees(text, entry, seen))
        or (entry.ranked and entry.rank <= highest and entry.pinyin in unseen and entry.character not in text)
    )


def beyond_the_list(text: str) -> list[tuple[str, str]]:
    """Return the characters that a glossed page glosses though the list lacks them, with their pinyin.

    The tool's set holds only characters that conversion to traditional script changed, and it misses none of their
    occurrences; an author who explains a rare character does otherwise.
    """
    seen: dict[str, list[str]] = defaultdict(list)
    for match in _WITH_PINYIN.finditer(text):
        seen[match[1]].append(match[2])
    known = {entry.character for entry in table().glossed}
    return [
        (character, pinyin[0])
        for character, pinyin in sorted(seen.items())
        if character not in known
        and simplify(character) != character
        and len(set(pinyin)) == 1
        and text.count(character) == len(pinyin)
    ]


def _seen(text: str, entries: GlossTable | None = None) -> _Seen:
    by_character = _by_character() if entries is None else {entry.character: entry for entry in entries.glossed}
    aligned: Counter[Glossed] = Counter()
    others = running = 0
    for match in _WITH_PINYIN.finditer(text):
        entry = by_character.get(match[1])
        if entry is None or entry.pinyin != match[2]:
            others += 1
            continue
        aligned[entry] += 1
        running += bool(_HAN.match(match[3])) or match[3] == "?"
    by_pinyin = (entries or table()).by_pinyin
    across = frozenset(
        entry
        for match in ACROSS.finditer(text)
        if match.start() and (before := text[match.start() - 1]) not in "()"
        for entry in by_pinyin.get(match[1], ())
        if entry.pair[0] == codepage.encode(before)[-1]
    )
    return _Seen(aligned, others, running, across)


@cache
def _by_character() -> dict[str, Glossed]:
    return {entry.character: entry for entry in table().glossed}


def _agrees(text: str, entry: Glossed, seen: _Seen) -> bool:
    """Tell whether (nearly) every occurrence of a character on the page is glossed."""
    count = text.count(entry.character)
    return 10 * seen.aligned[entry] >= 9 * count if count else entry in seen.across


def _in_running_text(text: str, seen: _Seen) -> bool:
    """Tell whether the glosses stand within sentences, as the tool leaves them, and not in a list of words."""
    total = seen.aligned.total()
    han = len(_HAN.findall(text))
    return seen.running >= _SHARE_IN_RUNNING_TEXT * total and (han < _FEW_HAN or total <= _DENSEST * han)
