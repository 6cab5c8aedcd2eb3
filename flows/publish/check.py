"""Whether a release, own or downloaded, is what it says: sums, schemas, both forms alike, expectations.

Not for repairing it: what is wrong is told, one sentence each.
"""

import json
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.publish import records, sums
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
    """Return what is wrong with the files of a release: sums, schemas, JSON that differs from Parquet."""
    if not release.is_dir():
        return [f"{release} is no folder: name a release, such as outputs/latest"]
    found = sums.problems(release)
    for table in TABLES.values():
        found += _table(release, table)
    return found


def read(release: Path) -> dict[str, pa.Table]:
    """Return the tables of a release that are there; raises OSError or pyarrow.ArrowInvalid for a damaged one."""
    paths = {name: release / f"{name}.parquet" for name in TABLES}
    return {name: pq.read_table(path, partitioning=None) for name, path in paths.items() if path.exists()}


def _table(release: Path, table: Table) -> Iterator[str]:
    path = release / f"{table.name}.parquet"
    if not path.is_file():
        # A file that is listed and gone was told of already.
        if not _listed(release, path.name):
            yield f"{path} is missing, and the release does not even list it"
        return
    try:
        data = pq.read_table(path, partitioning=None)
        data.validate(full=True)
        wrong = list(_schema(path, table, data.schema))
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        yield f"{path} cannot be read as Parquet: it is cut short or damaged ({_brief(error)})"
        return
    yield from wrong or _same(release / f"{table.name}.json", data)


def _listed(release: Path, name: str) -> bool:
    listing = release / sums.NAME
    return listing.is_file() and f"  {name}\n" in listing.read_text(encoding="utf-8", errors="replace")


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


def _same(path: Path, data: pa.Table) -> Iterator[str]:
    """Yield the first place where the JSON file does not hold the rows of the Parquet file."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        lines = (line.rstrip(",\n") for line in file if line.strip() not in ("[", "]", "[]"))
        for number, (found, wanted) in enumerate(zip_longest(lines, records.lines(data)), 1):
            if found != wanted and (found is None or wanted is None or _read(found) != json.loads(wanted)):
                yield f"{path}: record {number} is not the one in {path.stem}.parquet"
                return


def _read(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return line


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")[:120]
