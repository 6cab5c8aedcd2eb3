"""Web pages: the article alone, every character with its place in the file, and what the page says of itself."""

import socket
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from flows import documents, webpages
from flows.documents import UnreadableDocument
from flows.restore import restore
from flows.restore.lost import UNRESOLVED
from flows.restore.mangle import mangle
from flows.restore.repairs import apply
from flows.transform import transform
from flows.webpages import declared, markup, placing
from tests.conftest import ROOT, SEED
from tests.growth import is_linear

PAGES = ROOT / "tests" / "cases" / "webpages"
READABLE = ("news.html", "notice_gb2312.html", "meta_lies.html", "metro_big5.html", "tables.html")


def read(name: str) -> documents.Document:
    return documents.read(name, (PAGES / name).read_bytes())


def page(paragraphs: list[str], head: str = '<meta charset="utf-8">') -> str:
    body = "\n".join(f"<p>{one}</p>" for one in paragraphs)
    menu = '<div class="nav"><a href="/">首页</a> <a href="/n">新闻</a></div>'
    return f"<html><head>{head}</head>\n<body>{menu}\n<div class='content'>\n{body}\n</div></body></html>"


LONG = "市统计局今天发布，前三季度全市地区生产总值为4512.6亿元，同比增长7.8%，三次产业都保持了增长，居民收入稳步提高。"


def test_the_article_is_taken_and_nothing_around_it() -> None:
    lines = read("news.html").text.split("\n")
    assert lines[0] == "前三季度全市经济运行稳中有进"
    assert lines[1] == "2019-10-24 08:30 来源：江城日报 作者：李明 王芳"
    assert lines[-1] == "责任编辑：周雯"
    assert "总值为4512.6亿元，按可比价格" in lines[2]
    text = "".join(lines)
    for elsewhere in ("首页", "微博", "工资什么时候", "地铁3号线", "版权所有", "show_ad", "当前位置"):
        assert elsewhere not in text


def test_a_page_of_layout_tables_leaves_its_menu_behind() -> None:
    lines = read("notice_gb2312.html").text.split("\n")
    assert lines[0] == "关于加强春季防火工作的通知"
    assert "朱镕基、喆" in "".join(lines)
    assert "政务公开" not in "".join(lines)


def test_the_cells_of_a_row_are_one_line() -> None:
    assert "居民人均可支配收入\t元\t28228\t8.7" in read("tables.html").text.split("\n")


@pytest.mark.parametrize("name", READABLE)
def test_every_character_is_the_files(name: str) -> None:
    document = read(name)
    assert document.page
    assert apply(document.source, document.page.cuts) == document.text
    for offset, character in enumerate(document.text):
        start, end = document.offsets.span(offset, offset + 1)
        written = document.source[start:end]
        assert written == character or (character in "\n\t " and "<" in written) or written.startswith(("&", " ", "\n"))


@pytest.mark.parametrize("name", READABLE)
def test_rows_point_into_the_file(name: str) -> None:
    source = read(name).source
    rows = transform(name, (PAGES / name).read_bytes())
    assert rows["documents"][0]["reproduced"] is True
    for row in rows["figures"]:
        assert source[int(str(row["source_start"])) : int(str(row["source_end"]))] == row["text"]


def test_the_text_speaks_before_the_metadata() -> None:
    (row,) = transform("news.html", (PAGES / "news.html").read_bytes())["documents"]
    assert (row["publication"], row["author"], row["editor"]) == ("江城日报", "李明 王芳", "周雯")
    assert row["published_on"] == date(2019, 10, 24)


def test_metadata_speaks_where_the_text_is_silent() -> None:
    head = (
        '<meta charset="utf-8"><title>经济运行稳中有进</title><meta name="author" content="李明">'
        '<meta property="og:site_name" content="江城日报网">'
        '<meta property="article:published_time" content="2019-10-24T08:30:00+08:00">'
    )
    (row,) = transform("a.html", page([LONG, LONG[::-1]], head).encode())["documents"]
    assert (row["title"], row["publication"], row["author"]) == ("经济运行稳中有进", "江城日报网", "李明")
    assert row["published_on"] == date(2019, 10, 24)


@pytest.mark.parametrize(
    ("name", "encoding", "certainty"),
    [
        ("news.html", "utf-8", "declared"),
        ("notice_gb2312.html", "gb18030", "declared"),
        ("metro_big5.html", "big5", "declared"),
        ("meta_lies.html", "utf-8", "overruled"),
    ],
)
def test_a_declared_encoding_holds_where_the_bytes_agree(name: str, encoding: str, certainty: str) -> None:
    document = read(name)
    assert (document.encoding, document.certainty) == (encoding, certainty)


@pytest.mark.parametrize(
    ("says", "encoding", "certainty"),
    [
        ("utf-8", "gb18030", "overruled"),
        ("iso-8859-1", "gb18030", "overruled"),
        ("iso-8859-1", "utf-8", "overruled"),
        ("big5", "gb18030", "overruled"),
        ("GBK", "gb18030", "declared"),
    ],
)
def test_the_bytes_overrule_a_wrong_name(says: str, encoding: str, certainty: str) -> None:
    document = documents.read("a.html", page([LONG, LONG], f"<meta charset={says}>").encode(encoding))
    assert (document.encoding, document.certainty) == (encoding, certainty)
    assert LONG in document.text


def test_a_byte_order_mark_goes_before_the_meta_tag() -> None:
    document = documents.read("a.html", page([LONG], "<meta charset=gbk>").encode("utf-8-sig"))
    assert (document.encoding, document.certainty) == ("utf-8-sig", "certain")


def test_a_broken_byte_beside_the_article_is_borne() -> None:
    whole = page([LONG] * 3, "<meta charset=gbk>").encode("gb18030")
    document = documents.read("a.html", whole.replace("新闻</a>".encode("gb18030"), b"\xd0</a>"))
    assert document.text == "\n".join([LONG] * 3)


def test_a_broken_byte_in_the_article_is_an_error() -> None:
    whole = page([f"{LONG}{number}" for number in range(9)], "<meta charset=gbk>").encode("gb18030")
    with pytest.raises(UnreadableDocument, match=r"^a\.html: byte \d+ is no gb18030, and the article"):
        documents.read("a.html", whole.replace("增长7".encode("gb18030"), b"\xd4\xf6\xb3\xff7", 1))


@pytest.mark.parametrize(
    ("name", "says"),
    [("list_of_links.html", "a list of links without an article"), ("made_by_script.html", "no text of an article")],
)
def test_a_page_without_an_article_is_an_error(name: str, says: str) -> None:
    with pytest.raises(UnreadableDocument, match=rf"^{name}: .*{says}; [^\n]+$"):
        read(name)


@pytest.mark.parametrize(("encoding", "level"), [("utf-8", 0), ("utf-8", 100), ("gb18030", 150)])
def test_a_mangled_page_is_restored(encoding: str, level: int) -> None:
    sound = [line.strip() for line in restore(SEED.read_text(encoding="utf-8")).text.splitlines() if line.strip()][:12]
    mangled = mangle(page(sound, f"<meta charset={encoding}>"), level)
    rows = transform("a.html", mangled.encode(encoding))
    read_back = [str(row["text"]) for row in rows["paragraphs"]]
    assert list(map(len, read_back)) == list(map(len, sound))
    differing = [pair for pairs in map(zip, read_back, sound) for pair in pairs if pair[0] != pair[1]]
    assert {read for read, _ in differing} <= {UNRESOLVED}
    assert len(differing) == rows["documents"][0]["unresolved_count"] <= 2
    assert rows["documents"][0]["reproduced"] is True
    assert rows["documents"][0]["gloss_level"] == level
    for row in rows["repairs"]:
        assert mangled[int(str(row["source_start"])) : int(str(row["source_end"]))] == row["source_text"]


def test_private_use_characters_stay() -> None:
    assert "生\ue000产" in documents.read("a.html", page([LONG.replace("生产", "生\ue000产")]).encode()).text


def test_a_second_page_knows_nothing_of_the_first() -> None:
    data = page([LONG] * 2).encode()
    first = documents.read("a.html", data)
    for _ in range(4):
        assert documents.read("a.html", data) == first


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a page must not be a reason to call anyone")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert read("news.html").text


def test_text_does_not_load_the_extractor(environment: dict[str, str], tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from flows import documents\n"
        "documents.read('a.txt', b'text')\n"
        "sys.exit('trafilatura' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, check=False).returncode == 0


def test_text_files_are_text_whatever_they_hold() -> None:
    markup_in_text = "<html><body><p>北京</p></body></html>"
    assert documents.read("a.txt", markup_in_text.encode()).text == markup_in_text
    assert webpages.is_page("standard input", markup_in_text.encode())


def test_a_short_line_is_found_beside_the_article() -> None:
    text = placing.fold("北京 新闻 北京 市统计局今天发布数据 新闻 再见")
    assert placing.place(text, ["北京", "市统计局今天发布数据"])[0] == (4, 6)


def test_lines_that_repeat_stay_in_order() -> None:
    assert placing.place("甲乙甲乙甲乙", ["甲", "乙"] * 3) == [(index, index + 1) for index in range(6)]


def test_comments_declare_nothing() -> None:
    assert declared.declared(b"<!-- <meta charset=big5> --><p>") is None


@pytest.mark.parametrize(
    "hostile",
    ["<a ", '<a "', "<a '\"", "<script>", "<!--", "&", "&#1", "<", "<p>字", "< ", "<meta charset"],
)
def test_hostile_markup_takes_linear_time(hostile: str) -> None:
    assert is_linear(markup.blocks, hostile, 20_000)
    assert is_linear(lambda page: declared.declared(page.encode()), hostile, 20_000)


@pytest.mark.parametrize("paragraph", ["中文。", "<table><tr><td>1</td><td>2</td></tr></table>"])
def test_many_equal_paragraphs_are_placed(paragraph: str) -> None:
    document = documents.read("a.html", page([paragraph] * 2_000).encode())
    assert document.text.count("\n") == 1_999
