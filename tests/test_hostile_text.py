"""Whatever stands in a text, reading it ends without an error: any row of calendar words, numerals, units and marks.

Not for what is read: that has its cases. All short rows of the characters that expressions are made of are tried, and
long rows of the lexicon's words by chance, since errors sit where two words meet that nobody thought to put together.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import lexicon
from flows.chronology import find_events
from flows.paragraphs import split
from flows.quantities import find_figures, find_numbers
from flows.terms import find_terms

CALENDAR = "年月日号周旬季天去今昨前明后上下本同当每第半两三初末底春"
NUMERALS = "13○十百万亿几多余点分成倍第之．·／%％-至、半两元个"
IN_A_LINE = 200

OTHERS = (
    *"以近约至到从由起内间，。；：“”《》（）() /-－—~～%％‰.．·$￥□ \u3000\ue000é😀",
    "机制",
    "市长",
    "北京市",
    "增长",
    "以来",
)
WORDS = st.one_of(
    st.sampled_from(CALENDAR),
    st.sampled_from(NUMERALS),
    st.sampled_from(OTHERS),
    *(
        st.sampled_from(sorted({row[column] for row in lexicon.rows(name)}))
        for name, column in (
            ("units", "unit"),
            ("calendar_words", "word"),
            ("calendar_steps", "word"),
            ("holidays", "name"),
            ("eras", "name"),
        )
    ),
)
TEXTS = st.lists(WORDS, max_size=25).map("".join)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))


def lines(characters: str, length: int) -> Iterator[str]:
    """Yield every row of so many of `characters`, many in a line."""
    rows = map("".join, product(characters, repeat=length))
    while line := "，".join(islice(rows, IN_A_LINE)):
        yield line


def check_events(text: str, published: date | None) -> None:
    for event in find_events(split(text), published):
        assert event.date_start is None or event.date_end is None or event.date_start <= event.date_end


@pytest.mark.parametrize("length", [1, 2, 3])
@pytest.mark.parametrize("published", [None, date(2020, 2, 29)])
def test_every_row_of_calendar_words_is_read(length: int, published: date | None) -> None:
    for line in lines(CALENDAR, length):
        check_events(line, published)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_every_row_of_numerals_is_read(length: int) -> None:
    for line in lines(NUMERALS, length):
        for found in (*find_numbers(line), *find_figures(line)):
            assert line[found.start : found.end] == found.text


@settings(max_examples=1000, deadline=None)
@given(TEXTS, DAYS)
def test_dates_are_read_without_an_error(text: str, published: date | None) -> None:
    check_events(text, published)


@settings(max_examples=1000, deadline=None)
@given(TEXTS)
def test_figures_are_read_without_an_error(text: str) -> None:
    for found in (*find_numbers(text), *find_figures(text)):
        assert text[found.start : found.end] == found.text


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_terms_are_read_without_an_error(text: str) -> None:
    for term in find_terms(text):
        assert text[term.start : term.end] == term.text
