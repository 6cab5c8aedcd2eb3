"""Every kind of rule is broken on purpose, each in a document of its own, and all are judged in one go."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from flows.checks.quality import Quality
from flows.checks.rules import RULES
from flows.publish.tables import from_rows
from flows.validate import validate


@dataclass(frozen=True)
class Break:
    """Cells of one row, overwritten; which expectation must complain, and of what value."""

    table: str
    row: int
    cells: dict[str, Any]
    expectation: str
    value: str

    @property
    def label(self) -> str:
        return f"{self.table}-{self.expectation}-{'-'.join(self.cells)}"


NOWHERE = "ffffffffffffffff"
NULL, SET, SHAPE = "values_to_not_be_null", "values_to_be_in_set", "values_to_match_regex"
BETWEEN, LENGTH, UNIQUE = "values_to_be_between", "value_lengths_to_be_between", "values_to_be_unique"

BREAKS = [
    # One column by itself: what schemas/ declares.
    Break("documents", 0, {"source_name": None}, NULL, "an empty cell"),
    Break("documents", 0, {"encoding_certainty": "perhaps"}, SET, "'perhaps'"),
    Break("documents", 0, {"source_bytes": -1}, BETWEEN, "-1"),
    Break("documents", 0, {"published_on": date(2201, 1, 1)}, BETWEEN, "2201-01-01"),
    Break("documents", 0, {"url": "example.org"}, SHAPE, "'example.org'"),
    Break("documents", 0, {"damage": ""}, SHAPE, "''"),
    Break("paragraphs", 0, {"section": ""}, LENGTH, "''"),
    Break("paragraphs", 0, {"keywords": "复工;;北京"}, SHAPE, "'复工;;北京'"),
    Break("events", 0, {"date_end": date(2767, 7, 1)}, BETWEEN, "2767-07-01"),
    Break("events", 0, {"granularity": "decade"}, SET, "'decade'"),
    Break("rejects", 0, {"reason": ""}, LENGTH, "''"),
    Break("rejects", 0, {"reason": None}, NULL, "an empty cell"),
    Break("terms", 0, {"kind": "thing"}, SET, "'thing'"),
    # Keys across tables.
    Break("rejects", 0, {"document_id": NOWHERE}, "key_exists", f"document_id = '{NOWHERE}'"),
    Break("figures", 2, {"event_id": f"{NOWHERE}-p0001-e00000"}, "key_exists", f"event_id = '{NOWHERE}-p0001-e00000'"),
    Break("terms", 0, {"paragraph_id": f"{NOWHERE}-p0002"}, "key_exists", f"paragraph_id = '{NOWHERE}-p0002'"),
    Break("figures", 2, {"figure_id": "{0}-p0002-f00010"}, "id_from_place", "start = 9"),
    Break("paragraphs", 0, {"paragraph_id": f"{NOWHERE}-p0000"}, "id_from_document", f"'{NOWHERE}-p0000'"),
    Break("documents", 0, {"source_sha256": "0" * 64}, "id_from_source", f"source_sha256 = '{'0' * 59}"),
    # Spans.
    Break("figures", 0, {"start": 15}, "span_is_ordered", "start = 15, end = 15"),
    Break("events", 0, {"end": 99}, "span_in_paragraph", "end = 99"),
    Break("figures", 1, {"text": "6%以上"}, "text_as_written", "text = '6%以上', start = 20, end = 24"),
    Break("figures", 1, {"text": "6%以上"}, "sentence_has_text", "text = '6%以上'"),
    Break("events", 0, {"date_text": "截至9月3日"}, "text_as_written", "date_text = '截至9月3日'"),
    Break("terms", 0, {"text": "接诉"}, "text_as_written", "text = '接诉'"),
    Break("repairs", 0, {"source_end": 1}, "source_is_ordered", "source_start = 2, source_end = 1"),
    Break("rejects", 0, {"source_start": None}, "source_is_ordered", "source_start = an empty cell"),
    Break("rejects", 0, {"source_end": 201}, "source_in_document", "source_end = 201, documents.source_bytes = 200"),
    Break("terms", 0, {"source_start": 1}, "source_in_paragraph", "source_start = 1"),
    Break("figures", 2, {"event_id": "{0}-p0001-e00000"}, "event_of_paragraph", "-p0002'"),
    Break("terms", 0, {"document_id": NOWHERE}, "document_of_paragraph", f"document_id = '{NOWHERE}'"),
    # Places of repairs.
    Break("repairs", 0, {"start": -1}, BETWEEN, "-1"),
    Break("repairs", 0, {"paragraph_id": f"{NOWHERE}-p0009"}, "key_exists", f"paragraph_id = '{NOWHERE}-p0009'"),
    Break("repairs", 0, {"document_id": NOWHERE}, "document_of_paragraph", f"document_id = '{NOWHERE}'"),
    Break("repairs", 0, {"end": None}, "place_is_whole", "start = 2, end = an empty cell"),
    Break("repairs", 1, {"start": 4}, "place_is_whole", "paragraph_id = an empty cell, start = 4"),
    Break("repairs", 0, {"end": 1}, "place_in_paragraph", "start = 2, end = 1"),
    Break("repairs", 0, {"start": 5, "end": 5}, "place_in_paragraph", "start = 5, end = 5"),
    Break("repairs", 0, {"restored_text": "複", "end": 3}, "restored_as_written", "restored_text = '複', start = 2"),
    Break("repairs", 0, {"restored_text": "北京\n复", "end": 3}, "restored_as_written", "restored_text = '北京"),
    # Counts and lengths.
    Break("documents", 0, {"paragraph_count": 4}, "count_holds", "paragraph_count = 4, paragraphs.rows = 3"),
    Break("documents", 0, {"repair_count": 3}, "count_holds", "repair_count = 3, repairs.rows = 2"),
    Break("documents", 0, {"unresolved_count": 0}, "count_holds", "unresolved_count = 0, repairs.unresolved = 1"),
    Break("events", 0, {"figure_count": 1}, "count_holds", "figure_count = 1, figures.rows = 2"),
    Break("paragraphs", 2, {"position": 3}, "positions_are_gapless", "position = 3, position.expected = 2"),
    Break("paragraphs", 1, {"text_simplified": "截至"}, "scripts_are_parallel", "text_simplified = '截至'"),
    Break("paragraphs", 0, {"character_count": 5}, "length_holds", "character_count = 5"),
    Break("repairs", 0, {"source_text": "(f)"}, "source_text_fills_span", "source_text = '(f)'"),
    Break("repairs", 0, {"restored_text": "(fù)"}, "something_changed", "certainty = 'certain'"),
    # Values and days.
    Break("figures", 0, {"value_high": None}, "values_agree_with_bound", "bound = 'exact', value = 316000.0"),
    Break("figures", 1, {"value_high": 5.0}, "values_agree_with_bound", "bound = 'at_least'"),
    Break("figures", 2, {"value_low": 6.0}, "values_agree_with_bound", "value_low = 6.0, value_high = 5.0"),
    Break("figures", 0, {"value_canonical": None}, "canonical_with_value", "value_canonical = an empty cell"),
    Break("figures", 0, {"value_canonical": float("inf")}, "values_are_finite", "value_canonical = inf"),
    Break("figures", 1, {"value": 1e6, "value_low": 1e6}, "percentage_is_sane", "value = 1000000.0"),
    Break("events", 0, {"date_start": date(2020, 9, 3)}, "dates_are_ordered", "date_start = 2020-09-03"),
    Break("events", 0, {"date_end": None}, "date_is_told", "date_end = an empty cell"),
]

SOUND_ONES = [b"sound", b"sound too"]


def source(number: int) -> bytes:
    return b"broken %d" % number


@pytest.fixture(scope="module")
def ids(sound_rows: Callable[[bytes], Any]) -> list[str]:
    """The id of the document that each break is in."""
    return [sound_rows(source(number))["documents"][0]["document_id"] for number in range(len(BREAKS))]


@pytest.fixture(scope="module")
def verdict(sound_rows: Callable[[bytes], Any], ids: list[str]) -> Quality:
    """The verdict on one table set: a document a break, and sound ones among them."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for number, each in enumerate([*BREAKS, *SOUND_ONES]):
        found = sound_rows(source(number) if isinstance(each, Break) else each)
        if isinstance(each, Break):
            cells = {
                name: cell.replace("{0}", ids[number]) if isinstance(cell, str) else cell
                for name, cell in each.cells.items()
            }
            found[each.table][each.row] |= cells
        for table, more in found.items():
            rows.setdefault(table, []).extend(more)
    return validate(from_rows(rows))


@pytest.mark.parametrize("number", range(len(BREAKS)), ids=[each.label for each in BREAKS])
def test_a_broken_row_is_named(number: int, verdict: Quality, ids: list[str]) -> None:
    """The sentence names table, row, value and expectation."""
    wanted = BREAKS[number]
    sentences = [
        str(failure)
        for failure in verdict.failures
        if failure.table == wanted.table and wanted.expectation in failure.expectation + failure.column
    ]
    own = [each for each in sentences if ids[number] in each or wanted.cells.get("paragraph_id", "\0") in each]
    assert own, sentences
    assert any(each.startswith(f"{wanted.table}, row ") and wanted.value in each for each in own), own
    assert all("\n" not in each for each in own)


def test_only_broken_documents_fail(verdict: Quality, sound_rows: Callable[[bytes], Any]) -> None:
    """No failure is told of the sound documents that stood among the broken ones."""
    assert not verdict.passed
    for each in SOUND_ONES:
        key = sound_rows(each)["documents"][0]["document_id"]
        assert not [failure for failure in verdict.failures if key in failure.key]


def test_every_rule_is_broken_by_some_case(verdict: Quality) -> None:
    """A rule that no case breaks is a rule that nobody has seen work; keys and spans repeat from table to table."""
    broken = {result.column.partition("(")[0] for result in verdict.results if result.failed}
    assert {rule.name.partition("(")[0] for rule in RULES} - broken == set()


def test_sound_tables_pass_quietly(
    sound: dict[str, pa.Table], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Sound tables pass, nothing is printed, nothing is written, and a second run says the same bytes."""
    monkeypatch.chdir(tmp_path)
    found = validate(sound)
    assert found.failures == ()
    assert found.passed
    assert found.to_json() == validate(sound).to_json()
    assert capfd.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_empty_tables_pass() -> None:
    assert validate(from_rows({})).passed


def test_a_second_row_of_a_key_is_told(sound_rows: Callable[[bytes], Any]) -> None:
    rows = sound_rows(b"twice")
    rows["rejects"] *= 2
    sentences = [str(failure) for failure in validate(from_rows(rows)).failures]
    assert len(sentences) == 2
    assert all(UNIQUE in each and "-x00000" in each for each in sentences)


def test_a_table_of_another_shape_is_told(sound: dict[str, pa.Table]) -> None:
    """Missing tables and columns and other types are told, and rules are not asked of such tables."""
    broken = {name: table for name, table in sound.items() if name != "terms"}
    broken["events"] = sound["events"].drop_columns(["relation"])
    broken["rejects"] = sound["rejects"].append_column("colour", pa.array(["red"]))
    index = sound["figures"].schema.get_field_index("value")
    broken["figures"] = sound["figures"].set_column(index, "value", pa.array(["a", "b", "c"]))
    sentences = "\n".join(str(failure) for failure in validate(broken).failures)
    assert "terms: the table is there, but found no table" in sentences
    assert "but found no relation" in sentences
    assert "but found colour, which is not declared" in sentences
    assert "figures: value is of type number, but found str" in sentences


def test_importing_does_not_import_great_expectations() -> None:
    """It costs seconds, and whoever only extracts does not need it."""
    modules = "flows.validate, flows.publish.release, schemas.expectations"
    code = f"import sys, {modules}; print('great_expectations' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
