"""Sound text is never touched: random text, whole real documents, question marks wherever they may stand."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import lexicon
from flows.restore import restore
from flows.restore.mangle import narrow
from tests.restore.reading import SUMS, paragraphs, sample, seed, to_traditional

quick = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
han = st.sampled_from("".join(lexicon.words("common")))
# Latin letters with accents are left out: two of them in a row may well be bytes of UTF-8 read one by one.
anything = st.one_of(st.characters(max_codepoint=0x7F), st.characters(min_codepoint=0x370, exclude_categories=("Cs",)))
mixed = st.one_of(han, anything, st.sampled_from("，。！？；：、“”（）?!,;:() \nfāqī€\ue000"))


def untouched(text: str) -> bool:
    restored = restore(text)
    return restored.text is text and restored.repairs == () and restored.reproduced and restored.gloss_level == 0


@quick
@given(st.text(han, max_size=400))
def test_random_chinese(text: str) -> None:
    assert untouched(text)


@quick
@given(st.text(mixed, max_size=200))
def test_random_mixed_text(text: str) -> None:
    assert untouched(text)


@quick
@given(st.lists(st.sampled_from(("?", "?!", "?,", "?;", "?、", "?。", "??", "\n", "好", "(ma)", "a")), max_size=60))
def test_random_marks(pieces: list[str]) -> None:
    assert untouched("".join(pieces))


def test_a_hundred_kilobytes_of_random_chinese() -> None:
    chance = random.Random(5)  # noqa: S311  a fixed text, no secret
    text = "".join(chr(chance.randrange(0x4E00, 0x9FA6)) for _ in range(34_000))
    assert len(text.encode()) > 100_000
    assert untouched(text)


def test_a_hundred_kilobytes_of_random_words_and_marks() -> None:
    chance = random.Random(6)  # noqa: S311
    pieces = ("经济", "發展", "是不是?", "真的?!", "，", "。", ",", "abc", "(x)", "12", "\n", "?", "€", "！", "(fā)")
    text = "".join(chance.choice(pieces) for _ in range(40_000))
    assert len(text.encode()) > 100_000
    assert untouched(text)


@pytest.mark.parametrize("name", sorted(SUMS))
def test_real_documents(name: str) -> None:
    for text in (sample(name), to_traditional(sample(name))):
        assert untouched(text)
        assert untouched(narrow(text))


def test_the_restored_seed() -> None:
    assert untouched(seed().text)


MARKS = ("?,", "?!", "?;", "?、", "?。", "??")


@pytest.mark.parametrize("script", ["simplified", "traditional"])
def test_question_marks_that_authors_put_in_front_of_marks(script: str) -> None:
    """One mark in seven of real sentences becomes a hurried `?,` or `?!`: the second tool leaves the same."""
    chance = random.Random(3)  # noqa: S311
    for line in paragraphs(script):
        sound = "".join(
            chance.choice(MARKS) if one in ",。;、!" and chance.random() < 0.15 else one for one in narrow(line)
        )
        assert untouched(sound)
