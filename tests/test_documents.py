"""Bytes → text: every encoding that Chinese documents come in, and a sentence for each file that is no document."""

import codecs
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.documents import Document, UnreadableDocument, read
from flows.restore import restore

SIMPLIFIED = "为统筹推进疫情防控和经济社会发展作出首都新贡献。\n来源：《求是》2020/18，价格€5。\n"
TRADITIONAL = "為統籌推進疫情防控和經濟社會發展作出首都新貢獻。\n來源:《求是》2020/18,第3頁。\n"


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, SIMPLIFIED * 500])
@pytest.mark.parametrize(
    ("codec", "bom", "encoding", "certainty"),
    [
        ("utf-8", b"", "utf-8", "certain"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig", "certain"),
        ("gb18030", b"", "gb18030", "likely"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le", "certain"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be", "certain"),
        ("utf-16-le", b"", "utf-16-le", "likely"),
        ("utf-16-be", b"", "utf-16-be", "likely"),
    ],
)
def test_text_comes_back_with_its_encoding(text: str, codec: str, bom: bytes, encoding: str, certainty: str) -> None:
    data = bom + text.encode(codec)
    document = read("a.txt", data)
    assert (document.text, document.encoding, document.certainty) == (text, encoding, certainty)
    assert document.encoded(document.text) == data
    assert document.size == len(data)


def test_gbk_is_read_as_the_encoding_that_holds_it() -> None:
    text = SIMPLIFIED.replace("€", "")
    assert read("a.txt", text.encode("gbk")).text == text
    assert read("a.txt", TRADITIONAL.encode("gbk")).text == TRADITIONAL


@pytest.mark.parametrize("times", [1, 20])
def test_big5_is_told_from_gb18030(times: int) -> None:
    text = TRADITIONAL * times
    document = read("a.txt", text.encode("big5"))
    assert document.text == text
    assert document.encoding == "big5"
    assert document.encoded(text) == text.encode("big5")


@pytest.mark.parametrize("text", ["北京", "经济", "中国人", "我们是学生。", "好", "2020年工作总结"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_short_files(text: str, codec: str) -> None:
    assert read("a.txt", text.encode(codec)).text == text


@pytest.mark.parametrize("text", ["我們是學生。", "台北市政府公告", "臺灣的經濟"])
def test_short_files_in_big5(text: str) -> None:
    assert read("a.txt", text.encode("big5")).text == text


@pytest.mark.xfail(strict=True, reason="two characters are too few: 臺灣 in Big5 is 籓芖 in GBK")
def test_two_characters_in_big5() -> None:
    assert read("a.txt", "臺灣".encode("big5")).text == "臺灣"


def test_ascii_alone_is_text() -> None:
    assert read("a.txt", b"plain words, no Chinese\n").encoding == "utf-8"


def test_line_ends_and_blanks_are_kept() -> None:
    text = "\u3000\u3000第一段。\r\n\r\n第二段。\t\r\n"
    assert read("a.txt", text.encode("gbk")).text == text
    assert read("a.txt", text.encode()).text == text


def reason(data: bytes) -> str:
    """Return the sentence a file is refused with."""
    with pytest.raises(UnreadableDocument) as caught:
        read("some.txt", data)
    return str(caught.value)


def outcome(data: bytes) -> Document | str:
    """Return the document, or the sentence that it is refused with."""
    try:
        return read("some.txt", data)
    except UnreadableDocument as error:
        return str(error)


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06\x00\x00\x00\x1f\xf3\xffa"

REFUSED = {
    "empty": b"",
    "blank": b" \r\n\t \n",
    "ideographic blanks": "\u3000\n\u3000".encode(),
    "a byte order mark alone": codecs.BOM_UTF8,
    "zeros": bytes(1000),
    "an image": PNG,
    "an archive": b"PK\x03\x04\x14\x00\x08\x00\x08\x00" + bytes(range(256)) * 4,
    "random bytes": random.Random(7).randbytes(4000),  # noqa: S311  fixed bytes, no secret
    "control bytes": b"\x01\x02\x03\x04\x05\x06text" * 40,
    "a zero inside text": "经济发展".encode() + b"\x00" + "社会进步".encode(),
    "no encoding fits": "经济发展".encode() + b"\xff\xff\xff" + b"\x81\x20\xff" * 40,
    "UTF-8 by its mark, but not in fact": codecs.BOM_UTF8 + "经济".encode("gbk"),
    "UTF-16 by its mark, of an odd length": codecs.BOM_UTF16_LE + "经济".encode("utf-16-le") + b"\x4e",
    "UTF-8 with its last character cut off": "经济社会发展取得显著成效".encode()[:-1],
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_document_is_refused_in_one_sentence(data: bytes) -> None:
    said = reason(data)
    assert said.startswith("some.txt")
    assert "\n" not in said
    assert said.count(". ") == 0
    assert ";" in said, "says what to do"


@pytest.mark.parametrize("codec", ["gb18030", "big5"])
def test_a_truncated_last_character_is_no_reason_to_misread(codec: str) -> None:
    """Either refused by name, or read as what it was: never as something else."""
    text = TRADITIONAL * 3
    told = outcome(text.rstrip("\n。頁").encode(codec)[:-1])
    assert isinstance(told, str) or told.text[:40] == text[:40]


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=300)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    told = outcome(data)
    if isinstance(told, Document):
        again = told.encoded(told.text)
        # Big5 has two codes for a few characters: then the text, not the bytes, comes back.
        assert again == data or (told.encoding.startswith("big5") and again.decode(told.encoding) == told.text)
    else:
        assert told.startswith("some.txt: ")
        assert "\n" not in told


@pytest.mark.parametrize("character", ["的", "a", "?", "(", "1", "，", "發"])
def test_a_million_repeated_characters_take_seconds(character: str) -> None:
    start = time.perf_counter()
    document = read("some.txt", (character * 1_000_000).encode())
    restored = restore(document.text)
    assert restored.text is document.text
    assert time.perf_counter() - start < 10


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.documents.MOST_BYTES", 10)
    assert "split" in reason("经济发展".encode())
