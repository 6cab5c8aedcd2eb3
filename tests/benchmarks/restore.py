"""Print how exactly and how fast pages are restored, beside ftfy: `python tests/benchmarks/restore.py [--pages N]`.

Sound texts are the reports of ../shared/samples and the restored seed, cut into pages and mangled by the forward model
at random levels. Speeds are characters of input a second of processor time on one core; compare them within a run only.
"""

import argparse
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import ftfy

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flows.restore import mangle, restore  # noqa: E402
from flows.restore.script import simplify  # noqa: E402

MARKS = "！，？；、"
SAMPLES = ROOT.parent / "shared" / "samples"
FTFY = ftfy.TextFixerConfig(unescape_html=False, fix_character_width=False, uncurl_quotes=False, normalization=None)


@dataclass(frozen=True)
class Page:
    """A sound page and what a mirror makes of it."""

    sound: str
    mangled: str


def main() -> None:
    """Run every comparison once and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200, help="pages to mangle and restore (default: 200)")
    parser.add_argument("--large", action="store_true", help="sizes up to 100 million characters, not 10")
    given = parser.parse_args()
    texts = sound_texts()
    chosen = pages(texts, given.pages, random.Random(2020))  # noqa: S311  the same in every run
    exactness(chosen)
    lost_characters(chosen)
    speeds(texts)
    growth()
    sizes(texts[0], 100_000_000 if given.large else 10_000_000)


def sound_texts() -> list[str]:
    """Return the sound texts with every mark narrowed: which ones were full-width, a crawl does not tell."""
    seed = restore((ROOT / "seeds" / "documents" / "000_e06962ff7f16f22d.txt").read_text(encoding="utf-8")).text
    reports = [path.read_bytes().decode("gb18030") for path in sorted(SAMPLES.glob("report-*.txt"))]
    return [mangle.narrow(text.replace("\r", "")) for text in (seed, *reports)]


def pages(texts: Sequence[str], count: int, chance: random.Random) -> list[Page]:
    """Return pages of 800 to 4,000 characters, each mangled at a level of its own and hit at one place at least."""
    chosen: list[Page] = []
    while len(chosen) < count:
        text = chance.choice(texts)
        start = chance.randrange(max(1, len(text) - 800))
        sound = restored_width(text[start : start + chance.randrange(800, 4000)])
        level = 0 if simplify(sound) == sound else chance.randrange(151)
        if mangle.mangle(sound, level, MARKS, ascii_marks=False) != sound:
            chosen.append(Page(sound, mangle.mangle(sound, level, MARKS)))
    return chosen


def restored_width(text: str) -> str:
    """Return `text` with its marks in full width wherever restoration would put them."""
    from flows.restore.width import widen

    characters = list(text)
    for one in widen(text):
        characters[one.offset] = one.mark
    return "".join(characters)


def exactness(chosen: Sequence[Page]) -> None:
    """Print how many pages come back exactly, and how many sound ones are changed."""
    ours: Counter[str] = Counter()
    for page in chosen:
        result = restore(page.mangled)
        marked = sum(repair.certainty == "unresolved" for repair in result.repairs)
        differs = (
            len(result.text) != len(page.sound)
            or sum(a != b for a, b in zip(result.text, page.sound, strict=True)) > marked
        )
        ours["exact" if result.text == page.sound else "wrong" if differs else "exact but for marked losses"] += 1
        ours["proved"] += result.reproduced
        ours["sound page changed"] += restore(page.sound).text is not page.sound
    theirs = sum(ftfy.fix_text(page.mangled, FTFY) == page.sound for page in chosen)
    print(f"{len(chosen)} pages: {dict(ours)}; ftfy exact: {theirs}")


def lost_characters(chosen: Sequence[Page]) -> None:
    """Print how many lost characters were inferred, and how many of those are right."""
    counts: Counter[str] = Counter()
    for page in chosen:
        result = restore(page.mangled)
        if len(result.text) != len(page.sound):
            counts["pages left out, lengths differ"] += 1
            continue
        shift = 0
        for repair in result.repairs:
            if repair.stage in ("lost_byte", "lost_pair"):
                right = page.sound[repair.start + shift] == repair.restored_text
                counts["unresolved" if repair.certainty == "unresolved" else "right" if right else "wrong"] += 1
            shift += len(repair.restored_text) - (repair.end - repair.start)
    inferred = counts["right"] + counts["wrong"]
    share = inferred / max(1, inferred + counts["unresolved"])
    right = counts["right"] / max(1, inferred)
    print(f"lost characters: {dict(counts)}; inferred {share:.1%}, of these right {right:.1%}")


def speeds(texts: Sequence[str]) -> None:
    """Print characters a second on sound and on mangled text, ours and ftfy's."""
    sound = "".join(map(restored_width, texts)) * 20
    mangled = mangle.mangle(restored_width(texts[0]) * 20, 100, MARKS)
    for name, text in (("sound", sound), ("mangled", mangled)):
        ours, theirs = seconds(partial(restore, text)), seconds(partial(ftfy.fix_text, text, FTFY))
        print(
            f"{name}, {len(text):,} characters: {len(text) / ours / 1e6:.2f} million a second, "
            f"ftfy {len(text) / theirs / 1e6:.2f}; ours is {theirs / ours:.2f} times as fast"
        )


def growth() -> None:
    """Print how time grows with size on hostile input: 2.0 for twice the size is linear."""
    for piece in ("?", "(ā)", "?!", "?,中", "發(fā)?,睎|", "?qǐng)", "，睎睎"):
        small, large = (seconds(partial(restore, piece * (size // len(piece)))) for size in (50_000, 100_000))
        print(f"{piece!r} repeated: {large:.2f} s for 100,000 characters, {large / small:.1f} times that for half")


def sizes(text: str, largest: int) -> None:
    """Print time and memory from ten thousand characters on, each size in a process of its own."""
    mangled = mangle.mangle(restored_width(text), 100, MARKS)
    for name, piece in (("sound", text), ("mangled", mangled), ("`?`", "?" * 1000), ("`(ā)`", "(ā)" * 300)):
        size = 10_000
        while size <= largest:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
                took, peak = fresh.submit(measured, piece, size).result()
            print(f"{name}, {size:,} characters: {took:.2f} s, {took / size * 1e6:.2f} a million, peak {peak:,} MB")
            size *= 10


def measured(piece: str, size: int) -> tuple[float, int]:
    """Return the processor seconds of restoring `size` characters, and the process's peak memory in megabytes."""
    restore(piece[:1000])
    text = (piece * (size // len(piece) + 1))[:size]
    start = time.process_time()
    restore(text)
    return time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def seconds(run: Callable[[], object]) -> float:
    """Return the least processor time of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


if __name__ == "__main__":
    main()
