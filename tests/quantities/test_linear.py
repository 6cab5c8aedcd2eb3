"""Time grows with the text and no faster, whatever it is made of: a table of one character, a paragraph without end."""

import re
from collections.abc import Callable

import pytest

from flows.quantities import Figure, find_figures, find_numbers, read_figures
from flows.quantities.intervals import find_intervals
from tests.growth import is_linear

ONE_CHARACTER = "万9京(，,元一第%1“《”年多几半零百点两每增"
ALTERNATING = (
    *(
        "\n年",
        "3%",
        "一个",
        "万元",
        "9万",
        "万，",
        "一、",
        "(一)",
        "9,",
        "9，",
        "第一",
        "一成",
        "5元",
        "个1",
        "每1",
        "增1",
    ),
    *(
        "1,",
        "1.",
        "1.5",
        "3至5",
        "3至",
        "3、",
        "百分之",
        "2×",
        "5元和",
        "3个和",
        "一又",
        "1/",
        "=1",
        "://1",
        "5%-",
        "□1",
    ),
    *("“3人", "《3人", "年月日", "点五", "患者3人，", "增长3%、", "第一组三分之一"),
)


@pytest.mark.parametrize("piece", [*ONE_CHARACTER, *ALTERNATING])
@pytest.mark.parametrize("reader", [read_figures, find_numbers, find_intervals])
def test_time_is_linear(piece: str, reader: Callable[[str], object]) -> None:
    assert is_linear(reader, piece, 3_000)


@pytest.mark.parametrize("piece", ONE_CHARACTER)
def test_time_is_linear_for_a_table_of_one_character(piece: str) -> None:
    assert is_linear(read_figures, piece, 20_000)


@pytest.mark.parametrize("quadratic", [re.compile("万*元").search, re.compile("万[^元]*元").search])
def test_a_quadratic_expression_would_be_noticed(quadratic: Callable[[str], object]) -> None:
    assert not is_linear(quadratic, "万", 3_000)


def test_the_sentence_of_a_figure_is_never_the_whole_of_an_endless_text() -> None:
    figures = find_figures("收治患者3人，" * 1_000)
    assert len(figures) == 1_000
    assert all(len(figure.sentence) <= 600 and "收治患者3人，" in figure.sentence for figure in figures)
    assert not figures[500].sentence.startswith("治")


def test_a_long_sentence_is_given_whole() -> None:
    sentence = "全市" + "，".join(["加强防控"] * 80) + "，投资3亿元。"
    figure = find_figures("开头。" + sentence + "结尾。")[0]
    assert isinstance(figure, Figure)
    assert figure.sentence == sentence
