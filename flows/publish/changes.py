"""What differs between two releases: rows added, gone and changed, by key, a table each.

Not for judging which one is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that both releases have under `key`, and what differs in it: column → (old value, new value)."""

    key: str
    cells: Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class TableChanges:
    """One table's differences, each in the order of keys."""

    table: str
    before: int
    after: int
    added: tuple[Row, ...]
    gone: tuple[Row, ...]
    changed: tuple[ChangedRow, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between two releases by name, a table each, in the order of schemas.TABLES."""

    old: str
    new: str
    tables: tuple[TableChanges, ...]
