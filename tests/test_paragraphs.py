"""Text → paragraphs: the cases, the seed's 35, and that nothing is lost."""

import itertools
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.paragraphs import holding, split
from tests.restore.reading import SUMS, params, sample, seed

HEADINGS = [
    "始終以習近平總書記重要講話精神為根本指引",
    "堅決打贏疫情防控阻擊戰",
    "落實好“六穩”工作、“六保”任務",
    "將統籌推進疫情防控和經濟社會發展這條主線貫穿全年",
]


@pytest.mark.parametrize("case", params("paragraphs"))
def test_kinds_and_sections(case: dict[str, Any]) -> None:
    found = split(case["written"])
    assert [[one.kind, one.text, one.section] for one in found] == case["wanted"]
    assert [one.credit for one in found if one.kind == "caption"] == case.get("credits", [])


def test_the_seeds_paragraphs() -> None:
    found = split(seed().text)
    assert len(found) == 35
    assert Counter(one.kind for one in found) == {
        "title": 1, "byline": 1, "heading": 4, "body": 24, "caption": 3, "footer": 2
    }  # fmt: skip
    assert found[0].text == "為統籌推進疫情防控和經濟社會發展作出首都新貢獻"
    assert [one.text for one in found if one.kind == "heading"] == HEADINGS
    assert [one.credit for one in found if one.kind == "caption"] == [
        "北京日報社 程功",
        "北京日報社 吳鏑",
        "北京日報社 馬文曉",
    ]
    assert [one.text for one in found if one.kind == "footer"] == ["標簽 -", "網站編輯 - 王慧"]


def test_the_seeds_sections() -> None:
    bodies = [one for one in split(seed().text) if one.kind == "body"]
    counts = Counter(one.section for one in bodies)
    assert counts == {None: 2, HEADINGS[0]: 5, HEADINGS[1]: 6, HEADINGS[2]: 5, HEADINGS[3]: 6}
    assert bodies[2].text.startswith("疫情發生后")
    assert bodies[-1].text.endswith("書寫北京篇章！")


def test_simplified_text_is_as_long_and_says_the_same() -> None:
    for one in split(seed().text):
        assert len(one.text_simplified) == len(one.text)
    whole = "".join(one.text_simplified for one in split(seed().text))
    assert "无不体现着深沉真挚的人民情怀" in whole
    assert "取得显著成效" in whole
    assert "着力解决文化企业的燃眉之急" in whole
    assert "著力" not in whole


def covers(text: str) -> None:
    found = split(text)
    assert [one.position for one in found] == list(range(len(found)))
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    kept = {at for one in found for at in range(one.start, one.end)}
    assert not [at for at in range(len(text)) if at not in kept and text[at].strip().strip("\u200b\ufeff")]


@settings(deadline=None)
@given(st.text(st.sampled_from("一、（二）图为摄。，：编辑来源 \u3000\n\r\ta1-"), max_size=80))
def test_nothing_is_lost(text: str) -> None:
    covers(text)


def test_nothing_of_real_documents_is_lost() -> None:
    covers(seed().text)


@pytest.mark.parametrize("name", sorted(SUMS))
def test_the_samples_read_as_reports(name: str) -> None:
    text = sample(name)
    covers(text)
    kinds = Counter(one.kind for one in split(text))
    assert kinds["title"] == 1
    assert kinds["byline"] >= 1
    assert kinds["heading"] >= 2
    assert kinds["body"] > kinds["heading"]


@given(st.text("甲乙。 　\n", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_a_span_is_held_by_the_first_paragraph_that_has_some_of_it(text: str, one: int, other: int) -> None:
    start, end = sorted((one, other))
    pieces = split(text)
    owners = {piece.start + at: (piece, at) for piece in pieces for at in range(len(piece.text))}
    own = [owners[at] for at in range(start, end) if at in owners]
    found = holding(pieces, start, end)
    if start == end:
        before = owners.get(start - 1)
        assert found == (before and (before[0], before[1] + 1, before[1] + 1))
    else:
        offsets = [at for piece, at in own if piece is own[0][0]]
        assert found == ((own[0][0], offsets[0], offsets[-1] + 1) if own else None)
