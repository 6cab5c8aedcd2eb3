"""The seed: restored exactly, every change on record, and a proof that can fail."""

import re
from collections import Counter

import pytest

from flows import documents, header, paragraphs
from flows.restore import Repair, glosses, mirror
from flows.restore.proof import reproduce
from tests.restore.reading import SEED, changed, seed, seed_text

# Read by eye: each shifted run of the source with what stood there.
RUNS = [
    ("?倳\ue266涍€", "總書記還"),
    ("?qǐng)?bào)", "報"),
    ("?jīng)Q", "決"),
    ("?v", "縱"),
    ("?zhǔn)称繁O", "食品監"),
    ("!睎|", "”東"),
    ("!拔铱梢", "“我可"),
    ("?qǐng)?bào)", "報"),
    ("!比蝿?wù)", "”任務"),
    ("!痹诔\ue5d6B", "”在常態"),
    ("!比蝿?wù)", "”任務"),
    ("?qǐng)?bào)", "報"),
    ("!敖釉V", "“接訴"),
    ("!敖幽芙幼", "“接能接"),
]
LOST = "。。。。以保。保。。住"

SENTENCES = [
    "精準施策”的總要求。總書記還在疫情防控最吃勁的階段在北京市就社區防疫、防疫科研攻關等進行考察",
    "北京日報社 程功/攝",
    "把遵循科學規律貫穿到決策指揮、病患治療、技術攻關",
    "反智”言論形成了鮮明對比。縱觀人類歷史",
    "嚴格做好進口冷鏈食品監管，加強檢疫檢驗和監督檢查",
    "多虧了這些‘最強’外援。”東城區東華門街道",
    "全天候參與疫情防控。“我可以，我能行”，“95后”的魏子絢",
    "北京日報社 吳鏑/攝",
    "落實好“六穩”工作、“六保”任務\n",
    "全面建成小康社會。”在常態化疫情防控背景下",
    "堅決落實好“六穩”工作、“六保”任務，努力完成",
    "北京日報社 馬文曉/攝",
    "讓戰“疫”有力度有溫度。“接訴即辦”是回應民聲",
    "第一時間辦理。“接能接住、訴能傾訴、即能立即、辦能辦妥”的12345熱線",
]


def repairs(stage: str) -> list[Repair]:
    return [repair for repair in seed().repairs if repair.stage == stage]


def test_no_damage_is_left() -> None:
    text = seed().text
    assert not re.search(rf"\({glosses.PINYIN}\)", text)
    assert not set("?€□\ufffd") & set(text)
    assert not re.search("[\ue000-\uf8ff]", text)
    assert set(re.findall("[A-Za-z]+", text)) == {"G"}, "all that is Latin in the article is 5G"
    assert re.findall("[^一-鿿]G[^一-鿿]?", text) == ["5G"]
    assert not re.search("(?<=[一-鿿])[,!;:]|[,!;:](?=[一-鿿])", text)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_damaged_places_read_as_the_original(sentence: str) -> None:
    assert sentence in seed().text


def test_the_shifted_runs_are_those_that_were_read_by_eye() -> None:
    assert [(repair.source_text, repair.restored_text) for repair in repairs("shift")] == RUNS
    assert {repair.certainty for repair in repairs("shift")} == {"certain"}


def test_lost_characters_are_inferred_with_alternatives() -> None:
    lost = repairs("lost_byte")
    assert "".join(repair.restored_text for repair in lost) == LOST
    assert {repair.certainty for repair in lost} == {"inferred"}
    assert all(repair.alternatives and repair.restored_text not in repair.alternatives for repair in lost)
    assert not [repair for repair in seed().repairs if repair.certainty == "unresolved"]


def test_the_inference_is_tied_to_no_place() -> None:
    """The sentences alone, without the seed around them, are read alike."""
    source = seed_text()
    for repair in repairs("lost_byte"):
        start = source.rfind("\n", 0, repair.start) + 1
        line = source[start : source.find("\n", repair.start)]
        again = mirror.undo("經(jīng)濟(jì)社會(huì)發(fā)展\n" + line)[0]
        assert repair.restored_text in {one.restored_text for one in again if one.stage == "lost_byte"}


def test_every_change_is_on_record() -> None:
    assert changed(seed(), seed_text())
    assert all(seed_text()[one.start : one.end] == one.source_text for one in seed().repairs)
    assert all(one.end <= other.start for one, other in zip(seed().repairs, seed().repairs[1:], strict=False))
    assert Counter(repair.stage for repair in seed().repairs)["gloss"] > 1300


def test_it_is_proved_and_gives_the_files_bytes() -> None:
    assert seed().reproduced
    assert seed().gloss_level == 113
    data = SEED.read_bytes()
    read = documents.read(SEED.name, data)
    found, page = mirror.undo(read.text)
    assert page is not None
    widened = [one for one in seed().repairs if one.stage == "width"]
    everything = sorted([*found, *widened], key=lambda one: (one.start, one.end))
    assert read.encoded(reproduce(read.text, everything, page)) == data


def remade(record: list[Repair]) -> str:
    """Return what the forward model makes of another record; empty where it cannot be."""
    _, page = mirror.undo(seed_text())
    assert page is not None
    try:
        return reproduce(seed_text(), record, page)
    except ValueError:
        return ""


def test_the_proof_holds_for_the_record_as_it_is() -> None:
    assert remade(list(seed().repairs)) == seed_text()


@pytest.mark.parametrize("stage", ["gloss", "lost_byte"])
def test_the_proof_fails_where_a_repair_is_missing(stage: str) -> None:
    record = list(seed().repairs)
    chosen = [one for one in record if one.stage == stage]
    for one in (chosen[0], chosen[len(chosen) // 2], chosen[-1]):
        assert remade([other for other in record if other is not one]) != seed_text()


@pytest.mark.parametrize("by", [-1, 1])
def test_the_proof_fails_where_a_cut_is_moved(by: int) -> None:
    record = list(seed().repairs)
    for at, one in enumerate(record):
        if one.stage == "lost_byte":
            moved = one._replace(start=one.start + by, end=one.end + by)
            assert remade([*record[:at], moved, *record[at + 1 :]]) != seed_text()


def test_the_proof_fails_where_another_character_is_put() -> None:
    record = list(seed().repairs)
    at = next(place for place, one in enumerate(record) if one.stage == "shift")
    wrong = record[at]._replace(restored_text="總書記在")
    assert remade([*record[:at], wrong, *record[at + 1 :]]) != seed_text()


def test_the_source_spans_of_paragraphs_hold_every_character_that_is_not_blank() -> None:
    covered: set[int] = set()
    for one in paragraphs.split(seed().text):
        covered.update(range(*seed().offsets.span(one.start, one.end)))
    source = seed_text()
    assert not [at for at in range(len(source)) if at not in covered and source[at].strip("\ufeff \u3000\n")]


def test_its_own_lines_tell_the_header() -> None:
    pieces = paragraphs.split(seed().text)
    facts = header.read(piece.text for piece in pieces if piece.kind in ("byline", "footer"))
    assert (facts.publication, facts.issue) == ("求是", "2020/18")
    assert facts.author == "中共北京市委理論學習中心組"
    assert facts.editor == "王慧"
    assert facts.published_on is not None
    assert facts.published_on.isoformat() == "2020-09-16"
