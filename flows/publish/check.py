"""Whether a release, own or downloaded, is what it says: sums, files, schemas, both forms alike, expectations.

Not for repairing it: what is wrong is told, one sentence each.
"""

import json
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.publish import records, sums, whole
from schemas import TABLES, Table
from schemas.render import arrow_schema


def check(release: Path) -> list[str]:
    """Return everything that is wrong with the release in folder `release`, a sentence each; none when it is good."""
    found = files(release)
    if found:
        return found
    from flows.validate import validate

    return [str(failure) for failure in validate(read(release)).failures]


def files(release: Path) -> list[str]:
    """Return what is wrong with a release's files: sums, what lacks, schemas, JSON that differs, descriptions."""
    if not release.is_dir():
        return [f"{release} is no folder: name a release, such as outputs/latest"]
    found = [*sums.problems(release), *whole.missing(release)]
    for table in TABLES.values():
        found += _table(release, table)
    return [*found, *whole.misdescribed(release)]


def read(release: Path) -> dict[str, pa.Table]:
    """Return the tables of a release that are there; raises OSError or pyarrow.ArrowInvalid for a damaged one."""
    paths = {name: release / f"{name}.parquet" for name in TABLES}
    return {name: pq.read_table(path, partitioning=None) for name, path in paths.items() if path.exists()}


def _table(release: Path, table: Table) -> Iterator[str]:
    path = release / f"{table.name}.parquet"
    if not path.is_file():
        return
    try:
        data = pq.read_table(path, partitioning=None)
        data.validate(full=True)
        wrong = list(_schema(path, table, data.schema))
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        yield f"{path} cannot be read as Parquet: it is cut short or damaged ({_brief(error)})"
        return
    yield from wrong or _same(release / f"{table.name}.json", data, table.key)


def _schema(path: Path, table: Table, found: pa.Schema) -> Iterator[str]:
    declared = arrow_schema(table)
    if len(set(found.names)) < len(found.names):
        yield f"{path} has two columns of the same name"
        return
    for field in declared:
        if field.name not in found.names:
            yield f"{path} lacks the column {field.name}"
        elif found.field(field.name).type != field.type:
            yield f"{path}: column {field.name} is of type {found.field(field.name).type}, not {field.type}"
    for name in found.names:
        if name not in declared.names:
            yield f"{path} has a column {name}, which is not declared"
    if sorted(found.names) == sorted(declared.names) and found.names != declared.names:
        yield f"{path} has the declared columns in another order"


def _same(path: Path, data: pa.Table, key: tuple[str, ...]) -> Iterator[str]:
    """Yield the first place where the JSON file does not hold the rows of the Parquet file."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        lines = (line.rstrip(",\n") for line in file if line.strip() not in ("[", "]", "[]"))
        for number, (found, wanted) in enumerate(zip_longest(lines, records.lines(data)), 1):
            if found != wanted and (found is None or wanted is None or _read(found) != json.loads(wanted)):
                why = _difference(path.stem, _read(found), _read(wanted), data, key)
                yield f"{path}: record {number} is not the one in {path.stem}.parquet: {why}"
                return


def _difference(name: str, found: object, wanted: object, data: pa.Table, key: tuple[str, ...]) -> str:
    """Return which row differs, as far as it can be told: one that either file lacks, has twice, or has otherwise."""
    there, here = (_key(row, key) for row in (wanted, found))
    if there is not None and _times(data, key, there) > 1:
        return f"{name}.parquet has the key {_say(there)} more than once"
    if here is not None and not _times(data, key, here):
        return f"{name}.parquet lacks {_say(here)}"
    if here == there and isinstance(found, dict) and isinstance(wanted, dict):
        columns = [column for column in wanted if column not in found or found[column] != wanted[column]]
        return f"{_say(here or ())} differs in {', '.join(columns) or 'its columns'}"
    return f"{name}.json lacks {_say(there)}" if there is not None else f"{name}.json goes on behind the last"


def _key(row: object, key: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return a record's key; None where it is no record that has one, or none that can be shown in a sentence."""
    cells = [row.get(name) for name in key] if isinstance(row, dict) else [None]
    found = tuple(cell for cell in cells if isinstance(cell, str) and cell.isprintable())
    return found if len(found) == len(cells) else None


def _times(data: pa.Table, key: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    found = data.select(key)
    for name, cell in zip(key, wanted, strict=True):
        found = found.filter(pc.equal(found[name], cell))
    return int(found.num_rows)


def _say(key: tuple[str, ...]) -> str:
    return " ".join(key)[:120]


def _read(line: str | None) -> object:
    try:
        return None if line is None else json.loads(line)
    except (ValueError, RecursionError):
        return line


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")[:120]
