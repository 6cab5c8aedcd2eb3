"""The charts of the dashboard: what each counts and shows, in the words of Superset's own chart types.

Not for where a chart stands: dashboard.py does that.
"""

import json
from dataclasses import dataclass
from typing import Any, Literal

from flows.publish.superset.datasets import COUNT, DATE, DOCUMENT
from flows.publish.superset.identity import Identity
from schemas import TABLES

MOST = 1_000
"""How many bars or rows a chart asks for at most."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart of one table.

    `months` count its rows by date and are split by the first of `columns`; `bars` count them by the first and are
    split by the second, if there is one; `rows` list the columns as they are, in the order of the table's key.
    """

    name: str
    title: str
    table: str
    kind: Literal["months", "bars", "rows"]
    columns: tuple[str, ...]
    description: str


CHARTS = (
    Chart(
        "figures_by_dimension",
        "Figures by dimension",
        "figures",
        "bars",
        ("dimension", "change"),
        "How many figures are sums of money, counts, percentages …, and whether they tell of a rise or a fall.",
    ),
    Chart(
        "events_on_a_timeline",
        "Events on a timeline",
        "events",
        "months",
        ("granularity",),
        "How many events fall into each month, and how closely they are dated; what covers more is counted at its end.",
    ),
    Chart(
        "repairs_by_stage",
        "Repairs by stage",
        "repairs",
        "bars",
        ("stage", "certainty"),
        "How many changes each step of the restoration made to the text, and how sure they are.",
    ),
    Chart(
        "terms_by_kind",
        "Terms by kind",
        "terms",
        "bars",
        ("kind",),
        "How many mentions of places, bodies, mechanisms … there are.",
    ),
    Chart(
        "figures_with_their_sentences",
        "Figures with their sentences",
        "figures",
        "rows",
        ("text", "value_canonical", "unit_canonical", "bound", "subject", "sentence", DOCUMENT.name),
        "Each figure as written, its value in the canonical unit, and the sentence that it stands in.",
    ),
    Chart(
        "events_with_their_texts",
        "Events with their texts",
        "events",
        "rows",
        ("date_text", "date_start", "date_end", "relation", "text", DOCUMENT.name),
        "Each event as written, the days that it covers, and what is told of it.",
    ),
)

_MONTH = "P1M"
_ANY_TIME = {
    "clause": "WHERE",
    "expressionType": "SIMPLE",
    "operator": "TEMPORAL_RANGE",
    "subject": DATE.name,
    "comparator": "No filter",
}
_STACKED = {
    "viz_type": "echarts_timeseries_bar",
    "metrics": [COUNT],
    "stack": "Stack",
    "rich_tooltip": True,
    "y_axis_format": "SMART_NUMBER",
}


def render(chart: Chart, known: Identity) -> dict[str, Any]:
    """Return one chart: `params` are what Superset's pages make their query of, `query_context` is the one of its API.

    Superset reads both; only the pages' own query brings the rows into the shape that is drawn.
    """
    form, query = {"months": _months, "bars": _bars, "rows": _rows}[chart.kind](chart)
    form["row_limit"] = query["row_limit"] = MOST
    context = {
        "datasource": {"id": 0, "type": "table"},
        "force": False,
        "queries": [query],
        "form_data": form,
        "result_format": "json",
        "result_type": "full",
    }
    return {
        "slice_name": chart.title,
        "description": chart.description,
        "viz_type": form["viz_type"],
        "params": form,
        "query_context": json.dumps(context),
        "uuid": known.of("charts", chart.name),
        "dataset_uuid": known.of("datasets", chart.table),
        "version": "1.0.0",
    }


def _months(chart: Chart) -> tuple[dict[str, Any], dict[str, Any]]:
    split = list(chart.columns)
    form = _STACKED | {
        "x_axis": DATE.name,
        "groupby": split,
        "time_grain_sqla": _MONTH,
        "x_axis_time_format": "%Y-%m",
        "adhoc_filters": [_ANY_TIME],
    }
    axis = {
        "columnType": "BASE_AXIS",
        "expressionType": "SQL",
        "sqlExpression": DATE.name,
        "label": DATE.name,
        "timeGrain": _MONTH,
    }
    query = {"columns": [axis, *split], "metrics": [COUNT], "extras": {"time_grain_sqla": _MONTH}}
    return form, query


def _bars(chart: Chart) -> tuple[dict[str, Any], dict[str, Any]]:
    axis, *split = chart.columns
    # From left to right, so that every word finds room beside its bar; the first one stands at the bottom.
    form = _STACKED | {"x_axis": axis, "groupby": split, "orientation": "horizontal"}
    form |= {"x_axis_sort": "sum" if split else COUNT, "x_axis_sort_asc": True}
    return form, {"columns": list(chart.columns), "metrics": [COUNT], "orderby": [[COUNT, False]]}


def _rows(chart: Chart) -> tuple[dict[str, Any], dict[str, Any]]:
    order = [[name, True] for name in TABLES[chart.table].key]
    form = {
        "viz_type": "table",
        "query_mode": "raw",
        "all_columns": list(chart.columns),
        "order_by_cols": [json.dumps(each) for each in order],
        "table_timestamp_format": "%Y-%m-%d",
        "include_search": True,
        "page_length": 20,
    }
    return form, {"columns": list(chart.columns), "orderby": order}
