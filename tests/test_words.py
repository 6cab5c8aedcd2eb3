"""jieba and rjieba cut every text into the same words, so that a release does not tell which one was installed."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows import words
from flows.restore import restore
from flows.restore.script import simplify

pytest.importorskip("rjieba", reason="the extra `fast` is not installed")

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT.parent / "shared" / "samples"
CASES = sorted((ROOT / "tests" / "cases").glob("*.json"))
MIXED = "0123456789abXY+#&._%- ，。的一二三十年月日万亿元中国人民政府机制度和在㐀𠀁\r\n鿿豈é①２Ａ"
"""Digits, Latin letters, marks and the Chinese characters that the two do not both take for such."""


def _strings(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict | list):
        for item in found.values() if isinstance(found, dict) else found:
            yield from _strings(item)


def _differing(texts: list[str]) -> list[str]:
    fast = words.faster()
    assert fast is not None
    plain = [simplify(text) for text in texts]
    return [text for text in plain if words.split(text, fast) != words.split(text, None)]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")) or [None], ids=lambda path: path and path.name)
def test_the_samples_are_cut_into_the_same_words(path: Path | None) -> None:
    if path is None:
        pytest.skip("no ../shared/samples beside this checkout")
    encoding = "gb18030" if path.name.startswith("report-") else "utf-8"
    assert _differing(restore(path.read_text(encoding=encoding)).text.splitlines()) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_cases_are_cut_into_the_same_words(path: Path) -> None:
    assert _differing(list(_strings(json.loads(path.read_text(encoding="utf-8"))))) == []


def test_any_mixture_is_cut_into_the_same_words() -> None:
    chance = random.Random(2020)  # noqa: S311  the same in every run
    assert _differing(["".join(chance.choices(MIXED, k=chance.randrange(1, 30))) for _ in range(3_000)]) == []
    common = [chr(code) for code in range(0x4E00, 0x9FD6)]
    assert _differing(["".join(chance.choices(common, k=chance.randrange(2, 30))) for _ in range(2_000)]) == []


def test_where_rjieba_alone_differs() -> None:
    """What `split` mends: without that, the two would differ here."""
    fast = words.faster()
    assert fast is not None
    for text in ("2020-09-16", "full-width", "2.0.1", "A+㐀"):
        assert fast.cut(text) != words.split(text, None) == words.split(text, fast)


@pytest.mark.parametrize("text", ["建立联防联控机制，25.5%的居民在2020-09-16㐀领取", "", "\r\n", "零" * 30])
def test_words_put_together_are_the_text(text: str) -> None:
    for fast in (None, words.faster()):
        assert "".join(words.split(text, fast)) == text
    assert "".join(word for word, _, _ in words.cut(text)) == text
    assert all(text[start:end] == word for word, start, end in words.cut(text))
