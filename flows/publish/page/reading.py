"""The text as the page shows it: the first paragraphs of the release, with all that was found and repaired in them.

Not for the rows that are listed beside it: listing.py has them.
"""

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
    found = {name: _within(tables[name], rows) for name in ("figures", "events", "terms", "repairs")}
    repairs_cut = found["repairs"].num_rows > REPAIRS
    found["repairs"] = found["repairs"].slice(0, REPAIRS)
    figures, events, terms, repairs = map(_by_paragraph, found.values())
    keys = [row["paragraph_id"] for row in rows]
    shown = [
        show(row, figures[key], events[key], terms[key], repairs[key]) for row, key in zip(rows, keys, strict=True)
    ]
    return Reading(
        _editions(tables["documents"], shown),
        {name: anchor for one in shown for name, anchor in one.anchors.items()},
        {name: around for one in shown for name, around in one.contexts.items()},
        repairs_cut=repairs_cut,
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


def _within(data: pa.Table, paragraphs: Sequence[Row]) -> pa.Table:
    return _among(data, "paragraph_id", [row["paragraph_id"] for row in paragraphs])


def _by_paragraph(data: pa.Table) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in data.to_pylist():
        found[row["paragraph_id"]].append(row)
    return found
