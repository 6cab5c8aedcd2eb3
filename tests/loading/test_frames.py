"""Data frames and query engines: Parquet and JSON, from files, whole tables and one real question."""

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pytest

from schemas import TABLES
from tests.loading.asked import DATED_TOTALS, Rows, answers, same

Wanted = dict[str, Rows]
Totals = list[tuple[object, ...]]


class TestPandas:
    @pytest.mark.parametrize("form", ["parquet", "json"])
    def test_every_table(self, form: str, seed_release: Path, wanted: Wanted) -> None:
        for name in TABLES:
            path = seed_release / f"{name}.{form}"
            frame = pd.read_parquet(path) if form == "parquet" else pd.read_json(path, dtype=False)
            same(name, frame.astype(object).to_dict("records"), wanted[name])

    @pytest.mark.parametrize("form", ["parquet", "json"])
    def test_the_question(self, form: str, seed_release: Path, totals: Totals) -> None:
        read = pd.read_parquet if form == "parquet" else pd.read_json
        figures, events = (read(seed_release / f"{name}.{form}") for name in ("figures", "events"))
        dated = figures.dropna(subset="value_canonical").merge(events, on="event_id", suffixes=("", "_of_event"))
        found = dated.groupby(["date_end", "unit_canonical"])["value_canonical"].agg(["size", "sum"])
        assert answers(found.reset_index().astype(object).to_numpy()) == totals


class TestPolars:
    @pytest.mark.parametrize("form", ["parquet", "json"])
    def test_every_table(self, form: str, seed_release: Path, wanted: Wanted) -> None:
        for name in TABLES:
            path = seed_release / f"{name}.{form}"
            frame = pl.read_parquet(path) if form == "parquet" else pl.read_json(path, infer_schema_length=None)
            same(name, frame.to_dicts(), wanted[name])

    @pytest.mark.parametrize("form", ["parquet", "json"])
    def test_the_question(self, form: str, seed_release: Path, totals: Totals) -> None:
        read = pl.read_parquet if form == "parquet" else pl.read_json
        figures, events = (read(seed_release / f"{name}.{form}") for name in ("figures", "events"))
        dated = figures.drop_nulls("value_canonical").join(events.drop_nulls("date_end"), on="event_id")
        found = dated.group_by("date_end", "unit_canonical").agg(pl.len(), pl.col("value_canonical").sum())
        assert answers(found.sort("date_end", "unit_canonical").rows()) == totals


class TestDuckDB:
    @pytest.mark.parametrize("form", ["parquet", "json"])
    def test_every_table(self, form: str, seed_release: Path, wanted: Wanted) -> None:
        for name in TABLES:
            found = duckdb.sql(f"FROM '{seed_release / name}.{form}'")
            same(name, (dict(zip(found.columns, row, strict=True)) for row in found.fetchall()), wanted[name])

    @pytest.mark.parametrize("form", ["parquet", "json"])
    def test_the_question(self, form: str, seed_release: Path, totals: Totals) -> None:
        with duckdb.connect() as database:
            for name in ("figures", "events"):
                database.sql(f"CREATE VIEW {name} AS FROM '{seed_release / name}.{form}'")
            assert answers(database.sql(DATED_TOTALS).fetchall()) == totals


class TestArrowDataset:
    def test_every_table(self, seed_release: Path, wanted: Wanted) -> None:
        for name in TABLES:
            same(name, ds.dataset(seed_release / f"{name}.parquet").to_table().to_pylist(), wanted[name])

    def test_the_question(self, seed_release: Path, totals: Totals) -> None:
        """Only the columns and rows that are asked for are read."""
        figures = ds.dataset(seed_release / "figures.parquet").to_table(
            columns=["event_id", "unit_canonical", "value_canonical"],
            filter=ds.field("value_canonical").is_valid() & ds.field("event_id").is_valid(),
        )
        events = ds.dataset(seed_release / "events.parquet").to_table(
            columns=["event_id", "date_end"], filter=ds.field("date_end").is_valid()
        )
        grouped = figures.join(events, "event_id", join_type="inner").group_by(["date_end", "unit_canonical"])
        found = grouped.aggregate([("value_canonical", "count"), ("value_canonical", "sum")])
        rows = found.sort_by([("date_end", "ascending"), ("unit_canonical", "ascending")]).to_pylist()
        columns = ("date_end", "unit_canonical", "value_canonical_count", "value_canonical_sum")
        assert answers([row[name] for name in columns] for row in rows) == totals
