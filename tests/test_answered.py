"""Every numeral of a document is published or set aside: figures, events and rejects cover them all."""

from pathlib import Path

import pytest

from flows.numerals import NUMERAL_PATTERN, parse
from flows.restore.script import simplify
from flows.transform import Row, transform

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT.parent / "shared" / "samples").glob("*.txt"))
SEEDS = sorted(path for path in (ROOT / "seeds" / "documents").iterdir() if path.suffix in (".txt", ".html"))


@pytest.mark.parametrize("path", [*SEEDS, *SAMPLES], ids=lambda path: path.name)
def test_figures_events_and_rejects_cover_every_numeral(path: Path) -> None:
    rows = transform(path.name, path.read_bytes())
    assert [found for piece in rows["paragraphs"] for found in _unanswered(piece, rows)] == []


def _unanswered(piece: Row, rows: dict[str, list[Row]]) -> list[tuple[object, str]]:
    """Return the numerals of a paragraph in no figure, no event and no reject; a reject is known by its text."""
    said = [
        row for table in ("figures", "events") for row in rows[table] if row["paragraph_id"] == piece["paragraph_id"]
    ]
    spans = [(int(str(row["start"])), int(str(row["end"]))) for row in said]
    first, last = int(str(piece["source_start"])), int(str(piece["source_end"]))
    aside = [simplify(str(row["text"])) for row in rows["rejects"] if first <= int(str(row["source_start"])) < last]
    return [
        (piece["paragraph_id"], numeral.group())
        for numeral in NUMERAL_PATTERN.finditer(str(piece["text_simplified"]))
        if parse(numeral.group()) is not None
        and not any(start < numeral.end() and numeral.start() < end for start, end in spans)
        and not any(numeral.group() in text or text in numeral.group() for text in aside)
    ]
