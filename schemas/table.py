"""Column and Table: the only vocabulary in which a published table is described.

Not for how a table is made, checked or written: render.py and expectations.py read these declarations.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Type = Literal["string", "integer", "number", "boolean", "date", "timestamp"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column, declared once.

    `nullable` says that the fact may be missing, `blank` that the empty string is a value here (elsewhere it is none).
    `minimum` and `maximum` are inclusive; `values` closes the set; `pattern` is a regular expression for the whole
    cell, in the dialect that Python and JSON Schema share.
    """

    name: str
    meaning: str
    type: Type = "string"
    unit: str | None = None
    nullable: bool = False
    blank: bool = False
    minimum: int | float | date | None = None
    maximum: int | float | date | None = None
    values: tuple[str, ...] = ()
    pattern: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a declaration that cannot be rendered."""
        if self.type not in get_args(Type):
            raise ValueError(f"column {self.name}: {self.type} is none of {', '.join(get_args(Type))}")
        if self.type != "string" and (self.values or self.pattern or self.blank):
            raise ValueError(f"column {self.name}: values, pattern and blank are for strings, this is {self.type}")
        if self.pattern and not (self.pattern.startswith("^") and self.pattern.endswith("$")):
            raise ValueError(f"column {self.name}: a pattern speaks of the whole cell, from ^ to $")


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column whose every value is a key of another table."""

    column: str
    table: str


@dataclass(frozen=True, slots=True)
class Table:
    """One published table: what a row is, which columns name it, and what every column holds, in order."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError when a name is declared twice or a key names no column."""
        names = self.names
        if len(set(names)) != len(names):
            raise ValueError(f"table {self.name}: a column is declared twice")
        for name in (*self.key, *(link.column for link in self.foreign_keys)):
            if name not in names:
                raise ValueError(f"table {self.name}: the key names {name}, which is no column")

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column called `name`; KeyError names the table when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")
