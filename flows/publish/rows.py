"""Rows of Arrow tables as a sequence of records that are made only when they are looked at.

Not for writing them: records.py and parquet.py take the tables themselves.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar, overload

import pyarrow as pa

T = TypeVar("T")

BATCH = 10_000
"""Rows that are Python objects at one time while all are walked through."""


class Rows(Sequence[T]):
    """A record for each row of tables of equal length, made by `make` from the row of each of them.

    >>> rows = Rows(lambda old, new: (old["a"], new["a"]), pa.table({"a": [1, 2]}), pa.table({"a": [3, 4]}))
    >>> len(rows), list(rows), rows[-1], rows[:1]
    (2, [(1, 3), (2, 4)], (2, 4), ((1, 3),))
    """

    def __init__(self, make: Callable[..., T], *tables: pa.Table) -> None:
        """Keep the tables and what makes a record of their rows."""
        self.make, self.tables = make, tables

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self.tables[0].num_rows)

    def __iter__(self) -> Iterator[T]:
        """Yield each record."""
        for start in range(0, len(self), BATCH):
            yield from self._made(table.slice(start, BATCH) for table in self.tables)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        """Return the record at a place, or those of a slice."""
        places = range(len(self))[place]
        if isinstance(places, range):
            return tuple(self._made(table.take(pa.array(places, pa.int64())) for table in self.tables))
        return next(self._made(table.slice(places, 1) for table in self.tables))

    def _made(self, tables: Iterable[pa.Table]) -> Iterator[T]:
        return map(self.make, *(table.to_pylist() for table in tables))
