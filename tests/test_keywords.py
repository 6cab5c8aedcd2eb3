"""Keywords: what they leave out, that they are the same every time, and that jieba stays quiet and out of the way."""

import json
import re
import subprocess
import sys
from pathlib import Path

from flows import words
from flows.keywords import keywords
from flows.restore.script import simplify

TEXT = "深入開展愛國衛生運動,推進垃圾分類和物業管理水平提升。2020年,北京市積極開展愛國衛生運動,推進垃圾分類。"


def test_simplified_and_weightiest_first() -> None:
    found = keywords(TEXT)
    assert len(found) == 5
    assert set(found[:2]) == {"爱国卫生运动", "垃圾分类"}


def test_no_stop_words_no_numerals() -> None:
    assert not {"推进", "开展", "2020", "积极"} & set(keywords(TEXT, 50))
    assert keywords("二〇二〇年，第三次，3.5%，两千万") == []


def test_count() -> None:
    assert keywords(TEXT, 0) == []
    assert keywords(TEXT, 2) == keywords(TEXT, 5)[:2]
    assert keywords("") == []


def test_ties_in_order_of_appearance() -> None:
    assert keywords("楼门长、街巷长、网格员", 3) == ["楼门长", "街巷长", "网格员"]


def test_the_same_in_a_new_process_and_quiet() -> None:
    code = f"from flows.keywords import keywords; print(*keywords({TEXT!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.split() == keywords(TEXT)
    assert done.stderr == ""


def test_jieba_waits_for_the_first_call() -> None:
    code = "import sys, flows.keywords, flows.terms, flows.words; sys.exit('jieba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_words_cover_the_text() -> None:
    tokens = words.cut("建立联防联控机制, 12345热线。")
    assert "".join(word for word, _, _ in tokens) == "建立联防联控机制, 12345热线。"
    assert [start for _, start, _ in tokens[1:]] == [end for _, _, end in tokens[:-1]]


def test_our_words_are_ours() -> None:
    """The tokenizer that other packages may use does not know the project's words."""
    import jieba

    assert "接诉即办" in [word for word, _, _ in words.cut("推行接诉即办")]
    assert "接诉即办" not in jieba.lcut("推行接诉即办")


def test_the_same_words_as_jieba() -> None:
    """Our walk through the words gives what jieba's own gives with the same dictionary."""
    import jieba

    cases = json.loads((Path(__file__).parent / "cases" / "seed_terms.json").read_text(encoding="utf-8"))
    text = "".join(simplify(case["written"]) for case in cases) + "  a\r\nb-c 3.5% 机王王鑫淼垚"
    tokenizer = jieba.Tokenizer()
    for word, frequency in words.own_words():
        tokenizer.add_word(word, frequency)
    pieces = re.findall(r".{1,300}[。，,]|.{1,300}", text, re.DOTALL)
    assert [[word for word, _, _ in words.cut(piece)] for piece in pieces] == [
        tokenizer.lcut(piece) for piece in pieces
    ]
