"""Every numeral of a document is published or set aside: figures, events and rejects cover them all."""

from pathlib import Path

import pytest

from flows.numerals import NUMERAL_PATTERN, parse
from flows.transform import transform

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT.parent / "shared" / "samples").glob("*.txt"))
SEEDS = sorted(path for path in (ROOT / "seeds" / "documents").iterdir() if path.suffix in (".txt", ".html"))


@pytest.mark.parametrize("path", [*SEEDS, *SAMPLES], ids=lambda path: path.name)
def test_figures_events_and_rejects_cover_every_numeral(path: Path) -> None:
    rows = transform(path.name, path.read_bytes())
    spans = [
        (int(str(row["source_start"])), int(str(row["source_end"])))
        for table in ("figures", "events", "rejects", "terms")
        for row in rows[table]
    ]
    placed = {(row["paragraph_id"], row["start"], row["end"]) for table in ("figures", "events") for row in rows[table]}
    missing = []
    for piece in rows["paragraphs"]:
        for numeral in NUMERAL_PATTERN.finditer(str(piece["text_simplified"])):
            if parse(numeral.group()) is None:
                continue
            inside = any(
                owner == piece["paragraph_id"] and int(str(start)) < numeral.end() and numeral.start() < int(str(end))
                for owner, start, end in placed
            )
            base = int(str(piece["source_start"]))
            if not inside and not any(base <= first and first < int(str(piece["source_end"])) for first, _ in spans):
                missing.append((piece["paragraph_id"], numeral.group()))
    assert not missing
