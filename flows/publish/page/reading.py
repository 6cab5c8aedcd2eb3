"""The text as the page shows it: the first paragraphs of the release, with all that was found and repaired in them.

Not for the rows that are listed beside it: listing.py has them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from flows.publish.page.paragraph import Row, Shown, show

ROWS = 1000
"""Rows of each table that the page shows; the files have them all."""

CHARACTERS = 200_000
"""Characters of text after which no further paragraph is begun."""

REPAIRS = 10_000
"""Repairs that are marked in the text."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One document as far as it is shown."""

    row: Row
    paragraphs: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents shown, `anchors` from rows to the elements that hold them, and whether repairs were left out."""

    editions: tuple[Edition, ...]
    anchors: Mapping[str, str]
    contexts: Mapping[str, tuple[str, str]]
    repairs_cut: bool

    @property
    def language(self) -> str:
        """The commoner script of the documents shown, as HTML tells it: it decides on the shapes of characters."""
        traditional = sum(edition.row["script"] == "traditional" for edition in self.editions)
        return "zh-Hant" if 2 * traditional > len(self.editions) else "zh-Hans"


def read(tables: Mapping[str, pa.Table]) -> Reading:
    """Return the text of a release's first paragraphs, marked."""
    rows = _first(tables["paragraphs"])
    figures, events, terms = (_by_paragraph(tables[name], rows) for name in ("figures", "events", "terms"))
    repairs, horizon = _repairs(tables["repairs"], rows)
    shown = []
    for row in rows:
        known = horizon is None or (row["document_id"], row["source_end"]) < horizon
        met = _meeting(row, repairs[row["document_id"]]) if known else None
        key = row["paragraph_id"]
        shown.append(show(row, figures[key], events[key], terms[key], met))
    return Reading(
        _editions(tables["documents"], shown),
        {name: anchor for one in shown for name, anchor in one.anchors.items()},
        {name: around for one in shown for name, around in one.contexts.items()},
        repairs_cut=any(one.repairs is None for one in shown),
    )


def _editions(documents: pa.Table, shown: Sequence[Shown]) -> tuple[Edition, ...]:
    parts: dict[str, list[Shown]] = defaultdict(list)
    for one in shown:
        parts[one.row["document_id"]].append(one)
    return tuple(
        Edition(row, tuple(parts[row["document_id"]]))
        for row in _among(documents, "document_id", list(parts)).to_pylist()
    )


def _first(paragraphs: pa.Table) -> list[Row]:
    rows, characters = [], 0
    for row in paragraphs.slice(0, ROWS).to_pylist():
        rows.append(row)
        characters += len(row["text"])
        if characters > CHARACTERS:
            break
    return rows


def _among(data: pa.Table, column: str, values: Sequence[str]) -> pa.Table:
    return data.filter(pc.is_in(data[column], value_set=pa.array(values, pa.string())))


def _by_paragraph(data: pa.Table, paragraphs: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _among(data, "paragraph_id", [row["paragraph_id"] for row in paragraphs]).to_pylist():
        found[row["paragraph_id"]].append(row)
    return found


def _repairs(repairs: pa.Table, paragraphs: Sequence[Row]) -> tuple[dict[str, list[Row]], tuple[str, int] | None]:
    """Return the first repairs of the documents that are shown, and document and place of the first left out."""
    ids = list(dict.fromkeys(row["document_id"] for row in paragraphs))
    there = _among(repairs, "document_id", ids)
    found: dict[str, list[Row]] = {name: [] for name in ids}
    for row in there.slice(0, REPAIRS).to_pylist():
        found[row["document_id"]].append(row)
    beyond = there.slice(REPAIRS, 1).to_pylist()
    return found, (beyond[0]["document_id"], beyond[0]["source_start"]) if beyond else None


def _meeting(paragraph: Row, repairs: Sequence[Row]) -> list[Row]:
    """Return the repairs whose span of the source meets the paragraph's, or touches it without length."""
    start, end = paragraph["source_start"], paragraph["source_end"]
    at = bisect_left(repairs, start, key=lambda row: int(row["source_end"]))
    found = []
    while at < len(repairs) and repairs[at]["source_start"] <= end:
        row = repairs[at]
        empty = row["source_start"] == row["source_end"]
        if empty or (row["source_start"] < end and row["source_end"] > start):
            found.append(row)
        at += 1
    return found
