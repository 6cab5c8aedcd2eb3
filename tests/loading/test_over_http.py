"""DuckDB reads a release where `jiaokan serve` shows it, by ranges: what a question does not need is not fetched.

DuckDB's httpfs is an extension that it fetches itself when it is first used. A test must not rely on that, so DuckDB
stands in an environment of its own, of the version for which the extension comes as a package.
"""

import json
import subprocess
from pathlib import Path

from schemas import TABLES
from tests.loading.asked import DATED_TOTALS, Rows, answers, same

_CONNECT = """
import glob, json, os, sys
import duckdb, duckdb_extension_httpfs
database = duckdb.connect()
(extension,) = glob.glob(os.path.dirname(duckdb_extension_httpfs.__file__) + "/extensions/*/httpfs.duckdb_extension")
database.execute(f"LOAD '{extension}'")
address = sys.argv[1]
"""


def run(elsewhere: Path, code: str, *arguments: str) -> object:
    """Run code that asks DuckDB and prints what it says as JSON; return that."""
    call = [str(elsewhere / "python"), "-c", _CONNECT + code, *arguments]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_table(elsewhere: Path, address: str, wanted: dict[str, Rows]) -> None:
    code = """
found = {}
for name in sys.argv[2:]:
    rows = database.sql(f"FROM '{address}/{name}.parquet'")
    found[name] = [dict(zip(rows.columns, row)) for row in rows.fetchall()]
print(json.dumps(found, default=str))
"""
    found = run(elsewhere, code, address, *TABLES)
    assert isinstance(found, dict)
    for name in TABLES:
        same(name, found[name], wanted[name])


def test_the_question(elsewhere: Path, address: str, totals: list[tuple[object, ...]]) -> None:
    code = """
for name in ("figures", "events"):
    database.sql(f"CREATE VIEW {name} AS FROM '{address}/{name}.parquet'")
print(json.dumps(database.sql(sys.argv[2]).fetchall(), default=str))
"""
    found = run(elsewhere, code, address, DATED_TOTALS)
    assert isinstance(found, list)
    assert answers(found) == totals


def test_only_the_column_that_is_asked_for_is_fetched(elsewhere: Path, address: str, seed_release: Path) -> None:
    code = """
database.execute("CALL enable_logging('HTTP')")
database.sql(f"SELECT count(DISTINCT unit_canonical) FROM '{address}/figures.parquet'").fetchall()
logged = "SELECT request.headers['Range'], response.status FROM duckdb_logs_parsed('HTTP') WHERE request.type = 'GET'"
print(json.dumps(database.sql(logged).fetchall()))
"""
    found = run(elsewhere, code, address)
    assert isinstance(found, list)
    assert {status for _, status in found} == {"PartialContent_206"}
    spans = [str(span).removeprefix("bytes=").split("-") for span, _ in found]
    fetched = sum(int(last) - int(first) + 1 for first, last in spans)
    assert fetched < (seed_release / "figures.parquet").stat().st_size
