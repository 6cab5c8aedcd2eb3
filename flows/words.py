"""Words of a Chinese text, by jieba with the project's own dictionary; the only module that imports jieba.

Not for keywords or terms: it says where words begin and end and how the dictionary tags them, no more.
jieba and its dictionary cost a second to load: both wait for the first call.
"""

import logging
import re
import warnings
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

from flows import lexicon, wordpath

Token = tuple[str, int, int]
"""A word with its offsets, half-open."""

_TAGGED = re.compile(r"^(\S+) \d+ (nrt|nr|ns|v|d)(?:fg)?$", re.MULTILINE)
_PIECE = re.compile(r".{0,400}[，。；,;\n]|.{1,400}", re.DOTALL)
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


@cache
def _dictionary() -> tuple[wordpath.Weights, float]:
    """Return the weights of all words, by a tokenizer of our own: jieba's does not learn the project's words."""
    tokenizer = _jieba().Tokenizer()
    for word, frequency in own_words():
        tokenizer.add_word(word, frequency)
    return wordpath.weigh(tokenizer.FREQ, tokenizer.total)


@cache
def _guess() -> Callable[[str], Iterable[str]]:
    """Return jieba's reader of words that no dictionary holds, names above all."""
    _jieba()
    from jieba import finalseg

    guess: Callable[[str], Iterable[str]] = finalseg.cut
    return guess


@lru_cache(maxsize=4)
def cut(text: str) -> tuple[Token, ...]:
    """Return the words of `text`, which is in simplified script, in order and without gaps.

    Kept for the last few texts, because terms and keywords of a paragraph ask for the same words.

    >>> [word for word, _, _ in cut("建立联防联控机制")]
    ['建立', '联防联控机制']
    """
    (weights, unknown), guess = _dictionary(), _guess()
    found, start = [], 0
    # In pieces, because guessing takes the square of the time on long stretches of characters that form no words.
    for piece in _PIECE.findall(text):
        for word in wordpath.cut_runs(piece, weights, unknown, guess):
            end = start + len(word)
            found.append((word, start, end))
            start = end
    return tuple(found)


def known(word: str) -> bool:
    """Tell whether `word` stands in the dictionary or among our own words, rather than being guessed.

    >>> known("点赞"), known("明点")
    (True, False)
    """
    return _dictionary()[0].get(word) is not None


@cache
def _tags() -> dict[str, str]:
    text: str = _jieba().dt.get_dict_file().read().decode("utf-8")
    return {match[1]: match[2] for match in _TAGGED.finditer(text)}


def tag(word: str) -> str:
    """Return nr for a person's name (nrt: foreign), ns for a place, v for a verb, d for an adverb, else nothing.

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
