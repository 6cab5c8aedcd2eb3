"""What the lines around an article say of it."""

from datetime import date

import pytest

from flows.header import Header, find_date, label_at_start, read


def test_the_seeds_own_lines() -> None:
    lines = ["來源：《求是》2020/18 作者：中共北京市委理論學習中心組 2020-09-16 09:00:00", "標簽 -", "網站編輯 - 王慧"]
    assert read(lines) == Header("求是", "2020/18", "中共北京市委理論學習中心組", "王慧", date(2020, 9, 16))


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("来源：新华社 作者：张三 2021-03-05 10:20", Header("新华社", None, "张三", None, date(2021, 3, 5))),
        ("来源:人民日报", Header(publication="人民日报")),
        ("作者：李四", Header(author="李四")),
        ("责任编辑：王五", Header(editor="王五")),
        ("發布時間：2019年12月1日", Header(published_on=date(2019, 12, 1))),
        ("發布時間：2019/2/30", Header()),
        ("2020.09.16", Header(published_on=date(2020, 9, 16))),
        ("《求是》2020/18", Header()),
        ("", Header()),
        ("我来源源不断地说", Header()),
    ],
)
def test_what_a_line_tells(line: str, wanted: Header) -> None:
    assert read([line]) == wanted


def test_the_first_of_two_facts_stands() -> None:
    assert read(["来源：甲报 2020-01-01", "来源：乙报 2021-01-01"]) == Header(
        publication="甲报", published_on=date(2020, 1, 1)
    )


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("2020-09-16 09:00:00", date(2020, 9, 16)),
        ("——2012年2月29日在海拉尔区第十三届人民代表大会", date(2012, 2, 29)),
        ("2011-02-29", None),
        ("电话12020-09-161", None),
        ("1820年1月1日", None),
        ("2020年9月", None),
    ],
)
def test_full_dates_only(line: str, wanted: date | None) -> None:
    assert find_date(line) == wanted


def test_a_label_stands_at_the_beginning_with_its_mark() -> None:
    assert label_at_start("網站編輯 - 王慧") == "网站编辑"
    assert label_at_start("标签 -") == "标签"
    assert label_at_start("编辑部的故事") is None
    assert label_at_start("本文来源：甲") is None
