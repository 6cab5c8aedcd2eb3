"""find_events and read_events against tests/cases/events.json: small documents, and two real ones annotated whole."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.chronology import Event, find_events, read_events

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
CASES = json.loads((ROOT / "tests" / "cases" / "events.json").read_text(encoding="utf-8"))
SMALL = [case for case in CASES if "paragraphs" in case]
WHOLE = [case for case in CASES if "file" in case]
_NUMBERED = re.compile("[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]")


@dataclass(frozen=True)
class Line:
    text: str
    kind: str
    section: str | None = None


def _published(case: dict[str, Any]) -> date | None:
    return date.fromisoformat(case["published"]) if case["published"] else None


@pytest.mark.parametrize("case", SMALL, ids=[case["label"] for case in SMALL])
def test_small_document(case: dict[str, Any]) -> None:
    lines = [Line(paragraph["text"], paragraph["kind"]) for paragraph in case["paragraphs"]]
    found = read_events(lines, _published(case))
    got = [_told(event) for event in found if isinstance(event, Event)]
    assert got == case["wanted"]
    if "rejected" in case:
        assert [item[1].reason for item in found if not isinstance(item, Event)] == case["rejected"]


def _told(event: Event) -> dict[str, str | int | None]:
    return {
        "paragraph": event.paragraph,
        "date_text": event.date_text,
        "date_start": event.date_start.isoformat() if event.date_start else None,
        "date_end": event.date_end.isoformat() if event.date_end else None,
        "text": event.text,
    }


@pytest.mark.parametrize("case", WHOLE, ids=[case["label"] for case in WHOLE])
def test_whole_document(case: dict[str, Any]) -> None:
    path = SAMPLES / case["file"]
    if not path.exists():
        pytest.skip(f"{case['file']} is not beside this checkout")
    raw = path.read_bytes()
    assert hashlib.sha256(raw).hexdigest() == case["sha256"]
    events = find_events(list(_lines(raw.decode(case["encoding"]))), _published(case))
    got = [
        [
            event.date_text,
            event.date_start.isoformat() if event.date_start else None,
            event.date_end.isoformat() if event.date_end else None,
            event.granularity,
            event.relation,
            event.resolved_by,
        ]
        for event in events
    ]
    assert got == case["wanted"]


def _lines(text: str) -> Iterator[Line]:
    """The report's lines: a title, two lines of byline, numbered headings, and the rest body."""
    kept = [line.strip(" \u3000\r") for line in text.split("\n") if line.strip(" \u3000\r")]
    for index, line in enumerate(kept):
        heading = len(line) < 40 and _NUMBERED.match(line)
        yield Line(line, "byline" if index < 3 else "heading" if heading else "body")


def test_dates_side_by_side_do_not_square_the_text() -> None:
    """Each event carries what it dates; of a hostile row of dates that must not be the whole row each time."""
    text = "3月5日、" * 4000
    events = find_events([Line(text, "body")], date(2020, 9, 16))
    assert len(events) == 4000
    assert sum(len(event.text) for event in events) < 100 * len(text)
