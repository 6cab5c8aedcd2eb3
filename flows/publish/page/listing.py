"""The rows that the page lists beside the text: the first of each table, as the templates show them.

Not for the text itself (reading.py), nor for charts.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.publish.page.reading import ROWS, Reading
from flows.restore.script import simplify

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A row in a list; `anchor` names its mark in the text, where it has one, `sought` is its other script."""

    row: Row
    anchor: str | None
    sought: str = ""
    event: Row | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A repair that is not certain, with the text on both sides of it where that is shown."""

    row: Row
    anchor: str | None
    before: str = ""
    behind: str = ""


def figures(tables: Mapping[str, pa.Table], reading: Reading) -> list[Line]:
    """Return the first figures, each with the event it belongs to, if that is among the first, too."""
    events = {row["event_id"]: row for row in tables["events"].slice(0, ROWS).to_pylist()}
    return [
        Line(
            row,
            reading.anchors.get(row["figure_id"]),
            _sought(row["text"], row["subject"], row["sentence"]),
            events.get(row["event_id"]),
        )
        for row in tables["figures"].slice(0, ROWS).to_pylist()
    ]


def events(tables: Mapping[str, pa.Table], reading: Reading) -> list[Line]:
    """Return the first events."""
    return [
        Line(row, reading.anchors.get(row["event_id"]), _sought(row["date_text"], row["text"]))
        for row in tables["events"].slice(0, ROWS).to_pylist()
    ]


def terms(tables: Mapping[str, pa.Table]) -> dict[str, dict[str, list[Row]]]:
    """Return the first mentions of terms by kind and by name, the most mentioned first."""
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in tables["terms"].slice(0, ROWS).to_pylist():
        found[row["kind"]][row["text"]].append(row)
    kinds = sorted(found, key=lambda kind: (-sum(map(len, found[kind].values())), kind))
    return {
        kind: dict(sorted(found[kind].items(), key=lambda entry: (-len(entry[1]), entry[1][0]["term_id"])))
        for kind in kinds
    }


def doubts(tables: Mapping[str, pa.Table], reading: Reading) -> list[Doubt]:
    """Return the first repairs that the bytes do not prove."""
    repairs = tables["repairs"]
    rows = repairs.filter(pc.not_equal(repairs["certainty"], "certain")).slice(0, ROWS).to_pylist()
    return [
        Doubt(row, reading.anchors.get(row["repair_id"]), *reading.contexts.get(row["repair_id"], ("", "")))
        for row in rows
    ]


def repairs_by_stage(tables: Mapping[str, pa.Table]) -> list[tuple[str, Counter[str]]]:
    """Return for each stage how many repairs there are of each certainty, the commonest stage first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in _counted(tables["repairs"], "stage", "certainty"):
        found[row["stage"]][row["certainty"]] = row["count"]
    return sorted(found.items(), key=lambda entry: (-entry[1].total(), entry[0]))


def rejects(tables: Mapping[str, pa.Table]) -> list[tuple[str, str, int, dict[str, int]]]:
    """Return stage and reason of what was set aside, how often, and what it was in the first rows, with its count."""
    texts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in tables["rejects"].slice(0, ROWS).to_pylist():
        texts[row["stage"], row["reason"]][row["text"]] += 1
    counts = {(row["stage"], row["reason"]): row["count"] for row in _counted(tables["rejects"], "stage", "reason")}
    most = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:ROWS]
    return [(stage, reason, count, dict(texts[stage, reason].most_common())) for (stage, reason), count in most]


def choices(lines: list[Line], column: str) -> list[tuple[str, int]]:
    """Return the codes in a column of the rows listed, with their counts, the commonest first."""
    counted = Counter(line.row[column] for line in lines)
    return sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))


def _counted(data: pa.Table, *columns: str) -> list[Row]:
    rows: list[Row] = (
        data.group_by(columns).aggregate([([], "count_all")]).rename_columns([*columns, "count"]).to_pylist()
    )
    return rows


def _sought(*cells: str | None) -> str:
    """Return in simplified script what a row says in traditional, so that either finds it."""
    text = " ".join(cell for cell in cells if cell)
    simplified = simplify(text)
    return "" if simplified == text else simplified
