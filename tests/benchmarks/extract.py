"""Print how fast facts are extracted, and beside it two peers: `python tests/benchmarks/extract.py [--no-peers]`.

One process, one run: the documents of ../shared/samples, restored and cut into paragraphs, over and over to 10 MB.
Speeds are characters a second of processor time on one core; compare them within a run only. JioNLP and
Recognizers-Text get an environment of their own in the folder for temporary files, kept for the next time, and answer
the same cases.
"""

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flows import documents, keywords, paragraphs, words  # noqa: E402
from flows.chronology import find_dates, find_events  # noqa: E402
from flows.quantities import find_figures  # noqa: E402
from flows.restore import restore  # noqa: E402
from flows.terms import find_terms  # noqa: E402
from tests.bench.predict import predict  # noqa: E402

SHARED = ROOT.parent / "shared"
SIZE = 10_000_000
PUBLISHED = date(2020, 9, 16)
PEERS = Path(tempfile.gettempdir()) / "jiaokan-peers"
NEEDED = ("jionlp", "recognizers-text-suite", "emoji<2")  # newer emoji lack what Recognizers-Text imports
KINDS = ("number", "percent", "currency", "dimension", "date", "daterange")
ENDLESS = ("1", "万", "年月日", "（", "《", "“")

Document = Sequence[paragraphs.Paragraph]


def main() -> None:
    """Run every comparison once and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-peers", action="store_true", help="leave out JioNLP and Recognizers-Text")
    alone = parser.parse_args().no_peers
    samples = [read(path) for path in sorted((SHARED / "samples").glob("*.txt"))]
    figures_and_dates = speeds(repeated(samples))
    growth()
    if not alone:
        compare(samples, figures_and_dates)


def read(path: Path) -> Document:
    """Return a sample's paragraphs."""
    return paragraphs.split(restore(documents.read(path.name, path.read_bytes()).text).text)


def repeated(samples: Sequence[Document]) -> list[Document]:
    """Return the samples in turn, to 10 MB of UTF-8; letters behind each paragraph tell the copies apart.

    For nothing that is remembered of a text may help with the next copy of it.
    """
    size = sum(len(piece.text.encode()) for document in samples for piece in document)
    letters = "abcdefghijklmnop"
    return [
        [replace(piece, text=f"{piece.text} {letters[number >> 4 & 15]}{letters[number & 15]}") for piece in document]
        for number in range(SIZE // size + 1)
        for document in samples
    ]


def speeds(corpus: Sequence[Document]) -> float:
    """Print the speed of everything that is extracted, and return that of figures, dates and events together."""
    characters = sum(len(piece.text) for document in corpus for piece in document)

    def timed(name: str, work: Callable[[Document], object], aim: int) -> float:
        for document in corpus[:3]:
            work(document)  # so that nobody pays for loading
        start = time.process_time()
        for document in corpus:
            work(document)
        speed = characters / (time.process_time() - start)
        print(f"{name:44} {speed:12,.0f} characters a second (aim: {aim:,})")
        return speed

    print(f"{len(corpus)} documents, {characters:,} characters")
    both = timed("figures, dates and events", dated_figures, 1_000_000)
    if (faster := words.faster)() is None:
        print("the extra `fast` is not installed: no words by rjieba")
    else:
        timed("terms and keywords, words by rjieba", named, 1_000_000)
    words.faster = lambda: None  # as where the extra is not installed
    timed("terms and keywords, words by jieba", named, 300_000)
    words.faster = faster
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    return both


def dated_figures(document: Document) -> None:
    """Find figures, dates and events."""
    for piece in document:
        find_figures(piece.text)
    find_events(document, PUBLISHED)


def named(document: Document) -> None:
    """Find terms and keywords."""
    for piece in document:
        find_terms(piece.text)
        keywords.keywords(piece.text)


def growth() -> None:
    """Print the seconds that a megabyte of one thing takes, and how they grow: 2.0 for twice the size is linear."""
    for piece in ENDLESS:
        text = piece * (1_000_000 // len(piece.encode()))
        whole, half = (seconds(part) for part in (text, text[: len(text) // 2]))
        print(
            f"1 MB of {piece}: {whole:.2f} s (aim: under 1), {whole / max(half, 0.001):.1f} times that for half of it"
        )


def seconds(text: str) -> float:
    """Return the processor time that figures and dates of `text` take."""
    start = time.process_time()
    find_figures(text)
    find_dates(text, PUBLISHED)
    return time.process_time() - start


def compare(samples: Sequence[Document], ours: float) -> None:
    """Print value F1 on the same cases, and how many times as fast we are on the samples."""
    if not PEERS.is_dir():
        venv.create(PEERS, with_pip=True)
        subprocess.run([str(PEERS / "bin" / "pip"), "install", "--quiet", *NEEDED], check=True)
    spec = importlib.util.spec_from_file_location("score", SHARED / "bench" / "score.py")
    assert spec
    assert spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    cases = [case for case in scorer.load("dev") if case["kind"] in KINDS]
    print(f"{'value F1, dev half':20}" + "".join(f"{kind:>11}" for kind in KINDS))
    show("jiaokan", scorer, cases, {case["id"]: predict(case) for case in cases})
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "samples.txt"
        text.write_text("\n".join(piece.text for document in samples for piece in document), encoding="utf-8")
        for name in ("jionlp", "recognizers"):
            target = Path(folder) / f"{name}.jsonl"
            command = [str(PEERS / "bin" / "python"), str(Path(__file__).with_name("peers.py")), name]
            command += [str(SHARED / "bench" / "dev"), str(text), str(target)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found = map(json.loads, target.read_text(encoding="utf-8").splitlines())
            show(name, scorer, cases, {row["id"]: row["predicted"] for row in found})
            speed = float(done.stdout.split()[-1])
            print(f"{name}: {speed:,.0f} characters a second, ours {ours / speed:,.0f} times as fast")


def show(name: str, scorer: Any, cases: Sequence[dict[str, Any]], found: dict[str, list[dict[str, Any]]]) -> None:
    """Print a line of value F1 by kind; a dash where nothing was answered."""
    line = f"{name:20}"
    for kind in KINDS:
        gold = [case for case in cases if case["kind"] == kind]
        answered = any(case["id"] in found for case in gold)
        line += f"{scorer.score(gold, found)['value']['f1']:11.1f}" if answered else f"{'–':>11}"
    print(line)


if __name__ == "__main__":
    main()
