"""What every tool is asked of a release, and the answer as plain Python reads it off the JSON files.

Not for how a tool is called: the tests show that, as one would do it at one's own desk.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from math import isnan
from pathlib import Path

from schemas import TABLES

Rows = list[dict[str, object]]

DATED_TOTALS = """
    SELECT e.date_end, f.unit_canonical, count(*) AS figures, sum(f.value_canonical) AS total
    FROM figures f JOIN events e ON f.event_id = e.event_id
    WHERE f.value_canonical IS NOT NULL AND e.date_end IS NOT NULL
    GROUP BY e.date_end, f.unit_canonical
    ORDER BY e.date_end, f.unit_canonical
"""
"""How much of each unit is reported for each day: a join, empty cells, days and numbers in one question."""


def read(release: Path) -> dict[str, Rows]:
    """Return the rows of every table, as the module json reads them."""
    return {name: json.loads((release / f"{name}.json").read_text(encoding="utf-8")) for name in TABLES}


def dated_totals(tables: Mapping[str, Rows]) -> list[tuple[object, ...]]:
    """Return the answer to DATED_TOTALS, added up by hand."""
    days = {row["event_id"]: row["date_end"] for row in tables["events"] if row["date_end"]}
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in tables["figures"]:
        value = row["value_canonical"]
        if row["event_id"] in days and isinstance(value, float):
            found[str(days[row["event_id"]]), str(row["unit_canonical"])].append(value)
    return [(*key, len(values), plain(sum(values))) for key, values in sorted(found.items())]


def plain(cell: object) -> object:
    """Return a tool's cell as JSON has it: days as text, no number as none, numbers to ten places."""
    if cell is None or type(cell).__name__ in ("NaTType", "NAType"):
        return None
    if hasattr(cell, "item"):
        cell = cell.item()
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return None if isnan(cell) else float(f"{cell:.10g}")
    return cell


def answers(rows: Iterable[Iterable[object]]) -> list[tuple[object, ...]]:
    """Return rows of a tool's answer as tuples of plain cells."""
    return [tuple(map(plain, row)) for row in rows]


def same(table: str, found: Iterable[Mapping[str, object]], wanted: Rows) -> None:
    """Hold that a tool has every row and cell of a table, in whatever order its rows come."""
    key = TABLES[table].key
    rows = [{name: plain(row[name]) for name in TABLES[table].names} for row in found]
    rows.sort(key=lambda row: [str(row[name]) for name in key])
    assert len(rows) == len(wanted)
    for one, other in zip(rows, wanted, strict=True):
        assert one == {name: plain(cell) for name, cell in other.items()}
