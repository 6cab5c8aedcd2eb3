"""Mangled by the forward model and restored: real text comes back, lost characters are mostly inferred and right."""

import random
import re
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from flows.restore import restore
from flows.restore.mangle import CUT_MARKS, mangle, narrow
from tests.restore.reading import changed, hold, lossless, paragraphs

SCRIPTS = ("simplified", "traditional")
ENOUGH_EVIDENCE = 4
"""Glosses and cuts that a page must show before it may be asked for: one or two could be an author's own."""

slow = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Draw one to four paragraphs that follow each other."""
    found = lossless(draw(st.sampled_from(SCRIPTS)))
    first = draw(st.integers(0, len(found) - 1))
    return "".join(found[first : first + draw(st.integers(1, 4))])


marks = st.sets(st.sampled_from(CUT_MARKS + "。")).map(lambda chosen: "".join(sorted(chosen)))


def evidence(page: str, mangled: str) -> int:
    """Return how many glosses and cuts a mangled page shows; glosses of one character alone are none."""
    cuts = mangled.count("?") - page.count("？")
    if not cuts and len(set(re.findall(r"(.)\(", mangled))) == 1:
        return 0
    return mangled.count("(") + mangled.count("?") - page.count("（") - page.count("？")


@slow
@given(pages(), st.integers(0, 150), marks, st.booleans())
def test_what_is_mangled_comes_back(page: str, level: int, cuts: str, ascii_marks: bool) -> None:
    mangled = mangle(page, level, cuts, ascii_marks=ascii_marks)
    restored = restore(mangled)
    if mangled == narrow(page) or mangled == page:
        assert restored.text is mangled
        return
    assert changed(restored, mangled)
    if not restored.repairs:
        assert evidence(page, mangled) < ENOUGH_EVIDENCE
        return
    assert hold(page, restored).equal
    assert restored.reproduced


@slow
@given(pages(), st.integers(0, 150), marks)
def test_what_only_claims_to_be_restored_is_told(page: str, level: int, cuts: str) -> None:
    mangled = mangle(page, level, cuts, dropped=True)
    restored = restore(mangled)
    assert changed(restored, mangled)
    assert restored.text is mangled or restored.repairs


@slow
@given(
    st.text(
        alphabet=st.sampled_from("的一是在不了有和人这中大为上个国我以要他，。！？；、：“”（）abc012 \n"), max_size=300
    )
)
def test_restoring_twice_changes_nothing_more(text: str) -> None:
    once = restore(text).text
    assert restore(once).text == once


@slow
@given(pages(), st.integers(0, 150))
def test_a_second_restoration_finds_nothing(page: str, level: int) -> None:
    once = restore(mangle(page, level)).text
    assume("□" not in once)
    again = restore(once)
    assert again.text == once


def test_the_proof_holds_beside_a_character_without_a_rank() -> None:
    page = "我們要測量土地，爭取做好項目儲備。讓我們在區委的堅強領導下，為經濟發展、環境優化、農業穩定、產業創新而努力E"
    restored = restore(mangle(page, 150, ""))
    assert restored.text == page
    assert restored.reproduced


CUTS = (CUT_MARKS, CUT_MARKS + "。", "！", "！？；", "，；、。")
"""What pages are cut at; it varies."""


def test_one_gloss_beside_a_cut_is_undone() -> None:
    page = "他說：“這是一件好事。”東邊的老樓裝上了電梯，各方面統籌安排，大家都很高興。"
    restored = restore(mangle(page, 1, "！"))
    assert restored.text == page


@dataclass(slots=True)
class Tally:
    """How a corpus of mangled pages came back."""

    pages: int = 0
    equal: int = 0
    proved: int = 0
    right: int = 0
    wrong: int = 0
    left: int = 0


def tally(script: str, *, dropped: bool, whole: bool = False) -> Tally:
    """Mangle and restore every other run of four paragraphs at levels and marks that a fixed seed chooses."""
    chance = random.Random(20261123)  # noqa: S311  a fixed corpus, no secret
    found = paragraphs(script) if whole else lossless(script)
    counts = Tally()
    for first in range(0, len(found), 2):
        page = ("\n" if whole else "").join(found[first : first + 4])
        cuts = CUTS[chance.randrange(len(CUTS))]
        mangled = mangle(page, chance.randrange(151), cuts, dropped=dropped)
        if evidence(page, mangled) < ENOUGH_EVIDENCE and not dropped:
            continue
        restored = restore(mangled)
        held = hold(page, restored)
        counts.pages += 1
        counts.equal += held.equal
        counts.proved += restored.reproduced
        counts.right += held.right
        counts.wrong += held.wrong
        counts.left += held.left
    return counts


@pytest.mark.parametrize("script", SCRIPTS)
def test_of_what_is_inferred_98_in_100_are_right(script: str) -> None:
    counts = tally(script, dropped=False)
    assert counts.right >= 40
    assert counts.right >= 0.98 * (counts.right + counts.wrong), counts
    assert counts.equal == counts.pages, counts


FLOORS = {"simplified": 0.8, "traditional": 0.96}
"""The share of such pages that is reached; it only rises."""


@pytest.mark.parametrize("script", SCRIPTS)
def test_pages_cut_without_a_question_mark_come_back_too(script: str) -> None:
    counts = tally(script, dropped=True)
    assert counts.equal >= FLOORS[script] * counts.pages, counts


@pytest.mark.parametrize("script", SCRIPTS)
def test_lost_characters_are_seldom_left_open(script: str) -> None:
    counts = tally(script, dropped=False)
    assert counts.left <= 0.22 * (counts.right + counts.wrong + counts.left), counts


@pytest.mark.parametrize("script", SCRIPTS)
def test_digits_and_line_breaks_that_went_down_are_marked(script: str) -> None:
    counts = tally(script, dropped=False, whole=True)
    assert counts.equal == counts.pages, counts
