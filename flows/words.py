"""Words of a Chinese text, by jieba with the project's own dictionary; the only module that imports jieba and rjieba.

Not for keywords or terms: it says where words begin and end and how the dictionary tags them, no more.
jieba and its dictionary cost most of a second to load: both wait for the first call. Where the extra `fast` is
installed, rjieba cuts with the same dictionary into the same words, ten times as fast.
"""

import logging
import re
import warnings
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain
from operator import itemgetter
from typing import Any, TypeVar

from flows import lexicon, wordpath

Token = tuple[str, int, int]
"""A word with its offsets, half-open."""

Answer = TypeVar("Answer")

_MOST_REMEMBERED = 1 << 15
_TOLD = frozenset(("nrfg", "nrt", "nr", "ns", "nt", "nz", "v", "d"))
_PIECE = re.compile(r"[^+#&._%\-]{0,400}[，。；,;\n]|.{0,400}?[，。；,;\n]|.{1,400}", re.DOTALL)
"""Clauses: as many as go into 400 characters, but one by itself where Latin letters and marks may be joined."""
_RARE = re.compile(r"[\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_JOINS = re.compile(r"[+#&._%\-]")
_LATIN = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
_UNWRITTEN = "\ue000\ue001"
"""A word that no text holds in characters that jieba takes for Chinese ones."""

_LEXICA = (("terms", "name"), ("places", "name"), ("heads", "head"))


@cache
def _jieba() -> Any:
    """Return the module, with its log lines and the warnings of its older syntax kept off stderr."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.CRITICAL)
    return jieba


@cache
def own_words() -> tuple[tuple[str, int | None], ...]:
    """Return the words that the lexicon adds to jieba's dictionary, each with its frequency where one is given."""
    found: dict[str, int | None] = {}
    for line in lexicon.words("words"):
        word, *rest = line.split()
        found[word] = int(rest[0]) if rest and rest[0].isdigit() else None
    for name, column in _LEXICA:
        for row in lexicon.rows(name):
            found.setdefault(row[column], None)
    return tuple(found.items())


def _read_dictionary() -> tuple[list[str], list[str], list[str]]:
    """Return jieba's words, their frequencies and their tags, line by line."""
    fields = _jieba().dt.get_dict_file().read().decode("utf-8").split()
    return fields[0::3], fields[1::3], fields[2::3]


@cache
def _tokenizer() -> tuple[Any, int]:
    """Return a tokenizer that knows the project's words, and how much of its total comes from words told twice.

    One of our own, for jieba's is everybody's; filled here, for jieba keeps its dictionary in a folder where others
    may write. It holds each beginning of a word too, with no frequency.
    """
    words, written, _ = _read_dictionary()
    counts = list(map(int, written))
    frequencies = dict(zip(words, counts, strict=True))
    begun: dict[str, int] = {}
    longer = words
    for length in range(1, max(map(len, words))):
        longer = [word for word in longer if len(word) > length]
        begun.update(dict.fromkeys([word[:length] for word in longer], 0))
    tokenizer = _jieba().Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = begun | frequencies, sum(counts), True
    twice = sum(counts) - sum(frequencies.values()) + sum(frequencies.get(word, 0) for word, _ in own_words())
    for word, frequency in own_words():
        tokenizer.add_word(word, frequency)
    return tokenizer, twice


@cache
def _weights() -> tuple[wordpath.Weights, float]:
    tokenizer, _ = _tokenizer()
    return wordpath.weigh(tokenizer.FREQ, tokenizer.total)


@cache
def faster() -> Any | None:
    """Return rjieba's tokenizer with the same words and weights, or None where rjieba is not installed."""
    try:
        import rjieba
    except ImportError:
        return None
    tokenizer, (ours, twice) = rjieba.Jieba(), _tokenizer()
    for word, _ in own_words():
        tokenizer.add_word(word, ours.FREQ[word], "")
    # jieba's total keeps what a word counted before it was told anew, and every path is weighed by the total.
    tokenizer.add_word(_UNWRITTEN, twice, "")
    return tokenizer


@cache
def _guess() -> Callable[[str], Iterable[str]]:
    """Return jieba's reader of words that no dictionary holds, names above all.

    It keeps what it read last: rows of single-character words (也是在) and names come again and again.
    """
    _jieba()
    from jieba import finalseg

    @lru_cache(maxsize=1 << 12)
    def guess(loose: str) -> Sequence[str]:
        return tuple(finalseg.cut(loose))

    return guess


def split(text: str, fast: Any | None) -> list[str]:
    """Return the words of `text`, by rjieba's tokenizer `fast`, or without one by jieba: they are the same.

    Where the two differ jieba's words are taken: in a stretch of Latin letters and marks (2020-09-16), and wherever
    Chinese characters stand that jieba takes for marks.
    """
    found: list[str] = []
    # In pieces, because guessing takes the square of the time on long stretches of characters that form no words.
    for piece in _PIECE.findall(text):
        if fast is None or _RARE.search(piece):
            found += wordpath.cut_runs(piece, *_weights(), _guess())
        elif _JOINS.search(piece):
            found += chain.from_iterable(map(_parted, fast.cut(piece)))
        else:
            found += fast.cut(piece)
    return found


@lru_cache(maxsize=1 << 12)
def _parted(word: str) -> Sequence[str]:
    """Return what jieba makes of a word of rjieba's: parts, where Latin letters and marks are joined in it."""
    joined = len(word) > 1 and _JOINS.search(word) and not known(word)
    return list(filter(None, _LATIN.split(word))) if joined else (word,)


@lru_cache(maxsize=4)
def in_order(text: str) -> Sequence[str]:
    """Return the words of `text`, which is in simplified script, in order and without gaps.

    Kept for the last few texts, because terms and keywords of a paragraph ask for the same words.

    >>> in_order("建立联防联控机制")
    ('建立', '联防联控机制')
    """
    return tuple(split(text, faster()))


def cut(text: str) -> Sequence[Token]:
    """Return the words of `text`, which is in simplified script, with their offsets.

    >>> cut("建立联防联控机制")
    [('建立', 0, 2), ('联防联控机制', 2, 8)]
    """
    words = in_order(text)
    ends = list(accumulate(map(len, words)))
    return list(zip(words, chain((0,), ends), ends, strict=False))


def token_at(tokens: Sequence[Token], offset: int) -> int | None:
    """Return the number of the token that begins at `offset`, if one does.

    >>> token_at(cut("建立机制"), 2), token_at(cut("建立机制"), 3)
    (1, None)
    """
    number = bisect_left(tokens, offset, key=itemgetter(1))
    return number if number < len(tokens) and tokens[number][1] == offset else None


class Remembered(dict[str, Answer]):
    """What `answer` says of each word; when there are too many words, all are forgotten.

    For what every word of a text is asked: a look-up takes half as long as one in an lru_cache.

    >>> Remembered(len)["机制"]
    2
    """

    def __init__(self, answer: Callable[[str], Answer]) -> None:
        """Remember nothing yet."""
        super().__init__()
        self._answer = answer

    def __missing__(self, word: str) -> Answer:
        """Return and keep the answer for a word that is asked for the first time."""
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        return self.setdefault(word, self._answer(word))


def known(word: str) -> bool:
    """Tell whether `word` stands in the dictionary or among our own words, rather than being guessed.

    >>> known("点赞"), known("明点")
    (True, False)
    """
    return bool(_tokenizer()[0].FREQ.get(word))


@cache
def _tags() -> dict[str, str]:
    words, _, tags = _read_dictionary()
    return {word: tag.removesuffix("fg") for word, tag in zip(words, tags, strict=True) if tag in _TOLD}


def tag(word: str) -> str:
    """Return nr for a person's name (nrt: foreign), ns for a place, nt for a body, nz for brands and the like,
    v, d, or nothing.

    >>> tag("石景山区"), tag("关停"), tag("机制")
    ('ns', 'v', '')
    """
    return _tags().get(word, "")


@cache
def rarity() -> tuple[dict[str, float], float]:
    """Return jieba's inverse document frequency of each word, and the one to take for words not in it."""
    _jieba()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba.analyse
    table, middle = jieba.analyse.default_tfidf.idf_loader.get_idf()
    return table, middle
