"""The parts of a release's page: marks that cross, repairs in their places, charts that no font moves, words."""

import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.publish.page import charts, series
from flows.publish.page.marks import Mark, marked
from flows.publish.page.placing import place
from flows.publish.page.words import Word, word
from schemas import TABLES


class Reader(HTMLParser):
    """Reads marked text back: its characters, each with the classes of the elements around it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, str | None]] = []
        self.read: list[tuple[str, set[str | None]]] = []
        self.ids: list[str | None] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.stack.append((tag, dict(attrs).get("class")))
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.read += [(character, {name for _, name in self.stack}) for character in data]


@given(
    st.text("ab<&\"'>發", max_size=12),
    st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14), st.integers(0, 3)), max_size=8),
)
def test_every_character_has_the_marks_that_span_it(text: str, spans: list[tuple[int, int, int]]) -> None:
    marks = [
        Mark(start, end, layer, "bisu"[layer], {"class": f"m{number}", "id": f"i{number}"})
        for number, (start, end, layer) in enumerate(spans)
    ]
    found = Reader(str(marked(text, marks)))
    assert [character for character, _ in found.read] == list(text)
    for at, (_, around) in enumerate(found.read):
        assert around == {mark.attributes["class"] for mark in marks if mark.start <= at < mark.end}
    assert len(found.ids) == len(set(found.ids))
    assert not found.stack


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=9))
def test_every_repair_is_in_one_of_the_places_and_no_two_overlap(spans: list[tuple[int, int]]) -> None:
    repairs = [{"start": start, "end": start + length} for start, length in sorted(spans)]
    places = place(repairs)
    assert all(one.start < one.end for one in places)
    assert all(one.end <= other.start for one, other in pairwise(places))
    assert [row for one in places for row in one.repairs] == repairs
    for one in places:
        covered = set(range(one.start, one.end))
        assert all(set(range(row["start"], row["end"])) <= covered for row in one.repairs)
        # What was only taken out marks the character in front of it, or where there is none, the one behind.
        assert covered == {at for row in one.repairs for at in _marked_by(row)}


def _marked_by(row: dict[str, int]) -> range:
    if row["start"] < row["end"]:
        return range(row["start"], row["end"])
    return range(max(0, row["start"] - 1), max(1, row["end"]))


def test_every_code_that_can_be_known_has_a_word_in_both_languages(seed_tables: dict[str, pa.Table]) -> None:
    groups = {
        "kind": TABLES["paragraphs"].column("kind"),
        "term": TABLES["terms"].column("kind"),
        **{name: TABLES["figures"].column(name) for name in ("bound", "change")},
        **{name: TABLES["events"].column(name) for name in ("relation", "granularity")},
        "certainty": TABLES["repairs"].column("certainty"),
        "script": TABLES["documents"].column("script"),
    }
    codes = {(group, value) for group, column in groups.items() for value in column.values}
    codes |= {("table", name) for name in TABLES}
    # Dimensions and stages are open: new ones are shown as they are written, those of the seeds have words.
    codes |= {("dimension", name) for name in seed_tables["figures"]["dimension"].to_pylist()}
    codes |= {("stage", name) for table in ("repairs", "rejects") for name in seed_tables[table]["stage"].to_pylist()}
    for group, code in sorted(codes):
        assert re.search(r"[一-鿿]", word(group, code).zh), f"flows/publish/page/words.csv lacks {group},{code}"


def test_no_chart_asks_for_a_font() -> None:
    """Places that depend on how wide a text is would differ from machine to machine."""
    strips = [series.Strip(Word("漢字 <b>" * 40, "汉字 <b>"), ((0.0, 1), (2.0, 3)))]
    spans = [series.Span("漢字 </text><script>" * 40, 1.0, 9.0, True, "a")]
    axis = series.Axis(0, 10, {0.0: "1", 5.0: "10⁵"})
    for width in charts.WIDTHS.values():
        for drawn in (charts.strips(strips, axis, width), charts.spans(spans, axis, width)):
            assert f'width="{width}"' in drawn
            assert "漢字" in drawn
            assert "…" in drawn
            assert "<b>" not in drawn
            assert "<script" not in drawn
            assert "vega.github.io" not in drawn
            assert set(re.findall(r'font-family="([^"]*)"', drawn)) == {"inherit"}


@pytest.mark.parametrize("value", [0.0, 5e-324, 1e308, -3.0, float("inf"), float("nan")])
def test_no_value_breaks_the_axis(value: float) -> None:
    columns = {
        "dimension": ["count"],
        "unit_canonical": ["person"],
        "unit": ["人"],
        "value": [value],
        "value_canonical": [value],
    }
    rows, axis, not_drawn = series.by_unit(pa.table(columns))
    assert len(rows) + not_drawn == 1
    assert 2 <= len(axis.ticks) <= 9
    assert charts.strips(rows, axis, 320).startswith("<svg")


DAYS = st.dates(date(1, 1, 1), date(2200, 12, 31))


@given(st.lists(st.tuples(DAYS | st.none(), DAYS | st.none()).filter(any), max_size=9))
def test_the_calendar_names_days_within_what_is_drawn(spans: list[tuple[date | None, date | None]]) -> None:
    days = {
        name: pa.array([span[at] for span in spans], pa.date32()) for at, name in enumerate(("date_start", "date_end"))
    }
    texts = {name: pa.array([name] * len(spans), pa.string()) for name in ("event_id", "text")}
    events = pa.table({**days, **texts})
    rows, axis = series.by_day(events, {})
    assert len(rows) == len(spans)
    assert all(axis.low <= row.start and row.end <= axis.high for row in rows)
    counted, same = series.by_time(events)
    assert sum(n for _, _, n in counted) == len(spans)
    for one in (axis, same):
        assert 1 <= len(one.ticks) <= 10
        assert all(one.low <= place <= one.high for place in one.ticks)


def test_colours_differ_enough_from_the_paper() -> None:
    style = (Path(charts.__file__).parent / "page.css").read_text(encoding="utf-8")
    schemes = [
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", rules))
        for rules in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    assert len(schemes) == 2
    for colours in schemes:
        pairs = [
            (ink, paper) for ink in ("ink", "soft", "red", "link", "figure", "date") for paper in ("paper", "shade")
        ]
        for ink, paper in [*pairs, ("ink", "target"), ("red", "target")]:
            assert contrast(colours[ink], colours[paper]) >= 4.5, f"--{ink} on --{paper}"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 reckons it, from 1 to 21."""
    lights = sorted(map(_light, (one, other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
