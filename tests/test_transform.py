"""The rows of a document: every repair stands in its paragraph where the restored characters are."""

from itertools import accumulate

import pytest

from flows import documents, paragraphs
from flows.restore import restore
from flows.transform import Row, transform
from tests.conftest import SEED
from tests.restore.reading import mangled_document

TABLES = ("documents", "paragraphs", "repairs")

DAMAGED = {
    "a gloss, then a mark": "經(jīng)濟(jì)社會(huì)發(fā)展,人民。",
    "tags that leaked": "實(shí)現(xiàn)經(jīng)濟(jì)發(fā)展。</p>下一步繼續(xù)</strong>發(fā)展?/p>\n?/p>\n完。",
    "nothing in front": "北\u200b京\n\u200b\u200b上海\u200b\n　\u200b　天津",
    "entities": "　北京&nbsp;&ldquo;六保&rdquo;\n&ldquo;六保&rdquo;&nbsp;\n&nbsp;\n好&hellip;",
    "UTF-8 read as GBK": "鍖椾含鏃ユ姤\n鍖椾含\u3000",
    "UTF-8 read as Latin-1": "北京市人民政府\n上海市人民政府".encode().decode("latin-1"),
}

PAGES = [("traditional", 113, "，！"), ("simplified", 0, "！，？；、。"), ("traditional", 40, "、")]


def held(name: str, data: bytes) -> list[Row]:
    """Return the repairs of a document, each held against where its characters lie, counted one by one."""
    rows = transform(name, data, tables=TABLES)
    restored = restore(documents.read(name, data).text)
    owners: dict[int, tuple[object, int]] = {}
    for piece, row in zip(paragraphs.split(restored.text), rows["paragraphs"], strict=True):
        owners |= {piece.start + at: (row["paragraph_id"], at) for at in range(len(piece.text))}
    texts = {row["paragraph_id"]: str(row["text"]) for row in rows["paragraphs"]}
    grown = accumulate((len(one.restored_text) - len(one.source_text) for one in restored.repairs), initial=0)
    for row, one, shift in zip(rows["repairs"], restored.repairs, grown, strict=False):
        first = one.start + shift
        own = [owners[at] for at in range(first, first + len(one.restored_text)) if at in owners]
        wanted: tuple[object, ...] = (None, None, None)
        if not one.restored_text and first - 1 in owners:
            key, at = owners[first - 1]
            wanted = key, at + 1, at + 1
        elif own:
            assert {key for key, _ in own} == {own[0][0]}
            wanted = own[0][0], own[0][1], own[-1][1] + 1
            there = texts[own[0][0]][own[0][1] : own[-1][1] + 1]
            assert there == one.restored_text or (len(there) < len(one.restored_text) and "\n" in one.restored_text)
        assert (row["paragraph_id"], row["start"], row["end"]) == wanted, one
    return rows["repairs"]


def test_every_repair_of_the_seed_is_in_its_paragraph() -> None:
    assert all(row["paragraph_id"] for row in held(SEED.name, SEED.read_bytes()))


@pytest.mark.parametrize("kind", ["txt", "html"])
@pytest.mark.parametrize("page", PAGES)
def test_every_repair_of_a_mangled_page_is_in_its_paragraph(page: tuple[str, int, str], kind: str) -> None:
    repairs = held(f"a.{kind}", mangled_document(kind, *page))
    assert len(repairs) > 200
    assert all(row["paragraph_id"] for row in repairs)


@pytest.mark.parametrize("damage", DAMAGED)
def test_other_repairs_are_in_their_paragraphs(damage: str) -> None:
    assert any(row["paragraph_id"] for row in held("a.txt", DAMAGED[damage].encode()))


def test_what_is_in_no_paragraph_has_no_place() -> None:
    outside = {
        damage: [row["source_text"] for row in held("a.txt", text.encode()) if not row["paragraph_id"]]
        for damage, text in DAMAGED.items()
    }
    assert {damage: texts for damage, texts in outside.items() if texts} == {
        "tags that leaked": ["</p>"],
        "nothing in front": ["\u200b\u200b"],
        "entities": ["&nbsp;", "&nbsp;"],
    }
