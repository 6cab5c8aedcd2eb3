"""Documents in, Arrow tables out: the heavy work cut into shards of some megabytes, for engine.py to run anywhere.

Not for what becomes of one document: flows/transform.py knows that.
"""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from flows import lexicon
from flows.sources import Source

SIZE = 4_000_000
"""Bytes of documents in a shard: some seconds of work, against a tenth of a second to hand it over."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents that one worker reads, and the lexicon folder that it reads them by."""

    sources: tuple[Source, ...]
    lexicon: str

    @property
    def size(self) -> int:
        """Size of the documents in bytes."""
        return sum(source.size for source in self.sources)


@dataclass(frozen=True, slots=True)
class Part:
    """What a shard became: every published table, and a sentence for each document that could not be read."""

    tables: dict[str, pa.Table]
    left_out: tuple[str, ...]


def cut(sources: Sequence[Source], at_least: int = 1, size: int = SIZE) -> list[Shard]:
    """Cut `sources` into shards of about `size` bytes, in order; into `at_least` shards where documents allow."""
    total = sum(source.size for source in sources)
    limit = min(size, -(-total // at_least))
    shards: list[list[Source]] = []
    filled = limit
    for source in sources:
        if filled >= limit:
            shards.append([])
            filled = 0
        shards[-1].append(source)
        filled += source.size
    folder = str(lexicon.folder().resolve())
    return [Shard(tuple(shard), folder) for shard in shards]


def transform_shard(shard: Shard) -> Part:
    """Read a shard's documents and return what they say."""
    # Before the first look-up: a worker elsewhere did not inherit this process's environment.
    os.environ[lexicon.ENVIRONMENT] = shard.lexicon
    from flows.documents import UnreadableDocument
    from flows.publish.tables import from_rows
    from flows.transform import transform

    rows: dict[str, list[dict[str, object]]] = {}
    left_out: list[str] = []
    for source in shard.sources:
        data = Path(source.path).read_bytes()
        if hashlib.sha256(data).hexdigest() != source.sha256:
            left_out.append(f"{source.name}: it changed while the build was running; build again")
            continue
        try:
            found = transform(source.name, data)
        except UnreadableDocument as error:
            left_out.append(str(error))
            continue
        for table, more in found.items():
            rows.setdefault(table, []).extend(more)
    return Part(from_rows(rows), tuple(left_out))


def join(parts: Iterable[Part]) -> Part:
    """Put parts together: rows in the order of each table's key, whatever the cutting was."""
    from flows.publish.tables import sort
    from schemas import TABLES

    parts = list(parts)
    tables = {
        name: sort(table, pa.concat_tables([part.tables[name] for part in parts])) for name, table in TABLES.items()
    }
    return Part(tables, tuple(sentence for part in parts for sentence in part.left_out))
