"""The bundle by itself, without Superset: the same bytes for the same seeds, and queries that DuckDB answers."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import pytest
import yaml

from flows.checks.quality import Quality
from flows.publish.about import About, Licence
from flows.publish.facts import Facts
from flows.publish.superset import NAME, bundle
from flows.publish.superset.charts import CHARTS
from flows.publish.superset.datasets import DATE, DOCUMENT
from schemas import TABLES

ABOUT = About(
    name="parks",
    title='公园 "parks": <b>',
    title_zh="公园",
    description="What is told: of #parks & {gardens}\nand more",
    description_zh="公园 👍",
    keywords=(),
    contributors=(),
    licences=(Licence("CC0-1.0", "CC0", "https://example.org/cc0", "all"),),
)
FACTS = Facts("2026-01-01-0123456789ab", {}, Quality(()), (), ABOUT)


def read(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name.partition("/")[2]: yaml.safe_load(archive.read(name)) for name in archive.namelist()}


@pytest.fixture(scope="module")
def contents() -> Mapping[str, Any]:
    return read(bundle(FACTS))


def of(contents: Mapping[str, Any], kind: str) -> list[Any]:
    return [content for name, content in contents.items() if name.startswith(f"{kind}/")]


def test_it_says_nothing_of_the_release(contents: Mapping[str, Any]) -> None:
    assert bundle(FACTS) == bundle(replace(FACTS, name="2027-02-02-ba9876543210"))
    with zipfile.ZipFile(io.BytesIO(bundle(FACTS))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}, "zlib's bytes may change"


def test_every_release_has_it(seed_release: Path) -> None:
    shipped = read((seed_release / NAME).read_bytes())
    assert of(shipped, "dashboards")[0]["slug"] == "jiaokan"


def test_ids_are_one_each_and_stay_apart_from_another_dataset_s(contents: Mapping[str, Any]) -> None:
    ids = [UUID(content["uuid"]) for name, content in contents.items() if name != "metadata.yaml"]
    other = read(bundle(replace(FACTS, about=replace(ABOUT, name="gardens"))))
    others = [UUID(content["uuid"]) for name, content in other.items() if name != "metadata.yaml"]
    assert len(set(ids + others)) == 2 * len(ids)


def test_what_points_to_another_part_finds_it(contents: Mapping[str, Any]) -> None:
    ids = {kind: {each["uuid"] for each in of(contents, kind)} for kind in ("databases", "datasets", "charts")}
    assert {dataset["database_uuid"] for dataset in of(contents, "datasets")} == ids["databases"]
    assert {chart["dataset_uuid"] for chart in of(contents, "charts")} <= ids["datasets"]
    dashboard = of(contents, "dashboards")[0]
    nodes = {name: node for name, node in dashboard["position"].items() if name != "DASHBOARD_VERSION_KEY"}
    placed = [node["meta"]["uuid"] for node in nodes.values() if node["type"] == "CHART"]
    assert sorted(placed) == sorted(ids["charts"])
    children = [child for node in nodes.values() for child in node["children"]]
    assert sorted(children) == sorted(nodes.keys() - {"ROOT_ID", "HEADER_ID"})
    for target in dashboard["metadata"]["native_filter_configuration"][0]["targets"]:
        assert target["datasetUuid"] in ids["datasets"]


def test_the_dataset_s_own_words_come_through(contents: Mapping[str, Any]) -> None:
    dashboard = of(contents, "dashboards")[0]
    words = dashboard["position"]["MARKDOWN-about"]["meta"]["code"]
    assert dashboard["dashboard_title"] == of(contents, "databases")[0]["database_name"] == ABOUT.title
    assert ABOUT.description in words
    assert ABOUT.description_zh in words
    assert "[CC0](https://example.org/cc0): all" in words


@pytest.mark.parametrize("name", TABLES)
def test_a_dataset_declares_what_its_query_gives(name: str, contents: Mapping[str, Any], seed_release: Path) -> None:
    dataset = contents[f"datasets/release/{name}.yaml"]
    written = [column for column in dataset["columns"] if "expression" not in column]
    with duckdb.connect() as connection:
        connection.execute("SET file_search_path = ?", [str(seed_release)])
        found = connection.execute(f"DESCRIBE {dataset['sql']}").fetchall()
        assert [(row[0], row[1]) for row in found] == [(each["column_name"], each["type"]) for each in written]
        for column in dataset["columns"]:
            if "expression" in column:
                connection.execute(f"SELECT {column['expression']} FROM ({dataset['sql']})")  # noqa: S608
    meanings = {column["column_name"]: column["description"] for column in dataset["columns"]}
    for column in TABLES[name].columns:
        assert meanings[column.name].startswith(column.meaning)
        assert not column.unit or column.unit in meanings[column.name]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_a_chart_names_columns_that_are_there(chart: Any) -> None:
    table = TABLES[chart.table]
    assert set(chart.columns) <= {*table.names, DOCUMENT.name}
    axis, *split = (DATE.name, *chart.columns) if chart.kind == "months" else chart.columns
    if chart.kind != "rows" and split:
        assert axis not in table.column(split[0]).values, "Superset turns values into columns and would have it twice"


def test_no_column_bears_a_name_that_the_dashboard_adds() -> None:
    for table in TABLES.values():
        assert not {DATE.name, DOCUMENT.name} & set(table.names)
