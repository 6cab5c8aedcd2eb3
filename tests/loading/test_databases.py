"""Databases and the files of BI tools: SQLite, PostgreSQL, Tableau's Hyper, Excel; whole tables and one question."""

from collections.abc import Iterator
from pathlib import Path

import adbc_driver_postgresql.dbapi as postgresql_driver
import pandas as pd
import pantab
import pyarrow.parquet as pq
import pytest
import sqlite_utils
from python_calamine import CalamineWorkbook

from schemas import TABLES, Table
from tests.loading.asked import DATED_TOTALS, Rows, answers, same

Wanted = dict[str, Rows]
Totals = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def sqlite(wanted: Wanted, tmp_path_factory: pytest.TempPathFactory) -> sqlite_utils.Database:
    """A SQLite file with every table, its key and its links."""
    database = sqlite_utils.Database(tmp_path_factory.mktemp("sqlite") / "jiaokan.db")
    for name, table in TABLES.items():
        database[name].insert_all(wanted[name], pk=table.key[0])
    for name, table in TABLES.items():
        for link in table.foreign_keys:
            database[name].add_foreign_key(link.column, link.table, link.column)
    return database


class TestSQLite:
    def test_every_table(self, sqlite: sqlite_utils.Database, wanted: Wanted) -> None:
        for name, table in TABLES.items():
            truths = [column.name for column in table.columns if column.type == "boolean"]
            same(name, (row | {each: bool(row[each]) for each in truths} for row in sqlite[name].rows), wanted[name])

    def test_the_question(self, sqlite: sqlite_utils.Database, totals: Totals) -> None:
        assert answers(sqlite.execute(DATED_TOTALS).fetchall()) == totals

    def test_links_hold(self, sqlite: sqlite_utils.Database) -> None:
        assert len(sqlite["figures"].foreign_keys) == 3
        assert sqlite.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.fixture(scope="module")
def cursor(postgresql: str, seed_release: Path) -> Iterator[postgresql_driver.Cursor]:
    """A connection to PostgreSQL, to which every table was handed over by ADBC."""
    with postgresql_driver.connect(postgresql) as connection, connection.cursor() as cursor:
        for name in TABLES:
            cursor.adbc_ingest(name, pq.read_table(seed_release / f"{name}.parquet"), mode="create")
        yield cursor


class TestPostgreSQL:
    def test_every_table(self, cursor: postgresql_driver.Cursor, wanted: Wanted) -> None:
        for name in TABLES:
            cursor.execute(f"TABLE {name}")
            same(name, cursor.fetch_arrow_table().to_pylist(), wanted[name])

    def test_the_question(self, cursor: postgresql_driver.Cursor, totals: Totals) -> None:
        cursor.execute(DATED_TOTALS)
        assert answers(cursor.fetchall()) == totals

    def test_keys_and_links_hold(self, cursor: postgresql_driver.Cursor) -> None:
        """The database itself finds every key unique and every link's end."""
        for name, table in TABLES.items():
            cursor.execute(f"ALTER TABLE {name} ADD PRIMARY KEY ({', '.join(table.key)})")
        for name, table in TABLES.items():
            for link in table.foreign_keys:
                cursor.execute(f"ALTER TABLE {name} ADD FOREIGN KEY ({link.column}) REFERENCES {link.table}")


@pytest.fixture(scope="module")
def hyper(seed_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of Tableau's with every table."""
    path = tmp_path_factory.mktemp("hyper") / "jiaokan.hyper"
    pantab.frames_to_hyper({name: pq.read_table(seed_release / f"{name}.parquet") for name in TABLES}, path)
    return path


class TestHyper:
    def test_every_table(self, hyper: Path, wanted: Wanted) -> None:
        for name in TABLES:
            same(name, pantab.frame_from_hyper(hyper, table=name, return_type="pyarrow").to_pylist(), wanted[name])

    def test_the_question(self, hyper: Path, totals: Totals) -> None:
        found = pantab.frame_from_hyper_query(hyper, DATED_TOTALS, return_type="pyarrow")
        assert answers(row.values() for row in found.to_pylist()) == totals


@pytest.fixture(scope="module")
def workbook(seed_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An Excel workbook with a sheet a table."""
    path = tmp_path_factory.mktemp("excel") / "jiaokan.xlsx"
    # Texts of the sources may begin with `=` or look like addresses: they are to stay texts.
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        for name in TABLES:
            pd.read_parquet(seed_release / f"{name}.parquet").to_excel(book, sheet_name=name, index=False)
    return path


class TestExcel:
    def test_every_table(self, workbook: Path, wanted: Wanted) -> None:
        book = CalamineWorkbook.from_path(workbook)
        for name, table in TABLES.items():
            header, *rows = book.get_sheet_by_name(name).to_python()
            found = (
                {column: _typed(table, column, cell) for column, cell in zip(header, row, strict=True)} for row in rows
            )
            # A sheet knows no empty text beside the empty cell.
            filled = [{column: None if cell == "" else cell for column, cell in row.items()} for row in wanted[name]]
            same(name, found, filled)

    def test_the_question(self, workbook: Path, totals: Totals) -> None:
        figures, events = (
            pd.read_excel(workbook, sheet_name=name, engine="calamine") for name in ("figures", "events")
        )
        dated = figures.dropna(subset="value_canonical").merge(events, on="event_id", suffixes=("", "_of_event"))
        found = dated.groupby(["date_end", "unit_canonical"])["value_canonical"].agg(["size", "sum"])
        assert answers(found.reset_index().astype(object).to_numpy()) == totals


def _typed(table: Table, column: str, cell: object) -> object:
    """Return a sheet's cell as the column has it: a sheet knows one kind of number only, and no empty cell."""
    if cell == "":
        return None
    return int(cell) if table.column(column).type == "integer" and isinstance(cell, float) else cell
