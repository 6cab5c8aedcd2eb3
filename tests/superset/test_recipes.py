"""The README's recipes for BI tools, as far as they go without the tools: what they write holds every row."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from schemas import TABLES
from tests.superset.conftest import recipes

TOOLS = recipes()


@pytest.fixture
def folder(seed_release: Path, tmp_path: Path) -> Path:
    """A folder of the test's own with outputs/latest in it."""
    (tmp_path / "outputs").symlink_to(seed_release.parent)
    return tmp_path


def run(code: str, folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(folder / "outputs" / "latest" / f"{name}.parquet")


def test_each_tool_says_whether_it_was_tried() -> None:
    assert list(TOOLS) == ["Apache Superset", "Tableau", "Metabase, Grafana", "Excel", "Power BI"]
    for name, (remark, _) in TOOLS.items():
        assert remark.startswith(("tried: ", "not tried")), name


def test_tableau_s_file_holds_every_table(folder: Path) -> None:
    import pantab

    run(TOOLS["Tableau"][1], folder)
    found = {name[1]: frame for name, frame in pantab.frames_from_hyper(folder / "release.hyper").items()}
    assert set(found) == set(TABLES)
    for name, frame in found.items():
        key = list(TABLES[name].key)
        assert sorted(frame[key[0]]) == sorted(table(folder, name)[key[0]])
        assert list(frame.columns) == list(TABLES[name].names)
    assert found["figures"]["value"].sum() == table(folder, "figures")["value"].sum()


def test_sqlite_s_file_holds_every_table(folder: Path) -> None:
    run(TOOLS["Metabase, Grafana"][1], folder)
    with sqlite3.connect(folder / "release.db") as database:
        for name in TABLES:
            rows = database.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
            assert len(rows) == len(table(folder, name))
        days = database.execute("SELECT DISTINCT date(date_end) FROM events WHERE date_end IS NOT NULL").fetchall()
    assert {day for (day,) in days} == {str(day) for day in table(folder, "events")["date_end"].dropna()}


def test_excel_s_workbook_holds_every_figure(folder: Path) -> None:
    run(TOOLS["Excel"][1], folder)
    found, wanted = pd.read_excel(folder / "figures.xlsx", engine="calamine"), table(folder, "figures")
    assert list(found["sentence"]) == list(wanted["sentence"])
    assert found["value"].equals(wanted["value"])
