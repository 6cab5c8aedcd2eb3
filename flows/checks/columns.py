"""The cells that rules are asked about: a table's own, those of rows that keys point to, and what can be counted.

Not for judging them: flows/checks/rules.py does that.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from schemas import TABLES


class Columns:
    """The tables' cells as Python lists, each made once, when first asked for."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self._tables = tables
        self._made: dict[tuple[str, str], list[Any]] = {}

    def cells(self, table: str, name: str) -> list[Any]:
        """Return one cell for every row of `table`.

        `name` is a column of the table, or `position.expected`, or says something of another table: `other.column`
        the cell in the row that the table's key to `other` points to (None where there is none), `other.exists`
        whether that row is there, `other.rows` how many rows of `other` point to this one, `repairs.unresolved` how
        many of these are unresolved.
        """
        if (table, name) not in self._made:
            self._made[table, name] = self._make(table, name)
        return self._made[table, name]

    def _make(self, table: str, name: str) -> list[Any]:
        other, _, what = name.partition(".")
        if not what:
            made: list[Any] = self._tables[table].column(name).to_pylist()
            return made
        if name == "position.expected":
            return self._ranks(table)
        if what in ("rows", "unresolved"):
            return self._counts(table, other, unresolved=what == "unresolved")
        keys = self.cells(table, next(link.column for link in TABLES[table].foreign_keys if link.table == other))
        if what == "exists":
            known = set(self.cells(other, TABLES[other].key[0]))
            return [key in known for key in keys]
        found = dict(zip(self.cells(other, TABLES[other].key[0]), self.cells(other, what), strict=True))
        return [found.get(key) for key in keys]

    def _counts(self, table: str, other: str, *, unresolved: bool) -> list[int]:
        keys = self.cells(other, TABLES[table].key[0])
        if unresolved:
            certainties = self.cells(other, "certainty")
            keys = [key for key, certainty in zip(keys, certainties, strict=True) if certainty == "unresolved"]
        counted = Counter(keys)
        return [counted[key] for key in self.cells(table, TABLES[table].key[0])]

    def _ranks(self, table: str) -> list[int]:
        """Return the position that each row would have if its document's rows were counted from nought."""
        rows = list(zip(self.cells(table, "document_id"), self.cells(table, "position"), strict=True))
        order = sorted(range(len(rows)), key=lambda row: (str(rows[row][0]), rows[row][1] or 0))
        ranks, seen = [0] * len(rows), Counter[Any]()
        for row in order:
            document = rows[row][0]
            ranks[row] = seen[document]
            seen[document] += 1
        return ranks
