"""The dashboard in a real Superset, set up as the README says: each chart shows what pandas computes from the files."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from flows.publish.superset.charts import CHARTS, Chart
from schemas import TABLES
from tests.conftest import needs
from tests.superset.conftest import Superset

pytestmark = pytest.mark.superset

Row = Mapping[str, Any]
BY_TITLE = {chart.title: chart for chart in CHARTS}
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")


def frame(superset: Superset, table: str) -> pd.DataFrame:
    """Return a table as the dashboard knows it: with each row's document and, of events, its date."""
    latest = superset.folder / "outputs" / "latest"
    rows, documents = (pd.read_parquet(latest / f"{name}.parquet") for name in (table, "documents"))
    titles = documents.title.fillna(documents.source_name)
    rows["document"] = rows.document_id.map(dict(zip(documents.document_id, titles, strict=True)))
    if table == "events":
        rows["date"] = rows.date_end.where(rows.date_end.notna(), rows.date_start)
    return rows.sort_values(list(TABLES[table].key))


def expected(chart: Chart, rows: pd.DataFrame) -> Counter[tuple[Any, ...]]:
    """Return what a chart must show: counted groups, or rows, each with how often it is there."""
    if chart.kind == "rows":
        return Counter(map(tuple, plain(rows[list(chart.columns)])))
    if chart.kind == "months":
        rows = rows.assign(date=[cell and cell.replace(day=1) for cell in plain_cells(rows["date"])])
        return Counter(
            zip(plain_cells(rows["date"]), *(plain_cells(rows[name]) for name in chart.columns), strict=True)
        )
    return Counter(zip(*(plain_cells(rows[name]) for name in chart.columns), strict=True))


def plain_cells(cells: Iterable[Any]) -> list[Any]:
    return [None if pd.isna(cell) else cell for cell in cells]


def plain(rows: pd.DataFrame) -> Iterable[tuple[Any, ...]]:
    return zip(*(plain_cells(rows[name]) for name in rows.columns), strict=True)


def day(cell: float | None) -> date | None:
    return None if cell is None else datetime.fromtimestamp(cell / 1000, UTC).date()


def shown(chart: Chart, data: list[Row]) -> Counter[tuple[Any, ...]]:
    """Return what Superset answered in the same shape, from rows as the API gives them or as the pages draw them."""
    days = {"date", *(column.name for column in TABLES[chart.table].columns if column.type == "date")}
    read: Callable[[str, Any], Any] = lambda name, cell: day(cell) if name in days else cell  # noqa: E731
    if chart.kind == "rows":
        return Counter(tuple(read(name, row[name]) for name in chart.columns) for row in data)
    axis, *split = ["date", *chart.columns] if chart.kind == "months" else chart.columns
    if not split or split[0] in data[0]:
        return Counter({tuple(read(name, row[name]) for name in (axis, *split)): row["count"] for row in data})
    return Counter(
        {
            (read(axis, row[axis]), series): cell
            for row in data
            for series, cell in row.items()
            if series != axis and cell
        }
    )


def charts(superset: Superset) -> dict[str, Row]:
    return {row["slice_name"]: row for row in superset.client.get("/api/v1/chart/").json()["result"]}


def test_everything_of_the_bundle_is_there(superset: Superset) -> None:
    assert set(charts(superset)) == set(BY_TITLE)
    dashboards = superset.client.get("/api/v1/dashboard/").json()["result"]
    assert [dashboard["slug"] for dashboard in dashboards] == ["jiaokan"]
    placed = superset.client.get("/api/v1/dashboard/jiaokan/charts").json()["result"]
    assert {chart["slice_name"] for chart in placed} == set(BY_TITLE)


@pytest.mark.parametrize("title", BY_TITLE)
def test_a_chart_answers_what_pandas_computes(title: str, superset: Superset) -> None:
    answer = superset.client.get(f"/api/v1/chart/{charts(superset)[title]['id']}/data/")
    assert answer.status_code == 200, answer.text
    chart = BY_TITLE[title]
    wanted = expected(chart, frame(superset, chart.table))
    assert wanted.total() > 20
    assert shown(chart, answer.json()["result"][0]["data"]) == wanted


@pytest.mark.parametrize("name", TABLES)
def test_a_dataset_has_every_row_and_tells_what_its_columns_mean(name: str, superset: Superset) -> None:
    number = dataset_id(superset, name)
    dataset = superset.client.get(f"/api/v1/dataset/{number}").json()["result"]
    said = {column["column_name"]: column["description"] for column in dataset["columns"]}
    assert all(said[column.name].startswith(column.meaning) for column in TABLES[name].columns)
    query = {"columns": sorted(said), "row_limit": 100_000}
    answer = ask(superset, number, query)
    assert len(answer) == len(frame(superset, name))
    assert {key for row in answer for key in row} == set(said)


def dataset_id(superset: Superset, name: str) -> int:
    listed = superset.client.get("/api/v1/dataset/").json()["result"]
    return next(int(dataset["id"]) for dataset in listed if dataset["table_name"] == name)


def ask(superset: Superset, dataset: int, query: dict[str, Any]) -> list[Row]:
    body = {"datasource": {"id": dataset, "type": "table"}, "queries": [query], "result_format": "json"}
    answer = superset.client.post("/api/v1/chart/data", json=body)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["result"][0]["data"])


def test_the_database_s_address_says_where_another_release_is(superset: Superset, seed_release: Path) -> None:
    listed = superset.client.get("/api/v1/database/").json()["result"]
    here = f"/api/v1/database/{listed[0]['id']}"
    was = superset.client.get(f"{here}/connection").json()["result"]["sqlalchemy_uri"]
    token = superset.client.get("/api/v1/security/csrf_token/").json()["result"]
    headers = {"X-CSRFToken": token, "Referer": superset.url}
    documents = dataset_id(superset, "documents")
    try:
        for uri, count in ((f"duckdb:///:memory:?file_search_path={seed_release}", 1), (was, 2)):
            answer = superset.client.put(here, json={"sqlalchemy_uri": uri}, headers=headers)
            assert answer.status_code == 200, answer.text
            assert len(ask(superset, documents, {"columns": ["document_id"], "row_limit": 10})) == count
    finally:
        superset.client.put(here, json={"sqlalchemy_uri": was}, headers=headers)


def test_the_dashboard_draws_every_chart_and_filters_by_document(superset: Superset) -> None:
    """What the pages ask is not what the API is asked above: Superset's scripts make their own queries."""
    chromium = needs("chromium")
    from playwright.sync_api import Page, Response, expect, sync_playwright

    chosen = str(frame(superset, "repairs").document.iloc[0])
    titles = {row["id"]: title for title, row in charts(superset).items()}
    answers: dict[str, list[Row]] = {}

    def keep(response: Response) -> None:
        if "/api/v1/chart/data" in response.url:
            asked = json.loads(response.request.post_data or "{}").get("form_data", {})
            if title := titles.get(asked.get("slice_id")):
                answers[title] = response.json()["result"][0]["data"] if response.ok else [{"error": response.text()}]

    def drawn(page: Page) -> dict[str, list[Row]]:
        for _ in range(60):
            page.wait_for_timeout(500)
            if set(answers) == set(BY_TITLE):
                break
        assert set(answers) == set(BY_TITLE)
        expect(page.locator(".dashboard canvas")).to_have_count(4)
        expect(page.locator(".dashboard table").first).to_be_visible()
        expect(page.locator("[role=alert]")).to_have_count(0)
        return dict(answers)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
        page = browser.new_page(viewport={"width": 1500, "height": 2300})
        page.on("response", keep)
        page.goto(f"{superset.url}/login/")
        page.fill("#username", superset.user)
        page.fill("#password", superset.password)
        page.keyboard.press("Enter")
        page.wait_for_url("**/welcome/")
        page.goto(f"{superset.url}/superset/dashboard/jiaokan/")
        whole = drawn(page)
        answers.clear()
        page.locator("[data-test=filter-bar] .ant-select").click()
        page.locator(f".ant-select-item-option[title='{chosen}']").click()
        page.locator("[data-test=filter-bar__apply-button]").click()
        filtered = drawn(page)
        browser.close()

    for answered, document in ((whole, None), (filtered, chosen)):
        for title, chart in BY_TITLE.items():
            rows = frame(superset, chart.table)
            wanted = expected(chart, rows[rows.document == document] if document else rows)
            assert shown(chart, answered[title]) == wanted, (title, document)
