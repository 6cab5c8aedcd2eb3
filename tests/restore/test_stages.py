"""Stages beside the mirrors': cases from reading, each stage there and back over real sentences, and the seed."""

import re
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import ftfy.bad_codecs  # noqa: F401  for the codec of Western readers that show every byte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.restore import Repair, Restored, commas, entities, invisible, mirror, restore, tags
from flows.restore import codepage as page
from flows.restore.compose import compose
from flows.restore.lost import UNRESOLVED
from flows.restore.mangle import mangle
from flows.restore.repairs import apply, redo
from tests.restore.reading import paragraphs, params, sample, seed

WEST = "sloppy-windows-1252"
SCRIPTS = ("simplified", "traditional")


def sound_proof(written: str, restored: Restored) -> bool:
    """Tell whether the record leads from the source to the text, span by span, and the damage done again back."""
    whole = all(written[one.start : one.end] == one.source_text for one in restored.repairs)
    return whole and restored.reproduced and apply(written, restored.repairs) == restored.text


@pytest.mark.parametrize("case", params("stages"))
def test_case(case: dict[str, Any]) -> None:
    restored = restore(case["written"])
    assert restored.text == case["wanted"]
    assert sound_proof(case["written"], restored)
    assert {repair.stage for repair in restored.repairs} == set(case["stages"])
    if case["kind"] == "negative":
        assert restored.text is case["written"]


def test_enough_cases_of_both_kinds() -> None:
    kinds = Counter(param.values[0]["kind"] for param in params("stages"))  # type: ignore[attr-defined]
    assert kinds["negative"] >= 60
    assert kinds["in the wild"] + kinds["synthetic"] >= 60


MISREAD: dict[str, Callable[[str], str]] = {
    "UTF-8 as code page 1252": lambda text: text.encode().decode(WEST),
    "UTF-8 as Latin-1": lambda text: text.encode().decode("latin-1"),
    "UTF-8 as code page 1252, no-break spaces blanked": lambda text: text.encode().decode(WEST).replace("\xa0", " "),
    "UTF-8 as code page 1252 twice": lambda text: text.encode().decode(WEST).encode().decode(WEST),
    "GBK as Latin-1": lambda text: text.encode("gb18030").decode("latin-1"),
    "GBK as code page 1252": lambda text: text.encode("gb18030").decode(WEST),
    "GBK as Latin-1, then UTF-8 as code page 1252": lambda text: (
        text.encode("gb18030").decode("latin-1").encode().decode(WEST)
    ),
}


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("misread", MISREAD.values(), ids=MISREAD)
def test_misread_in_a_western_encoding_and_back(misread: Callable[[str], str], script: str) -> None:
    for text in paragraphs(script)[:60]:
        written = misread(text)
        restored = restore(written)
        assert restored.text == text
        assert sound_proof(written, restored)


@pytest.mark.parametrize(
    ("misread", "floor"),
    [
        (lambda text: text.encode().decode("gbk", "replace"), 0.97),
        (lambda text: text.encode().decode("gb18030", "replace"), 0.96),
        (lambda text: text.encode().decode("cp1252", "replace"), 0.97),
    ],
    ids=["GBK", "GB 18030", "code page 1252"],
)
@pytest.mark.parametrize("script", SCRIPTS)
def test_utf8_misread_with_bytes_lost_and_back(misread: Callable[[str], str], floor: float, script: str) -> None:
    """Each certain place is right, and of the inferred ones nearly all; what cannot be told says so."""
    right = wrong = 0
    for text in paragraphs(script)[:60]:
        written = misread(text)
        restored = restore(written)
        assert sound_proof(written, restored)
        if len(restored.text) != len(text):
            continue
        shift = 0
        for one in restored.repairs:
            start = one.start + shift
            shift += len(one.restored_text) - len(one.source_text)
            meant = text[start : start + len(one.restored_text)]
            if one.certainty == "certain":
                assert one.restored_text == meant
            same = all(read in (UNRESOLVED, was) for read, was in zip(one.restored_text, meant, strict=True))
            right, wrong = right + same, wrong + (not same)
    assert right >= floor * (right + wrong) > 0


@pytest.mark.parametrize("script", SCRIPTS)
def test_an_even_number_of_bytes_is_read_back_whole(script: str) -> None:
    """Where the reader of code page 936 lost nothing, every character comes back for certain."""
    seen = 0
    for text in paragraphs(script):
        for clause in re.findall("[\u4e00-\u9fff，。；：]{8,60}", text):
            written = page.decode(clause.encode())
            if page.LOST in written or len(clause) % 2:
                continue
            restored = restore(written)
            assert restored.text == clause
            assert all(one.certainty == "certain" for one in restored.repairs)
            seen += 1
    assert seen > 50


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_characters_without_width_strewn_into_chinese_go(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(paragraphs("simplified")))
    clause = re.sub("[^\u4e00-\u9fff，。]", "", text)[:80]
    places = data.draw(st.lists(st.integers(1, max(1, len(clause) - 1)), max_size=8))
    strewn = clause
    for place in sorted(places, reverse=True):
        strewn = strewn[:place] + data.draw(st.sampled_from("\u200b\u200c\u200d\ufeff\xad\u2060")) + strewn[place:]
    repairs = invisible.invisible(strewn)
    assert apply(strewn, repairs) == clause
    assert redo(clause, repairs, invisible.forward) == strewn


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_escaped_marks_come_back(data: st.DataObject) -> None:
    text = re.sub("[&<>]", "", data.draw(st.sampled_from(paragraphs("simplified"))))[:200]
    names = {"“": "&ldquo;", "”": "&rdquo;", "—": "&mdash;", "·": "&middot;", " ": "&#32;", "的": "&#x7684;"}
    escaped = "".join(names.get(one, one) for one in text)
    repairs = entities.entities(escaped, damaged=True)
    assert apply(escaped, repairs) == text
    assert redo(text, repairs, entities.forward) == escaped


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_doubled_commas_and_leaked_tags_go(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(paragraphs("simplified")))
    doubled = re.sub("(?<=[\u4e00-\u9fff])([，。、])(?=[\u4e00-\u9fff])", r"\1，", text)
    repairs = commas.commas(doubled)
    assert apply(doubled, repairs) == text
    assert redo(text, repairs, commas.forward) == doubled
    leaked = text + "</p>\n" + text
    repairs = tags.tags(leaked)
    assert apply(leaked, repairs) == text + "\n" + text
    assert redo(text + "\n" + text, repairs, tags.forward) == leaked


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_composed_repairs_do_what_both_stages_do(data: st.DataObject) -> None:
    def repairs_of(text: str) -> list[Repair]:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
        spans = [(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False) if start < end]
        words = st.text("xyz", max_size=4)
        return [Repair(start, end, text[start:end], data.draw(words), "one") for start, end in spans]

    source = data.draw(st.text("abc", max_size=30))
    first = repairs_of(source)
    second = repairs_of(apply(source, first))
    both = list(compose(source, first, second))
    assert apply(source, both) == apply(apply(source, first), second)
    assert all(source[one.start : one.end] == one.source_text for one in both)
    assert all(one.end <= other.start for one, other in pairwise(both))


def test_a_mirror_page_that_was_misread_besides() -> None:
    text = seed().text[:3000]
    mangled = mangle(text, 100)
    alone, misread = restore(mangled), restore(mangled.encode().decode(WEST))
    assert misread.text == alone.text
    assert misread.reproduced
    assert apply(mangled.encode().decode(WEST), misread.repairs) == alone.text


def test_the_seed_is_restored_as_before() -> None:
    restored = seed()
    counts = Counter((one.stage, one.certainty) for one in restored.repairs)
    assert len(restored.repairs) == 1787
    assert restored.reproduced
    assert restored.gloss_level == 113
    assert counts["shift", "certain"] == 14
    assert counts["lost_byte", "inferred"] == 11
    assert {stage for stage, _ in counts} == {"gloss", "width", "shift", "lost_byte"}


def test_sound_pages_cost_little_beside_the_mirrors_stage() -> None:
    text = sample("report-2012.txt")
    long = text * (2_000_000 // len(text))

    def cost(call: Callable[[str], object]) -> float:
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            call(long)
            best = min(best, time.process_time() - begun)
        return best

    assert restore(long).text is long
    assert cost(restore) < 2.5 * cost(mirror.undo)


@pytest.mark.parametrize(
    "piece",
    [
        "鍖椾",
        "鍖?",
        "銆€",
        "\ufffd鍖",
        "Ã¥Å",
        "ä½ ",
        "æ”\ufffd ",
        "±±",
        "&amp;",
        "&#20013;",
        "&ldquo;中",
        "\u200b",
        "中\ufeff",
        "</p>",
        "，，",
    ],
)
def test_hostile_input_is_read_in_linear_time(piece: str) -> None:
    restore(piece)

    def cost(count: int) -> float:
        text = piece * (count // len(piece))
        begun = time.process_time()
        restore(text)
        return time.process_time() - begun

    assert cost(200_000) < 12 * cost(40_000) + 0.2
