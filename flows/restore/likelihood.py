"""How much a stretch of characters looks like Chinese: the evidence behind every choice that bytes leave open.

Words and their frequencies are jieba's dictionary and seeds/lexicon/words.txt, read as files: importing jieba would
cost more than the work. Not for segmenting text that is published: flows.words does that with jieba itself.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, KeysView, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import chain, takewhile
from operator import add, eq
from pathlib import Path

from flows import lexicon
from flows.restore.script import simplify

LONGEST_WORD = 5
_LEXICON_COUNT = 2000
_UNKNOWN_HAN = 0.02
OWN_LENGTH = 60_000
_HAN_RUN = re.compile("[\u4e00-\u9fff]{2,}")

# A character that stands as a word of its own is worth less than its count says: most are parts of words.
_SINGLE = -1.0

# How often marks and other characters stand in running text, in natural logarithms of their share of all tokens.
_COMMON_MARKS = dict.fromkeys("，。、,", -3.2) | dict.fromkeys("“”《》：；（）!?！？:;()\n", -5.5)
HOLE = "\ufdd3"
"""Stands for a lost character while readings are compared; Unicode assigns it to none."""
_HOLE = -7.0

_DIGIT, _LATIN, _OTHER_MARK, _STRANGE = -5.0, -7.5, -9.0, -22.0


@cache
def _dictionary() -> tuple[dict[str, str], float, dict[str, str]]:
    """Return jieba's words and the project's with their counts, the logarithm of all jieba's, and the words' kinds."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed: its dictionary tells words from chance")
    fields = Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").split()
    counts = dict(zip(fields[::3], fields[1::3], strict=True))
    kinds = dict(zip(fields[::3], fields[2::3], strict=True))
    total = math.log(sum(map(int, counts.values())))
    for line in lexicon.words("words"):
        word, *rest = line.split()
        counts[word] = next((cell for cell in rest if cell.isdigit()), str(_LEXICON_COUNT))
        kinds.update((word, cell) for cell in rest if not cell.isdigit())
    return counts, total, kinds


def words() -> KeysView[str]:
    """Return the words of jieba's dictionary and the project's, in simplified script."""
    return _dictionary()[0].keys()


@cache
def pairs_by_first() -> dict[str, set[str]]:
    """Return, for each character that begins a word of two, the characters that end one with it."""
    found: dict[str, set[str]] = {}
    for word in words():
        if len(word) == 2:
            found.setdefault(word[0], set()).add(word[1])
    return found


def kind_of(word: str) -> str | None:
    """Return the kind that the dictionary gives a word in simplified script, as jieba names kinds; None for others."""
    return _dictionary()[2].get(word)


@lru_cache(maxsize=2**17)
def score(word: str) -> float:
    """Return the logarithm of a word's share of all tokens; minus infinity for what is no word.

    `word` is in simplified script; every single character counts as a word.
    """
    counts, total, _ = _dictionary()
    count = counts.get(word)
    if count is not None:
        return math.log(float(count) + 0.1) - total + (_SINGLE if len(word) == 1 else 0.0)
    return _single(word, total) if len(word) == 1 else -math.inf


def pieces(plain: str) -> Counter[str]:
    """Return how often each run of two or three Chinese characters stands in a simplified text's first part."""
    runs = "\n".join(_HAN_RUN.findall(plain[:OWN_LENGTH]))
    pairs = list(map(add, runs, runs[1:]))
    counts = Counter(chain(pairs, map(add, pairs, runs[2:])))
    return Counter({piece: count for piece, count in counts.items() if "\n" not in piece})


def _single(character: str, total: float) -> float:
    if character == HOLE:
        return _HOLE
    if character in _COMMON_MARKS:
        return _COMMON_MARKS[character]
    if "一" <= character <= "鿿":
        return math.log(_UNKNOWN_HAN) - total
    if character.isdecimal():
        return _DIGIT
    if character.isascii():
        return _LATIN if character.isalpha() or character == " " else _OTHER_MARK
    return _OTHER_MARK if "　" <= character <= "〿" or "！" <= character <= "～" else _STRANGE


def prefixes(plain: str, begun: Sequence[float] = (0.0,)) -> list[float]:
    """Return, for each length, the log likelihood of the best segmentation of the first so many characters.

    `begun` is what is known of the first lengths.
    """
    best = list(begun)
    for end in range(len(best), len(plain) + 1):
        first = max(0, end - LONGEST_WORD)
        last_words = [plain[start:end] for start in range(first, end)]
        best.append(max(map(add, best[first:], map(score, last_words))))
    return best


def log_likelihood(text: str) -> float:
    """Return the natural logarithm of the likelihood of `text` as a sequence of words, best segmentation taken.

    >>> log_likelihood("我可以") > log_likelihood("拔铱梢")
    True
    """
    return prefixes(simplify(text))[-1]


def log_likelihoods(texts: Iterable[str]) -> list[float]:
    """Return each text's log likelihood; what a text begins with like the one before it is read once."""
    found: list[float] = []
    before, best = "", [0.0]
    for plain in map(simplify, texts):
        common = len(list(takewhile(bool, map(eq, before, plain))))
        before, best = plain, prefixes(plain, best[: common + 1])
        found.append(best[-1])
    return found
