"""The seed's dated events, against the list made by reading the article (tests/cases/seed_events.json)."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from flows.chronology import find_events
from flows.restore.script import simplify

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "documents" / "000_e06962ff7f16f22d.txt"
SHA256 = "01ae4784cba6079be1bfdfc74d17a83c2f828006d19c493642165ee31f9271a1"
CASES = json.loads((ROOT / "tests" / "cases" / "seed_events.json").read_text(encoding="utf-8"))
_GLOSS = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")


@dataclass(frozen=True)
class Line:
    text: str
    kind: str
    section: str | None = None


def _lines() -> list[Line]:
    """The article's lines with the glosses cut out: enough for dates, which no damage touches."""
    if not SEED.exists():
        pytest.skip("the seed document is not in this checkout")
    raw = SEED.read_bytes()
    assert hashlib.sha256(raw).hexdigest() == SHA256
    texts = [line.strip() for line in _GLOSS.sub("", raw.decode("utf-8")).splitlines() if line.strip()]
    return [Line(text, _kind(index, text)) for index, text in enumerate(texts)]


def _kind(index: int, text: str) -> str:
    if index < 2:
        return ("title", "byline")[index]
    return "caption" if text.endswith("/攝") else "heading" if len(text) < 40 else "body"


def test_seed_events() -> None:
    lines = _lines()
    found = find_events(lines, date(2020, 9, 16))
    got = [(simplify(event.date_text), _days(event.date_start, event.date_end), event) for event in found]
    wanted = [(case["written"], _wanted_days(case)) for case in CASES]
    assert [(text, days) for text, days, _ in got] == wanted
    for (_, _, event), case in zip(got, CASES, strict=True):
        assert (event.granularity, event.relation, event.resolved_by) == (
            case["wanted"]["granularity"],
            case["wanted"]["relation"],
            case["wanted"]["resolved_by"],
        ), case["label"]
        paragraph = lines[event.paragraph].text
        assert paragraph[event.start : event.end] == event.date_text
        assert paragraph[event.clause_start : event.clause_end] == event.text
        assert case["clause"][:6] in simplify(paragraph)
        assert event.clause_start <= event.start < event.end <= event.clause_end


def _days(start: date | None, end: date | None) -> tuple[str | None, str | None]:
    return (start.isoformat() if start else None, end.isoformat() if end else None)


def _wanted_days(case: dict[str, dict[str, str | None]]) -> tuple[str | None, str | None]:
    return case["wanted"]["date_start"], case["wanted"]["date_end"]
